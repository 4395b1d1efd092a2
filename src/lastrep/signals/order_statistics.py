"""Medians and percentiles of short arrays.

A look at a set takes hundreds of them, and NumPy's own do ten times the work of sorting that few.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.records.pose import FloatArray

_MAD_TO_SD = 1.4826  # of a normal distribution


def median(values: FloatArray | Sequence[float]) -> float:
    """Return the median of ``(N,)`` values; NaN where there are none, or where one is NaN."""
    return percentiles(np.asarray(values), (50.0,))[0]


def robust_sd(away: FloatArray | Sequence[float]) -> float:
    """Return the standard deviation, as the median tells it, of ``(N,)`` deviations from a middle.

    NaN where there are none. Few outliers, however far, hardly move it.
    """
    return _MAD_TO_SD * median(np.abs(away))


def percentiles(values: FloatArray, percents: Sequence[float]) -> list[float]:
    """Return percentiles of ``(N,)`` values, straight lines between them as NumPy draws them.

    NaN where there are no values, or where one of them is NaN.
    """
    ranked = np.sort(values)  # NaN last
    if not len(ranked) or np.isnan(ranked[-1]):
        return [float("nan")] * len(percents)
    return [float(_ranked_at(ranked, percent)) for percent in percents]


def percentiles_along(values: FloatArray, percents: Sequence[float]) -> list[FloatArray]:
    """Return the same along the first axis of ``(N, ...)`` finite values, at least one of them."""
    ranked = np.sort(values, axis=0)
    return [_ranked_at(ranked, percent) for percent in percents]


def _ranked_at(ranked: FloatArray, percent: float) -> FloatArray:
    last = len(ranked) - 1
    place = last * percent / 100.0
    below = min(int(place), last)
    low, high = ranked[below], ranked[min(below + 1, last)]
    return np.asarray(low + (place - below) * (high - low))
