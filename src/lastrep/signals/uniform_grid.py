"""Bring values measured at uneven instants onto an even grid of time."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray


def uniform_times(start_time_s: float, end_time_s: float, rate_hz: float) -> FloatArray:
    """Return the instants of a grid that holds both ends as far as the step allows."""
    return start_time_s + np.arange(int((end_time_s - start_time_s) * rate_hz + 1e-6) + 1) / rate_hz


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
    known_everywhere = np.isfinite(values)
    for row, value, known in zip(out, values, known_everywhere, strict=True):
        if not known.any():
            continue
        times = time_s[known]
        row[:] = np.interp(grid_s, times, value[known])
        after = np.searchsorted(times, grid_s)
        right = times[np.minimum(after, len(times) - 1)]
        left = times[np.maximum(after - 1, 0)]
        gap = np.where(
            after == 0,
            right - grid_s,
            np.where(after == len(times), grid_s - left, right - left),
        )
        row[gap > longest_gap_s] = np.nan
    return out
