"""Find the repetitions in a stretch of movement: one method for every exercise.

Several fusions of the exercise's signals each propose repetitions; the proposal whose cycles look
most alike is taken. A repetition is a completed concentric; `whole_cycles` asks for both phases, as
some public data sets count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.reps.absence import cut_at_absences, on_grid_of
from lastrep.reps.fusion import RATE_HZ, AlignedSignals, FusedSignal, align_signals, fusions
from lastrep.reps.gaps import turns_at_gaps
from lastrep.reps.in_time import with_small_in_time
from lastrep.reps.lifting_side import with_sides
from lastrep.reps.likeness import likeness
from lastrep.reps.limits import CountedReps, RepLimits
from lastrep.reps.place import absences
from lastrep.reps.pruning import prune_swings
from lastrep.reps.rhythm import with_hidden
from lastrep.signals.turning_points import turning_points

SWING = 1.0  # of the fused signal, in its own spread: below it is noise
CUT_SWING = 0.5  # the same for a swing of which only one end was seen ...
CUT_S = 0.1  # ... and that was on its way at the very beginning of the recording
TRAVEL = 1.5  # floors that the better quarter of the signals must cross in a concentric
CUT_FIRST = 0.30  # with whole cycles: share of its other phase that one cut by the start must reach
CUT_LAST = 0.75  # the same for one cut by the end
ALIKE = 0.6  # proposals of which the repetitions are so much alike ...
OUTNUMBERED = 3  # ... and that many times as many as in another ...
FEW_ALIKE = 0.2  # ... are taken unless those few are more alike by this
SAME_REP_S = 0.35  # two proposals mean the same repetition when their tops are this close
CONCENTRIC_FIT = 0.85
_SHORTEST_S = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """In what repetitions are looked for, and what makes one."""

    aligned: AlignedSignals
    gone: BoolArray | None  # on the grid: when the lifter was away from the exercise
    eccentric_first: bool
    whole_cycles: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Proposal:
    """Repetitions as one fusion sees them; indices are those of the grid."""

    fused: FusedSignal
    turns: IntArray  # those kept: they alternate
    bottom_first: bool  # whether the first of them is a bottom
    bottom: IntArray
    top: IntArray
    other: IntArray  # far end of the eccentric, -1 where it was not seen
    score: float
    fit: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    search: _Search
    proposals: list[_Proposal]
    best: _Proposal


def count_reps(
    track: MotionTrack, exercise: Exercise, *, whole_cycles: bool = False
) -> CountedReps:
    """Return the repetitions of a stretch in which this exercise is done.

    Parameters
    ----------
    track
        The measures of the stretch.
    exercise
        Names the signals, their direction, and the phase that comes first.
    whole_cycles
        Leave out repetitions of which only one phase was seen.
    """
    first = found = _find(track, exercise, whole_cycles=whole_cycles)
    counted = _in_seconds(first)
    away = absences(track, counted.limits)
    seen = np.isfinite(counted.signal)
    if away.any():
        # without getting up, bending down and walking about, the movement has its own scale
        found = _find(track.without(away), exercise, whole_cycles=whole_cycles, away=away)
    # only now: small ones are unlike the others, and would speak against what holds them
    found = _with_small(found)
    if found is not first:
        counted = _in_seconds(found)
    limits = with_hidden(counted.limits, counted.time_s, seen)
    return replace(counted, limits=with_sides(track, limits, exercise))


def _find(
    track: MotionTrack, exercise: Exercise, *, whole_cycles: bool, away: BoolArray | None = None
) -> _Found | None:
    """Return the proposals and the best of them; None where there is nothing to look at."""
    if len(track.time_s) < 2 or track.time_s[-1] - track.time_s[0] < _SHORTEST_S:  # noqa: PLR2004 - no stretch
        return None
    aligned = align_signals(track, exercise.signals)
    if not len(aligned.values):
        return None
    search = _Search(
        aligned=aligned,
        gone=None if away is None else on_grid_of(away, track.time_s, aligned.time_s),
        eccentric_first=exercise.movement.first_phase == "eccentric",
        whole_cycles=whole_cycles,
    )
    proposals = [_propose(search, fused) for fused in fusions(aligned)]
    best = max(proposals, key=lambda one: one.score - _by_chance(one, proposals))
    return _Found(search, proposals, best)


def _by_chance(proposal: _Proposal, proposals: list[_Proposal]) -> float:
    """Return how much of the likeness of few is due to their being few.

    Two steps of walking in may be more alike than all eight repetitions of a set.
    """
    most = max((len(one.top) for one in proposals if one.score >= ALIKE), default=0)
    return FEW_ALIKE if len(proposal.top) * OUTNUMBERED <= most else 0.0


def _propose(search: _Search, fused: FusedSignal) -> _Proposal:
    signal = fused.value
    turns, first_turn = _with_rise_under_way(signal, *turning_points(signal, SWING))
    turns, cut = turns_at_gaps(signal, turns, first_turn, swing=CUT_SWING)
    # a lift is counted by its end; half a lowering matters only where both phases are asked for
    begun = first_turn < 0 or search.whole_cycles
    kept = prune_swings(turns / RATE_HZ, signal[turns], begun=begun, cut=cut)
    bottom_first = _starts_at_bottom(kept, first_turn)
    return _between(search, fused, turns[kept], bottom_first=bottom_first)


def _between(
    search: _Search, fused: FusedSignal, turns: IntArray, *, bottom_first: bool
) -> _Proposal:
    """Return the repetitions between turning points."""
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
    keep = _travel(aligned, bottom, top) >= TRAVEL
    if search.whole_cycles:
        keep &= _whole(signal, bottom, top, other, turns, eccentric_first=eccentric_first)
    bottom, top, other = bottom[keep], top[keep], other[keep]
    ends = np.stack([bottom, top, np.where(other < 0, bottom, other)])
    height = np.maximum(signal[top] - signal[bottom], signal[top] - signal[ends[2]])
    score, fit = likeness(signal, ends.min(axis=0), ends.max(axis=0), height)
    return _Proposal(fused, turns, bottom_first, bottom, top, other, score, fit)


def _with_small(found: _Found | None) -> _Found | None:
    """Return what was found with the small repetitions that came when one was due."""
    if found is None:
        return None
    search, best = found.search, found.best
    signal = best.fused.value
    there = np.isfinite(signal) if search.gone is None else np.isfinite(signal) & ~search.gone
    turns = with_small_in_time(
        signal, best.turns, there, rate_hz=RATE_HZ, bottom_first=best.bottom_first
    )
    if len(turns) == len(best.turns):
        return found
    with_them = _between(search, best.fused, turns, bottom_first=best.bottom_first)
    return replace(found, best=with_them)


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


def _travel(aligned: AlignedSignals, bottom: IntArray, top: IntArray) -> FloatArray:
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


def _in_seconds(found: _Found | None) -> CountedReps:
    if found is None:
        empty = np.array([])
        return CountedReps(limits=(), time_s=empty, signal=empty, likeness=-1.0)
    search, best = found.search, found.best
    time_s = search.aligned.time_s
    travel = _travel(search.aligned, best.bottom, best.top)
    confidence = np.sqrt(_fit(best) * _support(best, found.proposals))
    limits = tuple(
        RepLimits(
            concentric_start_time_s=float(time_s[bottom]),
            concentric_end_time_s=float(time_s[top]),
            eccentric_time_s=None if other < 0 else float(time_s[other]),
            eccentric_first=search.eccentric_first,
            confidence=float(sure),
        )
        for bottom, top, other, sure in zip(
            best.bottom, best.top, best.other, confidence, strict=True
        )
    )
    return CountedReps(
        limits=limits,
        time_s=time_s,
        signal=best.fused.value,
        likeness=best.score,
        reading=best.fused.reading,
        travel=float(np.median(travel)) if len(travel) else 0.0,
    )


def _fit(best: _Proposal) -> FloatArray:
    """Return how well each repetition fits among its fellows: as a cycle, or in its concentric.

    The way down from the last repetition is often long and odd; its concentric then speaks for it,
    though not quite as loudly.
    """
    if not len(best.top):
        return best.fit
    rise = best.fused.value[best.top] - best.fused.value[best.bottom]
    _, concentric = likeness(best.fused.value, best.bottom, best.top, rise)
    return np.asarray(np.maximum(best.fit, CONCENTRIC_FIT * concentric))


def _support(best: _Proposal, proposals: list[_Proposal]) -> FloatArray:
    """Return for each repetition the share of proposals that hold it too."""
    near = SAME_REP_S * RATE_HZ
    votes = np.zeros(len(best.top))
    for proposal in proposals:
        if len(proposal.top):
            apart = np.abs(best.top[:, None] - proposal.top[None, :]).min(axis=1)
            votes += apart <= near
    return votes / len(proposals)
