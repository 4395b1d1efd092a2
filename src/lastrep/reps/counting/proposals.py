"""Repetitions as one fused signal proposes them: its turning points, pruned, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.reps.counting.absence import cut_at_absences
from lastrep.reps.counting.fusion import RATE_HZ, AlignedSignals, FusedSignal
from lastrep.reps.counting.gaps import turns_at_gaps
from lastrep.reps.counting.likeness import likeness
from lastrep.reps.counting.pruning import prune_swings
from lastrep.signals.turning_points import turning_points

SWING = 1.0  # of the fused signal, in its own spread: below it is noise
CUT_SWING = 0.5  # the same for a swing of which only one end was seen ...
CUT_S = 0.1  # ... and that was on its way at the very beginning of the recording
TRAVEL = 1.5  # floors that the better quarter of the signals must cross in a concentric ...
TRAVEL_SHARE = 0.2  # ... and share of what they cross in the middle one: in a rest nothing is near
USUAL_SHARE = 0.3  # of what was seen of this lifter before: arms shaken out go a quarter as far
PARTIAL_SHARE, FEWEST_ALIKE, ALIKE = 0.5, 4, 0.75  # but so many as alike as that are meant
CUT_FIRST = 0.30  # with whole cycles: share of its other phase that one cut by the start must reach
CUT_LAST = 0.75  # the same for one cut by the end


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """In what repetitions are looked for, and what makes one."""

    aligned: AlignedSignals
    gone: BoolArray | None  # on the grid: when the lifter was away from the exercise
    eccentric_first: bool
    whole_cycles: bool
    usual_travel: float  # of this lifter's repetitions, as far as it is known; else 0


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """Repetitions as one fusion sees them; indices are those of the grid."""

    fused: FusedSignal
    turns: IntArray  # those kept: they alternate
    bottom_first: bool  # whether the first of them is a bottom
    swings: int  # there and back, before pruning
    bottom: IntArray
    top: IntArray
    other: IntArray  # far end of the eccentric, -1 where it was not seen
    score: float
    fit: FloatArray
    travel: float  # how far the middle repetition goes, in floors of the signals; 0 without any


def propose(search: Search, fused: FusedSignal) -> Proposal:
    """Return the repetitions that one fused signal shows."""
    signal = fused.value
    turns, first_turn = _with_rise_under_way(signal, *turning_points(signal, SWING))
    turns, cut = turns_at_gaps(signal, turns, first_turn, swing=CUT_SWING)
    # a lift is counted by its end; half a lowering matters only where both phases are asked for
    begun = first_turn < 0 or search.whole_cycles
    kept = prune_swings(turns / RATE_HZ, signal[turns], begun=begun, cut=cut)
    bottom_first = _starts_at_bottom(kept, first_turn)
    swings = len(turns) // 2
    return between(search, fused, turns[kept], bottom_first=bottom_first, swings=swings)


def between(
    search: Search, fused: FusedSignal, turns: IntArray, *, bottom_first: bool, swings: int
) -> Proposal:
    """Return the repetitions between turning points, of so many swings before pruning."""
    signal, aligned, eccentric_first = fused.value, search.aligned, search.eccentric_first
    is_bottom = np.arange(len(turns)) % 2 == (0 if bottom_first else 1)
    concentric = np.flatnonzero(is_bottom[:-1]) if len(turns) > 1 else np.array([], dtype=int)
    bottom, top = turns[concentric], turns[concentric + 1]
    beside = concentric - 1 if eccentric_first else concentric + 2
    known = (beside >= 0) & (beside < len(turns))
    far = turns[np.clip(beside, 0, max(len(turns) - 1, 0))] if len(turns) else bottom
    other = np.where(known, far, -1)
    if search.gone is not None:
        bottom, top, other = cut_at_absences(signal, search.gone, bottom, top, other)
    moved = _travel_of(aligned, bottom, top)
    keep = moved >= TRAVEL
    if keep.any():
        keep &= moved >= TRAVEL_SHARE * np.median(moved[keep])
        partial = keep & (moved < PARTIAL_SHARE * search.usual_travel)
        beside_large = (keep & ~partial).any()
        if beside_large and not _are_alike(signal, bottom[partial], top[partial], other[partial]):
            keep &= moved >= USUAL_SHARE * search.usual_travel
    if search.whole_cycles:
        keep &= _whole(signal, bottom, top, other, turns, eccentric_first=eccentric_first)
    bottom, top, other = bottom[keep], top[keep], other[keep]
    score, fit = _likeness(signal, bottom, top, other)
    return Proposal(
        fused=fused,
        turns=turns,
        bottom_first=bottom_first,
        swings=swings,
        bottom=bottom,
        top=top,
        other=other,
        score=score,
        fit=fit,
        travel=float(np.median(moved[keep])) if keep.any() else 0.0,
    )


def _are_alike(signal: FloatArray, bottom: IntArray, top: IntArray, other: IntArray) -> bool:
    """Whether several small movements are repetitions all the same: partial, or seen otherwise.

    Arms that are shaken out are unlike themselves.
    """
    if len(bottom) < FEWEST_ALIKE:
        return False
    return _likeness(signal, bottom, top, other)[0] >= ALIKE


def _likeness(
    signal: FloatArray, bottom: IntArray, top: IntArray, other: IntArray
) -> tuple[float, FloatArray]:
    """Return how alike whole repetitions are, as `likeness` does of cycles."""
    ends = np.stack([bottom, top, np.where(other < 0, bottom, other)])
    height = np.maximum(signal[top] - signal[bottom], signal[top] - signal[ends[2]])
    return likeness(signal, ends.min(axis=0), ends.max(axis=0), height)


def _with_rise_under_way(
    signal: FloatArray, turns: IntArray, first_turn: int
) -> tuple[IntArray, int]:
    """Return the turns with the concentric that was under way when the recording began.

    Only its end is seen, so it need not rise by a whole swing; pruning judges it by those around.
    """
    if first_turn <= 0:
        return turns, first_turn
    begin = int(np.flatnonzero(np.isfinite(signal))[0])
    low = begin + int(np.nanargmin(signal[begin : turns[0] + 1]))
    if low - begin > CUT_S * RATE_HZ or signal[turns[0]] - signal[low] < CUT_SWING:
        return turns, first_turn
    return np.concatenate([[low], turns]), -1


def _starts_at_bottom(kept: IntArray, first_turn: int) -> bool:
    odd = len(kept) > 0 and int(kept[0]) % 2 == 1
    return (first_turn < 0) != odd


def _travel_of(aligned: AlignedSignals, bottom: IntArray, top: IntArray) -> FloatArray:
    """Return how far the better quarter of the signals goes in each concentric, in floors."""
    if not len(bottom):
        return np.zeros(0)
    travel = (aligned.values[:, top] - aligned.values[:, bottom]) / aligned.floors[:, None]
    ranked = np.sort(np.where(np.isfinite(travel), travel, -np.inf), axis=0)
    better_quarter = int(0.75 * (len(ranked) - 1))
    return np.asarray(ranked[better_quarter])


def _whole(
    signal: FloatArray,
    bottom: IntArray,
    top: IntArray,
    other: IntArray,
    turns: IntArray,
    *,
    eccentric_first: bool,
) -> BoolArray:
    """Whether both phases were seen, the one cut by an end of the recording for the most part."""
    if not len(bottom):
        return np.zeros(0, dtype=bool)
    rise = signal[top] - signal[bottom]
    fall = (signal[other] - signal[bottom]) if eccentric_first else (signal[top] - signal[other])
    before, after = (fall, rise) if eccentric_first else (rise, fall)
    begins = other if eccentric_first else bottom
    ends = top if eccentric_first else other
    cut_first = (begins == turns[0]) & (before < CUT_FIRST * after)
    cut_last = (ends == turns[-1]) & (after < CUT_LAST * before)
    return np.asarray((other >= 0) & ~cut_first & ~cut_last)
