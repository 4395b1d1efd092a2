"""Which arm or leg did a repetition, in exercises whose sides need not work together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray
from lastrep.records.repetition import Side
from lastrep.reps.counting.fusion import FLOOR_DEG, FLOOR_TORSO
from lastrep.reps.limits import RepLimits

AROUND_S = 0.1  # poses that say where a side was at either end of a concentric
MOVED = 1.5  # in swings that would still be jitter: the side that did it went at least so far ...
ALONE = 2.5  # ... and so many times as far as the other


def with_sides(
    track: MotionTrack, reps: Sequence[RepLimits], exercise: Exercise
) -> tuple[RepLimits, ...]:
    """Return the repetitions with the side that did each of them.

    Both where the exercise moves the sides together, where one of them was hidden, and where the
    other one went along. Where most repetitions are of both, one of a single arm is a weight that
    is picked up, or a bad pose: all are judged by what both did.

    Parameters
    ----------
    track
        The measures of the stretch.
    reps
        In order of time.
    exercise
        Names the measures, and whether the sides go together.
    """
    if exercise.movement.sides == "together":
        return tuple(reps)
    signals = exercise.signals
    which = [MEASURE_INDEX[name] for name in (*signals.rise, *signals.fall)]
    floors = np.array([FLOOR_DEG if MEASURES[i].is_angle else FLOOR_TORSO for i in which])
    way = np.repeat([1.0, -1.0], [len(signals.rise), len(signals.fall)]) / floors
    sides = [_side(track, rep, which, way) for rep in reps]
    if 2 * sides.count("both") >= len(sides):
        return tuple(reps)
    return tuple(replace(rep, side=side) for rep, side in zip(reps, sides, strict=True))


def _side(track: MotionTrack, rep: RepLimits, which: list[int], way: FloatArray) -> Side:
    start = track.about(rep.concentric_start_time_s, AROUND_S)[which]
    end = track.about(rep.concentric_end_time_s, AROUND_S)[which]
    moved = (end - start) * way[:, None]
    seen = np.isfinite(moved).all(axis=1)
    if not seen.any():
        return "both"
    left, right = np.median(moved[seen], axis=0).tolist()
    if max(left, right) < MOVED or max(left, right) < ALONE * min(left, right):
        return "both"
    return "left" if left > right else "right"
