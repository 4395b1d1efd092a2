"""A swing too small to count by its size counts where the rhythm of the set says that one is due.

Tired, hurried and badly seen repetitions are small beside their neighbours, and so is fidgeting. In
a steady set time and shape tell them apart: where a repetition is due and the signal goes up and
down just then, as it does in the others, that was it. Nothing is added where the rhythm wavers.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.reps.counting.gaps import gaps_in
from lastrep.reps.counting.likeness import alike
from lastrep.reps.counting.rhythm import WHOLE, rhythm_s
from lastrep.signals.order_statistics import median
from lastrep.signals.turning_points import turning_points

FEWEST = 5  # pauses around it: more than for one that nobody could see
SWING = 0.5  # of the signal, in its own spread: below it nothing moved
SHARE = 0.3  # of the usual rise: so far must a small one go up and down
PUNCTUAL = 0.3  # of a repetition: no further from its due time may one end
ALIKE = 0.6  # correlation of its shape with that of the others


def with_small_in_time(
    signal: FloatArray, turns: IntArray, seen: BoolArray, *, rate_hz: float, bottom_first: bool
) -> IntArray:
    """Return the turning points with those of small repetitions that come when one is due.

    Parameters
    ----------
    signal
        ``(N,)`` on an even grid, NaN where nothing was seen.
    turns
        ``(n,)`` samples, in order: the alternating turning points of the repetitions that count by
        their size.
    seen
        ``(N,)``: False where the pose was lost or the lifter was away, and no rhythm goes on.
    rate_hz
        Of the grid.
    bottom_first
        Whether the first of ``turns`` is a bottom.

    Returns
    -------
    ``(n + 2 k,)`` samples with ``k`` repetitions more; they still alternate and begin as before.
    """
    tops = turns[1 if bottom_first else 0 :: 2]
    if len(tops) < 2:  # noqa: PLR2004 - no time between two of them
        return turns
    small, first_small = turning_points(signal, SWING)
    small_tops = small[(0 if first_small > 0 else 1) :: 2]
    lows = _lows_between(signal, tops)
    least = SHARE * median((signal[tops[1:]] - signal[lows]).tolist())
    pieces = [turns[turns <= tops[0]]]
    for i, (top, following) in enumerate(pairwise(tops.tolist())):
        ends = _due(seen, tops, small_tops, i, rate_hz)
        low = _lows_between(signal, np.array([top, *ends, following]))
        rise = signal[ends] - np.maximum(signal[low[:-1]], signal[low[1:]])
        if len(ends) and (rise >= least).all() and _look_like(signal, lows, low):
            pieces.append(np.sort(np.concatenate([ends, low])))
        else:
            pieces.append(turns[(turns > top) & (turns < following)])
        pieces.append(tops[i + 1 : i + 2])
    pieces.append(turns[turns > tops[-1]])
    return np.concatenate(pieces)


def _due(seen: BoolArray, tops: IntArray, small_tops: IntArray, i: int, rate_hz: float) -> IntArray:
    """Return the small tops that come when one is due after a top; none unless all that are do."""
    nothing = small_tops[:0]
    top, following = int(tops[i]), int(tops[i + 1])
    inside = small_tops[(small_tops > top) & (small_tops < following)]
    if not len(inside) or not seen[top:following].all():
        return nothing
    dark_s = [(left / rate_hz, back / rate_hz) for left, back in gaps_in(seen)]
    usual_s = rhythm_s(tops / rate_hz, dark_s, i, i + 1, fewest=FEWEST)
    if usual_s is None:
        return nothing
    times = (following - top) / rate_hz / usual_s
    if round(times) < 2 or abs(times - round(times)) > WHOLE:  # noqa: PLR2004 - room for one
        return nothing
    late = np.abs(inside[:, None] - np.linspace(top, following, round(times) + 1)[1:-1])
    ends = inside[late.argmin(axis=0)]
    punctual = (late.min(axis=0) <= PUNCTUAL * usual_s * rate_hz).all()
    return ends if punctual and len(set(ends.tolist())) == len(ends) else nothing


def _look_like(signal: FloatArray, lows: IntArray, low: IntArray) -> bool:
    """Whether the small repetitions between some lows go up and down as those of the set do."""
    first, last = np.append(lows[:-1], low[:-1]), np.append(lows[1:], low[1:])
    return bool((alike(signal, first, last)[len(lows) - 1 :] >= ALIKE).all())


def _lows_between(signal: FloatArray, tops: IntArray) -> IntArray:
    """Return the sample of the lowest point between each two tops."""
    return np.array([a + int(np.nanargmin(signal[a:b])) for a, b in pairwise(tops)], dtype=int)
