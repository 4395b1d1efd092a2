"""How a window of movement goes on in time: the half of the recogniser that sees its order.

The summary features say between which postures a movement goes; a small dilated convolution over
the channels says in which order and with what rhythm. Trained on imagined lifters only
(``training/``); it runs on NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.recognition.channels import RATE_HZ
from lastrep.records.pose import FloatArray

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
    short = [window[::_EVERY][:LONGEST_BINS] for window in windows]
    hidden = _course(np.stack([_inputs(window, network) for window in short]), network)
    return np.stack(
        [_chances(one[: len(window)], network) for one, window in zip(hidden, short, strict=True)]
    )


def _inputs(window: FloatArray, network: dict[str, FloatArray]) -> FloatArray:
    """Return what a window shows and where it shows anything, ``(LONGEST_BINS, 2 C)``."""
    count, channels = window.shape
    scaled = (window - network["mean"]) / network["spread"]
    seen = np.isfinite(scaled)
    # padded as in training: what lies beyond the end is zero, and not pooled
    inputs = np.zeros((LONGEST_BINS, 2 * channels), dtype=np.float32)
    inputs[:count, :channels] = np.where(seen, np.clip(scaled, -CLIP, CLIP), 0.0)
    inputs[:count, channels:] = seen
    return inputs


def _course(inputs: FloatArray, network: dict[str, FloatArray]) -> FloatArray:
    """Return what the convolutions make of all windows, ``(W, LONGEST_BINS, H)``."""
    strips = inputs.reshape(-1, _ROWS_AT_ONCE, inputs.shape[-1])
    first = (strips @ network["inp.weight"][0]).reshape(*inputs.shape[:2], -1)
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
    return np.asarray(hidden)


def _chances(inside: FloatArray, network: dict[str, FloatArray]) -> FloatArray:
    """Return the chances of one window from its course, ``(N, H)``."""
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
    count = hidden.shape[1]
    padded = np.zeros((len(hidden), count + 2 * dilation, hidden.shape[2]), dtype=hidden.dtype)
    padded[:, dilation : dilation + count] = hidden
    taps = (padded[:, n * dilation : n * dilation + count] for n in range(3))
    return np.asarray(sum(tap @ weight[n] for n, tap in enumerate(taps)) + bias, dtype=np.float32)
