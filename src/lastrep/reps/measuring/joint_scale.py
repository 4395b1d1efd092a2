"""Degrees of the joint for what was timed on the curve of the whole movement.

The curve is calmer than any single angle, so speeds are compared on it; the joint says only, once
for a set, how many degrees a second one range a second is. Ranges are read off the joint itself.

An angle seen edge-on stands still and then snaps over in an instant: a curl from the front, a press
from the side. How fast it snaps says where the camera stands, so no joint counts as quicker than
the movement that it makes.
"""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.stroke import Stroke, measure_degrees
from lastrep.signals.order_statistics import median

WHOLE = 0.8  # share of the median range from which a repetition says something about the scale


class JointScale:
    """What a set's joint angle says about its curve; everything None where it is not seen."""

    def __init__(self, progress: Progress, strokes: Sequence[Stroke]) -> None:
        self._ranges: dict[Stroke, float] = {}
        ratios: list[float] = []
        usual = median([one.concentric.range for one in strokes]) if strokes else 0.0
        for stroke in strokes:
            turned = measure_degrees(progress, stroke)
            if turned is None:
                continue
            self._ranges[stroke] = turned.range
            if stroke.concentric.range >= WHOLE * usual:
                moved = stroke.concentric
                ratios.append(min(turned.mean_speed / moved.mean_speed, turned.range / moved.range))
        self._dps_per_speed = median(ratios) if ratios else None

    def range_deg(self, stroke: Stroke) -> float | None:
        """Return how far the joint turned in one of the strokes; None where it was not seen."""
        return self._ranges.get(stroke)

    def speed_dps(self, stroke: Stroke) -> float | None:
        """Return the mean concentric velocity of the joint."""
        if self._dps_per_speed is None:
            return None
        return self._dps_per_speed * stroke.concentric.mean_speed
