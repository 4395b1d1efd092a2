"""Bring values measured at uneven instants onto an even grid of time."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray


def uniform_times(start_time_s: float, end_time_s: float, rate_hz: float) -> FloatArray:
    """Return the instants of a grid that holds both ends as far as the step allows.

    None is later than the end, not even by a rounding error: what ends there has been seen.
    """
    steps = np.arange(int((end_time_s - start_time_s) * rate_hz + 1e-6) + 1)
    return np.asarray(np.minimum(start_time_s + steps / rate_hz, end_time_s))


def on_grid(
    time_s: FloatArray, values: FloatArray, grid_s: FloatArray, *, longest_gap_s: float
) -> FloatArray:
    """Return values interpolated onto a grid, NaN where nothing is near.

    Parameters
    ----------
    time_s
        ``(T,)``, strictly increasing.
    values
        ``(K, T)``, NaN where unknown.
    grid_s
        ``(N,)``, increasing.
    longest_gap_s
        A grid point is bridged when the known values around it are at most this far apart; outside
        the known values it takes the nearest one when that is at most this far.

    Returns
    -------
    ``(K, N)``.
    """
    out = np.full((len(values), len(grid_s)), np.nan)
    far: dict[bytes, BoolArray] = {}  # by what is known: that is the same for most rows
    for row, value, known in zip(out, values, np.isfinite(values), strict=True):
        if not known.any():
            continue
        times = time_s[known]
        row[:] = np.interp(grid_s, times, value[known])
        which = known.tobytes()
        if which not in far:
            far[which] = _gap_around(grid_s, times) > longest_gap_s
        row[far[which]] = np.nan
    return out


def _gap_around(grid_s: FloatArray, times: FloatArray) -> FloatArray:
    """Return how far the known instants around each grid point are apart, or the nearest is."""
    after = times.searchsorted(grid_s)
    right = times[np.minimum(after, len(times) - 1)]
    left = times[np.maximum(after - 1, 0)]
    outside = np.where(after == 0, right - grid_s, grid_s - left)
    return np.where((after == 0) | (after == len(times)), outside, right - left)
