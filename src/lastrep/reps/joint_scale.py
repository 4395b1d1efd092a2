"""Degrees of the joint for what was timed on the curve of the whole movement.

The curve is calmer than any single angle, so speeds are compared on it; the joint says only, once
for a set, how many degrees a second one range a second is. Ranges are read off the joint itself.

An angle seen edge-on stands still and then snaps over in an instant: a curl from the front, a press
from the side. How fast it snaps says where the camera stands, so there the range is taken to have
been covered in the time that the movement took.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.progress import Progress
from lastrep.reps.stroke import Stroke, measure_degrees

WHOLE = 0.8  # share of the median range from which a repetition says something about the scale
SNAP = 1.5  # times as quick as the movement; up to 1.41 in simulated sets seen from good views


class JointScale:
    """What a set's joint angle says about its curve; everything None where it is not seen."""

    def __init__(self, progress: Progress, strokes: Sequence[Stroke]) -> None:
        self._ranges: dict[float, float] = {}
        ratios: list[tuple[float, float]] = []  # of the ranges, and how much quicker the joint was
        usual = float(np.median([one.concentric.range for one in strokes])) if strokes else 0.0
        for stroke in strokes:
            turned = measure_degrees(progress, stroke)
            if turned is None:
                continue
            self._ranges[stroke.low_time_s] = turned.range
            if stroke.concentric.range >= WHOLE * usual:
                moved = stroke.concentric
                ratios.append((turned.range / moved.range, moved.inner_s / turned.inner_s))
        self._dps_per_speed = _speed_scale(np.array(ratios)) if ratios else None

    def range_deg(self, stroke: Stroke) -> float | None:
        """Return how far the joint turned."""
        return self._ranges.get(stroke.low_time_s)

    def speed_dps(self, stroke: Stroke) -> float | None:
        """Return the mean concentric velocity of the joint."""
        if self._dps_per_speed is None:
            return None
        return self._dps_per_speed * stroke.concentric.mean_speed


def _speed_scale(ratios: FloatArray) -> float:
    """Return degrees a second for one range a second, from ``(N, 2)`` ratios of range and pace."""
    ranges, paces = ratios.T
    snaps = np.median(paces) > SNAP
    return float(np.median(ranges if snaps else ranges * paces))
