"""A repetition of which a gap in the pose hides the start or the end is still one.

The way down before a gap and the way up after it leave no turning point between them where little
of the two was seen. What came back from further than it had left turned round unseen.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray

BESIDE = 3  # samples between a gap and a turning point that is one only because of it


def turns_at_gaps(
    signal: FloatArray, turns: IntArray, first_turn: int, *, swing: float
) -> tuple[IntArray, BoolArray]:
    """Return the turning points with those that lie in a gap, and which of all lie at one.

    Parameters
    ----------
    signal
        ``(N,)``, NaN where nothing was seen for too long to bridge.
    turns
        Samples of its turning points, which alternate.
    first_turn
        +1 when the first of them is a top, -1 when it is a bottom.
    swing
        What must be seen at least of every one of the three ways between four turns.
    """
    gaps = gaps_in(np.isfinite(signal))
    found = turns.tolist()
    for left, back in gaps:
        after = bisect_left(found, back)
        if not 0 < after < len(found):
            continue
        first, last = found[after - 1], found[after]
        way = signal if (after % 2 == 0) == (first_turn > 0) else -signal
        high = first + int(np.nanargmax(way[first : left + 1]))
        low = back + int(np.nanargmin(way[back : last + 1]))
        if min(way[high] - way[first], way[high] - way[low], way[last] - way[low]) >= swing:
            found[after:after] = [high, low]
    at = np.array(found, dtype=int)
    edges = np.array([edge for gap in gaps for edge in gap], dtype=int)
    beside = (np.abs(at[:, None] - edges) <= BESIDE).any(axis=1)
    return at, np.asarray(beside, dtype=bool)


def gaps_in(seen: BoolArray) -> list[tuple[int, int]]:
    """Return the last sample before and the first one after every gap in what was seen."""
    at = np.flatnonzero(seen)
    wide = np.flatnonzero(np.diff(at) > 1)
    return [(int(at[i]), int(at[i + 1])) for i in wide]
