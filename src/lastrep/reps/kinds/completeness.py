"""Full or partial, and which part of the range: amplitude against the lifter's reference."""

from __future__ import annotations

from lastrep.records.repetition import Evidence, PartialRegion
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

FULL = 0.85
LENGTHENED_LOW, LENGTHENED_HIGH = 0.20, 0.75
SHORTENED_HIGH, SHORTENED_LOW = 0.80, 0.25
SOURCE = "share of the lifter's own early range; regions after Wolf 2025; limits are project priors"


def completeness(rep: RepFacts) -> Verdict:
    """Say how much of the reference range was covered."""
    seen = Evidence(
        rule="range_of_motion", measured=rep.range, limit=FULL, unit="fraction", source=SOURCE
    )
    sure = clearance(rep.range, FULL, 0.15)
    if rep.range >= FULL:
        return Verdict(evidence=(seen,), confidence=sure, completeness="full")
    region: PartialRegion = "middle"
    if rep.low <= LENGTHENED_LOW and rep.high <= LENGTHENED_HIGH:
        region = "lengthened"
    elif rep.high >= SHORTENED_HIGH and rep.low >= SHORTENED_LOW:
        region = "shortened"
    ends = (
        Evidence(
            rule="lengthened_end",
            measured=rep.low,
            limit=LENGTHENED_LOW,
            unit="fraction",
            source=SOURCE,
        ),
        Evidence(
            rule="shortened_end",
            measured=rep.high,
            limit=SHORTENED_HIGH,
            unit="fraction",
            source=SOURCE,
        ),
    )
    return Verdict(
        evidence=(seen, *ends), confidence=sure, completeness="partial", partial_region=region
    )
