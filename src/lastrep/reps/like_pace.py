"""When repetitions began, passed their parts and came to rest, told from all those like them.

Motion starts and ends so softly that the noise of a pose model hides about a tenth of a second of
it, and a single burst of jitter can put the instant at which a tenth of the way is passed off by as
much. What one crossing lies before or after the next is a share of the whole that depends on how
one moves, and one who does two repetitions of the same size at the same pace moves the same way.
So the middle of that share among like repetitions is taken; each keeps its own instants in full
motion. How soft the ends are is told from all of them too. Only where the weight is lifted to is an
end cut off at the extreme of the curve: within a rest, noise puts that anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch, rest_share

ALIKE = 0.15  # logarithm of pace and of size: so different, a repetition counts for little
LEAST_CORE_S = 0.03


def time_alike(strokes: Sequence[Stroke], *, seen_s: tuple[float, float]) -> list[Stroke]:
    """Return the strokes timed by all those of a set that are like them.

    Concentrics and eccentrics each for themselves; tired repetitions, halves and slow lowerings are
    thereby compared with their own kind.

    Parameters
    ----------
    seen_s
        When the lifter was first and last seen: nothing begins before or ends after.
    """
    rises = _told_together([stroke.concentric for stroke in strokes], seen_s)
    lowered = [i for i, stroke in enumerate(strokes) if stroke.eccentric is not None]
    falls = _told_together(
        [fall for stroke in strokes if (fall := stroke.eccentric) is not None], seen_s
    )
    one_by_one = _one_by_one([*rises, *falls])
    timed = [
        replace(stroke, concentric=rise)
        for stroke, rise in zip(strokes, one_by_one[: len(rises)], strict=True)
    ]
    for i, fall in zip(lowered, one_by_one[len(rises) :], strict=True):
        timed[i] = replace(timed[i], eccentric=fall)
    return timed


def _told_together(stretches: Sequence[Stretch], seen_s: tuple[float, float]) -> list[Stretch]:
    if not stretches:
        return []
    passed = np.array([one.passed_s for one in stretches])
    size = np.array([one.range for one in stretches])
    core = np.maximum(passed[:, 4] - passed[:, 3], LEAST_CORE_S)
    alike = _alike(core, size)
    # three ways to the tenth and the nine tenths: one burst of jitter spoils one of them
    t10 = np.median([_carried(alike, core, passed[:, i], passed[:, 1]) for i in (1, 2, 3)], axis=0)
    t90 = np.median([_carried(alike, core, passed[:, i], passed[:, 6]) for i in (4, 5, 6)], axis=0)
    turned = np.array([one.turned_s for one in stretches])
    t10, t90 = np.maximum(t10, turned[:, 0]), np.minimum(t90, turned[:, 1])
    inner = np.maximum(t90 - t10, 1e-3)
    alike = _alike(inner, size)
    told_by = 1.0 / (alike**2).sum(axis=1)
    outer = _middle(alike, (passed[:, [1, 7]] - passed[:, [0, 6]]) / inner[:, None])
    start = t10 - inner * rest_share(outer[:, 0], told_by)
    lifted = stretches[0].to_value > stretches[0].from_value
    end = t90 + inner * rest_share(outer[:, 1], told_by, lifted=lifted)
    if lifted:
        end = np.minimum(end, turned[:, 1])  # a held weight creeps on, and may sink at once
    return [
        replace(
            one,
            start_time_s=max(float(start[i]), seen_s[0]),
            end_time_s=min(float(end[i]), seen_s[1]),
            passed_s=(
                *(one.passed_s[0], float(t10[i])),
                *one.passed_s[2:6],
                *(float(t90[i]), one.passed_s[7]),
            ),
        )
        for i, one in enumerate(stretches)
    ]


def _one_by_one(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the same stretches, none beginning before the one before it ends.

    Both ends are guessed from afar; where they overlap there was hardly any rest between them.
    """
    told = list(stretches)
    order = sorted(range(len(told)), key=lambda i: told[i].t10_s)
    for i, j in pairwise(order):
        before, after = told[i], told[j]
        if before.end_time_s > after.start_time_s and before.t90_s <= after.t10_s:
            middle_s = 0.5 * (before.end_time_s + after.start_time_s)
            meet_s = min(max(middle_s, before.t90_s), after.t10_s)
            told[i] = replace(before, end_time_s=meet_s)
            told[j] = replace(after, start_time_s=meet_s)
    return told


def _carried(alike: FloatArray, scale: FloatArray, own: FloatArray, to: FloatArray) -> FloatArray:
    """Return instants as far from each repetition's own as they are in those like it, ``(N,)``."""
    share = _middle(alike, ((to - own) / scale)[:, None])[:, 0]
    return np.asarray(own + scale * share)


def _middle(alike: FloatArray, share: FloatArray) -> FloatArray:
    """Return the middle of ``(N, K)`` shares among the repetitions like each, ``(N, K)``.

    The middle one counts, each weighed by its likeness: one misread repetition, into which somebody
    walked, must not mistime the others.
    """
    middle = np.empty_like(share)
    for k, column in enumerate(share.T):
        order = np.argsort(column)
        weight = alike[:, order]
        below = np.cumsum(weight, axis=1) - 0.5 * weight
        middle[:, k] = [np.interp(0.5, row, column[order]) for row in below]
    return middle


def _alike(pace: FloatArray, size: FloatArray) -> FloatArray:
    """Return how much every repetition tells about every other, rows that sum to 1, ``(N, N)``."""
    weight = np.exp(-0.5 * (_apart(pace) ** 2 + _apart(size) ** 2) / ALIKE**2)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _apart(size: FloatArray) -> FloatArray:
    """Return by how much every two sizes differ, as logarithms, ``(N, N)``."""
    logarithm = np.log(size)
    return np.asarray(logarithm[:, None] - logarithm[None, :])
