"""Nothing reaches across an absence: what lies on its two sides is not one movement."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray

LEAST = 0.6  # of the usual rise: what is left of a concentric must be most of one


def on_grid_of(away: BoolArray, time_s: FloatArray, grid_s: FloatArray) -> BoolArray:
    """Return when the lifter was away, given at ``time_s``, on a grid."""
    return np.asarray(np.interp(grid_s, time_s, away.astype(float)) > 0.5)  # noqa: PLR2004 - most of the bin


def cut_at_absences(
    signal: FloatArray, gone: BoolArray, bottom: IntArray, top: IntArray, other: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Return the repetitions without what lies beyond an absence.

    A concentric across one keeps the side on which most of it was done, or falls away; an
    eccentric keeps the side of its concentric.

    Parameters
    ----------
    signal
        ``(N,)``, NaN where nothing was seen.
    gone
        ``(N,)``: when the lifter was away.
    bottom, top, other
        ``(n,)`` each: ends of the concentrics and far ends of the eccentrics, -1 where unknown.
    """
    if not len(bottom):
        return bottom, top, other
    least = LEAST * float(np.median(signal[top] - signal[bottom]))
    kept: list[tuple[int, int, int]] = []
    for low, high, far in zip(bottom.tolist(), top.tolist(), other.tolist(), strict=True):
        rise = _one_side(signal, gone, low, high, least)
        if rise is not None:
            kept.append((*rise, _far_end(signal, gone, far, *rise)))
    cut = np.array(kept, dtype=int).reshape(-1, 3)
    return cut[:, 0], cut[:, 1], cut[:, 2]


def _one_side(
    signal: FloatArray, gone: BoolArray, low: int, high: int, least: float
) -> tuple[int, int] | None:
    across = np.flatnonzero(gone[low : high + 1])
    if not len(across):
        return low, high
    leaves, returns = low + int(across[0]), low + int(across[-1]) + 1
    before, after = signal[low:leaves], signal[returns : high + 1]
    options = []
    if np.isfinite(after).any():
        again = returns + int(np.nanargmin(after))
        options.append((float(signal[high] - signal[again]), again, high))
    if np.isfinite(before).any():
        last = low + int(np.nanargmax(before))
        options.append((float(signal[last] - signal[low]), low, last))
    rise, first, last = max(options, default=(0.0, low, high))
    return (first, last) if rise >= least else None


def _far_end(signal: FloatArray, gone: BoolArray, far: int, low: int, high: int) -> int:
    """Return the far end of the eccentric on this side of an absence, -1 where nothing is left."""
    if far < 0:
        return -1
    if far < low:
        across = np.flatnonzero(gone[far : low + 1])
        if not len(across):
            return far
        returns = far + int(across[-1]) + 1
        piece = signal[returns:low]
        return returns + int(np.nanargmax(piece)) if np.isfinite(piece).any() else -1
    across = np.flatnonzero(gone[high : far + 1])
    if not len(across):
        return far
    piece = signal[high + 1 : high + int(across[0])]
    return high + 1 + int(np.nanargmin(piece)) if np.isfinite(piece).any() else -1
