"""Sets to failure: how repetitions slow down as the reserve shrinks."""

from __future__ import annotations

import numpy as np

from lastrep.simulation.motions import Motion
from lastrep.simulation.script import Rep, SetToFailure

DAY_TO_DAY = 0.035
"""Standard deviation of one repetition's velocity about its trend (fraction)."""
GRIND_FROM = 0.55
"""Share of the set after which a sticking region begins to show."""


def expand(event: SetToFailure, motion: Motion, rng: np.random.Generator) -> tuple[Rep, ...]:
    """Return the repetitions of a set to failure.

    The share of possible repetitions done is (velocity loss / velocity loss at failure) to the
    power ``exponent``, the form in which velocity loss is reported against reps in reserve; the
    loss at failure and the exponent vary from person to person (coefficient of variation 10 %),
    and each repetition scatters about the trend.
    """
    loss_at_failure = event.velocity_loss or motion.velocity_loss_at_failure
    loss_at_failure = float(np.clip(loss_at_failure * rng.normal(1.0, 0.1), 0.15, 0.85))
    exponent = float(np.clip(event.exponent * rng.normal(1.0, 0.1), 0.4, 1.6))
    fresh_s = event.fresh_concentric_s or motion.fresh_s * float(rng.uniform(0.9, 1.15))
    done = np.arange(event.reps) / max(event.reps - 1, 1)
    loss = loss_at_failure * done ** (1.0 / exponent)
    velocity = (1.0 - loss) * np.exp(rng.normal(0.0, DAY_TO_DAY, event.reps))
    velocity /= velocity.max()
    reps: list[Rep] = []
    completed = max(event.reps - event.stops_at_reserve, 0)
    for share, pace in zip(done[:completed], velocity[:completed], strict=True):
        grind = max(0.0, (float(share) - GRIND_FROM) / (1.0 - GRIND_FROM))
        reps.append(
            Rep(
                kind="full",
                concentric_s=fresh_s / float(pace),
                eccentric_s=event.eccentric_s,
                sticking=0.78 * grind**1.5,
                sticking_at=0.42,
                fatigue=float(share),
            )
        )
    if event.ends_in == "failed" and not event.stops_at_reserve:
        reps.append(
            Rep(
                kind="failed",
                fails_at=event.fails_at,
                stall_s=event.stall_s,
                concentric_s=fresh_s / float(velocity[-1]) * 0.9,
                eccentric_s=event.eccentric_s,
                helper=event.helper,
                fatigue=1.0,
            )
        )
    return tuple(reps)
