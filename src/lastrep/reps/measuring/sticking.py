"""The sticking region: where a hard concentric slows down before it speeds up again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.records.repetition import StickingRegion
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import Stretch
from lastrep.signals.order_statistics import median

LEAST_DEPTH = 0.15  # share of the first velocity peak
CUBIC = 3  # the power of time that a lowering's speed, up and down again, hardly exceeds
DIP_OF_SWAY = 3.0  # a swing of the sway from end to end, in its standard deviations


def sticking_region(
    progress: Progress, stroke: Stroke, *, wobble: float = 0.0
) -> StickingRegion | None:
    """Return the first velocity peak to the next minimum of a concentric, if there is one.

    Often absent: it belongs to near-maximal and to tired repetitions (van den Tillaar 2014). The
    dip must be 15 percent of the first peak deep, twice the noise of the velocity, and deeper than
    the `wobble` of the set's lowerings: those stick nowhere.
    """
    rise = stroke.concentric
    speed, first = _inner_speed(progress, rise)
    dip = _deepest_dip(speed)
    if dip is None:
        return None
    before, lowest, depth = dip
    peak = float(speed[before])
    noise = progress.noise * 2.0 * np.pi * 0.3  # of the calm velocity, from its pass band
    if peak <= 0.0 or depth < max(LEAST_DEPTH * peak, 2.0 * noise, wobble):
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


def lowering_wobble(progress: Progress, strokes: Sequence[Stroke]) -> float:
    """Return how deep a dip the sway in the lowerings of a set would make; 0 where none was seen.

    A slow movement is never even: its speed sways and trembles. Lowerings stick nowhere, so what
    they leave of a smooth rise and fall of the speed says what a dip in a lift must exceed.
    """
    lowerings = (one.eccentric for one in strokes if one.eccentric is not None)
    left = [_left_of_smooth(_inner_speed(progress, one)[0]) for one in lowerings]
    known = [one for one in left if one is not None]
    return DIP_OF_SWAY * median(known) if known else 0.0


def _left_of_smooth(speed: FloatArray) -> float | None:
    """Return the standard deviation of a speed about the cubic through it."""
    if len(speed) <= 2 * CUBIC or not np.isfinite(speed).all():
        return None
    at = np.linspace(-1.0, 1.0, len(speed))
    return float(np.std(speed - np.polyval(np.polyfit(at, speed, CUBIC), at)))


def _inner_speed(progress: Progress, stretch: Stretch) -> tuple[FloatArray, int]:
    """Return the velocity between a tenth and nine tenths of the way, and where it begins."""
    first, last = np.searchsorted(progress.time_s, [stretch.t10_s, stretch.t90_s])
    return progress.speed[first:last], int(first)


def _deepest_dip(speed: FloatArray) -> tuple[int, int, float] | None:
    """Return the peak before the lowest minimum, that minimum, and how deep it is; or None."""
    if len(speed) < 5 or not np.isfinite(speed).all():  # noqa: PLR2004 - no room for two peaks
        return None
    inner = np.flatnonzero((speed[1:-1] <= speed[:-2]) & (speed[1:-1] < speed[2:])) + 1
    if not len(inner):
        return None
    lowest = int(inner[np.argmin(speed[inner])])
    before = int(np.argmax(speed[:lowest])) if lowest else 0
    depth = min(float(speed[before]), float(speed[lowest:].max())) - float(speed[lowest])
    return before, lowest, depth
