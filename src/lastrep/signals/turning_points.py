"""Where a signal turns by more than a given swing."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray, IntArray


def turning_points(value: FloatArray, swing: float) -> tuple[IntArray, int]:
    """Return the alternating extremes that are reached and left by at least a swing.

    Parameters
    ----------
    value
        ``(N,)``; NaN is passed over.
    swing
        Smallest rise or fall that counts, in the unit of the signal.

    Returns
    -------
    Indices of the extremes in order, and +1 or -1: whether the first one is a top or a bottom
    (0 when there is none). The last extreme may still be in the making.
    """
    index = np.flatnonzero(np.isfinite(value))
    if len(index) > 2:  # noqa: PLR2004 - only local extremes can be turning points: look at them alone
        known = value[index]
        step = known[1:] - known[:-1]
        moving = step.nonzero()[0]
        rises = step[moving] > 0
        bends = (rises[1:] != rises[:-1]).nonzero()[0]
        index = index[np.concatenate([[0], moving[bends] + 1, [len(index) - 1]])]
    found: list[int] = []
    rising = first = 0
    if not len(index):
        return np.array(found, dtype=int), first
    top = bottom = int(index[0])
    levels = value.tolist()
    for i in index.tolist():
        level = levels[i]
        if level > levels[top]:
            top = i
        if level < levels[bottom]:
            bottom = i
        if rising <= 0 and level - levels[bottom] >= swing:
            found.append(bottom)
            first = first or -1
            rising, top = 1, i
        elif rising >= 0 and levels[top] - level >= swing:
            found.append(top)
            first = first or 1
            rising, bottom = -1, i
    if rising:
        found.append(top if rising > 0 else bottom)
    return np.array(found, dtype=int), first
