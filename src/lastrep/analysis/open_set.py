"""The set under way: what has been said of it, and the final word when it closes."""

from __future__ import annotations

from lastrep.analysis.closing import Closing
from lastrep.analysis.coaching import Coaching, Lifter, effort_seen
from lastrep.analysis.counter import Counter
from lastrep.analysis.exercise_choice import ChosenExercise, ExerciseChoice
from lastrep.analysis.failure_beside import FailureBeside, was_meant
from lastrep.analysis.lifter_today import LifterToday
from lastrep.analysis.provisional import RECENT_S, measure_so_far, recent_part
from lastrep.analysis.said_reps import SaidReps
from lastrep.analysis.set_limits import has_fellows, is_set
from lastrep.analysis.taken_back import TakenBack, is_proof
from lastrep.coach import Plan, advise_ahead
from lastrep.exercises import Exercise, exercise_to_count
from lastrep.motion.track import MotionTrack
from lastrep.records import events as says
from lastrep.records.advice import Advice
from lastrep.records.profile import Profile
from lastrep.records.repetition import SAME_REP_S, Repetition, end_of
from lastrep.reps.counting.top_watch import TopWatch
from lastrep.reps.limits import CountedReps
from lastrep.reps.measurement import measure_set
from lastrep.reps.measuring.scale import length_scale

CERTAIN_S = 0.1  # a concentric that ended this long ago is over
MEASURE_S = 5.0  # without a new concentric, what was said is made sure of this often


