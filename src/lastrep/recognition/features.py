"""What the recogniser makes of a window of movement: postures, ranges, what moves with what.

The level of every channel at its two ends and in the middle, how far it goes, how busy it is, and
which channels go together. What was not seen is unknown rather than wrong.
"""

from __future__ import annotations

import numpy as np

from lastrep.recognition.channels import (
    ANGLE_FLOOR_DEG,
    APART,
    CHANNEL_INDEX,
    CHANNELS,
    FLOOR,
    LEAST_BINS,
    RATE_HZ,
)
from lastrep.records.pose import BoolArray, FloatArray, IntArray

LEAST_SHARE = 0.25  # of the instants at which anything was seen

_TOGETHER = tuple(
    CHANNEL_INDEX[name]
    for name in (
        "elbow",
        "shoulder",
        "hip",
        "knee",
        "ankle",
        "trunk",
        "wrist_over_shoulder",
        "wrist_over_hip",
        "elbow_over_shoulder",
        "hip_over_ankle",
        "heel_over_toe",
        "reach",
        "hands",
        "elbows",
        "feet",
        "wrist_front",
        "foot_up",
        "trunk_over",
        "picture_hip_x",
        "picture_hip_y",
        "picture_shoulder_y",
        "picture_wrist_x",
        "picture_wrist_y",
        "picture_ankle_y",
    )
)
_OPPOSED = tuple(
    CHANNEL_INDEX[f"{name}_apart"]
    for name in ("elbow", "shoulder", "hip", "knee", "wrist_over_shoulder", "hip_over_ankle")
)
_PACED = [
    CHANNEL_INDEX[name]
    for name in (
        "elbow",
        "wrist_over_shoulder",
        "hip",
        "knee",
        "trunk",
        "wrist_over_hip",
        "elbow_apart",
        "knee_apart",
    )
]
_UPPER = {  # pairs of channels above the diagonal
    picked: np.triu_indices(len(picked), 1) for picked in (_TOGETHER, _OPPOSED)
}


def _owners() -> FloatArray:
    """Return the two channels each feature is made of, ``(F, 2)``."""
    every = np.arange(len(CHANNELS))
    pairs = []
    for picked in (_TOGETHER, _OPPOSED):
        index, (first, second) = np.array(picked), _UPPER[picked]
        pairs.append(np.stack([index[first], index[second]], -1))
    paced = np.array(_PACED)
    whole = [np.stack([i, i], -1) for i in (every, every, every, every, paced)]
    return np.concatenate([*whole, *pairs])


FEATURE_CHANNELS = _owners()
"""Which channels each feature needs, ``(F, 2)``: to hide a body part when training."""
FEATURE_COUNT = len(FEATURE_CHANNELS)
_OWNERS = FEATURE_CHANNELS.T.copy()
_SCALE = np.where(FLOOR == ANGLE_FLOOR_DEG, 1 / 45.0, 2.0)  # about 1 for a usual level


def window_features(windows: FloatArray) -> FloatArray:
    """Return the features ``(W, F)`` of windows ``(W, N, C)``; NaN for what was not seen."""
    finite = np.isfinite(windows)
    count = finite.sum(axis=1)
    known = count >= np.maximum(LEAST_BINS, LEAST_SHARE * count.max(axis=1, keepdims=True))
    low, middle, high = _quantiles(windows, count)
    size = high - low
    spread = np.log(size / FLOOR + 0.3)
    middle[:, APART] = np.abs(middle[:, APART])  # which side is which says nothing
    low[:, APART] = high[:, APART] = 0.0
    path = np.abs(np.diff(windows[..., _PACED], axis=1))
    steps = np.isfinite(path)
    total = np.where(steps, path, 0.0).sum(axis=1) * RATE_HZ / np.maximum(steps.sum(axis=1), 1)
    pace = np.log(total / (size[:, _PACED] + 3 * FLOOR[_PACED]) + 0.1)
    alike = [_correlation(windows, finite, count, picked) for picked in (_TOGETHER, _OPPOSED)]
    levels = [level * _SCALE for level in (low, middle, high)]
    out = np.concatenate([*levels, spread, pace, *alike], axis=1)
    out[~(known[:, _OWNERS[0]] & known[:, _OWNERS[1]])] = np.nan
    return out


def _correlation(
    windows: FloatArray, finite: BoolArray, count: IntArray, picked: tuple[int, ...]
) -> FloatArray:
    """Correlation of channels in which a swing below the noise floor does not count."""
    index = list(picked)
    part, seen, many = windows[..., index], finite[..., index], count[:, index]
    mean = np.where(seen, part, 0.0).sum(axis=1) / np.maximum(many, 1)
    away = np.where(seen, part - mean[:, None], 0.0) / FLOOR[index]
    covariance = away.transpose(0, 2, 1) @ away / np.maximum(many.min(axis=1), 1)[:, None, None]
    spread = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2) + 1.0)
    first, second = _UPPER[picked]
    return np.asarray(covariance[:, first, second] / spread[:, first] / spread[:, second])


def _quantiles(windows: FloatArray, count: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """10th, 50th and 90th percentile of every channel of every window, NaN ignored."""
    ordered = np.sort(windows, axis=1)  # NaN last
    last = np.maximum(count - 1, 0)[:, None]
    low, middle, high = (
        np.take_along_axis(ordered, np.round(share * last).astype(int), axis=1)[:, 0]
        for share in (0.1, 0.5, 0.9)
    )
    return low, middle, high
