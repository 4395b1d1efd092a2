"""A small network that names the exercise a window of movement belongs to.

Trained on imagined lifters only (``training/``); it runs on NumPy. The model card is
``docs/recogniser.md``.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.recognition_channels import CHANNELS

_WEIGHTS = "recognition_weights.npz"
_CLIP = 4.0
NONE = "none"


def score_windows(features: FloatArray) -> FloatArray:
    """Return the chance of every label of `labels`, ``(W, K)``, for windows ``(W, F)``.

    The mean of a few networks that differ only in how their training began.
    """
    seen = np.isfinite(features[:, len(CHANNELS) : 2 * len(CHANNELS)])
    chances = [_chances(features, seen, member) for member in _members()]
    return np.asarray(np.mean(chances, axis=0), dtype=float)


def _chances(features: FloatArray, seen: FloatArray, net: dict[str, FloatArray]) -> FloatArray:
    with np.errstate(invalid="ignore"):
        scaled = np.clip((features - net["mean"]) / net["spread"], -_CLIP, _CLIP)
    x = np.concatenate([np.nan_to_num(scaled, nan=0.0), seen], axis=1).astype(np.float32)
    for layer in ("first", "second"):
        x = np.maximum(x @ net[f"{layer}.weight"].T + net[f"{layer}.bias"], 0)
    score = (x @ net["third.weight"].T + net["third.bias"]) / net["temperature"]
    chance = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))


@cache
def _members() -> tuple[dict[str, FloatArray], ...]:
    found: dict[str, dict[str, FloatArray]] = {}
    for name, value in _network().items():
        member, _, part = name.partition(".")
        if part:
            found.setdefault(member, {})[part] = value
    return tuple(found.values())


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
