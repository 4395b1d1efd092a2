"""Concentrics that counting did not list: attempts that stalled or sank, and holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray
from lastrep.reps.counting.absence import on_grid_of
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import Reference
from lastrep.reps.measuring.stroke import Stroke, stroke_between
from lastrep.signals.turning_points import turning_points

LEAST_RISE = 0.15  # of the reference range
SWING = 0.07
LATE_S = 30.0  # after the last repetition, nothing belongs to the set any more
START_AT = 0.65  # a concentric starts well short of its end
OVERLAP = 0.3
BESIDE_S = 0.5  # a rise that ends this shortly before the lifter is away is the way there


def uncounted_strokes(
    progress: Progress,
    reference: Reference,
    strokes: Sequence[Stroke],
    exercise: Exercise,
    track: MotionTrack,
    away: BoolArray,
) -> list[Stroke]:
    """Return rises of the curve that no counted repetition covers, as strokes to be judged.

    ``away``, ``(T,)``, is when the lifter was not at the exercise: what leads there is no attempt.
    They may be anything: a failed attempt, a hold, fidgeting, the way to the rack. Only the rules
    of kind decide; failed attempts, holds and half repetitions in company are kept.
    """
    if not strokes:
        return []
    begin = min(stroke.start_time_s for stroke in strokes)
    end = max(stroke.end_time_s for stroke in strokes) + LATE_S
    value = progress.value.copy()
    if progress.place is not None:
        left = progress.place.left(track.keypoints_px)
        value[on_grid_of(left, track.time_s, progress.time_s)] = np.nan
    gone = on_grid_of(away, track.time_s, progress.time_s)
    turns = [int(i) for i in turning_points(value, SWING * reference.span)[0]]
    beside = 1 + round(BESIDE_S * progress.rate_hz)
    found = []
    for i in range(len(turns) - 1):
        low_at, high_at = turns[i], turns[i + 1]
        start_s, end_s = float(progress.time_s[low_at]), float(progress.time_s[high_at])
        low, high = (
            reference.fraction(progress.value[low_at]),
            reference.fraction(progress.value[high_at]),
        )
        if high - low < LEAST_RISE or low > START_AT or start_s < begin or end_s > end:
            continue
        if gone[low_at : high_at + beside].any():
            continue
        later = (
            float(progress.time_s[turns[i + 2]])
            if i + 2 < len(turns)
            else float(progress.time_s[-1])
        )
        earlier = float(progress.time_s[turns[i - 1]]) if i else float(progress.time_s[0])
        stroke = stroke_between(
            progress,
            low_at,
            high_at,
            earliest_s=earlier,
            latest_s=later,
            limits=None,
            eccentric_first=exercise.movement.first_phase == "eccentric",
        )
        if stroke is not None and not any(_same(stroke, one) for one in strokes):
            found.append(stroke)
    return found


def _same(a: Stroke, b: Stroke) -> bool:
    """Whether two concentrics are for the most part the same stretch of time."""
    first, second = a.concentric, b.concentric
    common = min(first.end_time_s, second.end_time_s) - max(first.start_time_s, second.start_time_s)
    return common > OVERLAP * min(first.duration_s, second.duration_s)
