"""How close a set came to failure: velocity loss, reps in reserve, plain words.

Three estimates, each with its own doubt, are joined by inverse variance: the lifter's own earlier
sets to failure, the trend within the set, and the usual relation of velocity loss to the share of
the possible repetitions done.

Sources: the relation is a prior anchored on Pareja-Blanco 2017, Sanchez-Moreno 2020 and 2024,
Izquierdo 2006; own histories beat general models (Jukic 2024, Martinez-Rubio 2025). No set to
failure with known reserve could be had, so the coefficients are priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lastrep.exercises.definition import EffortModel
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Effort, Failure, RepsInReserve

LEAST_REPS = 3
TREND_REPS, TREND_OVER = 5, 4
SLOPE_FLOOR = 0.02
OWN_SD, TREND_SD, PRIOR_SD = 1.2, 1.8, 2.5
FAR, FAR_FACTOR = 12.0, 1.4
MOST = 30.0
TEMPO_REPS, TEMPO_CV, TEMPO_LOSS = 5, 0.10, 0.05
TEMPO_CONCENTRIC_S = 1.8
INTERVAL_SD = 1.0
LOWEST_CONFIDENCE = 0.35


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """What the lifter's earlier sets to failure of this exercise say.

    Attributes
    ----------
    velocity_ratio_at_failure
        Speed of the last completed repetition against the fastest, 0..1.
    loss_per_rep
        By how much the ratio falls with each repetition near failure.
    sets
        How many sets these rest on.
    """

    velocity_ratio_at_failure: float
    loss_per_rep: float
    sets: int


@dataclass(frozen=True, slots=True)
class _Estimate:
    reserve: float
    sd: float
    basis: str


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
    losses = [rep.velocity_loss_fraction for rep in reps if rep.velocity_loss_fraction is not None]
    loss = losses[-1] if losses else None
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
    if float(np.median([rep.confidence for rep in compared])) < LOWEST_CONFIDENCE:
        return _unknown("the view does not show the speed well enough")
    ratios = np.array([1.0 - (rep.velocity_loss_fraction or 0.0) for rep in compared])
    seconds = np.array([rep.tempo_s.concentric or np.nan for rep in compared])
    if _tempo_controlled(seconds, ratios):
        return _unknown("the lifts were paced on purpose, so speed says nothing about reserve")
    estimates = [
        one
        for one in (
            _from_own(ratios, own),
            _from_trend(ratios, model, own),
            _from_prior(ratios, model),
        )
        if one is not None
    ]
    weight = np.array([1.0 / one.sd**2 for one in estimates])
    value = float((weight * [one.reserve for one in estimates]).sum() / weight.sum())
    sd = float(1.0 / np.sqrt(weight.sum()))
    if value > FAR:
        sd *= FAR_FACTOR
    return RepsInReserve(
        estimate=value,
        low=max(0.0, value - INTERVAL_SD * sd),
        high=value + INTERVAL_SD * sd,
        basis=", ".join(one.basis for one in estimates),
    )


def _unknown(because: str) -> RepsInReserve:
    return RepsInReserve(estimate=None, low=None, high=None, basis=because)


def _tempo_controlled(seconds: np.ndarray, ratios: np.ndarray) -> bool:
    """Even, slow and without loss: a metronome, not an all-out effort."""
    early = seconds[:TEMPO_REPS]
    if len(early) < TEMPO_REPS or not np.isfinite(early).all():
        return False
    even = float(early.std() / early.mean()) < TEMPO_CV
    lossless = float(1.0 - np.median(ratios[-3:])) < TEMPO_LOSS
    return even and lossless and float(early.mean()) >= TEMPO_CONCENTRIC_S


def _settled(ratios: np.ndarray) -> float:
    """Return the latest ratio steadied by the one before: single repetitions scatter by 4 %."""
    if len(ratios) < 3:  # noqa: PLR2004 - nothing to steady it with
        return float(ratios[-1])
    return float(0.6 * ratios[-1] + 0.4 * min(ratios[-2], ratios[-1] + 0.1))


def _from_own(ratios: np.ndarray, own: OwnHistory | None) -> _Estimate | None:
    if own is None or own.sets < 1:
        return None
    left = (_settled(ratios) - own.velocity_ratio_at_failure) / max(own.loss_per_rep, SLOPE_FLOOR)
    sd = OWN_SD * np.sqrt(1.0 + 1.0 / own.sets)
    return _Estimate(float(np.clip(left, 0.0, MOST)), float(sd), "your own sets to failure")


def _from_trend(ratios: np.ndarray, model: EffortModel, own: OwnHistory | None) -> _Estimate | None:
    """Carry the robust slope of the last repetitions on to the speed at failure."""
    if len(ratios) < TREND_REPS:
        return None
    last = ratios[-TREND_OVER:]
    slope = float(
        np.median([(last[j] - last[i]) / (j - i) for i, j in combinations(range(len(last)), 2)])
    )
    at_failure = own.velocity_ratio_at_failure if own else 1.0 - model.velocity_loss_at_failure
    left = (_settled(ratios) - at_failure) / max(-slope, SLOPE_FLOOR)
    recent, before = ratios[-1] - ratios[-2], ratios[-2] - ratios[-3]
    if recent < before < 0.0:
        left -= 0.5  # it falls faster and faster
    return _Estimate(float(np.clip(left, 0.0, MOST)), TREND_SD, "the trend of this set")


def _from_prior(ratios: np.ndarray, model: EffortModel) -> _Estimate:
    loss = max(0.0, 1.0 - _settled(ratios))
    done = min(1.0, max(loss, 0.02) / model.velocity_loss_at_failure) ** model.exponent
    # the first repetition has no loss by definition: shares are counted from it
    left = (len(ratios) - 1) * (1.0 / done - 1.0)
    return _Estimate(float(np.clip(left, 0.0, MOST)), PRIOR_SD, "usual velocity loss")


def _words(reserve: RepsInReserve, failure: Failure, *, closed: bool) -> str:
    if failure.kind == "positive":
        return "You went to failure." if closed else "That was failure."
    if failure.kind == "negative":
        return "You lost control of the lowering: stop the negatives."
    if reserve.estimate is None or reserve.low is None or reserve.high is None:
        return f"How much was left cannot be told: {reserve.basis}."
    left = round(reserve.estimate)
    if left <= 0:
        return "You stopped at the edge of failure." if closed else "One more, maybe."
    if reserve.high - reserve.low > 6.0:  # noqa: PLR2004 - a number would claim too much
        low = max(1, round(reserve.low))
        return f"You stopped with {low} or more left." if closed else f"{low} or more left."
    return f"You stopped with about {left} left." if closed else f"About {left} left."
