"""Find the repetitions in a stretch of movement: one method for every exercise.

Several fusions of the exercise's signals each propose repetitions; the proposal whose cycles look
most alike is taken. A repetition is a completed concentric; `whole_cycles` asks for both phases, as
some public data sets count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.reps.counting import outsized
from lastrep.reps.counting.absence import on_grid_of
from lastrep.reps.counting.fusion import RATE_HZ, align_signals, fusions
from lastrep.reps.counting.getting_ready import without_getting_ready
from lastrep.reps.counting.in_time import with_small_in_time
from lastrep.reps.counting.lifting_side import with_sides
from lastrep.reps.counting.likeness import likeness
from lastrep.reps.counting.place import absences
from lastrep.reps.counting.proposals import Proposal, Search, between, propose
from lastrep.reps.counting.rhythm import with_hidden
from lastrep.reps.limits import CountedReps, RepLimits

ALIKE = 0.6  # proposals of which the repetitions are so much alike ...
OUTNUMBERED = 3  # ... and that many times as many as in another ...
FEW_ALIKE = 0.2  # ... are taken unless those few are more alike by this
SAME_TOP_S = 0.35  # two proposals mean the same repetition when their tops are this close
CONCENTRIC_FIT = 0.85
_SHORTEST_S = 0.7


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is counted: as for `count_reps`."""

    exercise: Exercise
    whole_cycles: bool = False
    usual_travel: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was looked for and proposed, and the proposal that was taken."""

    search: Search
    proposals: list[Proposal]
    best: Proposal


def count_reps(
    track: MotionTrack,
    exercise: Exercise,
    *,
    whole_cycles: bool = False,
    usual_travel: float = 0.0,
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
    usual_travel
        How far this lifter goes in a repetition, as `CountedReps.travel` told it before: in a rest
        nothing is as large, and what is done there most must not become the measure.
    """
    wanted = Wanted(exercise, whole_cycles, usual_travel)
    everything = _find(track, wanted)
    # what is left out below was seen all the same, and hides nothing
    seen = np.isfinite(everything.best.fused.value if everything is not None else [])
    first = found = beside_outsized(everything, track, wanted)
    counted = _in_seconds(first)
    away = absences(track, counted.limits)
    if away.any():
        # without getting up, bending down and walking about, the movement has its own scale
        found = _find(track.without(away), wanted, away=away)
    # only now: small ones are unlike the others, and would speak against what holds them
    found = _with_small(found)
    if found is not first:
        counted = _in_seconds(found)
    rises = _rises(counted)
    limits = without_getting_ready(track, counted.limits, rises)
    limits = with_hidden(limits, counted.time_s, seen)
    return replace(counted, limits=with_sides(track, limits, exercise))


def _find(track: MotionTrack, wanted: Wanted, *, away: BoolArray | None = None) -> Found | None:
    """Return the proposals and the best of them; None where there is nothing to look at."""
    if len(track.time_s) < 2 or track.time_s[-1] - track.time_s[0] < _SHORTEST_S:  # noqa: PLR2004 - no stretch
        return None
    aligned = align_signals(track, wanted.exercise.signals)
    if not len(aligned.values):
        return None
    search = Search(
        aligned=aligned,
        gone=None if away is None else on_grid_of(away, track.time_s, aligned.time_s),
        eccentric_first=wanted.exercise.movement.first_phase == "eccentric",
        whole_cycles=wanted.whole_cycles,
        usual_travel=wanted.usual_travel,
    )
    proposals = [propose(search, fused) for fused in fusions(aligned)]
    best = max(proposals, key=lambda one: one.score - _by_chance(one, proposals))
    return Found(search, proposals, best)


def _by_chance(proposal: Proposal, proposals: list[Proposal]) -> float:
    """Return how much of the likeness of few is due to their being few.

    Two steps of walking in may be more alike than all eight repetitions of a set.
    """
    most = max((len(one.top) for one in proposals if one.score >= ALIKE), default=0)
    return FEW_ALIKE if len(proposal.top) * OUTNUMBERED <= most else 0.0


