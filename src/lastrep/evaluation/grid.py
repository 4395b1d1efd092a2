"""Scores kinds, failure, velocity and effort on simulated sets.

What this shows is that the rules find what the simulation means by its words, through noise like
that of a pose model. It does not show that people fail, cheat or slow down as the simulation does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from lastrep.evaluation.grid_measures import Matches, MeasureErrors, score_measures
from lastrep.evaluation.grid_scripts import Case
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.records.repetition import Label, Repetition
from lastrep.records.training_set import Failure
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.limits import CountedReps, RepLimits
from lastrep.reps.measurement import MeasuredReps, measure_set
from lastrep.sets.effort import forecast, reps_in_reserve
from lastrep.sets.failure import find_failure, negative_failure
from lastrep.sets.failure_watch import FailureWatch
from lastrep.sets.structure import blocks_of, structure_of
from lastrep.simulation.script import ChangeWeight, Rep, Rest, SetToFailure
from lastrep.simulation.simulate import SimulatedSet, simulate
from lastrep.simulation.truth import TrueRep

CALLED_WITHIN_S, CALLED_BEFORE_S = 3.0, 2.0
WATCHED_FROM = 2  # repetitions after which a live set has a reference
SHARES = (0.33, 0.66, 0.90)
IN_PARTS = frozenset({"drop set", "rest-pause", "cluster"})
BREAK_S = 10.0


@dataclass(slots=True)
class CaseScore:
    """What one set adds to the table; times in seconds, losses in percentage points."""

    case: Case
    pairs: list[tuple[Label | None, Label | None]] = field(default_factory=list)
    true_positive_s: float | None = None
    found_positive: bool = False
    live_calls: int = 0
    live_taken_back: int = 0
    live_delay_s: float | None = None
    true_negative_failure: bool = False
    found_negative_failure: bool = False
    reserve_errors: dict[float, float] = field(default_factory=dict)
    measures: MeasureErrors = field(default_factory=MeasureErrors)
    parts_right: bool | None = None
    measured: MeasuredReps | None = None
    simulated: SimulatedSet | None = None


def score_case(case: Case, *, counted: bool = False) -> CaseScore:
    """Return the score of one case.

    Parameters
    ----------
    counted
        Whether the repetitions are found by counting; else their limits come from the truth, so
        that only measuring and judging are scored.
    """
    simulated = simulate(case.script)
    track = track_poses(simulated.recording)
    found = count_reps(track, case.exercise) if counted else true_limits(simulated, case)
    measured = measure_set(track, found, case.exercise)
    score = CaseScore(case=case, measured=measured, simulated=simulated)
    truths = simulated.truth.reps
    matches = match_reps(truths, measured.reps)
    score.pairs = [
        (None if t is None else t.label, None if r is None else r.label)
        for t, r in matches
        if not _ambiguous(t, r, truths, case)
    ]
    _score_failure(score, track, measured, simulated)
    _score_reserve(score, matches, measured)
    score.measures = score_measures(case, matches, simulated, measured)
    if case.name in IN_PARTS:
        score.parts_right = _parts_right(case, measured, simulated)
    return score


def _ambiguous(
    truth: TrueRep | None, rep: Repetition | None, truths: Sequence[TrueRep], case: Case
) -> bool:
    """Whether a scripted half was in fact a whole one, seen from outside.

    The simulation moves to where the next repetition starts. Where a run of halves begins or ends,
    that move and the half together cover the whole range with a moment's rest: both answers hold.
    """
    if truth is None or rep is None or truth.label != "half" or rep.label != "full":
        return False
    step = 1 if case.exercise.movement.first_phase == "eccentric" else -1
    beside = truth.number - 1 + step
    if not 0 <= beside < len(truths):
        return True
    other = truths[beside]
    return other.partial_region != truth.partial_region


def true_limits(simulated: SimulatedSet, case: Case) -> CountedReps:
    """Return what perfect counting would hand over: completed repetitions, no attempts or holds."""
    eccentric_first = case.exercise.movement.first_phase == "eccentric"
    limits = []
    for rep in simulated.truth.reps:
        if rep.completeness == "failed" or rep.phases == "isometric":
            continue
        if rep.concentric_start_time_s is None or rep.concentric_end_time_s is None:
            continue
        limits.append(
            RepLimits(
                concentric_start_time_s=rep.concentric_start_time_s,
                concentric_end_time_s=rep.concentric_end_time_s,
                eccentric_time_s=rep.start_time_s if eccentric_first else rep.end_time_s,
                eccentric_first=eccentric_first,
                confidence=0.9,
            )
        )
    time_s = simulated.recording.time_s
    progress = np.stack([line.at(time_s) for line in simulated.scene.timeline.progress]).mean(0)
    return CountedReps(limits=tuple(limits), time_s=time_s, signal=progress, likeness=1.0)


def match_reps(
    truths: Iterable[TrueRep], reps: Iterable[Repetition]
) -> list[tuple[TrueRep | None, Repetition | None]]:
    """Pair true and found repetitions by the overlap of their spans, best first."""
    truths, reps = list(truths), list(reps)
    options = []
    for i, truth in enumerate(truths):
        for j, rep in enumerate(reps):
            common = min(truth.end_time_s, rep.end_time_s) - max(
                truth.start_time_s, rep.start_time_s
            )
            shorter = min(truth.end_time_s - truth.start_time_s, rep.end_time_s - rep.start_time_s)
            if common > 0.4 * max(shorter, 1e-6):
                options.append((-common, i, j))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(options):
        if i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)
    out: list[tuple[TrueRep | None, Repetition | None]] = [
        (truth, reps[paired[i]] if i in paired else None) for i, truth in enumerate(truths)
    ]
    out += [(None, rep) for j, rep in enumerate(reps) if j not in taken]
    return out


def _score_failure(
    score: CaseScore, track: MotionTrack, measured: MeasuredReps, simulated: SimulatedSet
) -> None:
    failures = [f for one in simulated.truth.sets for f in one.failures]
    positive = [f.time_s for f in failures if f.kind == "positive"]
    stalls = [r.stall_time_s for r in simulated.scene.timeline.reps if r.stall_time_s is not None]
    score.true_positive_s = positive[0] if positive else None
    score.true_negative_failure = any(f.kind == "negative" for f in failures)
    closed = find_failure(measured.reps)
    score.found_positive = closed.kind == "positive"
    score.found_negative_failure = negative_failure(measured.reps) is not None
    calls, taken_back = live_calls(score.case, track, measured)
    score.live_calls = len(calls)
    score.live_taken_back = len(taken_back)
    # help that gets a stalled repetition through takes the call back, and it was right all the same
    for stall in stalls[:1]:
        near = [
            t - stall
            for t in (*calls, *taken_back)
            if -CALLED_BEFORE_S < t - stall < CALLED_WITHIN_S
        ]
        score.live_delay_s = min(near, default=None)


def live_calls(
    case: Case, track: MotionTrack, measured: MeasuredReps
) -> tuple[list[float], list[float]]:
    """Return when a live watch calls positive failure: calls that stand, and calls taken back.

    The watch is fed as it would be live: raw values, and only repetitions that are over.
    """
    lead = measured.lead
    if lead is None or lead.fresh_speed is None:
        return [], []
    raw = lead.progress.follow(track)
    watch = FailureWatch()
    calls: list[float] = []
    taken_back: list[float] = []
    done: list[Repetition] = []
    waiting = [rep for rep in measured.reps if rep.label not in {"failed", "hold"}]
    tired = False
    for time_s, value in zip(track.time_s.tolist(), raw.tolist(), strict=True):
        while waiting and waiting[0].end_time_s <= time_s:
            done.append(waiting.pop(0))
            tired = forecast(done, case.exercise.effort) in {"slowing", "near_failure"}
        if len(done) < WATCHED_FROM:
            continue
        progress = lead.reference.fraction(value)
        said = watch.push(time_s, progress, best_speed=lead.fresh_speed, tired=tired)
        if said is not None and said.kind == "positive":
            calls.append(time_s)
        elif said is not None and calls:
            taken_back.append(calls.pop())
    return calls, taken_back


def _score_reserve(
    score: CaseScore,
    matches: Matches,
    measured: MeasuredReps,
) -> None:
    known = [t for t, _ in matches if t is not None and t.reps_in_reserve is not None]
    if not score.case.name.startswith("to failure") or not known:
        return
    strict = [(t, r) for t, r in matches if t is not None and t.label == "full"]
    total = max(t.reps_in_reserve or 0 for t, _ in strict) + 1
    for share in SHARES:
        number = max(round(share * total), 1)
        if number > len(strict):
            continue
        truth, _ = strict[number - 1]
        so_far = [r for r in measured.reps if r.start_time_s < truth.end_time_s - 0.3]
        estimate = reps_in_reserve(so_far, score.case.exercise.effort, Failure()).estimate
        if estimate is not None and truth.reps_in_reserve is not None:
            score.reserve_errors[share] = abs(estimate - truth.reps_in_reserve)


def _parts_right(case: Case, measured: MeasuredReps, simulated: SimulatedSet) -> bool:
    """Whether a set in parts was recognised as what it is, with as many parts as it has."""
    last = max(i for i, e in enumerate(case.script.events) if isinstance(e, Rep | SetToFailure))
    true_breaks = sum(
        isinstance(event, ChangeWeight) or (isinstance(event, Rest) and event.seconds >= BREAK_S)
        for event in case.script.events[:last]
    )
    blocks = blocks_of(measured.reps, case.exercise)
    breaks = sum(block.after not in {None, "pause"} for block in blocks)
    kind = structure_of(measured.reps, case.exercise)
    return kind == simulated.truth.sets[0].structure and breaks == true_breaks
