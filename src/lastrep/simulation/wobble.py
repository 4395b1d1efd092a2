"""Smooth random signals: sway, breath, tremor."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray

TONES = 6


def wobble(
    time_s: FloatArray, rng: np.random.Generator, *, low_hz: float, high_hz: float
) -> FloatArray:
    """Return a sum of random tones, ``(T,)``, standard deviation 1."""
    frequency = rng.uniform(low_hz, high_hz, TONES)
    phase = rng.uniform(0.0, 2.0 * np.pi, TONES)
    weight = rng.uniform(0.4, 1.0, TONES)
    weight *= np.sqrt(2.0 / (weight**2).sum())
    return np.asarray(np.sin(2.0 * np.pi * time_s[:, None] * frequency + phase) @ weight)


def correlated(
    time_s: FloatArray, rng: np.random.Generator, *, corner_hz: float, shape: tuple[int, ...]
) -> FloatArray:
    """Return noise whose spectrum falls above ``corner_hz``, ``(T, *shape)``, standard deviation 1.

    First-order: power falls with the square of frequency, as the landmark jitter of public
    recordings does (measured exponent 1.7 between 6 and 15 Hz).
    """
    count = len(time_s)
    white = rng.standard_normal((count, *shape))
    if count < 2:  # noqa: PLR2004 - one sample has no neighbour
        return white
    decay = float(np.exp(-2.0 * np.pi * corner_hz * np.median(np.diff(time_s))))
    out = np.empty_like(white)
    out[0] = white[0]
    gain = np.sqrt(1.0 - decay**2)
    for i in range(1, count):  # each sample needs the one before; T steps over all landmarks
        out[i] = decay * out[i - 1] + gain * white[i]
    return out
