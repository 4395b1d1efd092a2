"""Zero-phase low-pass of a closed window: no delay, for signals that are known whole."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lastrep.records.pose import FloatArray

_PAD_S = 1.5


def smooth_zero_phase(values: FloatArray, *, cutoff_hz: float, rate_hz: float) -> FloatArray:
    """Return evenly sampled rows smoothed by a Butterworth filter run forwards and backwards.

    Parameters
    ----------
    values
        ``(K, N)``; gaps (NaN) are bridged by straight lines for the filter and are NaN again in
        the result. A row with fewer than 12 known values comes back all NaN.
    cutoff_hz
        The second-order filter passes half of the power here in each direction.
    rate_hz
        Samples per second.
    """
    from scipy.signal import filtfilt  # noqa: PLC0415 - scipy.signal takes long to import

    seen = np.isfinite(values)
    out = np.full(values.shape, np.nan)
    enough = seen.sum(axis=1) >= 12  # noqa: PLR2004 - the filter needs a few samples to stand on
    if not enough.any():
        return out
    index = np.arange(values.shape[1])
    filled = np.array(
        [
            row if known.all() else np.interp(index, index[known], row[known])
            for row, known in zip(values[enough], seen[enough], strict=True)
        ]
    )
    b, a = _coefficients(cutoff_hz / (rate_hz / 2))
    pad = min(values.shape[1] - 1, int(_PAD_S * rate_hz))
    out[enough] = filtfilt(b, a, filled, axis=1, padlen=pad)
    out[~seen] = np.nan
    return out


@lru_cache(maxsize=8)
def _coefficients(share: float) -> tuple[FloatArray, FloatArray]:
    """Return a second-order low-pass at a share of half the sampling rate; always the same few."""
    from scipy.signal import butter  # noqa: PLC0415 - scipy.signal takes long to import

    b, a = butter(2, share)
    return b, a
