"""When the parts of the way were passed, told by the whole shape of like repetitions.

Read off one crossing of the curve, an instant takes all the jitter that lies on it, and the speed
with it. One who does two repetitions of the same size at the same pace moves the same way: the mean
of those like it is the shape of a repetition, and each is laid over its shape as a whole, moved and
stretched in time. Where the pose jitters, the curve counts for little, in the shape as in laying
over it; so a burst of jitter on an end does not set a speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.stroke import Stroke, rises_and_falls, with_rises_and_falls
from lastrep.reps.measuring.tempo import INNER, OUTER, Stretch
from lastrep.signals.order_statistics import median

ALIKE = 0.15  # logarithm of pace and of size: so different, a repetition counts for little
SHARES = np.linspace(-0.35, 1.35, 52)  # of the time from a tenth to nine tenths of the way
ROUNDS = 3
MOST_STEP = 0.2  # of that time, in a round
LEAST_INNER_S = 0.03
NEAR = (OUTER, INNER[0])  # shares of the way from either end
MOST_FOLLOWING = 0.98  # correlation of the noise from one instant to the next
LEAST_OTHERS = 0.2  # of a shape: from so much on, what lies beside it is noise
TINY = 1e-9


def lay_over_alike(strokes: Sequence[Stroke], progress: Progress) -> list[Stroke]:
    """Return the strokes with what was passed when told by their shapes.

    Concentrics and eccentrics each for themselves; tired repetitions, halves and slow lowerings are
    thereby compared with their own kind.
    """
    rises, falls = rises_and_falls(strokes)
    return with_rises_and_falls(strokes, _laid_over(rises, progress), _laid_over(falls, progress))


def how_alike(pace: FloatArray, size: FloatArray) -> FloatArray:
    """Return how much every repetition tells about every other, rows that sum to 1, ``(N, N)``."""
    apart = _apart(pace) ** 2 + _apart(size) ** 2
    weight = np.exp(-0.5 * apart / ALIKE**2)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _apart(size: FloatArray) -> FloatArray:
    """Return by how much every two sizes differ, as logarithms, ``(N, N)``."""
    logarithm = np.log(size)
    return np.asarray(logarithm[:, None] - logarithm[None, :])


def _laid_over(stretches: Sequence[Stretch], progress: Progress) -> list[Stretch]:
    if not stretches:
        return []
    turned_s = np.array([one.turned_s for one in stretches])
    size = np.array([one.range for one in stretches])
    at_s = np.array([one.t10_s for one in stretches])
    lasts_s = np.array([max(one.inner_s, LEAST_INNER_S) for one in stretches])
    telling: FloatArray = np.ones(len(stretches))
    for _ in range(ROUNDS):
        way, trust = _read(stretches, progress, at_s[:, None] + lasts_s[:, None] * SHARES, turned_s)
        alike = how_alike(lasts_s, size) * telling
        alike /= alike.sum(axis=1, keepdims=True)
        shape = _shapes(way, trust, alike)
        later, longer, spread = _off(way - shape, trust, shape)
        telling = _telling(way - shape, trust)
        at_s = at_s + lasts_s * np.clip(later, -MOST_STEP, MOST_STEP)
        lasts_s = lasts_s * np.exp(np.clip(longer, -MOST_STEP, MOST_STEP))
    error = _noise(way - shape, trust, alike) * spread
    passed_s = np.stack(
        [
            *(at_s + lasts_s * (1.0 - _first_at(1.0 - shape[:, ::-1], 1.0 - q)) for q in NEAR),
            *(at_s + lasts_s * _first_at(shape, 1.0 - q) for q in reversed(NEAR)),
        ],
        axis=1,
    )
    passed_s[:, 1] = np.maximum(passed_s[:, 1], turned_s[:, 0])
    passed_s[:, 2] = np.minimum(passed_s[:, 2], turned_s[:, 1])
    # where too little was seen for a shape, all of it is one step: its own crossings stand
    own_s = np.array([one.passed_s for one in stretches])
    astray = passed_s[:, 2] - passed_s[:, 1] < LEAST_INNER_S
    passed_s[astray] = own_s[astray]
    return [
        replace(one, passed_s=tuple(row), pace_error=of_it)
        for one, row, of_it in zip(stretches, passed_s.tolist(), error.tolist(), strict=True)
    ]


def _read(
    stretches: Sequence[Stretch], progress: Progress, time_s: FloatArray, turned_s: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the share of its way that each has passed at its instants, and the trust in it."""
    start = np.array([one.from_value for one in stretches])[:, None]
    end = np.array([one.to_value for one in stretches])[:, None]
    way = (np.interp(time_s, progress.time_s, progress.value) - start) / (end - start)
    seen = np.isfinite(way) & (time_s >= turned_s[:, :1]) & (time_s <= turned_s[:, 1:])
    trust = np.interp(time_s, progress.time_s, progress.trust)
    return np.where(seen, way, 0.0), np.where(seen, trust, 0.0)


