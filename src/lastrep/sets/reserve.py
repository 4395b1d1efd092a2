"""Reps in reserve from speeds: every set that could have made them, weighed.

A set of N possible repetitions slows down as ``v(i) = v0 (1 - L s^(1/g))``, s = (i-1)/(N-1):
the usual relation of velocity loss to the share of the possible repetitions done, read backwards.
N, the loss at failure L and the bend g are not known; each combination is weighed by how well it
explains the speeds seen and by how common it is. One repetition that was read wrongly must not
outweigh the others, so the misfit has heavy tails (Student's t). A last one as slow as at failure
may have been ground out, whatever came before: heavy sets end so, and then one is left or none; or
it was slow on purpose, and says nothing. The middle of what is left of N is the answer, with an
interval that narrows by itself as the set goes on. The lifter's own sets to failure narrow L
beforehand.

Sources: the relation and its spread between people from Pareja-Blanco 2017, Sanchez-Moreno 2020
and 2024, Izquierdo 2006 and Jukic 2023; own histories beat general models (Jukic 2024,
Martinez-Rubio 2025). Joining them this way is ours. No public set to failure with known reserve
could be had, so the priors have not been checked against one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.exercises.definition import EffortModel
from lastrep.records.pose import FloatArray
from lastrep.signals.order_statistics import percentiles_along

# Literature measures range over duration, here it is the middle 80 percent of the way. There a
# tired lift sticks, so it loses more: in simulated sets without noise 0.57 for 0.49, 0.49 for 0.43
# and 0.42 for 0.36 with one, two and three repetitions left.
INNER_LOSS, MOST_LOSS = 1.15, 0.95
USUAL_REPS, USUAL_SPREAD = 11.0, 0.40  # of the possible repetitions: median, SD of the logarithm
LOSS_SPREAD, BEND_SPREAD = 0.12, 0.12  # between people, as fractions
OWN_LOSS_SPREAD = 0.08
SCATTER = 0.06  # of one repetition's speed about its trend, measuring included
TAIL = 4.0  # degrees of freedom of the scatter
GROUND_OUT = 0.1  # of sets end in one that is much slower than all before ...
ON_PURPOSE = 0.05  # ... and half as many in one that was slowed down, or read wrongly
GROUND_SPREAD = 0.25  # of the logarithm of its speed, upwards from that at failure
GROUND_WIDTH = 0.13  # how dense speeds so widely spread are, beside those within the scatter
MOST_COMPARED = 60  # repetitions of one set
INTERVAL = (0.16, 0.5, 0.84)
# Repetitions left: each up to twenty, then ever further apart, so that no set reaches the end.
_LEFT = np.unique(np.round(np.concatenate([np.arange(20), np.geomspace(20, 400, 26)])))
_LEFT_WIDTH = np.gradient(_LEFT)
_GRID_SD = np.array([-1.6, -0.8, 0.0, 0.8, 1.6])


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """What the lifter's earlier sets to failure of this exercise say.

    Attributes
    ----------
    velocity_loss_at_failure
        Loss of the last completed repetition against the fastest, 0..1.
    sets
        How many sets it rests on.
    """

    velocity_loss_at_failure: float
    sets: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """How many more repetitions would have gone.

    Attributes
    ----------
    estimate
        As likely too high as too low.
    low, high
        The middle 68 percent.
    next_fails
        Chance that the next repetition is not completed.
    """

    estimate: float
    low: float
    high: float
    next_fails: float


def loss_at_failure(model: EffortModel, own: OwnHistory | None) -> tuple[float, float]:
    """Return the velocity loss to be expected at failure, and its spread as a fraction.

    The lifter's own sets count for more the more there are; the usual loss is worth one set.
    """
    loss = min(INNER_LOSS * model.velocity_loss_at_failure, MOST_LOSS)
    if own is None or own.sets == 0:
        return loss, LOSS_SPREAD
    trust = own.sets / (own.sets + 1.0)
    own_loss = trust * own.velocity_loss_at_failure + (1.0 - trust) * loss
    return own_loss, LOSS_SPREAD + trust * (OWN_LOSS_SPREAD - LOSS_SPREAD)


def estimate_reserve(
    speeds: Sequence[float], model: EffortModel, *, own: OwnHistory | None = None
) -> Reserve:
    """Return the repetitions left after these, as a weighed estimate.

    Parameters
    ----------
    speeds
        Mean concentric speeds of the comparable repetitions in order, any unit.
    model
        The exercise's usual loss at failure and bend.
    own
        The lifter's own history; None uses the prior alone.
    """
    done = len(speeds)
    every = np.log(np.asarray(speeds, dtype=float))
    # of a very long set, as many as tell the trend, the last one among them
    at = np.arange(done)[:: -(1 + (done - 1) // MOST_COMPARED)][::-1]
    seen = every[at]
    loss, loss_sd = loss_at_failure(model, own)
    total = done + _LEFT
    losses = np.clip(loss * (1.0 + loss_sd * _GRID_SD), 0.05, 0.95)
    bends = model.exponent * (1.0 + BEND_SPREAD * _GRID_SD)
    share = at / np.maximum(total - 1.0, 1.0)[:, None]  # (N, rep)
    fall = share[:, None, None, :] ** (1.0 / bends)[None, None, :, None]
    expected = np.log1p(-losses[None, :, None, None] * fall)  # (N, L, g, rep)
    away = seen - expected
    # the speed when fresh is free
    away -= percentiles_along(np.moveaxis(away, -1, 0), (50.0,))[0][..., None]
    misfit = 0.5 * (TAIL + 1.0) * np.log1p((away / SCATTER) ** 2 / TAIL)  # (N, L, g, rep)
    common = -0.5 * (np.log(total / USUAL_REPS) / USUAL_SPREAD) ** 2 - np.log(total)
    common += np.log(_LEFT_WIDTH)
    spread = -0.5 * _GRID_SD**2
    prior = common[:, None, None] + spread[None, :, None] + spread[None, None, :]
    weight = prior - misfit.sum(axis=-1)
    best = weight.max()
    chance = np.exp(weight - best).sum(axis=(1, 2))
    before = np.exp(weight + misfit[..., -1] - best).sum(axis=(1, 2))  # without the last one
    slow = _ground_out(every, loss)
    chance[:2] += 0.5 * before.sum() * GROUND_OUT * slow
    chance += before * ON_PURPOSE * slow
    chance /= chance.sum()
    running = np.cumsum(chance) - 0.5 * chance  # half of a number's chance lies on either side
    low, middle, high = np.interp(INTERVAL, running, _LEFT)
    return Reserve(
        estimate=float(middle),
        low=float(low),
        high=float(high),
        next_fails=float(chance[0]),
    )


def _ground_out(seen: FloatArray, loss: float) -> float:
    """Return how well the last speed, a logarithm, is that of one that was barely completed."""
    if len(seen) < 2:  # noqa: PLR2004 - slow beside what?
        return 0.0
    short = (seen[-1] - seen[:-1].max() - np.log1p(-loss)) / GROUND_SPREAD
    return float(GROUND_WIDTH * np.exp(-0.5 * max(short, 0.0) ** 2))
