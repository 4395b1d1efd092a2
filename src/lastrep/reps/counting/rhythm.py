"""Repetitions that a lost pose hides: the rhythm before and after it says how many they are.

Nobody saw them, so they are counted and never measured. Where the rhythm wavers, or the time does
not hold a whole number of repetitions, none is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray
from lastrep.reps.counting.gaps import gaps_in
from lastrep.reps.limits import RepLimits
from lastrep.signals.order_statistics import median, robust_sd

LONGEST_S = 2.0  # of a pose that is lost; in more time than this people also rest
NEAR, FEWEST = 4, 3  # pauses between repetitions on either side of it; so many make a rhythm
STEADY = 0.15  # spread of them, of the usual one
WHOLE = 0.25  # of a repetition: so near to a whole number must the time be
TURN_S = 0.1  # further from where the pose is lost, a repetition's end was seen as it was
BESIDE = 0.3  # of a repetition: a hidden one ends in the dark, or this near to it
CONFIDENCE = 0.3


def with_hidden(
    reps: Sequence[RepLimits], time_s: FloatArray, seen: BoolArray
) -> tuple[RepLimits, ...]:
    """Return the repetitions with those that were done while the pose was lost, in order of time.

    Parameters
    ----------
    reps
        Those that were seen, in order of time.
    time_s
        ``(N,)``: the grid they were found on.
    seen
        ``(N,)``: False where the pose was lost. A lifter who went away is seen.
    """
    if not reps:
        return ()
    dark = [(float(time_s[lost]), float(time_s[back])) for lost, back in gaps_in(seen)]
    found = list(reps)
    for lost_s, back_s in dark:
        if back_s - lost_s > LONGEST_S:
            continue
        hidden = _hidden(found, dark, lost_s, back_s)
        if hidden:
            beside = [_apart(rep, hidden, lost_s, back_s) for rep in found]
            found = sorted([*beside, *hidden], key=lambda rep: rep.concentric_end_time_s)
    return tuple(found)


def rhythm_s(
    tops_s: FloatArray,
    dark: Sequence[tuple[float, float]],
    before: int,
    after: int,
    *,
    fewest: int = FEWEST,
) -> float | None:
    """Return the usual time from repetition to repetition around two of them.

    Parameters
    ----------
    tops_s
        ``(n,)``: when each repetition ended its concentric.
    dark
        When the pose was lost: pauses that reach into it say nothing.
    before, after
        Indices of the two; what lies between them is not asked.
    fewest
        So many pauses make a rhythm.

    Returns
    -------
    None where there is no steady one.
    """
    pauses_s = [
        float(tops_s[i + 1] - tops_s[i])
        for first, last in ((max(before - NEAR, 0), before), (after, after + NEAR))
        for i in range(first, min(last, len(tops_s) - 1))
        if not any(tops_s[i] < back_s and lost_s < tops_s[i + 1] for lost_s, back_s in dark)
    ]
    if len(pauses_s) < fewest:
        return None
    usual_s = median(pauses_s)
    wavers_s = robust_sd(np.array(pauses_s) - usual_s)
    return usual_s if wavers_s <= STEADY * usual_s else None


def _hidden(
    reps: Sequence[RepLimits], dark: Sequence[tuple[float, float]], lost_s: float, back_s: float
) -> list[RepLimits]:
    """Return the repetitions that nobody saw between two instants."""
    tops_s = np.array([rep.concentric_end_time_s for rep in reps])
    before = int(np.searchsorted(tops_s, lost_s - TURN_S, side="right")) - 1
    after = int(np.searchsorted(tops_s, back_s + TURN_S))
    if before < 0 or after >= len(tops_s):
        return []
    usual_s = rhythm_s(tops_s, dark, before, after)
    if usual_s is None:
        return []
    between_s = float(tops_s[after] - tops_s[before])
    times = round(between_s / usual_s)
    if abs(between_s / usual_s - times) > WHOLE or times <= after - before:
        return []
    due_s = [float(tops_s[before]) + between_s * i / times for i in range(1, times)]
    for top_s in tops_s[before + 1 : after].tolist():
        del due_s[int(np.argmin(np.abs(np.array(due_s) - top_s)))]
    near_s = BESIDE * usual_s
    if not lost_s - near_s <= min(due_s) <= max(due_s) <= back_s + near_s:
        return []  # it would have been seen
    lifts_s = [rep.concentric_end_time_s - rep.concentric_start_time_s for rep in reps if rep.seen]
    return [
        RepLimits(
            concentric_start_time_s=top_s - min(median(lifts_s), usual_s / 2),
            concentric_end_time_s=top_s,
            eccentric_time_s=None,
            eccentric_first=reps[0].eccentric_first,
            confidence=CONFIDENCE,
            seen=False,
        )
        for top_s in due_s
    ]


def _apart(rep: RepLimits, hidden: Sequence[RepLimits], lost_s: float, back_s: float) -> RepLimits:
    """Return a repetition without what now belongs to hidden ones beside it."""
    first_s, last_s = hidden[0].start_time_s, hidden[-1].end_time_s
    top_s, far_s = rep.concentric_end_time_s, rep.eccentric_time_s
    if top_s <= first_s:
        reaches = far_s is not None and far_s > lost_s
        return replace(rep, eccentric_time_s=None) if reaches else rep
    if top_s >= last_s and rep.start_time_s < back_s:
        return replace(
            rep,
            concentric_start_time_s=max(rep.concentric_start_time_s, back_s),
            eccentric_time_s=None if rep.eccentric_first else far_s,
        )
    return rep
