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
    out[enough] = _there_and_back(filled, cutoff_hz / (rate_hz / 2), int(_PAD_S * rate_hz))
    out[~seen] = np.nan
    return out


def _there_and_back(rows: FloatArray, share: float, pad: int) -> FloatArray:
    """Return what ``scipy.signal.filtfilt`` does, which works out its start anew every time.

    Both ends are continued by ``pad`` samples, turned about the last one, as far as there are any.
    """
    from scipy.signal import lfilter  # noqa: PLC0415 - scipy.signal takes long to import

    b, a, settled = _low_pass(share)
    count = rows.shape[1]
    pad = min(count - 1, pad)
    before = 2 * rows[:, :1] - rows[:, pad:0:-1]
    after = 2 * rows[:, -1:] - rows[:, -2 : -pad - 2 : -1]
    way = np.concatenate([before, rows, after], axis=1)
    for _ in ("there", "back"):
        way = lfilter(b, a, way, axis=1, zi=settled * way[:, :1])[0][:, ::-1]
    return way[:, pad : pad + count]


@lru_cache(maxsize=8)
def _low_pass(share: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a second-order low-pass at a share of half the sampling rate; always the same few.

    The third is the state it is in after a long row of ones.
    """
    from scipy.signal import butter, lfilter_zi  # noqa: PLC0415 - scipy.signal takes long to import

    b, a = butter(2, share)
    return b, a, lfilter_zi(b, a)
