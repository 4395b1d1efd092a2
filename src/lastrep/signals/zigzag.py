"""The turning points of a curve that are worth naming."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray, IntArray


def zigzag(value: FloatArray, least_swing: float) -> IntArray:
    """Return the indices where a curve turns, every swing between them at least ``least_swing``.

    Parameters
    ----------
    value
        ``(N,)``; NaNs are skipped.
    least_swing
        In the unit of ``value``.

    Returns
    -------
    Indices in order, alternating between highs and lows; the first and the last are the ends of
    the first and last swing. Empty where the curve never swings that far.
    """
    seen = np.flatnonzero(np.isfinite(value))
    if len(seen) < 2:  # noqa: PLR2004 - two samples make a swing
        return np.zeros(0, dtype=np.intp)
    curve = value[seen]
    slope = np.sign(np.diff(curve))
    moving = np.flatnonzero(slope)
    if not len(moving):
        return np.zeros(0, dtype=np.intp)
    change = np.flatnonzero(np.diff(slope[moving])) + 1
    # only the local extremes are walked through one by one: there are few of them
    extremes = np.unique(np.concatenate(([0], moving[change], [len(curve) - 1])))
    turns: list[int] = []
    low = high = int(extremes[0])
    heading = 0
    for i in extremes[1:]:
        j = int(i)
        if heading >= 0 and curve[j] > curve[high]:
            high = j
        if heading <= 0 and curve[j] < curve[low]:
            low = j
        if heading >= 0 and curve[high] - curve[j] >= least_swing:
            turns.append(high)
            heading, low = -1, j
        elif heading <= 0 and curve[j] - curve[low] >= least_swing:
            turns.append(low)
            heading, high = 1, j
    if heading > 0:
        turns.append(high)
    elif heading < 0:
        turns.append(low)
    return seen[np.array(turns, dtype=np.intp)]