class OpenSet:
    """Looks at the stretch again and again, says what is new, and closes with the final word."""

    def __init__(
        self,
        choice: ExerciseChoice,
        *,
        lifter: Lifter,
        counter: Counter,
    ) -> None:
        self._choice = choice
        self._today = LifterToday(lifter)
        self._counter = counter
        self._closing = Closing(self._today)
        self._taken_back = TakenBack()
        self._plan: Plan | None = None  # what the set before left to be done, as it was said
        self._planned: set[str] = set()  # exercises whose next set was spoken of beforehand
        self._begin()

    def _begin(self) -> None:
        self._said = SaidReps()
        self._measured_s = 0.0
        self._whole_until_s = float("-inf")
        self._watch: TopWatch | None = None
        self._failure = FailureBeside()
        self._coaching: Coaching | None = None
        self.torso_px = float("nan")

    @property
    def any_closed(self) -> bool:
        """Whether a set has been closed so far."""
        return self._closing.number > 1

    @property
    def is_urgent(self) -> bool:
        """Whether every repetition must be known at once: a dose is counted, control may go."""
        return self._coaching is not None and self._coaching.counts_reps

    def beat(self, latest: MotionTrack) -> tuple[list[says.Event], bool]:
        """Take the latest poses; return what they show, and whether it is time to look again."""
        now_s = float(latest.time_s[-1])
        found: list[says.Event] = self._failure.push(latest)
        found += self._coached(found, now_s)
        return found, self._watch is not None and self._watch.push(latest.time_s, latest.values)

    def look(
        self, track: MotionTrack, now_s: float, *, certain_s: float = CERTAIN_S
    ) -> list[says.Event]:
        """Return the provisional events that a look at the stretch so far brings.

        A concentric counts once it has been over for ``certain_s``; 0 when no more poses will come.
        """
        chosen = self._choice.of(track, reps=len(self._said.reps))
        if chosen is None:
            return []
        found: list[says.Event] = []
        if self._coaching is not None and self._coaching.exercise.id != chosen.exercise.id:
            found += self._take_back(now_s)  # its limits and dangers are those of another lift
        return found + self._look(track, now_s, chosen, certain_s)

    def _look(
        self, track: MotionTrack, now_s: float, chosen: ChosenExercise, certain_s: float
    ) -> list[says.Event]:
        recent = track if now_s < self._whole_until_s else recent_part(track)
        counted = self._counter.count(recent, chosen.exercise)
        self.torso_px = recent.torso_px
        self._watch = None if counted.reading is None else TopWatch(counted.reading, counted)
        if not self._worth_measuring(counted, now_s - certain_s):
            return []
        self._measured_s = now_s
        so_far = measure_so_far(track, recent, counted, chosen.exercise, self._said.reps)
        if so_far is None:
            self._whole_until_s = now_s + RECENT_S  # until what it disagreed about is out of sight
            counted = self._counter.count(track, chosen.exercise)
            whole = measure_set(track, counted, chosen.exercise)
            so_far = whole.reps, whole
        all_reps, measured = self._taken_back.without(so_far[0]), so_far[1]
        reps = tuple(rep for rep in all_reps if end_of(rep) <= now_s - certain_s)
        if self._coaching is None and not has_fellows(reps, named=chosen.given):
            return []
        own = self._today.lifter.own_history(chosen.exercise)
        self._failure.follow(measured, reps, chosen.exercise, own=own)
        found: list[says.Event] = []
        if self._coaching is None:
            self._coaching = self._coach_for(chosen, self._plan)
            if self._today.revisions:
                self._coaching.revise(self._today.profile, now_s)
            found.append(
                says.SetStarted(
                    time_s=now_s,
                    number=self._closing.number,
                    exercise=chosen.exercise.id,
                    exercise_confidence=chosen.confidence,
                    exercise_given=chosen.given,
                )
            )
        changes = self._said.correct(reps, now_s)
        if was_meant(self._coaching.failed_s, all_reps, now_s):
            changes += self._coaching.withdrawals(now_s)[-1:]
        return found + (self._with_effort(changes, now_s) if changes else self._coached([], now_s))

    def _worth_measuring(self, counted: CountedReps, until_s: float) -> bool:
        """Whether a concentric has ended since the last one said, or it is time to make sure."""
        last_s = max((end_of(rep) for rep in self._said.reps), default=float("-inf"))
        fresh = any(
            last_s + SAME_REP_S < one.concentric_end_time_s <= until_s for one in counted.limits
        )
        due = self.is_urgent or until_s - self._measured_s >= MEASURE_S
        return fresh or (bool(counted.limits) and due)

    def choose(self, choice: ExerciseChoice) -> None:
        """Take another exercise for the sets to come."""
        self._choice = choice

    def let_go(self, before_s: float, now_s: float) -> list[says.Event]:
        """Take back what was said of poses that are let go of without having been a set."""
        if any(end_of(rep) >= before_s for rep in self._said.reps):
            return []  # something goes on: the next look puts right what is too old
        return self._take_back(now_s)

    def _take_back(self, now_s: float) -> list[says.Event]:
        """Begin anew, and say that what was said so far was nothing."""
        found = self._said.take_back(now_s)
        if self._coaching is not None:
            found += self._coaching.withdrawals(now_s)
        self._begin()
        return found

    def drop(self) -> None:
        """Forget what was said of the set under way."""
        self._begin()

    def take_back(self, rep: Repetition, now_s: float) -> list[says.Event]:
        """Take a repetition back because the user says so, of the set under way or the last one."""
        self._taken_back.add(rep)
        gone = self._said.without(self._taken_back, now_s)
        if not gone or self._coaching is None:
            return [*gone, *self._closing.correct(self._taken_back, now_s)]
        if is_proof(rep, self._said.reps):
            gone += self._coaching.withdrawals(now_s)
        return self._with_effort(gone, now_s)

    def revise(self, profile: Profile, now_s: float) -> list[says.Event]:
        """Take a change of the lifter's situation: pain, a spotter who comes or leaves."""
        under_way = None if self._coaching is None else self._coaching.exercise
        hurts = self._today.revise(profile, now_s, under_way or self._following())
        if self._coaching is not None:
            self._coaching.log = self._today.lifter.log
            advice = self._coaching.revise(profile, now_s)
        else:
            ahead = self.ahead(None, now_s) if hurts else None
            advice = [] if ahead is None else [ahead]
        return [says.AdviceGiven(time_s=now_s, advice=one) for one in advice]

    def plan_ahead(self, now_s: float) -> list[says.Event]:
        """Return what the coach wants of the set to come, once for each exercise.

        Nothing while a set is under way or something goes on in the next one, or where nobody
        knows what comes next.
        """
        following = self._following()
        busy = self._coaching is not None or self._plan is not None
        if following is None or busy or following.id in self._planned:
            return []
        self._planned.add(following.id)
        advice = self._ahead(following, now_s)
        return [] if advice is None else [says.AdviceGiven(time_s=now_s, advice=advice)]

    def ahead(self, exercise: str | None, now_s: float) -> Advice | None:
        """Return what the coach says before the next set, None where the exercise is not known."""
        following = self._following() if exercise is None else exercise_to_count(exercise)
        return None if following is None else self._ahead(following, now_s)

    def _following(self) -> Exercise | None:
        """Return what is done next, as far as anybody knows: the one named, or the last."""
        before = self._closing.before
        last = None if before is None else before.exercise
        return self._choice.given or last

    def _ahead(self, following: Exercise, now_s: float) -> Advice | None:
        who = self._today.lifter
        return advise_ahead(
            following, self._today.profile, who.log, time_s=now_s, load_kg=who.load_kg
        )

    def close(
        self,
        track: MotionTrack,
        now_s: float,
        *,
        by_rest: bool,
        before_rest: ChosenExercise | None = None,
    ) -> list[says.Event]:
        """Return the final word on the stretch and make ready for the next set.

        ``before_rest`` is what was done in it, where it ends in a rest that looks like no exercise.
        """
        found: list[says.Event] = []
        for chosen in (self._choice.final(track), before_rest):
            if chosen is not None and not found:
                found = self._closed(track, chosen, now_s, by_rest=by_rest)
        if not found:
            return self._take_back(now_s)
        self._begin()
        return found

    def _closed(
        self, track: MotionTrack, chosen: ChosenExercise, now_s: float, *, by_rest: bool
    ) -> list[says.Event]:
        """Return the final word if this exercise makes a set of the stretch; else nothing."""
        counted = self._counter.count(track, chosen.exercise)
        metres = length_scale(track, self._today.lifter.profile.height_m)
        measured = measure_set(track, counted, chosen.exercise, metres=metres)
        reps = self._taken_back.without(measured.reps)
        if not is_set(reps, track, chosen):
            return []
        closed = self._closing.close(chosen, reps, now_s, by_rest=by_rest)
        self._plan = self._coaching.close(closed) if self._coaching is not None else None
        self._counter.learn(counted, chosen.exercise)
        return [closed]

    def _coach_for(self, chosen: ChosenExercise, plan: Plan | None) -> Coaching:
        return Coaching(
            chosen.exercise,
            self._today.lifter,
            sure=chosen.confidence,
            before=self._closing.before,
            plan=plan,
        )

    def _with_effort(self, changes: list[says.Event], now_s: float) -> list[says.Event]:
        """Return what has changed, the effort as it is now, and what the coach says of both."""
        assert self._coaching is not None  # noqa: S101 - repetitions are said once a set has begun
        said = self._coached(changes, now_s)
        effort: list[says.Event] = [effort_seen(self._coaching, self._said.reps, now_s)]
        return changes + effort + said + self._coached(effort, now_s)

    def _coached(self, found: list[says.Event], now_s: float) -> list[says.Event]:
        if self._coaching is None:
            return []
        advice = self._coaching.wait(now_s)
        for event in found:
            advice += self._coaching.hear(event, self._said.reps)
        return [says.AdviceGiven(time_s=now_s, advice=one) for one in advice]
