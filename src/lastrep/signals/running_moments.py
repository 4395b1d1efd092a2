"""Mean and spread of a signal around each instant."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lastrep.records.pose import FloatArray, IntArray


def running_mean(values: FloatArray, half_width: int) -> FloatArray:
    """Return the mean over ``[i - half_width, i + half_width]``, cut at the ends.

    ``(..., N)`` without NaN in, the same shape out.
    """
    size = values.shape[-1]
    total = np.zeros((*values.shape[:-1], size + 1))
    np.cumsum(values, axis=-1, out=total[..., 1:])
    first, last, width = _windows(size, half_width)
    return np.asarray((total.take(last, axis=-1) - total.take(first, axis=-1)) / width)


@lru_cache(maxsize=8)
def _windows(size: int, half_width: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return where the window around each sample begins and ends, and how wide it is."""
    index = np.arange(size)
    first = np.maximum(index - half_width, 0)
    last = np.minimum(index + half_width + 1, size)
    return first, last, last - first


def running_moments(values: FloatArray, half_width: int | None) -> tuple[FloatArray, FloatArray]:
    """Return the mean and standard deviation of what is known around each instant.

    Parameters
    ----------
    values
        ``(K, N)``, NaN where unknown.
    half_width
        Samples on either side; None takes the whole row.

    Returns
    -------
    Two arrays ``(K, N)`` (``(K, 1)`` for the whole row); 0 where nothing is known.
    """
    seen = np.isfinite(values)
    clean = np.where(seen, values, 0.0)
    if half_width is None:
        share = np.maximum(seen.mean(axis=1, keepdims=True), 1e-9)
        mean = clean.mean(axis=1, keepdims=True) / share
        square = (clean**2).mean(axis=1, keepdims=True) / share
    else:
        share = np.maximum(running_mean(seen.astype(float), half_width), 1e-9)
        mean = running_mean(clean, half_width) / share
        square = running_mean(clean**2, half_width) / share
    return mean, np.sqrt(np.maximum(square - mean**2, 0.0))
