"""The kind of a repetition on three axes, by rules that each carry their evidence.

A new rule is one file and one line in `RULES`; later rules overrule earlier ones on their axis.
`gathering` makes the `facts` they look at, of the lifter's `body`, its `excess` movement, the legs
that are folded (`folding`), who may have helped (`assistance`) and the `course` of the set;
`admission` says which of the judged belong to the set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lastrep.records.repetition import (
    Completeness,
    Evidence,
    Execution,
    Label,
    PartialRegion,
    Phases,
    label_of,
)
from lastrep.reps.kinds.cheat import cheat
from lastrep.reps.kinds.completeness import completeness
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.failed import failed
from lastrep.reps.kinds.forced import forced
from lastrep.reps.kinds.hold import hold
from lastrep.reps.kinds.negative import negative
from lastrep.reps.kinds.verdict import Verdict

Rule = Callable[[RepFacts], Verdict | None]
RULES: tuple[Rule, ...] = (completeness, cheat, forced, negative, failed, hold)


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a repetition stands on the three axes, how sure that is, and why."""

    completeness: Completeness
    partial_region: PartialRegion | None
    execution: Execution
    phases: Phases
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def label(self) -> Label:
        """The one word shown."""
        return label_of(self.completeness, self.execution, self.phases)


def judge(rep: RepFacts) -> Kind:
    """Return the kind of a repetition: every rule is asked, the later one wins on its axis."""
    verdicts = [verdict for rule in RULES if (verdict := rule(rep)) is not None]
    kind = Kind(
        completeness="full",
        partial_region=None,
        execution="strict",
        phases="both",
        confidence=min((verdict.confidence for verdict in verdicts), default=1.0),
        evidence=tuple(one for verdict in verdicts for one in verdict.evidence),
    )
    for verdict in verdicts:
        kind = replace(
            kind,
            completeness=verdict.completeness or kind.completeness,
            partial_region=verdict.partial_region or kind.partial_region,
            execution=verdict.execution or kind.execution,
            phases=verdict.phases or kind.phases,
        )
    return kind
