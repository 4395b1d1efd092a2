"""How much repetitions resemble one another: the evidence that they are repetitions at all."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray, IntArray
from lastrep.signals.order_statistics import median, percentiles_along

_SHAPE_POINTS = 32
_SHARES = np.linspace(0.0, 1.0, _SHAPE_POINTS)
_LONE = 0.3  # likeness of a single repetition, which has nothing to resemble
_LONE_CONFIDENCE = 0.5


def likeness(
    signal: FloatArray, first: IntArray, last: IntArray, height: FloatArray
) -> tuple[float, FloatArray]:
    """Return how alike cycles of a signal are, and how well each one fits among its fellows.

    Parameters
    ----------
    signal
        ``(N,)``, NaN where unseen.
    first, last
        ``(n,)`` indices of the ends of each cycle, both inclusive.
    height
        ``(n,)`` the larger swing of each, positive.

    Returns
    -------
    One number, about -1..1 (-1 without cycles): the median correlation of a cycle's shape with the
    median shape, less half the spread of log duration and of log height. And ``(n,)`` in 0..1: the
    same for each cycle by itself.
    """
    if len(first) < 2:  # noqa: PLR2004 - one cycle resembles nothing
        return (_LONE if len(first) else -1.0), np.full(len(first), _LONE_CONFIDENCE)
    same = alike(signal, first, last)
    of_cycles = np.log(np.stack([last - first + 1, height]))  # duration and size
    away = np.abs(of_cycles - percentiles_along(of_cycles.T, (50.0,))[0][:, None])
    spread = np.sqrt(_mean_square(of_cycles - of_cycles.mean(axis=1, keepdims=True)))
    overall = float(median(same) - 0.5 * spread.sum())
    return overall, np.minimum(np.maximum(same, 0.0), 1.0) * np.exp(-0.5 * away.sum(axis=0))


def alike(signal: FloatArray, first: IntArray, last: IntArray) -> FloatArray:
    """Return the correlation, ``(n,)``, of each cycle's shape with the median shape of them all.

    As `likeness`, of at least one cycle.
    """
    seen = np.isfinite(signal).nonzero()[0]
    at = first[:, None] + (last - first)[:, None] * _SHARES
    shape = _standardised(np.interp(at, seen, signal[seen]))
    typical = _standardised(percentiles_along(shape, (50.0,))[0][None])
    return np.asarray((shape * typical).sum(axis=1) / _SHAPE_POINTS)


def _standardised(shape: FloatArray) -> FloatArray:
    centred = shape - shape.sum(axis=1, keepdims=True) / _SHAPE_POINTS
    return np.asarray(centred / (np.sqrt(_mean_square(centred)) + 1e-9))


def _mean_square(rows: FloatArray) -> FloatArray:
    return np.asarray((rows * rows).sum(axis=1, keepdims=True) / rows.shape[1])
