"""Poses in, events out: the one analyser behind live, file and batch use."""

from __future__ import annotations

import math

from lastrep.analysis.coaching import Lifter
from lastrep.analysis.counter import Counter
from lastrep.analysis.exercise_choice import ExerciseChoice, is_auto
from lastrep.analysis.open_set import OpenSet
from lastrep.analysis.other_exercise import OtherExercise
from lastrep.analysis.own_pose import own_pose
from lastrep.analysis.picture_check import PictureCheck
from lastrep.analysis.presence import Presence
from lastrep.analysis.recogniser import Recogniser
from lastrep.analysis.set_limits import SetLimits
from lastrep.analysis.undefined_exercise import undefined_exercise
from lastrep.coach import WorkLog, checked_profile
from lastrep.errors import UsageError
from lastrep.exercises import exercise_to_count
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import TrackBuilder
from lastrep.records.advice import Advice
from lastrep.records.events import Event, NoticeRaised, SetClosed
from lastrep.records.pose import Pose
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.session import View

BEAT_S = 0.1  # how often the poses that came are read for the end of a concentric
LOOK_S = 1.5  # a new look at the set so far when nothing seems to happen, at least this far apart
LOOK_SHARE = 0.08  # ... and this share of the stretch, so that a long set costs no more per pose
GAP_S = 60.0  # without any pose: no set goes on, and nothing is drawn across


