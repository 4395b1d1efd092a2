"""Who stays in one place does no exercise that leaps, and none that carries the body along.

With the legs outside the picture a raise to the side and a jumping jack are the same posture, and a
pull-up and a pulldown are with the bar unseen. But whoever leaps goes up and down, and comes down
with the feet elsewhere; and whoever squats or pulls themself up takes the shoulders along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from lastrep.exercises import catalogue
from lastrep.exercises.definition import Movement
from lastrep.recognition.channels import CHANNEL_INDEX, LEAST_BINS
from lastrep.recognition.network import NONE, labels
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.signals.order_statistics import percentiles

FEET_APART_M, HOP_M = 0.2, 0.1  # about half of what the smallest leaps do
CARRIED_M = 0.15  # shoulders that go less far carry no body; the smallest squats met go 0.28
LEAST_SEEN = 0.25  # of the instants of a window
IN_PLACE = 0.05  # chance left to a movement where it is not seen: the pose may be wrong


def without_absent(windows: Sequence[FloatArray], chances: FloatArray) -> FloatArray:
    """Return the chances ``(W, K)`` with exercises made unlikely where their movement is absent.

    Whether a window shows an exercise at all is left as it was.

    Parameters
    ----------
    windows
        Each ``(N, C)``: its channels, NaN unseen.
    chances
        ``(W, K)`` in the order of the labels.
    """
    leaping, carrying, exercises = _labels()
    out = chances.copy()
    out[np.ix_(_which(windows, leaps_nowhere), leaping)] *= IN_PLACE
    out[np.ix_(_which(windows, shoulders_stay), carrying)] *= IN_PLACE
    before, after = (rows[:, exercises].sum(axis=1, keepdims=True) for rows in (chances, out))
    out[:, exercises] *= before / np.maximum(after, 1e-12)
    return out


def leaps_nowhere(window: FloatArray) -> bool:
    """Return whether neither the feet go apart nor the shoulders up, as far as either is seen.

    Where both are unknown, a body cut off by a picture that moves along, the answer is False.
    """
    feet_m, hop_m = _way_m(window, "feet"), _way_m(window, "picture_shoulder_y")
    if feet_m is None and hop_m is None:
        return False
    return (feet_m is None or feet_m < FEET_APART_M) and (hop_m is None or hop_m < HOP_M)


def shoulders_stay(window: FloatArray) -> bool:
    """Return whether the shoulders hardly go through the picture; False where that is unknown."""
    aside_m, up_m = _way_m(window, "picture_shoulder_x"), _way_m(window, "picture_shoulder_y")
    return aside_m is not None and up_m is not None and float(np.hypot(aside_m, up_m)) < CARRIED_M


def _which(windows: Sequence[FloatArray], holds: Callable[[FloatArray], bool]) -> BoolArray:
    return np.array([holds(window) for window in windows], dtype=bool)


def _way_m(window: FloatArray, channel: str) -> float | None:
    """How far a channel goes, its outermost tenths left out; None where it is hardly seen."""
    values = window[:, CHANNEL_INDEX[channel]]
    known = values[np.isfinite(values)]
    if len(known) < max(LEAST_BINS, LEAST_SEEN * len(values)):
        return None
    low, high = percentiles(known, (10.0, 90.0))
    return high - low


@cache
def _labels() -> tuple[BoolArray, BoolArray, BoolArray]:
    """Return which labels leap, which carry the body, and which are exercises."""
    known = catalogue()

    def that(holds: Callable[[Movement], bool]) -> BoolArray:
        return np.array([label != NONE and holds(known[label].movement) for label in labels()])

    return that(lambda one: one.leaps), that(lambda one: one.carries_body), that(lambda _: True)
