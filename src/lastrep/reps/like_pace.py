"""When repetitions began and came to rest, told from all those that went at about the same pace.

Motion starts and ends so softly that the noise of a pose model hides about a tenth of a second of
it, while the instants at which a curve passes a tenth and nine tenths of its range are sharp. What
lies outside of them is a share of what lies between them that depends on how one moves, and one
who does two repetitions of the same size at the same pace moves the same way. So that share is
averaged over like repetitions, and each keeps its own sharp instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch

ALIKE = 0.15  # logarithm of pace and of size: so different, a repetition counts for little


def time_alike(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the strokes with ends told from all those of a set that are like them.

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
    inner_s = np.array([one.inner_s for one in stretches])
    before = np.array([one.t10_s - one.start_time_s for one in stretches]) / inner_s
    after = np.array([one.end_time_s - one.t90_s for one in stretches]) / inner_s
    apart = _apart(inner_s) ** 2 + _apart(np.array([one.range for one in stretches])) ** 2
    weight = np.exp(-0.5 * apart / ALIKE**2)
    weight /= weight.sum(axis=1, keepdims=True)
    return [
        replace(
            one,
            start_time_s=max(one.t10_s - share_before * inner, one.turned_s[0]),
            end_time_s=min(one.t90_s + share_after * inner, one.turned_s[1]),
        )
        for one, share_before, share_after, inner in zip(
            stretches,
            (weight @ before).tolist(),
            (weight @ after).tolist(),
            inner_s.tolist(),
            strict=True,
        )
    ]


def _apart(size: FloatArray) -> FloatArray:
    """Return by how much every two sizes differ, as logarithms, ``(N, N)``."""
    logarithm = np.log(size)
    return np.asarray(logarithm[:, None] - logarithm[None, :])
