"""How much repetitions resemble one another: the evidence that they are repetitions at all."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray, IntArray
from lastrep.signals.order_statistics import median, percentiles_along

_SHAPE_POINTS = 32
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
    seen = np.flatnonzero(np.isfinite(signal))
    at = np.linspace(first, last, _SHAPE_POINTS).T
    shape = _standardised(np.interp(at.ravel(), seen, signal[seen]).reshape(at.shape))
    typical = _standardised(percentiles_along(shape, (50.0,))[0][None])
    same = (shape * typical).mean(axis=1)
    duration, size = np.log(last - first + 1), np.log(height)
    overall = float(median(same) - 0.5 * duration.std() - 0.5 * size.std())
    away = np.abs(duration - median(duration)) + np.abs(size - median(size))
    return overall, np.clip(same, 0.0, 1.0) * np.exp(-0.5 * away)


def _standardised(shape: FloatArray) -> FloatArray:
    centred = shape - shape.mean(axis=1, keepdims=True)
    return np.asarray(centred / (centred.std(axis=1, keepdims=True) + 1e-9))
