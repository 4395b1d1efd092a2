"""Faster or slower speech at the same pitch: overlap and add, with waveforms kept in step."""

from __future__ import annotations

import numpy as np

from lastrep.outputs.voice_clips import RATE_HZ, Samples

WINDOW_S = 0.03
SEARCH_S = 0.008  # how far a window may shift to fit the one before; a pitch period of a low voice


def stretched(samples: Samples, rate: float) -> Samples:
    """Return the samples spoken ``rate`` times as fast (WSOLA, Verhelst and Roelands 1993)."""
    window = round(WINDOW_S * RATE_HZ)
    hop = window // 2
    search = round(SEARCH_S * RATE_HZ)
    shape = np.hanning(window).astype(np.float32)
    padded = np.pad(samples, (search, window + search))
    steps = max(1, int(len(samples) / (hop * rate)))
    out = np.zeros(steps * hop + window, np.float32)
    weight = np.full_like(out, 1e-6)
    natural = search  # where the last window would have gone on
    for step in range(steps):
        wanted = search + round(step * hop * rate)
        start = wanted
        if step:
            target = padded[natural : natural + hop]
            near = padded[wanted - search : wanted + search + hop]
            start = wanted - search + int(np.argmax(np.correlate(near, target, "valid")))
        start = min(start, len(padded) - window)
        out[step * hop : step * hop + window] += padded[start : start + window] * shape
        weight[step * hop : step * hop + window] += shape
        natural = min(start + hop, len(padded) - hop)
    return (out / weight)[: round(len(samples) / rate)]
