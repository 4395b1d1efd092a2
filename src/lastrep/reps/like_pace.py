"""When repetitions began, passed their parts and came to rest, told from all those like them.

Motion starts and ends so softly that the noise of a pose model hides about a tenth of a second of
it, and a single burst of jitter can put the instant at which a tenth of the way is passed off by as
much. What one crossing lies before or after the next is a share of the whole that depends on how
one moves, and one who does two repetitions of the same size at the same pace moves the same way.
So the middle of that share among like repetitions is taken; each keeps its own instants in full
motion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch

ALIKE = 0.15  # logarithm of pace and of size: so different, a repetition counts for little
LEAST_CORE_S = 0.03


def time_alike(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the strokes timed by all those of a set that are like them.

    Concentrics and eccentrics each for themselves; tired repetitions, halves and slow lowerings are
    thereby compared with their own kind.
    """
    rises = _told_together([stroke.concentric for stroke in strokes])
    lowered = [i for i, stroke in enumerate(strokes) if stroke.eccentric is not None]
    falls = _told_together([fall for stroke in strokes if (fall := stroke.eccentric) is not None])
    timed = [replace(stroke, concentric=rise) for stroke, rise in zip(strokes, rises, strict=True)]
    for i, fall in zip(lowered, falls, strict=True):
        timed[i] = replace(timed[i], eccentric=fall)
    return timed


def _told_together(stretches: Sequence[Stretch]) -> list[Stretch]:
    if not stretches:
        return []
    passed = np.array([one.passed_s for one in stretches])
    size = np.array([one.range for one in stretches])
    core = np.maximum(passed[:, 3] - passed[:, 2], LEAST_CORE_S)
    alike = _alike(core, size)
    # three ways to the tenth and the nine tenths: one burst of jitter spoils one of them
    t10 = np.median([_carried(alike, core, passed[:, i], passed[:, 0]) for i in range(3)], axis=0)
    t90 = np.median([_carried(alike, core, passed[:, i], passed[:, 5]) for i in (3, 4, 5)], axis=0)
    turned = np.array([one.turned_s for one in stretches])
    t10, t90 = np.maximum(t10, turned[:, 0]), np.minimum(t90, turned[:, 1])
    inner = np.maximum(t90 - t10, 1e-3)
    alike = _alike(inner, size)
    start = _carried(alike, inner, t10, np.array([one.start_time_s for one in stretches]))
    end = _carried(alike, inner, t90, np.array([one.end_time_s for one in stretches]))
    return [
        replace(
            one,
            start_time_s=max(float(start[i]), one.turned_s[0]),
            end_time_s=min(float(end[i]), one.turned_s[1]),
            passed_s=(float(t10[i]), *one.passed_s[1:-1], float(t90[i])),
        )
        for i, one in enumerate(stretches)
    ]


def _carried(alike: FloatArray, scale: FloatArray, own: FloatArray, to: FloatArray) -> FloatArray:
    """Return instants as far from each repetition's own as they are in those like it, ``(N,)``.

    The middle one counts, each weighed by its likeness: one misread repetition, into which somebody
    walked, must not mistime the others.
    """
    share = (to - own) / scale
    order = np.argsort(share)
    weight = alike[:, order]
    below = np.cumsum(weight, axis=1) - 0.5 * weight
    middle = [float(np.interp(0.5, row, share[order])) for row in below]
    return np.asarray(own + scale * np.array(middle))


def _alike(pace: FloatArray, size: FloatArray) -> FloatArray:
    """Return how much every repetition tells about every other, rows that sum to 1, ``(N, N)``."""
    weight = np.exp(-0.5 * (_apart(pace) ** 2 + _apart(size) ** 2) / ALIKE**2)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _apart(size: FloatArray) -> FloatArray:
    """Return by how much every two sizes differ, as logarithms, ``(N, N)``."""
    logarithm = np.log(size)
    return np.asarray(logarithm[:, None] - logarithm[None, :])