def _shapes(way: FloatArray, trust: FloatArray, alike: FloatArray) -> FloatArray:
    """Return the mean way of those like each; where none was seen, it rests."""
    known = alike @ trust
    mean = (alike @ (trust * way)) / np.maximum(known, TINY)
    return np.where(known > TINY, mean, np.where(SHARES < 0.5, 0.0, 1.0))  # noqa: PLR2004 - halfway


def _off(
    beside: FloatArray, trust: FloatArray, shape: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how much later and longer each is than its shape: weighted least squares.

    The third is the standard error of how much longer, for independent noise of size one.
    """
    moves = -np.gradient(shape, SHARES[1] - SHARES[0], axis=1)
    stretches = moves * SHARES
    mm = (trust * moves * moves).sum(axis=1)
    ms = (trust * moves * stretches).sum(axis=1)
    ss = (trust * stretches * stretches).sum(axis=1)
    m, s = (trust * moves * beside).sum(axis=1), (trust * stretches * beside).sum(axis=1)
    whole = mm * ss - ms * ms + TINY
    return (ss * m - ms * s) / whole, (mm * s - ms * m) / whole, np.sqrt(mm / whole)


def _telling(beside: FloatArray, trust: FloatArray) -> FloatArray:
    """Return how much each tells about the shape of others: little, if it is of another."""
    own = (trust * beside**2).sum(axis=1) / np.maximum((trust > 0.0).sum(axis=1), 1)
    return np.asarray(1.0 / np.maximum(own / max(median(own), TINY), 1.0))


def _noise(beside: FloatArray, trust: FloatArray, alike: FloatArray) -> FloatArray:
    """Return the size of the noise on each where it is calm, as if its samples were independent.

    Half of what says so is the repetition's own, half the middle one of all: some may be unlike
    those they are compared with. One that is like no other tells nothing.
    """
    scaled = np.sqrt(trust) * beside
    squares: FloatArray = (scaled**2).sum(axis=1)
    others = 1.0 - np.diag(alike)  # how much of its shape others say: the rest follows itself
    compared = others > LEAST_OTHERS
    if not squares[compared].any():
        return np.zeros(len(squares))
    following = float((scaled[:, 1:] * scaled[:, :-1]).sum() / squares.sum())
    following = min(max(following, 0.0), MOST_FOLLOWING)
    seen = np.maximum((trust > 0.0).sum(axis=1), 1)
    own = squares / seen / np.maximum(others, LEAST_OTHERS)
    usual = median(own[compared])
    own[~compared] = usual
    return np.asarray(np.sqrt(0.5 * (own + usual) * (1.0 + following) / (1.0 - following)))


def _first_at(way: FloatArray, level: float) -> FloatArray:
    """Return at what share of the time each way first reaches a level, ``(N,)``."""
    risen = np.maximum.accumulate(way, axis=1)
    after = np.clip((risen < level).sum(axis=1), 1, len(SHARES) - 1)
    row = np.arange(len(way))
    below, above = risen[row, after - 1], risen[row, after]
    part = np.clip((level - below) / np.maximum(above - below, TINY), 0.0, 1.0)
    return np.asarray(SHARES[after - 1] + part * (SHARES[1] - SHARES[0]))
