"""The sticking region: where a hard concentric slows down before it speeds up again."""

from __future__ import annotations

import numpy as np

from lastrep.records.repetition import StickingRegion
from lastrep.reps.progress import Progress
from lastrep.reps.stroke import Stroke

LEAST_DEPTH = 0.15  # share of the first velocity peak


def sticking_region(progress: Progress, stroke: Stroke) -> StickingRegion | None:
    """Return the first velocity peak to the next minimum of a concentric, if there is one.

    Often absent: it belongs to near-maximal and to tired repetitions (van den Tillaar 2014). The
    dip must be 15 percent of the first peak deep and twice the noise of the velocity.
    """
    rise = stroke.concentric
    first, last = np.searchsorted(progress.time_s, [rise.t10_s, rise.t90_s])
    speed = progress.speed[first:last]
    if len(speed) < 5 or not np.isfinite(speed).all():  # noqa: PLR2004 - no room for two peaks
        return None
    inner = np.flatnonzero((speed[1:-1] <= speed[:-2]) & (speed[1:-1] < speed[2:])) + 1
    if not len(inner):
        return None
    lowest = int(inner[np.argmin(speed[inner])])
    before = int(np.argmax(speed[:lowest])) if lowest else 0
    peak, after = float(speed[before]), float(speed[lowest:].max())
    depth = min(peak, after) - float(speed[lowest])
    noise = progress.noise * 2.0 * np.pi * 0.3  # of the calm velocity, from its pass band
    if peak <= 0.0 or depth < max(LEAST_DEPTH * peak, 2.0 * noise):
        return None
    at = first + lowest
    return StickingRegion(
        start_time_s=float(progress.time_s[first + before]),
        end_time_s=float(progress.time_s[at]),
        position_fraction=float(
            (progress.value[at] - rise.from_value) / (rise.to_value - rise.from_value)
        ),
        velocity_ratio=max(0.0, float(speed[lowest]) / peak),
    )
