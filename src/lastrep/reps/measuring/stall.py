"""Where a concentric comes to a standstill although it is not finished."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.reps.measuring.progress import Progress

SLOW = 0.10  # share of the best mean speed under which nothing moves
STIRS = 0.20  # share from which it moves again: a tremor is no new start


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
    pace = np.abs(progress.speed[first:last])
    slow = pace < SLOW * best_speed
    if not slow.any():
        return None
    # a tremor is no new start: what stays under twice the limit does not end a standstill
    calm = np.concatenate(([False], pace < STIRS * best_speed, [False]))
    edges = np.flatnonzero(np.diff(calm.astype(np.int8)))
    spans = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inside = np.flatnonzero(slow[begin:end])
        if len(inside):
            spans.append((begin + int(inside[0]), begin + int(inside[-1]) + 1))
    longest = max(spans, key=lambda span: span[1] - span[0])
    at, until = first + longest[0], first + longest[1]
    after = progress.speed[until : until + int(0.4 * progress.rate_hz) + 1]
    return Stall(
        start_time_s=float(progress.time_s[at]),
        duration_s=float((until - at) / progress.rate_hz),
        value=float(progress.value[at:until].mean()),
        speed_after=float(after.max()) if len(after) and np.isfinite(after).all() else 0.0,
    )
