"""Left against right: whether one side falls behind in the course of a set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import median, robust_sd

AROUND_S = 0.1
SEEN = 0.5  # visibility from which a side can be compared
LEAST_DEG = 15.0
FRESH_REPS = 3
MOST_SCATTER = 0.08  # of the share: what is told would be lost in more
SQRT_2 = 2.0**0.5
WHOLE = 0.85  # of the widest range: only such repetitions say how the sides compare when fresh


def left_right_changes(
    track: MotionTrack, strokes: Sequence[Stroke], joint: str
) -> list[float | None]:
    """Return by how much the left side gained on the right since the set's first repetitions.

    A camera that does not stand square shows the same movement of two arms as two ranges, by far
    more than people differ. That share stays the same from repetition to repetition, so the change
    can be seen where the difference itself cannot.

    Parameters
    ----------
    track
        The poses.
    strokes
        The repetitions of a set in order of time.
    joint
        A measure of `lastrep.motion.measures`, the joint of the exercise.

    Returns
    -------
    For each stroke (left - right) / mean of both, less what it was in the first whole repetitions:
    -0.1 means that the left side lost a tenth of its range against the right. None where the joint
    is no angle, or one side was hidden or did not move; and for all of a set in which the share
    leaps from one repetition to the next, as poses do and lifters do not.
    """
    ranges = [_ranges_deg(track, stroke, joint) for stroke in strokes]
    shares = [
        None if one is None else float((one[0] - one[1]) / (0.5 * (one[0] + one[1])))
        for one in ranges
    ]
    widest = max((stroke.concentric.range for stroke in strokes), default=0.0)
    fresh = [
        share
        for share, stroke in zip(shares, strokes, strict=True)
        if share is not None and stroke.concentric.range >= WHOLE * widest
    ][:FRESH_REPS]
    if not fresh:
        return [None] * len(strokes)
    known = [share for share in shares if share is not None]
    if _scatter(known) > MOST_SCATTER:
        return [None] * len(strokes)
    start = median(fresh)
    return [None if share is None else share - start for share in shares]


def _scatter(shares: Sequence[float]) -> float:
    """Return the standard deviation about a trend, from how far neighbours are apart."""
    if len(shares) < FRESH_REPS:
        return 0.0
    return robust_sd(np.diff(shares)) / SQRT_2  # each step holds the scatter of two


def _ranges_deg(track: MotionTrack, stroke: Stroke, joint: str) -> tuple[float, float] | None:
    """Return how far the joint turned on the left and on the right."""
    at = MEASURE_INDEX[joint]
    if not MEASURES[at].is_angle:
        return None
    ends = []
    for when_s in (stroke.low_time_s, stroke.high_time_s):
        first, last = np.searchsorted(track.time_s, [when_s - AROUND_S, when_s + AROUND_S])
        near = slice(int(first), int(last))
        angles = track.about(when_s, AROUND_S)[at]
        if not np.isfinite(angles).all():
            return None
        if float(track.visibility[near, at].mean(axis=0).min()) < SEEN:
            return None
        ends.append(angles)
    left, right = np.abs(ends[1] - ends[0]).tolist()
    return (left, right) if min(left, right) >= LEAST_DEG else None
