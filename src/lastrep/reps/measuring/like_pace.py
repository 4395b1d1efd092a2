"""When repetitions began and came to rest, told from all those like them.

Motion starts and ends so softly that the noise of a pose model hides about a tenth of a second of
it. How soft the ends are is read off the shape that repetitions of the same size at the same pace
have in common. Only where the weight is lifted to is an end cut off at the extreme of the curve:
within a rest, noise puts that anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lastrep.reps.measuring.like_shape import LEAST_INNER_S, how_alike
from lastrep.reps.measuring.stroke import Stroke, rises_and_falls, with_rises_and_falls
from lastrep.reps.measuring.tempo import Stretch, rest_share


def time_alike(strokes: Sequence[Stroke], *, seen_s: tuple[float, float]) -> list[Stroke]:
    """Return the strokes with beginnings and ends, concentrics and eccentrics each for themselves.

    Parameters
    ----------
    seen_s
        When the lifter was first and last seen: nothing begins before or ends after.
    """
    rises, falls = rises_and_falls(strokes)
    told = _one_by_one([*_told_together(rises, seen_s), *_told_together(falls, seen_s)])
    return with_rises_and_falls(strokes, told[: len(rises)], told[len(rises) :])


def _told_together(stretches: Sequence[Stretch], seen_s: tuple[float, float]) -> list[Stretch]:
    if not stretches:
        return []
    first_s, t10_s, t90_s, last_s = np.array([one.passed_s for one in stretches]).T
    turned_s = np.array([one.turned_s[1] for one in stretches])
    inner_s = np.maximum(t90_s - t10_s, LEAST_INNER_S)
    size = np.array([one.range for one in stretches])
    told_by = 1.0 / (how_alike(inner_s, size) ** 2).sum(axis=1)
    lifted = stretches[0].to_value > stretches[0].from_value
    start_s = t10_s - inner_s * rest_share((t10_s - first_s) / inner_s, told_by)
    end_s = t90_s + inner_s * rest_share((last_s - t90_s) / inner_s, told_by, lifted=lifted)
    if lifted:
        end_s = np.minimum(end_s, turned_s)  # a held weight creeps on, and may sink at once
    return [
        replace(
            one,
            start_time_s=max(float(start_s[i]), seen_s[0]),
            end_time_s=min(float(end_s[i]), seen_s[1]),
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
