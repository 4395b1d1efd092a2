"""Small networks that name the exercise a window of movement belongs to.

Some look at what a window sums up to, one at how it goes on in time. Trained on imagined lifters
only (``training/``); they run on NumPy. The model card is ``docs/recogniser.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import groupby

import numpy as np

from lastrep.recognition.channels import CHANNELS
from lastrep.recognition.features import window_features
from lastrep.recognition.sequence import score_sequences
from lastrep.records.pose import FloatArray

_WEIGHTS = "network_weights.npz"
_CLIP = 4.0
_TINY = 1e-6
_OUTPUTS_AT_ONCE = 32  # of a product: with more, BLAS wakes threads that cost far more than they do
NONE = "none"
SEQUENCE = "sequence"


def score_windows(windows: Sequence[FloatArray]) -> FloatArray:
    """Return the chance of every label of `labels`, ``(W, K)``, for windows ``(N, C)`` of channels.

    The geometric mean of what the summary and what the course of a window says: they err in
    different places, and where they disagree neither should be sure.
    """
    features = np.concatenate(
        [window_features(np.stack(list(alike))) for _, alike in groupby(windows, key=len)]
    )
    seen = np.isfinite(features[:, len(CHANNELS) : 2 * len(CHANNELS)])
    members = _members()
    summary = np.mean(
        [_chances(features, seen, net) for name, net in members.items() if name != SEQUENCE], axis=0
    )
    course = score_sequences(windows, members[SEQUENCE])
    both = np.sqrt((summary + _TINY) * (course + _TINY))
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _chances(features: FloatArray, seen: FloatArray, net: dict[str, FloatArray]) -> FloatArray:
    with np.errstate(invalid="ignore"):
        scaled = np.clip((features - net["mean"]) / net["spread"], -_CLIP, _CLIP)
    x = np.concatenate([np.nan_to_num(scaled, nan=0.0), seen], axis=1).astype(np.float32)
    for layer in ("first", "second"):
        x = np.maximum(_product(x, net[f"{layer}.weight"]) + net[f"{layer}.bias"], 0)
    score = (x @ net["third.weight"].T + net["third.bias"]) / net["temperature"]
    chance = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))


def _product(x: FloatArray, weight: FloatArray) -> FloatArray:
    """Return ``x @ weight.T`` in strips of outputs."""
    starts = range(0, len(weight), _OUTPUTS_AT_ONCE)
    strips = [x @ weight[start : start + _OUTPUTS_AT_ONCE].T for start in starts]
    return np.concatenate(strips, axis=1)


@cache
def _members() -> dict[str, dict[str, FloatArray]]:
    found: dict[str, dict[str, FloatArray]] = {}
    for name, value in _network().items():
        member, _, part = name.partition(".")
        if part:
            found.setdefault(member, {})[part] = value
    return found


@cache
def labels() -> tuple[str, ...]:
    """Return the ids of the exercises, and `NONE`, in the order of the chances."""
    return tuple(str(label) for label in _network()["labels"])


@cache
def _network() -> dict[str, FloatArray]:
    with (
        resources.as_file(resources.files(__package__) / _WEIGHTS) as path,
        np.load(path, allow_pickle=False) as file,
    ):
        return {
            name: file[name].astype(np.float32) if name != "labels" else file[name]
            for name in file.files
        }