def beside_outsized(found: Found | None, track: MotionTrack, wanted: Wanted) -> Found | None:
    """Return the repetitions that a few far larger movements hide, where there are; else those."""
    if found is None or not 0 < len(found.best.top) <= outsized.MOST:
        return found
    if max(one.swings for one in found.proposals) <= len(found.best.top):
        return found  # nothing else moved
    hidden = []
    for far in _outsized(found):
        away = np.interp(track.time_s, found.search.aligned.time_s, far.astype(float)) > 0.0
        other = _find(track.without(away), wanted, away=away)
        if other is None or not _outweighs(other.best, found.best):
            continue
        grid_s = other.search.aligned.time_s
        ends_s = grid_s[other.best.bottom], grid_s[other.best.top]
        if not outsized.joint_tells_against(track, *ends_s, wanted.exercise.movement):
            hidden.append(other)
    return max(hidden, key=lambda one: one.best.score, default=found)


def _outsized(found: Found) -> Iterator[BoolArray]:
    """Yield when, ``(N,)`` on the grid, the large movements may be: far away, or just those."""
    of_all = [one for one in found.proposals if one.fused.memory_s is None]
    signal = max(of_all, key=lambda one: one.score).fused.value  # one scale tells large from small
    for band in outsized.BANDS:
        far = outsized.far_away(signal, band)
        if far.any():
            yield far
    best = found.best
    during = np.zeros(len(signal), dtype=bool)
    for ends in zip(best.bottom.tolist(), best.top.tolist(), best.other.tolist(), strict=True):
        known = [end for end in ends if end >= 0]
        during[min(known) : max(known) + 1] = True
    yield during


def _outweighs(many: Proposal, few: Proposal) -> bool:
    """Whether repetitions beside larger ones are meant: more, and more alike or by far more."""
    if len(many.top) <= len(few.top) or many.score < ALIKE:
        return False
    return many.score > few.score or len(many.top) >= OUTNUMBERED * len(few.top)


def _with_small(found: Found | None) -> Found | None:
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
    with_them = between(
        search, best.fused, turns, bottom_first=best.bottom_first, swings=best.swings
    )
    return replace(found, best=with_them)


def _in_seconds(found: Found | None) -> CountedReps:
    if found is None:
        empty = np.array([])
        return CountedReps(limits=(), time_s=empty, signal=empty, likeness=-1.0)
    search, best = found.search, found.best
    time_s = search.aligned.time_s
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
        travel=best.travel,
    )


def _rises(counted: CountedReps) -> FloatArray:
    ends_s = np.array(
        [(one.concentric_start_time_s, one.concentric_end_time_s) for one in counted.limits]
    ).reshape(-1, 2)
    known = np.isfinite(counted.signal)
    if not known.any():
        return np.zeros(len(ends_s))
    at = np.interp(ends_s, counted.time_s[known], counted.signal[known])
    return np.asarray(at[:, 1] - at[:, 0])


def _fit(best: Proposal) -> FloatArray:
    """Return how well each repetition fits among its fellows: as a cycle, or in its concentric.

    The way down from the last repetition is often long and odd; its concentric then speaks for it,
    though not quite as loudly.
    """
    if not len(best.top):
        return best.fit
    rise = best.fused.value[best.top] - best.fused.value[best.bottom]
    _, concentric = likeness(best.fused.value, best.bottom, best.top, rise)
    return np.asarray(np.maximum(best.fit, CONCENTRIC_FIT * concentric))


def _support(best: Proposal, proposals: list[Proposal]) -> FloatArray:
    """Return for each repetition the share of proposals that hold it too."""
    near = SAME_TOP_S * RATE_HZ
    votes = np.zeros(len(best.top))
    for proposal in proposals:
        if len(proposal.top):
            apart = np.abs(best.top[:, None] - proposal.top[None, :]).min(axis=1)
            votes += apart <= near
    return votes / len(proposals)
