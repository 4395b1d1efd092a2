"""How close a set came to failure: velocity loss, reps in reserve, plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from lastrep.exercises.definition import EffortModel
from lastrep.records.repetition import Repetition, Side
from lastrep.records.training_set import Effort, Failure, RepsInReserve
from lastrep.sets.reserve import OwnHistory, Reserve, estimate_reserve, loss_at_failure
from lastrep.signals.order_statistics import median

LEAST_REPS = 3
TEMPO_REPS, TEMPO_CV, TEMPO_LOSS = 5, 0.10, 0.05
TEMPO_CONCENTRIC_S = 1.8
LOWEST_CONFIDENCE = 0.35
EVEN = 0.5  # a failure that is less likely than not is told as a possibility
CHANGED, KEPT_REPS, KEPT_CV, KEPT_END = 1.4, 3, 0.13, 0.95  # of a pace
MOST_TOLD = 15  # nobody has held the relation of speed to what is left against longer sets
SLOWING_LOSS = 0.35  # share of the usual loss at failure
NEAR_RESERVE, NEAR_CHANCE = 2.0, 0.25
Trend = Literal["unknown", "fresh", "slowing", "near_failure"]


def measure_effort(
    reps: Sequence[Repetition],
    model: EffortModel,
    failure: Failure,
    *,
    own: OwnHistory | None = None,
    closed: bool = True,
) -> Effort:
    """Return how close a set is, or came, to failure.

    Parameters
    ----------
    reps
        The set so far, in order of time.
    model
        The exercise's prior.
    failure
        What was found about failure; proof beats any estimate.
    own
        The lifter's own history with this exercise.
    closed
        Whether the set is over; changes the words only.
    """
    # after a failure the weight is another, or the lifter rested: that says nothing of the effort
    failed_s = failure.time_s if failure.kind != "none" else None
    before = [rep for rep in reps if failed_s is None or rep.start_time_s < failed_s]
    losses = [loss for rep in before if (loss := rep.velocity_loss_fraction) is not None]
    loss = losses[-1] if len(losses) > 1 else None  # one alone is not slower than anything
    reserve = reps_in_reserve(reps, model, failure, own=own)
    return Effort(
        velocity_loss_fraction=loss,
        reps_in_reserve=reserve,
        text=_words(reserve, failure, closed=closed),
    )


def reps_in_reserve(
    reps: Sequence[Repetition],
    model: EffortModel,
    failure: Failure,
    *,
    own: OwnHistory | None = None,
) -> RepsInReserve:
    """Return the repetitions left in the lifter as an interval; None where nobody can tell."""
    if failure.kind == "positive":
        return RepsInReserve(estimate=0.0, low=0.0, high=0.0, basis="failure was seen")
    compared = [rep for rep in reps if rep.velocity_loss_fraction is not None]
    if len(compared) < LEAST_REPS:
        return _unknown("too few strict repetitions to compare")
    if median([rep.confidence for rep in compared]) < LOWEST_CONFIDENCE:
        return _unknown("the view does not show the speed well enough")
    ratios = np.array([1.0 - (rep.velocity_loss_fraction or 0.0) for rep in compared])
    seconds = np.array([rep.tempo_s.concentric or np.nan for rep in compared])
    if _tempo_controlled(seconds, ratios) or _pace_changed(compared):
        return _unknown("the lifts were paced on purpose, so speed says nothing about reserve")
    left = _least_left(compared, model, own)
    basis = "velocity loss in this set and " + (
        "your own sets to failure" if own is not None and own.sets else "what is usual"
    )
    return RepsInReserve(estimate=left.estimate, low=left.low, high=left.high, basis=basis)


def forecast(
    reps: Sequence[Repetition], model: EffortModel, *, own: OwnHistory | None = None
) -> Trend:
    """Return where the set is heading: what a coach says between two repetitions.

    "near_failure" means one more, maybe; only a stall proves failure.
    """
    compared = [rep for rep in reps if rep.velocity_loss_fraction is not None]
    if len(compared) < LEAST_REPS or _pace_changed(compared):
        return "unknown"
    left = _least_left(compared, model, own)
    loss = max(rep.velocity_loss_fraction or 0.0 for rep in compared[-2:])
    slowed = loss / loss_at_failure(model, own)[0]
    if slowed >= SLOWING_LOSS and (left.next_fails >= NEAR_CHANCE or left.estimate <= NEAR_RESERVE):
        return "near_failure"
    return "slowing" if slowed >= SLOWING_LOSS else "fresh"


def first_velocity_dps(reps: Sequence[Repetition]) -> float | None:
    """Return the velocity of the first strict full repetition that was measured; None without."""
    speeds = (rep.mean_concentric_velocity_dps for rep in reps if rep.label == "full")
    return next((one for one in speeds if one is not None and math.isfinite(one)), None)


def _unknown(because: str) -> RepsInReserve:
    return RepsInReserve(estimate=None, low=None, high=None, basis=because)


def _tempo_controlled(seconds: np.ndarray, ratios: np.ndarray) -> bool:
    """Even, slow and without loss: a metronome, not an all-out effort."""
    early = seconds[:TEMPO_REPS]
    if len(early) < TEMPO_REPS or not np.isfinite(early).all():
        return False
    even = float(early.std() / early.mean()) < TEMPO_CV
    lossless = 1.0 - median(ratios[-3:]) < TEMPO_LOSS
    return even and lossless and float(early.mean()) >= TEMPO_CONCENTRIC_S


def _pace_changed(compared: Sequence[Repetition]) -> bool:
    """Whether the lifter went over to another pace and kept it: fatigue never stops half-way.

    Who tires by so much goes on tiring; at least three repetitions as slow as one another, after
    even ones that were much quicker, are a choice.
    """
    speeds = np.array(_speeds(compared))
    first = np.arange(2, len(speeds) - KEPT_REPS + 1)  # of the slower ones
    quick, slow = _scatters(speeds)[first - 1], _scatters(speeds[::-1])[::-1][first]
    steady = np.maximum(quick, slow) < KEPT_CV
    goes_on = speeds[-1:] < KEPT_END * speeds[first]
    return bool((steady & ~goes_on & (speeds[first - 1] > CHANGED * speeds[first])).any())


def _scatters(speeds: np.ndarray) -> np.ndarray:
    """Return the coefficient of variation of the first, the first two, the first three, ..."""
    many = np.arange(1, len(speeds) + 1)
    mean = np.cumsum(speeds) / many
    variance = np.cumsum(speeds**2) / many - mean**2
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)) / mean)


def _least_left(
    compared: Sequence[Repetition], model: EffortModel, own: OwnHistory | None
) -> Reserve:
    """Return what is left in the side that has least: it ends the set.

    A camera sees the nearer arm turn faster; told from both together, every second repetition
    would look tired.
    """
    each = [_speeds([rep for rep in compared if rep.side == side]) for side in get_args(Side)]
    enough = [speeds for speeds in each if len(speeds) >= LEAST_REPS]
    left = (estimate_reserve(row, model, own=own) for row in enough or [_speeds(compared)])
    return min(left, key=lambda one: one.estimate)


def _speeds(reps: Sequence[Repetition]) -> list[float]:
    """Return the speeds that were measured, all in degrees a second if any is."""
    turned = [one for rep in reps if (one := rep.mean_concentric_velocity_dps) is not None]
    return turned or [one for rep in reps if (one := rep.comparable_speed) is not None]


def _words(reserve: RepsInReserve, failure: Failure, *, closed: bool) -> str:
    if failure.kind == "positive":
        past, now = ("You went", "That was")
        if failure.confidence < EVEN:
            past, now = ("You may have gone", "That may have been")
        return f"{past} to failure." if closed else f"{now} failure."
    if failure.kind == "negative":
        return "You lost control of the lowering: stop the negatives."
    if reserve.estimate is None or reserve.low is None or reserve.high is None:
        return f"How much was left cannot be told: {reserve.basis}."
    left = round(reserve.estimate)
    if left <= 0:
        return "You stopped at the edge of failure." if closed else "One more, maybe."
    if reserve.high - reserve.low > 6.0:  # noqa: PLR2004 - a number would claim too much
        low = min(max(1, round(reserve.low)), MOST_TOLD)
        return f"You stopped with {low} or more left." if closed else f"{low} or more left."
    return f"You stopped with about {left} left." if closed else f"About {left} left."
