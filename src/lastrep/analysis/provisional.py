"""The set so far, looked at cheaply: only its latest part is counted and measured anew.

What was said a while ago stays as it was said until the set closes and is counted again as a whole.
The latest part is judged by its own reference; where that disagrees with what is known of the set,
the whole set is looked at instead.
"""

from __future__ import annotations

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.repetition import SAME_REP_S, Repetition, end_of
from lastrep.reps.assembly import number_reps
from lastrep.reps.limits import CountedReps
from lastrep.reps.measurement import MeasuredReps, measure_set

RECENT_S = 15.0  # this much is looked at ...
LONG_S = 40.0  # ... of a stretch that is longer than this; below it the whole costs hardly more
SETTLED_S = 7.0  # what ended this long ago is not said again
FEWEST_KNOWN = 2  # repetitions of the latest part that must be known, and agree


def recent_part(track: MotionTrack) -> MotionTrack:
    """Return the latest part of a long stretch, the whole of a short one."""
    start_s, end_s = float(track.time_s[0]), float(track.time_s[-1])
    if end_s - start_s <= LONG_S:
        return track
    return track.between(end_s - RECENT_S, end_s + 1.0)


def measure_so_far(
    track: MotionTrack,
    recent: MotionTrack,
    counted: CountedReps,
    exercise: Exercise,
    said: tuple[Repetition, ...],
) -> tuple[tuple[Repetition, ...], MeasuredReps] | None:
    """Return the repetitions of the set so far, and the measurement of its latest part.

    Parameters
    ----------
    track, recent
        The stretch and its latest part; the same where it is short.
    counted
        What was counted in the latest part.
    exercise
        What is done.
    said
        The repetitions as they were last said.

    Returns
    -------
    None where the latest part disagrees with what was said, so that the whole must be looked at.
    """
    measured = measure_set(recent, counted, exercise)
    if recent is track:
        return measured.reps, measured
    settled_s = float(track.time_s[-1]) - SETTLED_S
    settled = tuple(rep for rep in said if end_of(rep) < settled_s)
    known = [
        (rep, again)
        for rep in settled
        for again in measured.reps
        if abs(end_of(rep) - end_of(again)) <= SAME_REP_S
    ]
    if len(known) < FEWEST_KNOWN or any(rep.label != again.label for rep, again in known):
        return None
    last_s = end_of(settled[-1])
    fresh = [rep for rep in measured.reps if end_of(rep) > last_s + SAME_REP_S]
    return number_reps([*settled, *fresh]), measured
