"""Another exercise begun without a rest: where one set of a superset ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting import count_reps
from lastrep.reps.limits import RepLimits
from lastrep.reps.recognition import recognise

FEWEST_REPS = 3  # of the exercise before, and of the one after
PAUSE_S = 3.0  # nobody changes station faster
SETTLE_S = 5.0  # of the new movement must have been seen
SURE_BEFORE, SURE_AFTER = 0.6, 0.8
ALIKE = 0.5  # how much the new repetitions must resemble one another


def change_of_exercise(
    track: MotionTrack, reps: Sequence[RepLimits], chosen: ChosenExercise
) -> float | None:
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
    The end of the last repetition before the pause, in seconds.
    """
    if chosen.given or chosen.confidence < SURE_BEFORE or len(reps) < FEWEST_REPS:
        return None
    end_s = float(track.time_s[-1])
    starts = [later.start_time_s for later in reps[1:]] + [end_s]
    pauses = [
        rep.end_time_s
        for number, (rep, start_s) in enumerate(zip(reps, starts, strict=True), start=1)
        if number >= FEWEST_REPS and start_s - rep.end_time_s >= PAUSE_S
    ]
    for pause_s, until_s in reversed(list(pairwise([*pauses, end_s]))):
        if until_s - pause_s < PAUSE_S or end_s - pause_s < PAUSE_S + SETTLE_S:
            continue
        after = track.between(pause_s, end_s + 1.0)
        found = recognise(after)
        if (
            found.exercise is None
            or found.confidence < SURE_AFTER
            or found.exercise.family == chosen.exercise.family
        ):
            continue
        counted = count_reps(after, found.exercise)
        if len(counted.limits) >= FEWEST_REPS and counted.likeness >= ALIKE:
            return pause_s
    return None