class Analyzer:
    """Finds sets and repetitions in a stream of poses and says what they were.

    Push poses in order of time, then call `finish`. What comes back are events: provisional ones at
    once, and a `SetClosed` with the final word on each set when it is over. The same poses always
    give the same events, however fast they are pushed; no clock but their own is read.

    Parameters
    ----------
    exercise
        Id, family or alias of the exercise, or ``auto`` to have it recognised. What is named and
        has no definition is counted by what moves most, with a notice.
    profile
        The lifter's situation, for the coach.
    log
        What the lifter did before, for the coach and the forecast; None when nothing is known.
    load_kg
        The weight, where it is known: only then can today's speed be held against the usual one.
    whole_cycles
        Count only repetitions whose two phases were both seen.
    provisional
        Whether anyone listens to provisional events. Without them an analysis costs much less, and
        the final word on every set is the same.

    Raises
    ------
    UnknownExerciseError
        The name is a slip of the pen.
    UsageError
        The profile holds an impossible value, or a language the coach has no words in.
    """

    def __init__(
        self,
        exercise: str = "auto",
        *,
        profile: Profile | None = None,
        log: WorkLog | None = None,
        load_kg: float | None = None,
        whole_cycles: bool = False,
        provisional: bool = True,
    ) -> None:
        who = checked_profile(profile or Profile())  # refused now, not at the first advice
        self._builder = TrackBuilder()
        self._provisional = provisional
        self._exercise = exercise
        self._counter = Counter(whole_cycles=whole_cycles)
        self._recogniser = Recogniser(self._counter)
        self._limits = SetLimits(exercise, self._counter, self._recogniser)
        self._set = OpenSet(
            ExerciseChoice(exercise, self._recogniser),
            lifter=Lifter(who, log or WorkLog(), load_kg),
            counter=self._counter,
        )
        self._picture = PictureCheck()
        self._other = OtherExercise()
        self._image_size_px = (0, 0)
        self._now_s: float | None = None
        self._next_look_s = self._next_beat_s = 0.0
        self._finished = False
        self._presence = Presence()

    @property
    def view(self) -> View:
        """From where the camera has seen the lifter so far, on the whole."""
        return self._presence.seen_from.overall

    @property
    def view_now(self) -> View:
        """From where the camera sees the lifter, as of the last seconds."""
        return self._presence.seen_from.now

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose and return what it brought to light.

        Its arrays are copied. One that is refused changes nothing: go on with the next.

        Raises
        ------
        UsageError
            The pose has no finite time, is not later than the one before, or comes after `finish`;
            or its arrays are not of the shapes that `lastrep.records.pose.Pose` says.
        """
        if self._finished:
            raise UsageError("The analysis is finished; start a new Analyzer for more poses.")
        if not math.isfinite(pose.time_s):
            raise UsageError(f"A pose has the time {pose.time_s}; give seconds on any clock.")
        if self._now_s is not None and pose.time_s <= self._now_s:
            raise UsageError(
                f"A pose at {pose.time_s:.3f} s came after one at {self._now_s:.3f} s; "
                "push poses in order of time."
            )
        pose = own_pose(pose)
        events: list[Event] = []
        if self._now_s is None:
            self._next_look_s = pose.time_s + LOOK_S
            self._next_beat_s = pose.time_s + BEAT_S
            events += undefined_exercise(self._exercise, pose.time_s)
        if self._now_s is not None and pose.time_s - self._now_s > GAP_S:
            events += self._close_everything(self._now_s, by_rest=True)
            self._forget_before(pose.time_s)
        self._now_s = pose.time_s
        self._image_size_px = pose.image_size_px
        events += self._presence.push(pose)
        self._builder.push(pose)
        if self._provisional and pose.time_s >= self._next_beat_s:
            events += self._beat(pose.time_s)
        if self._limits.is_due(pose.time_s):
            events += self._close_what_is_over(pose.time_s)
        return events

    def revise(self, profile: Profile) -> list[Event]:
        """Take a change of the lifter's situation from now on, and return what is said of it.

        For what no camera sees: pain, a spotter who comes or leaves, safeties that were set.

        Raises
        ------
        UsageError
            As when an `Analyzer` is made; then everything stays as it was.
        """
        profile = checked_profile(profile)
        return self._set.revise(profile, self._now_s or 0.0)

    def plan_ahead(self) -> list[Event]:
        """Return what the coach wants of the set to come, before it begins; usually nothing."""
        return self._set.plan_ahead(self._now_s or 0.0)

    def ahead(self, exercise: str | None = None) -> Advice | None:
        """Return what the coach says before the next set; asking changes nothing.

        Parameters
        ----------
        exercise
            What is done next; None is the one that was named, or that was done last.

        Raises
        ------
        UnknownExerciseError
            The name is a slip of the pen.
        """
        return self._set.ahead(exercise, self._now_s or 0.0)

    def finish(self) -> list[Event]:
        """Close what is open and return the last events; further poses are refused."""
        if self._finished or self._now_s is None:
            self._finished = True
            return []
        self._finished = True
        events = self._close_everything(self._now_s)
        return events + self._why_nothing(self._builder.track(), self._now_s)

    def next_set(self, exercise: str | None = None) -> list[Event]:
        """Close the running set now and begin another; return the last events of the first.

        What was done so far stays known: the coach goes on with a superset, and keeps to the caps.

        Parameters
        ----------
        exercise
            What comes next; ``auto`` leaves it open, None stays with what was named last.

        Raises
        ------
        UnknownExerciseError
            The name is a slip of the pen.
        """
        name = self._exercise if exercise is None else exercise
        choice = ExerciseChoice(name, self._recogniser)
        limits = SetLimits(name, self._counter, self._recogniser)
        self._exercise = name
        events: list[Event] = []
        if self._now_s is not None:
            events += self._close_everything(self._now_s)
            if exercise is not None:
                events += undefined_exercise(name, self._now_s)
            self._forget_before(self._now_s)
        self._limits = limits
        self._set.choose(choice)
        return events

    def drop_set(self) -> None:
        """Forget the running set as if it had not been; what was done before stays known."""
        if self._now_s is not None:
            self._forget_before(self._now_s)
        self._counter.begin()
        self._limits = SetLimits(self._exercise, self._counter, self._recogniser)
        self._set.drop()

    def take_back(self, rep: Repetition) -> list[Event]:
        """Take a repetition back for good because the user says so; return what that changes.

        Parameters
        ----------
        rep
            As it was said last: of the set under way, or of the last one that closed.
        """
        return self._set.take_back(rep, self._now_s or 0.0)

    def _forget_before(self, time_s: float) -> None:
        """Let go of poses; what is left is short, and is not looked at as seldom as a long set."""
        self._builder.forget_before(time_s)
        if self._now_s is not None:
            self._next_look_s = min(self._next_look_s, self._now_s + LOOK_S)

    def _close_everything(self, now_s: float, *, by_rest: bool = False) -> list[Event]:
        events = self._close_what_is_over(now_s, at_the_end=True)
        track = self._builder.track()
        if self._provisional:
            events += self._set.look(track, now_s, certain_s=0.0)
        return events + self._close(track, now_s, by_rest=by_rest)

    def _close(self, track: MotionTrack, now_s: float, *, by_rest: bool) -> list[Event]:
        """Return the final word on a stretch, and what was wrong with it or its picture."""
        before_rest = self._limits.before_rest
        events = self._set.close(track, now_s, by_rest=by_rest, before_rest=before_rest)
        notices = [
            notice
            for event in events
            if isinstance(event, SetClosed)
            for notice in (
                *self._picture.of_set(event.training_set, track, self._image_size_px),
                *self._other.of_set(event.training_set, track),
            )
        ]
        return events + [NoticeRaised(time_s=now_s, notice=notice) for notice in notices]

    def _why_nothing(self, track: MotionTrack, now_s: float) -> list[Event]:
        """Return what was wrong with the picture where a named exercise was never counted."""
        if self._set.any_closed or is_auto(self._exercise) or not self._presence.ever:
            return []
        exercise = exercise_to_count(self._exercise)
        notices = self._picture.of_stretch(track, exercise, self._image_size_px)
        return [NoticeRaised(time_s=now_s, notice=notice) for notice in notices]

    def _beat(self, now_s: float) -> list[Event]:
        self._next_beat_s = now_s + BEAT_S
        events, look = self._set.beat(self._builder.latest(self._set.torso_px))
        if look or now_s >= self._next_look_s:
            events += self._look(now_s)
        return events

    def _look(self, now_s: float) -> list[Event]:
        track = self._builder.track()
        found = self._set.look(track, now_s)
        length_s = 0.0 if self._set.is_urgent else now_s - float(track.time_s[0])
        self._next_look_s = now_s + max(LOOK_S, LOOK_SHARE * length_s)
        return found

    def _close_what_is_over(self, now_s: float, *, at_the_end: bool = False) -> list[Event]:
        track = self._builder.track()
        end = self._limits.look(track, last=at_the_end) if len(track.time_s) else None
        if end is None or (at_the_end and end.set_until_s is None):
            return []
        if end.set_until_s is None:
            events = self._set.let_go(end.forget_before_s, now_s)
        else:
            done = track.between(float(track.time_s[0]), end.set_until_s)
            events = self._close(done, now_s, by_rest=end.by_rest)
        self._forget_before(end.forget_before_s)
        return events
