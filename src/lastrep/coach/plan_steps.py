"""The steps of a plan: which technique, what is counted, how many are wanted, how many too many."""

from __future__ import annotations

import msgspec

from lastrep.coach.deeds import Counted
from lastrep.coach.eligibility import Ruling
from lastrep.coach.table import Technique, table
from lastrep.coach.words import Values
from lastrep.sets.structure import DROP_EXPECTED_MOST_S, REST_PAUSE_MOST_S

BLOCKS: frozenset[Counted] = frozenset({"drop", "rest_pause", "cluster"})
CHANGES: frozenset[Counted] = frozenset(
    {"superset_antagonist", "superset_same_muscle", "pre_exhaust"}
)
LONGEST_WAIT_S: dict[Counted, float] = {
    "drop": DROP_EXPECTED_MOST_S,
    "rest_pause": REST_PAUSE_MOST_S,
    "cluster": 60.0,
}
LONGEST_WAIT_FOR_REP_S = 30.0
UNTIMELY = frozenset({"moment", "not_last_set", "entry_failure", "entry_near_failure", "entry_any"})


class PlanStep(msgspec.Struct, frozen=True, kw_only=True):
    """One technique of a plan, with its dose."""

    technique: str
    counts: Counted
    wanted: int
    dose: Values
    block_at_least_reps: int = 0  # with fewer the last block was the last
    is_strict: bool = False  # swing ends it

    @property
    def is_blocks(self) -> bool:
        """Whether it is made of blocks with pauses between, rather than of single repetitions."""
        return self.counts in BLOCKS

    @property
    def is_change(self) -> bool:
        """Whether it consists in going on to another exercise."""
        return self.counts in CHANGES

    @property
    def longest_wait_s(self) -> float:
        """After how long a stop the lifter has left it."""
        return LONGEST_WAIT_S.get(self.counts, LONGEST_WAIT_FOR_REP_S)

    def is_short(self, reps: int) -> bool:
        """Whether a block of so many repetitions has hardly begun, or was the last."""
        return reps < self.block_at_least_reps

    def stops_at(self, left: float | None, reps: int) -> bool:
        """Whether a block that stops short of failure ends with so many left after so many done."""
        spare = self.number("reps_in_reserve")
        near = spare is not None and left is not None and left <= spare
        return near and not self.is_short(reps)

    def number(self, name: str) -> float | None:
        """Return a number of the dose, if it has one of this name."""
        value = self.dose.get(name)
        return float(value) if isinstance(value, int | float) else None


def steps_of(technique: Technique, dose: Values) -> tuple[PlanStep, ...]:
    """Return the steps of a technique: its parts where it is a combination, else itself."""
    if not technique.steps:
        steps = [step_of(technique, dose)]
    else:
        steps = [step_of(table().techniques[s.technique], {**s.dose}) for s in technique.steps]
    return tuple(step for step in steps if step is not None)


def step_of(technique: Technique, dose: Values) -> PlanStep | None:
    """Return a technique as a step; what ``dose`` leaves open is the usual amount."""
    follow = technique.follow
    if follow is None:
        return None
    full: Values = {name: line.usual for name, line in technique.dose.items()} | dose
    wanted = int(full.get(follow.dose, 1)) if follow.dose is not None else 1
    return PlanStep(
        technique=technique.id,
        counts=follow.counts,
        wanted=wanted,
        dose=full,
        block_at_least_reps=follow.block_at_least_reps or 0,
        is_strict=follow.strict,
    )


def most_of(technique: Technique) -> int | None:
    """Return the upper limit of what is counted; None where nothing is counted."""
    follow = technique.follow
    return technique.dose[follow.dose].high if follow is not None and follow.dose else None


def is_safe(ruling: Ruling) -> bool:
    """Whether nothing but the moment, or a practical need, speaks against a technique."""
    practical = {need.reason for need in ruling.technique.needs if need.practical}
    return ruling.allowed or ruling.reason in UNTIMELY | practical
