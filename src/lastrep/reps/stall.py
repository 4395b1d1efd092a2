"""Where a concentric comes to a standstill although it is not finished."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.reps.progress import Progress

SLOW = 0.10  # share of the best mean speed under which nothing moves


@dataclass(frozen=True, slots=True)
class Stall:
    """A standstill within a concentric.

    Attributes
    ----------
    start_time_s, duration_s
        When, and for how long the speed stayed under the limit.
    value
        Where on the progress curve.
    speed_after
        Greatest speed upwards in the 0.4 s after it.
    """

    start_time_s: float
    duration_s: float
    value: float
    speed_after: float


def longest_stall(
    progress: Progress, start_s: float, end_s: float, *, best_speed: float
) -> Stall | None:
    """Return the longest standstill in a span; None where it never stood still.

    Parameters
    ----------
    progress
        The curve.
    start_s, end_s
        The span, which should begin after the concentric has started.
    best_speed
        Mean concentric speed of the fastest strict repetition, in the unit of the curve.
    """
    first, last = (int(i) for i in np.searchsorted(progress.time_s, [start_s, end_s]))
    slow = np.abs(progress.speed[first:last]) < SLOW * best_speed
    if not slow.any():
        return None
    edges = np.flatnonzero(np.diff(np.concatenate(([False], slow, [False])).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    at, until = first + int(starts[longest]), first + int(ends[longest])
    after = progress.speed[until : until + int(0.4 * progress.rate_hz) + 1]
    return Stall(
        start_time_s=float(progress.time_s[at]),
        duration_s=float((until - at) / progress.rate_hz),
        value=float(progress.value[at:until].mean()),
        speed_after=float(after.max()) if len(after) and np.isfinite(after).all() else 0.0,
    )
