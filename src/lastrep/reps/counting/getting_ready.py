"""Taking a weight up and putting it down, where that goes as far as a repetition does.

Who lunges, squats with a dumbbell or flies bent over comes down for the weight and up again, before
the repetitions and after them: along their own path, as far as they go, but not to where they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lastrep.motion.measures import MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray
from lastrep.reps.limits import RepLimits
from lastrep.signals.order_statistics import median, percentiles_along

FEWEST = 3  # repetitions within blocks, which say where one goes
COMPARED = 8  # of them, the nearest
AS_FAR = 0.8  # of the others' rise: a half one does not reach their end either
PAUSE_S, PAUSE_TO_USUAL = 4.0, 3.0  # only beside such a pause is a weight taken up or put down
ROUND_S = 0.08  # an end is the mean of this long to either side
BESIDE_S = 0.1  # limits are that rough
CUT_S = 0.3  # nearer to an end of what was seen, a movement may have been cut
FLOOR_DEG, FLOOR_TORSO = 10.0, 0.1  # below it postures are the same
MOST = 8.0  # floors or spreads: one measure that jumps must not decide
ELSEWHERE = 2.0  # root mean square over the measures, in floors or spreads ...
TO_USUAL = 3.0  # ... and beside the one of the others that strays most

_FLOORS = np.array([FLOOR_DEG if one.is_angle else FLOOR_TORSO for one in MEASURES])


def without_getting_ready(
    track: MotionTrack, limits: Sequence[RepLimits], rises: FloatArray
) -> tuple[RepLimits, ...]:
    """Return the repetitions without those at the ends of a block that go elsewhere.

    Parameters
    ----------
    track
        The measures of the stretch.
    limits
        In order of time.
    rises
        ``(n,)``: how far each goes on the signal it was counted by.
    """
    ends = _ends_of_blocks(limits)
    within = np.array([i for i in range(len(limits)) if i not in ends], dtype=int)
    if len(within) < FEWEST:
        return tuple(limits)
    gone: set[int] = set()
    for i in ends:
        nearest = within[np.argsort(np.abs(within - i))[:COMPARED]]
        as_far = rises[i] >= AS_FAR * median(rises[nearest])
        others = [limits[k] for k in nearest]
        if as_far and not _is_cut(track, limits[i]) and _goes_elsewhere(track, limits[i], others):
            gone.add(i)
    return tuple(one for i, one in enumerate(limits) if i not in gone)


def _ends_of_blocks(limits: Sequence[RepLimits]) -> list[int]:
    """Return which are first or last, in the set or beside a long pause."""
    if len(limits) < FEWEST:
        return list(range(len(limits)))
    pauses_s = [
        two.concentric_start_time_s - one.concentric_end_time_s for one, two in pairwise(limits)
    ]
    long_s = max(PAUSE_S, PAUSE_TO_USUAL * median(pauses_s))
    beside = {i + k for i, pause_s in enumerate(pauses_s) if pause_s > long_s for k in (0, 1)}
    return sorted({0, len(limits) - 1} | beside)


def _is_cut(track: MotionTrack, rep: RepLimits) -> bool:
    first_s, last_s = float(track.time_s[0]), float(track.time_s[-1])
    begins_s, ends_s = rep.concentric_start_time_s, rep.concentric_end_time_s
    return begins_s - first_s < CUT_S or last_s - ends_s < CUT_S


def _goes_elsewhere(track: MotionTrack, rep: RepLimits, others: Sequence[RepLimits]) -> bool:
    """Whether it never comes to one of the postures between which the others go."""
    for at in ("concentric_start_time_s", "concentric_end_time_s"):
        ends = np.array([_of_sides(track.about(getattr(one, at), ROUND_S)) for one in others])
        strays = _away(track, rep, ends)
        if strays < ELSEWHERE:
            continue
        usual = max(_away(track, one, np.delete(ends, k, axis=0)) for k, one in enumerate(others))
        if strays >= TO_USUAL * usual:
            return True
    return False


def _away(track: MotionTrack, rep: RepLimits, ends: FloatArray) -> float:
    """Return how far a repetition stays, at its nearest, from what ``(n, M)`` postures share.

    0 where too little of it is seen.
    """
    around = track.between(rep.start_time_s - BESIDE_S, rep.end_time_s + BESIDE_S)
    middle, quarter, three = percentiles_along(ends, (50.0, 25.0, 75.0))
    off = np.abs(_of_sides(around.values) - middle) / np.maximum(three - quarter, _FLOORS)
    seen = np.isfinite(off)
    enough = seen.sum(axis=1) >= len(MEASURES) / 2
    if not enough.any():
        return 0.0
    square = np.where(seen, np.minimum(off, MOST), 0.0) ** 2
    return float(np.sqrt(square[enough].sum(axis=1) / seen[enough].sum(axis=1)).min())


def _of_sides(values: FloatArray) -> FloatArray:
    """Return the mean of left and right, ``(..., M)``, or of the one that is seen."""
    left, right = values[..., 0], values[..., 1]
    return np.where(np.isnan(left), right, np.where(np.isnan(right), left, (left + right) / 2.0))
