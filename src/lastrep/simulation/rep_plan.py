"""One repetition as a chain of legs: where it goes, how long it takes, along which profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lastrep.errors import DefinitionError
from lastrep.records.pose import FloatArray
from lastrep.records.repetition import Completeness, Execution, Phases
from lastrep.simulation import profiles
from lastrep.simulation.motions import Motion
from lastrep.simulation.script import Rep

Role = Literal[
    "concentric", "eccentric", "lengthened_hold", "shortened_hold", "stall", "hold", "return"
]

USUAL_ECCENTRIC_S = 1.5
NEGATIVE_ECCENTRIC_S = 4.0
ASSISTED_CONCENTRIC_S = 0.55
CONTROLLED_FROM_S = 2.0
"""A lowering this long is done on purpose, at nearly constant speed."""


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One stretch of a repetition, from progress ``start`` to ``end``."""

    role: Role
    start: float
    end: float
    seconds: float
    shape: FloatArray
    helped: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RepPlan:
    """The legs of one repetition and its kind on the three axes.

    ``counted_s`` is how much of the legs belongs to the repetition (the pause after it does not).
    """

    legs: tuple[Leg, ...]
    completeness: Completeness
    execution: Execution
    phases: Phases
    range_of_motion: float
    counted_s: float


def plan_rep(
    rep: Rep, motion: Motion, *, eccentric_first: bool, variation: float, rng: np.random.Generator
) -> RepPlan:
    """Return the legs of a repetition; what the script leaves open varies a little.

    Raises
    ------
    DefinitionError
        A half repetition has no region.
    """
    if rep.kind == "half" and rep.region is None:
        raise DefinitionError("A half repetition needs `region`: lengthened, middle or shortened.")
    low, high = _span(rep, variation, rng)

    def seconds(given: float | None, usual: float) -> float:
        value = usual * float(np.exp(rng.normal(0.0, 2.0 * variation))) if given is None else given
        return float(max(value, 0.02))

    size = high - low
    lengthened_s = seconds(rep.lengthened_hold_s, 0.2)
    shortened_s = seconds(rep.shortened_hold_s, 0.18)
    eccentric_s = seconds(
        rep.eccentric_s,
        NEGATIVE_ECCENTRIC_S if rep.kind == "negative" else USUAL_ECCENTRIC_S * size**0.5,
    )
    up = _concentric(rep, motion, low, high, seconds)
    failed = rep.kind == "failed"
    rescued = failed and rep.helper and eccentric_first
    down = _lowering(rep, high, low, eccentric_s)
    if rep.kind == "hold":
        legs = [
            Leg("return", low, high, seconds(rep.concentric_s, motion.fresh_s), profiles.smooth()),
            Leg("hold", high, high - 0.03, rep.hold_s, profiles.smooth()),
            Leg("return", high - 0.03, low, eccentric_s, profiles.smooth()),
        ]
    elif not eccentric_first:
        rest = Leg("lengthened_hold", low, low, lengthened_s, profiles.smooth())
        if failed:
            stopped = up[-1].end
            legs = [*up, _lowering(rep, stopped, low, eccentric_s), rest]
        else:
            legs = [
                *up,
                Leg("shortened_hold", high, high, shortened_s, profiles.smooth()),
                down,
                rest,
            ]
    else:
        legs = [down, Leg("lengthened_hold", low, low, lengthened_s, profiles.smooth()), *up]
        stopped = up[-1].end
        if rescued:
            legs.append(Leg("return", stopped, high, 1.4, profiles.smooth(), helped=True))
        elif failed:
            legs.append(Leg("return", stopped, low, 0.9, profiles.smooth()))
        legs.append(
            Leg("shortened_hold", legs[-1].end, legs[-1].end, shortened_s, profiles.smooth())
        )
    completeness: Completeness = "full"
    if failed:
        completeness = "failed"
    elif rep.kind != "hold" and (rep.kind == "half" or size < PARTIAL):
        completeness = "partial"
    return RepPlan(
        legs=tuple(legs),
        completeness=completeness,
        execution={"cheat": "cheat", "forced": "forced"}.get(rep.kind, "strict"),  # type: ignore[arg-type] # literals
        phases={"negative": "eccentric_only", "hold": "isometric"}.get(rep.kind, "both"),  # type: ignore[arg-type] # literals
        range_of_motion=(up[-1].end - low) if failed else size,
        counted_s=sum(leg.seconds for leg in legs[:-1])
        if rep.kind != "hold"
        else sum(leg.seconds for leg in legs),
    )


PARTIAL = 0.85
"""Less of the range of motion than this is a partial repetition (the gym's full range, science.)"""


def _span(rep: Rep, variation: float, rng: np.random.Generator) -> tuple[float, float]:
    """Where a repetition's two ends lie, 0 lengthened .. 1 shortened."""
    size = rep.range_of_motion or (0.5 if rep.kind == "half" else 1.0)
    wobble_low, wobble_high = 0.5 * variation * rng.standard_normal(2)
    match rep.region if rep.kind == "half" or size < PARTIAL else None:
        case "shortened":
            low, high = 1.0 - size, 1.0
        case "middle":
            low, high = 0.5 - size / 2.0, 0.5 + size / 2.0
        case _:
            low, high = 0.0, size
    return float(max(low + wobble_low, -0.03)), float(min(high + wobble_high, 1.04))


def _lowering(rep: Rep, start: float, end: float, seconds: float) -> Leg:
    if rep.loses_control:
        shape = profiles.losing_control()
    elif seconds >= CONTROLLED_FROM_S:
        shape = profiles.controlled()
    else:
        shape = profiles.bell(0.45)
    return Leg("eccentric", start, end, seconds, shape)


def _concentric(
    rep: Rep,
    motion: Motion,
    low: float,
    high: float,
    seconds: Callable[[float | None, float], float],
) -> list[Leg]:
    """Return the way up: one leg, or several where it stalls."""
    size = high - low
    usual_s = motion.fresh_s * size**0.5
    if rep.kind == "negative":
        return [
            Leg(
                "concentric",
                low,
                high,
                seconds(rep.concentric_s, ASSISTED_CONCENTRIC_S * size**0.5),
                profiles.bell(0.5),
                helped=rep.helper,
            )
        ]
    if rep.kind in {"forced", "failed"}:
        stop = low + rep.fails_at * size
        creep = min(stop + 0.02, high)
        legs = [
            Leg(
                "concentric", low, stop, seconds(rep.concentric_s, 1.6 * usual_s), profiles.dying()
            ),
            Leg("stall", stop, creep, rep.stall_s, profiles.smooth()),
        ]
        if rep.kind == "forced":
            legs.append(
                Leg(
                    "concentric",
                    creep,
                    high,
                    seconds(None, 0.9),
                    profiles.bell(0.4),
                    helped=rep.helper,
                )
            )
        return legs
    if rep.kind == "cheat":
        return [
            Leg(
                "concentric",
                low,
                high,
                seconds(rep.concentric_s, 0.95 * usual_s),
                profiles.bell(0.33),
            )
        ]
    shape = (
        profiles.sticking(motion.peak_at, depth=rep.sticking, at=rep.sticking_at)
        if rep.sticking
        else profiles.bell(motion.peak_at)
    )
    return [Leg("concentric", low, high, seconds(rep.concentric_s, usual_s), shape)]
