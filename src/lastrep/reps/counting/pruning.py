"""Swings that are small against the swings around them are no repetitions.

One range for a whole recording fails where an edit or fatigue changes the size of the movement, and
a fixed threshold fails on the next body. So the relatively smallest swing is taken out again and
again until each of those left is a fair share of its neighbourhood.
"""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray

KEEP = 0.45  # share of the usual swing around it that a swing must reach
KEEP_CUT = 0.30  # the same for one that was under way when the recording began, or at a gap
AROUND_S = 30.0
_QUARTILE = 0.75
_TOO_SHORT_S = 0.15  # no human phase is shorter: such a swing counts half


def prune_swings(
    time_s: FloatArray, value: FloatArray, *, begun: bool = False, cut: BoolArray | None = None
) -> IntArray:
    """Return which turning points to keep so that every swing is a fair share of those around it.

    Parameters
    ----------
    time_s, value
        ``(n,)``: alternating turning points.
    begun
        Whether a first swing counts of which the beginning was not seen.
    cut
        ``(n,)``: turning points that are where the pose was lost or found again; the swing may have
        gone on unseen. None: there are none.

    Returns
    -------
    Indices into the input, in order; the rest still alternates.

    Notes
    -----
    The usual swing around a swing is the upper quartile, weighted by size, of all swings within
    `AROUND_S`: many small swings of jitter then do not lower it.
    """
    keep = np.arange(len(value))
    while len(keep) > 2:  # noqa: PLR2004 - one swing has no neighbour to be small against
        times, values = time_s[keep], value[keep]
        swing = np.abs(np.diff(values))
        ratio = swing / _usual_swing((times[1:] + times[:-1]) / 2, swing)
        ratio[np.diff(times) < _TOO_SHORT_S] *= 0.5
        if begun and keep[0] == 0:
            ratio[0] *= KEEP / KEEP_CUT
        if cut is not None:
            ratio[cut[keep][1:] | cut[keep][:-1]] *= KEEP / KEEP_CUT
        worst = int(np.argmin(ratio))
        if ratio[worst] >= KEEP:
            break
        # At either end only the outer point goes; inside, both ends of the swing.
        last = len(swing) - 1
        out = [0] if worst == 0 else [last + 1] if worst == last else [worst, worst + 1]
        keep = np.delete(keep, out)
    return keep


def _usual_swing(middle_s: FloatArray, swing: FloatArray) -> FloatArray:
    order = np.argsort(swing)
    near = np.abs(middle_s[:, None] - middle_s[order]) <= AROUND_S
    mass = np.cumsum(near * swing[order], axis=1)
    return np.asarray(swing[order][np.argmax(mass >= _QUARTILE * mass[:, -1:], axis=1)])
