"""Where the stretch under way ends: after a rest, at another exercise, or because nothing happens.

Looked at on a fixed schedule of the source's own time, whether or not anyone listens to provisional
events, so that live and recorded analysis close the same sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lastrep.analysis.counter import Counter
from lastrep.analysis.exercise_change import change_of_exercise
from lastrep.analysis.exercise_choice import SETTLED_REPS, ChosenExercise, ExerciseChoice
from lastrep.analysis.recogniser import Recogniser
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import recognise
from lastrep.records.repetition import Repetition, end_of
from lastrep.reps.limits import RepLimits

LOOK_S = 5.0  # how often, at least this far apart ...
LOOK_SHARE = 0.05  # ... and this share of the stretch, so that a long set costs no more per pose
SOONEST_S = 10.0  # before, nobody has done three repetitions of each of two exercises, nor rested
REST_S = 45.0  # a longer pause ends the set; shorter ones are rest-pause, drops and clusters
IDLE_S = 90.0  # without a set, only this much is remembered
LONGEST_S = 900.0  # no set is longer; what is then under way becomes the next one
SAME_CHANGE_S = 2.0  # two looks see the same change of exercise when it lies no further apart
AFTER_S = 20.0  # so long after the last sure repetition, an attempt or a hold still belongs to it
FELLOW_S = 8.0  # a set has two repetitions at most this far apart, or three without a rest ...
FELLOW_CONFIDENCE = 0.5  # ... that are all this sure
BEFORE_SINGLE_S = 10.0  # of what leads to a heavy single, and FELLOW_S after it, say what it is
BEYOND_DOUBT = 0.9  # 0.4 % of imagined clips without an exercise are named as surely as this


@dataclass(frozen=True, slots=True)
class StretchEnd:
    """What is over: a set up to ``set_until_s`` (None: there was none), ended ``by_rest`` or not.

    Everything before ``forget_before_s`` can be let go of.
    """

    set_until_s: float | None
    forget_before_s: float
    by_rest: bool = False


class SetLimits:
    """Decides when the stretch under way is over; has its own, slower eye on the exercise."""

    def __init__(self, exercise: str, counter: Counter, recogniser: Recogniser) -> None:
        self._choice = ExerciseChoice(exercise, recogniser)
        self._counter = counter
        self._reps = 0
        self._rests = False
        self._next_look_s: float | None = None
        self._suspected_s: float | None = None  # a change of exercise that wants a second look

    @property
    def before_rest(self) -> ChosenExercise | None:
        """What was done, for three repetitions and more, before the rest that lasts; else None."""
        return self._choice.held if self._rests and self._reps >= SETTLED_REPS else None

    def is_due(self, now_s: float) -> bool:
        """Return whether it is time to look."""
        if self._next_look_s is None:
            self._next_look_s = now_s + LOOK_S
        return now_s >= self._next_look_s

    def look(self, track: MotionTrack, *, last: bool = False) -> StretchEnd | None:
        """Return what is over, None while the stretch goes on; no ``last`` look can be repeated."""
        start_s, now_s = float(track.time_s[0]), float(track.time_s[-1])
        self._next_look_s = now_s + max(LOOK_S, LOOK_SHARE * (now_s - start_s))
        end = self._end(track, start_s, now_s, last=last)
        if end is not None:
            self._reps = 0
            self._counter.begin()
        return end

    def _end(
        self, track: MotionTrack, start_s: float, now_s: float, *, last: bool
    ) -> StretchEnd | None:
        if now_s - start_s <= (SOONEST_S if self._choice.given is None else REST_S):
            return None  # nobody can have rested for long enough, nor gone over to another exercise
        self._rests = False
        chosen = self._choice.of(track, reps=self._reps)
        limits: tuple[RepLimits, ...] = ()
        if chosen is not None:
            counted = self._counter.count(track, chosen.exercise)
            limits = counted.limits
        self._reps = len(limits)
        if chosen is None or not has_fellows(limits, named=chosen.given):
            single_s = None if chosen is None else _rested_single_s(track, limits, chosen)
            if single_s is not None:
                return StretchEnd(single_s, single_s, by_rest=True)
            idle = now_s - start_s > IDLE_S
            return StretchEnd(None, now_s - IDLE_S / 2) if idle else None
        self._counter.follow(counted, chosen.exercise)
        change = change_of_exercise(track, limits, chosen)
        before_s, self._suspected_s = self._suspected_s, None if change is None else change.time_s
        if change is not None and (
            change.is_sure
            or last
            or (before_s is not None and abs(change.time_s - before_s) <= SAME_CHANGE_S)
        ):
            return StretchEnd(change.time_s, change.time_s)
        # Swings that are unlike the set, and a last lowering that seems to go on and on, are rest.
        last_s = max(one.concentric_end_time_s for one in limits if _is_sure(one))
        rested = now_s - last_s > REST_S
        self._rests = now_s - last_s > AFTER_S
        if rested or now_s - start_s > LONGEST_S:
            until_s = min(now_s, last_s + AFTER_S)
            return StretchEnd(until_s, until_s, by_rest=rested)
        return None


def has_fellows(reps: Sequence[RepLimits] | Sequence[Repetition], *, named: bool) -> bool:
    """Return whether enough sure repetitions lie near each other: only then is it a set.

    ``named``: the lifter said which exercise it is, so that two of them with a long pause between
    are no chance.
    """
    return _are_fellows([rep.end_time_s for rep in reps if _is_sure(rep)], named=named)


def is_set(reps: Sequence[Repetition], track: MotionTrack, chosen: ChosenExercise) -> bool:
    """Return whether the repetitions of a stretch are a set.

    They are where somebody said which exercise it is. Where nobody did, one movement among others,
    or two with a long wait between them, is what everybody does who picks something up and puts it
    down. One repetition may be all there is in a stretch too short for a fellow, and it is a
    heaviest single where the exercise itself leaves no doubt.
    """
    if not reps or not len(track.time_s):
        return False
    if chosen.given or float(track.time_s[-1] - track.time_s[0]) < FELLOW_S:
        return True
    if chosen.confidence >= BEYOND_DOUBT and any(_is_sure(rep) for rep in reps):
        return True
    # when it counts: a last lowering may go on until the next lift
    return _are_fellows([end_of(rep) for rep in reps if _is_sure(rep)], named=False)


def _rested_single_s(
    track: MotionTrack, reps: Sequence[RepLimits], chosen: ChosenExercise
) -> float | None:
    """Return when a heavy single was over; None without one, or while the rest after it is short.

    The jitter of a long rest makes a repetition alone unsure. So what it looks like decides, even
    of an exercise that was named: who sets up a camera crouches once, too.
    """
    if not reps or track.time_s[-1] - reps[-1].concentric_end_time_s <= REST_S:
        return None
    top_s = reps[-1].concentric_end_time_s
    found = recognise(track.between(top_s - BEFORE_SINGLE_S, top_s + FELLOW_S))
    same = found.exercise is not None and found.exercise.family == chosen.exercise.family
    return top_s + FELLOW_S if same and found.confidence >= BEYOND_DOUBT else None


def _are_fellows(times_s: Sequence[float], *, named: bool) -> bool:
    """Whether two lie near each other, or three in a row without a rest between them.

    Picking something up and putting it down later are two; slow repetitions and single ones with a
    breath between them go on.
    """
    pauses_s = [later - earlier for earlier, later in pairwise(times_s)]
    if any(pause_s <= (REST_S if named else FELLOW_S) for pause_s in pauses_s):
        return True
    return any(max(pair) <= REST_S for pair in pairwise(pauses_s))


def _is_sure(rep: RepLimits | Repetition) -> bool:
    return rep.confidence >= FELLOW_CONFIDENCE
