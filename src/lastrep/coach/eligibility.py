"""Which techniques are allowed in a situation: gates, needs, caps, and the right moment."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.coach.facts import Facts, facts_of
from lastrep.coach.situation import Situation
from lastrep.coach.table import Table, Technique, all_hold, table


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a technique is allowed in a situation; `reason` is a key of the blocked sentences."""

    technique: Technique
    reason: str | None
    part: str = ""  # the part of a combination that is not allowed

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return self.reason is None


def rulings(situation: Situation) -> dict[str, Ruling]:
    """Return the ruling on every technique in a situation, by id."""
    facts = facts_of(situation)
    return Judge(situation, facts, table()).rulings()


class Judge:
    """Rules on every technique in one situation.

    Attributes
    ----------
    gates
        The gates that hold, in the order of the table.
    context
        The context that holds: the order of techniques here.
    """

    def __init__(self, situation: Situation, facts: Facts, rules: Table) -> None:
        self.facts = facts
        self.rules = rules
        self.done = situation.recent.past_failure_sets_this_week
        self.gates = [gate for gate in rules.gates if all_hold(gate.when, facts)]
        self._blocks = [(gate, rules.blocked_by(gate)) for gate in self.gates]
        self.context = next(c for c in rules.contexts if all_hold(c.when, facts))

    def rulings(self) -> dict[str, Ruling]:
        """Return the ruling on every technique, by id."""
        single = {
            technique.id: Ruling(technique, self._reason(technique))
            for technique in self.rules.techniques.values()
        }
        return {name: self._with_parts(ruling, single) for name, ruling in single.items()}

    def _with_parts(self, ruling: Ruling, single: dict[str, Ruling]) -> Ruling:
        """Allow a combination only where all of its parts are allowed."""
        if ruling.allowed:
            for step in ruling.technique.steps:
                part = single[step.technique]
                if not part.allowed:
                    return Ruling(ruling.technique, "step_blocked", part.technique.id)
        return ruling

    def _reason(self, technique: Technique) -> str | None:
        for gate, blocked in self._blocks:
            if gate.stop or technique.id in blocked:
                return gate.id
        for need in technique.needs:
            if not all_hold((need.when,), self.facts):
                return need.reason
        if technique.weekly_cap is not None and (
            self.done.get(technique.id, 0) >= technique.weekly_cap
        ):
            return "weekly_cap"
        return self._untimely(technique)

    def _untimely(self, technique: Technique) -> str | None:
        facts = self.facts
        if facts.moment not in technique.moments:
            return "moment"
        if technique.past_failure and not facts.last_set:
            return "not_last_set"
        planned = facts.moment == "planned"
        reserve = facts.reps_in_reserve
        near = facts.failure_seen or (
            reserve is not None and reserve <= self.context.near_reserve and facts.moment == "over"
        )
        suits = {
            "failure": facts.failure_seen and not planned,
            "near_failure": near and not planned,
            "any": planned or facts.moment == "over" or facts.failure_seen,
        }[technique.entry]
        return None if suits else f"entry_{technique.entry}"
