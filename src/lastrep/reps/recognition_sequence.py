"""How a window of movement goes on in time: the half of the recogniser that sees its order.

The summary features say between which postures a movement goes; a small dilated convolution over
the channels says in which order and with what rhythm. Trained on imagined lifters only
(``training/``); it runs on NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.recognition_channels import RATE_HZ

SEQUENCE_RATE_HZ = 5.0
LONGEST_BINS = 60  # 12 s
CLIP = 4.0
DILATIONS = (1, 2, 4, 8)

_EVERY = int(RATE_HZ / SEQUENCE_RATE_HZ)
_ROWS_AT_ONCE = 12  # of a product: with more, BLAS wakes threads that cost far more than they do


def score_sequences(windows: Sequence[FloatArray], network: dict[str, FloatArray]) -> FloatArray:
    """Return the chance of every label, ``(W, K)``.

    Parameters
    ----------
    windows
        Each ``(N, C)``: the channels at `RATE_HZ`, NaN unseen. What exceeds `LONGEST_BINS` at
        `SEQUENCE_RATE_HZ` is not looked at.
    network
        The weights by name: taps before inputs before outputs.
    """
    return np.stack([_chances(window[::_EVERY][:LONGEST_BINS], network) for window in windows])


def _chances(window: FloatArray, network: dict[str, FloatArray]) -> FloatArray:
    count = len(window)
    scaled = (window - network["mean"]) / network["spread"]
    seen = np.isfinite(scaled)
    # padded as in training: what lies beyond the end is zero, and not pooled
    inputs = np.zeros((LONGEST_BINS, 2 * window.shape[1]), dtype=np.float32)
    inputs[:count, : window.shape[1]] = np.where(seen, np.clip(scaled, -CLIP, CLIP), 0.0)
    inputs[:count, window.shape[1] :] = seen
    strips = inputs.reshape(-1, _ROWS_AT_ONCE, inputs.shape[1])
    first = (strips @ network["inp.weight"][0]).reshape(LONGEST_BINS, -1)
    hidden = np.maximum(first + network["inp.bias"], 0.0)
    for number, dilation in enumerate(DILATIONS):
        hidden = hidden + np.maximum(
            _convolved(
                hidden,
                network[f"blocks.{number}.weight"],
                network[f"blocks.{number}.bias"],
                dilation,
            ),
            0.0,
        )
    inside = hidden[:count]
    mean = inside.mean(axis=0)
    spread = np.sqrt(((inside - mean) ** 2).mean(axis=0) + 1e-4)
    pooled = np.concatenate([mean, inside.max(axis=0), spread])
    last = np.maximum(pooled @ network["h.weight"] + network["h.bias"], 0.0)
    score = (last @ network["o.weight"] + network["o.bias"]) / network["temperature"]
    chance = np.exp(score - score.max())
    return np.asarray(chance / chance.sum(), dtype=float)


def _convolved(
    hidden: FloatArray, weight: FloatArray, bias: FloatArray, dilation: int
) -> FloatArray:
    """Return the convolution over time with three taps, zero beyond both ends."""
    empty = np.zeros((dilation, hidden.shape[1]), dtype=hidden.dtype)
    padded = np.concatenate([empty, hidden, empty])
    taps = (padded[n * dilation : n * dilation + len(hidden)] for n in range(3))
    return np.asarray(sum(tap @ weight[n] for n, tap in enumerate(taps)) + bias, dtype=np.float32)
