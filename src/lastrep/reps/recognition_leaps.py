"""Who stays in one place does no exercise that leaps, however the arms go.

With the legs outside the picture a raise to the side and a jumping jack are the same posture. But
whoever leaps goes up and down, and comes down with the feet elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from lastrep.exercises import catalogue
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.reps.recognition_channels import CHANNEL_INDEX, LEAST_BINS
from lastrep.reps.recognition_network import NONE, labels
from lastrep.signals.order_statistics import percentiles

FEET_APART_M, HOP_M = 0.2, 0.1  # about half of what the smallest leaps do
LEAST_SEEN = 0.25  # of the instants of a window
IN_PLACE = 0.05  # chance left to a leap where none is seen: the pose may be wrong

_WAYS = ((CHANNEL_INDEX["feet"], FEET_APART_M), (CHANNEL_INDEX["picture_shoulder_y"], HOP_M))


def without_leaps(windows: Sequence[FloatArray], chances: FloatArray) -> FloatArray:
    """Return the chances ``(W, K)`` with leaps made unlikely in windows in which nobody leaps.

    Whether a window shows an exercise at all is left as it was.

    Parameters
    ----------
    windows
        Each ``(N, C)``: its channels, NaN unseen.
    chances
        ``(W, K)`` in the order of the labels.
    """
    leaps, exercises = _leaps()
    out = chances.copy()
    still = np.array([stays_in_place(window) for window in windows])
    out[np.ix_(still, leaps)] *= IN_PLACE
    before, after = (rows[:, exercises].sum(axis=1, keepdims=True) for rows in (chances, out))
    out[:, exercises] *= before / np.maximum(after, 1e-12)
    return out


def stays_in_place(window: FloatArray) -> bool:
    """Return whether neither the feet go apart nor the shoulders up, as far as either is seen.

    Where both are unknown, a body cut off by a picture that moves along, the answer is False.
    """
    seen = [
        (way_m, least_m)
        for channel, least_m in _WAYS
        if (way_m := _way_m(window[:, channel])) is not None
    ]
    return bool(seen) and all(way_m < least_m for way_m, least_m in seen)


def _way_m(values: FloatArray) -> float | None:
    """How far a channel goes, its outermost tenths left out; None where it is hardly seen."""
    known = values[np.isfinite(values)]
    if len(known) < max(LEAST_BINS, LEAST_SEEN * len(values)):
        return None
    low, high = percentiles(known, (10.0, 90.0))
    return high - low


@cache
def _leaps() -> tuple[BoolArray, BoolArray]:
    """Return which labels leap, and which are exercises."""
    known = catalogue()
    exercises = np.array([label != NONE for label in labels()])
    leaps = np.array([label != NONE and known[label].movement.leaps for label in labels()])
    return leaps, exercises
