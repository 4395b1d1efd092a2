"""How far speeds and durations on simulated sets are off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lastrep.evaluation.grid_scripts import Case
from lastrep.motion.measures import MEASURE_INDEX, measure_body
from lastrep.records.repetition import VELOCITY_UNKNOWN, Repetition
from lastrep.reps.measurement import MeasuredReps
from lastrep.simulation.simulate import SimulatedSet
from lastrep.simulation.truth import TrueRep

Matches = list[tuple[TrueRep | None, Repetition | None]]


@dataclass(slots=True)
class MeasureErrors:
    """Errors of one set's repetitions: shares of the speed, percentage points, seconds.

    Attributes
    ----------
    speeds_unknown
        How many speeds were not told because the pose jittered too much.
    in_space
        Degrees a second over those of the joint itself, which no single camera sees: the median
        of the set; None where there are none.
    """

    speed: list[float] = field(default_factory=list)
    loss: list[float] = field(default_factory=list)
    phases_s: dict[str, list[float]] = field(default_factory=dict)
    speeds_unknown: int = 0
    in_space: float | None = None


def score_measures(
    case: Case, matches: Matches, simulated: SimulatedSet, measured: MeasuredReps
) -> MeasureErrors:
    """Return the errors of the full repetitions that were found as such."""
    score = MeasureErrors()
    if measured.lead is None:
        return score
    progress = measured.lead.progress
    joint = case.exercise.movement.joint
    side = {"left": [0], "right": [1], "both": [0, 1]}[progress.side]
    exact = measure_body(simulated.exact_px)[:, MEASURE_INDEX[joint]][:, side].mean(-1)
    time_s = simulated.recording.time_s
    speeds: list[tuple[float, float]] = []
    phases: dict[str, list[float]] = {"concentric": [], "eccentric": [], "holds": []}
    full = _both_full(matches)
    for truth, rep in full:
        mine, real = rep.tempo_s, truth.tempo_s
        if mine.concentric is not None and real.concentric is not None:
            phases["concentric"].append(mine.concentric - real.concentric)
        if mine.eccentric is not None and real.eccentric is not None:
            phases["eccentric"].append(mine.eccentric - real.eccentric)
        hold = mine.lengthened_hold if mine.lengthened_hold is not None else mine.shortened_hold
        first = case.exercise.movement.first_phase
        real_hold = real.lengthened_hold if first == "eccentric" else real.shortened_hold
        if hold is not None and real_hold is not None:
            phases["holds"].append(hold - real_hold)
        score.speeds_unknown += any(one.rule == VELOCITY_UNKNOWN for one in rep.evidence)
        true_speed = _exact_speed(
            time_s, exact, truth.concentric_start_time_s, truth.concentric_end_time_s
        )
        if rep.mean_concentric_velocity_dps is not None and true_speed is not None:
            speeds.append((rep.mean_concentric_velocity_dps, true_speed))
    score.phases_s = phases
    score.in_space = _in_space(full)
    if len(speeds) > 1:
        pairs = np.array(speeds)
        score.speed = list(pairs[:, 0] / pairs[:, 1] - 1.0)
        score.loss = list(100.0 * (_losses(pairs[:, 0]) - _losses(pairs[:, 1]))[1:])
    return score


def _both_full(matches: Matches) -> list[tuple[TrueRep, Repetition]]:
    return [
        (truth, rep)
        for truth, rep in matches
        if truth is not None and rep is not None and truth.label == rep.label == "full"
    ]


def _in_space(full: Sequence[tuple[TrueRep, Repetition]]) -> float | None:
    ratios = [
        rep.mean_concentric_velocity_dps / truth.mean_concentric_velocity_dps
        for truth, rep in full
        if rep.mean_concentric_velocity_dps and truth.mean_concentric_velocity_dps
    ]
    return float(np.median(ratios)) if ratios else None


def _losses(speeds: np.ndarray) -> np.ndarray:
    return np.asarray(1.0 - speeds / np.maximum.accumulate(speeds))


def _exact_speed(
    time_s: np.ndarray, angle: np.ndarray, start_s: float | None, end_s: float | None
) -> float | None:
    """0.8 ROM / (t90 - t10) of the exact angle in the picture plane."""
    if start_s is None or end_s is None:
        return None
    instants = np.linspace(start_s, end_s, 161)
    value = np.interp(instants, time_s, angle)
    change = np.abs(value - value[0])
    if not change[-1] > 0.0:
        return None
    share = np.maximum.accumulate(change) / change[-1]
    t10, t90 = np.interp([0.1, 0.9], share, instants)
    return float(0.8 * change[-1] / (t90 - t10)) if t90 > t10 else None
