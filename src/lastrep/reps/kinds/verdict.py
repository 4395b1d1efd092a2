"""What one rule says about one repetition."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.records.repetition import Completeness, Evidence, Execution, PartialRegion, Phases


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding on one or more axes; None leaves an axis as it is.

    Attributes
    ----------
    confidence
        0..1: 1 well clear of the limit, 0.5 on it.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    completeness: Completeness | None = None
    partial_region: PartialRegion | None = None
    execution: Execution | None = None
    phases: Phases | None = None


def clearance(measured: float, limit: float, softness: float) -> float:
    """Return 0.5 on the limit, towards 1 on the far side of it: how clear a decision was.

    ``softness`` is the distance from the limit at which it is practically certain.
    """
    return 0.5 + 0.5 * min(1.0, abs(measured - limit) / softness)
