"""Another exercise begun without a rest: where one set of a superset ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import recognise
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.limits import RepLimits

FEWEST_REPS = 3  # of the exercise before, and of the one after
PAUSE_S = 4.0  # from the top of one repetition to that of the next: nobody changes station faster
LONGER = 1.3  # than the usual wait for the next repetition
MOST_PAUSES = 2  # as many are looked at, the longest first
SETTLE_S = 5.0  # of the new movement must have been seen
SURE_BEFORE, SURE_AFTER = 0.6, 0.7
LIKELY_AFTER, FALLEN = 0.5, 0.4  # less sure of the new one, but the old one has become unlikely
ALIKE = 0.5  # how much the new repetitions must resemble one another


@dataclass(frozen=True, slots=True)
class Change:
    """When the lifter went over to another exercise, and whether that is sure at the first look."""

    time_s: float
    is_sure: bool


def change_of_exercise(
    track: MotionTrack, reps: Sequence[RepLimits], chosen: ChosenExercise
) -> Change | None:
    """Return when the lifter went over to another exercise; None when they did not.

    Parameters
    ----------
    track
        The stretch under way.
    reps
        What was counted in it, in order of time.
    chosen
        The exercise it began with. One that was named by the user is never doubted.

    Returns
    -------
    The end of the last repetition before the change or the middle of the pause. Failing and half
    repetitions can look like another exercise for a while: what is not sure wants a second look.
    """
    if chosen.given or len(reps) < FEWEST_REPS:
        return None
    start_s, end_s = float(track.time_s[0]), float(track.time_s[-1])
    # of an exercise that moves other joints, nothing may have been counted
    for change_s in (reps[-1].end_time_s, *_likely_changes(reps)):
        if end_s - change_s < PAUSE_S / 2 + SETTLE_S:
            continue
        after = track.between(change_s, end_s + 1.0)
        found = recognise(after)
        if found.exercise is None or found.confidence < LIKELY_AFTER:
            continue
        # what the whole stretch looks like is a mixture of both: the part before speaks for itself
        first = recognise(track.between(start_s, change_s))
        if (
            first.exercise is None
            or first.confidence < SURE_BEFORE
            or first.exercise.family == found.exercise.family
        ):
            continue
        # seen by the same camera on the same body, the same exercise would look as it did before;
        # only lifts for one muscle are alike enough to be mistaken for each other
        fallen = first.confidence - found.chances[first.exercise.family]
        other = found.exercise.prime_mover != first.exercise.prime_mover
        if found.confidence < SURE_AFTER and (fallen < FALLEN or not other):
            continue
        counted = count_reps(after, found.exercise)
        if len(counted.limits) >= FEWEST_REPS and counted.likeness >= ALIKE:
            return Change(change_s, is_sure=found.confidence >= SURE_AFTER)
    return None


def _likely_changes(reps: Sequence[RepLimits]) -> list[float]:
    """Return the middles of the longest waits for the next repetition, the longest first.

    Between concentrics: a lowering that lasts through the pause is the way to another station.
    """
    tops = [rep.concentric_end_time_s for rep in reps]
    waits = [
        (later - earlier, (earlier + later) / 2)
        for number, (earlier, later) in enumerate(pairwise(tops), start=1)
        if number >= FEWEST_REPS
    ]
    usual_s = float(np.median(np.diff(tops)))
    longest = sorted(waits, reverse=True)[:MOST_PAUSES]
    return [middle_s for wait_s, middle_s in longest if wait_s >= max(PAUSE_S, LONGER * usual_s)]
