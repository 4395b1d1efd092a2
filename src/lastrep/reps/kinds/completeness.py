"""Full or partial, and which part of the range: amplitude against the lifter's reference."""

from __future__ import annotations

from lastrep.records.repetition import Evidence, PartialRegion
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance
from lastrep.reps.measuring.reference import FULL

DOUBT_BY_REPS = {1: 0.10, 2: 0.05}
MOST_NOISE_DOUBT = 0.05
CUT_CONFIDENCE = 0.5  # where the picture or the joint leaves it open
JOINT_SHORT = 0.05  # fewer than one full repetition in a hundred turns the joint so little
SHORT, SHORT_CONFIDENCE = 0.65, 0.5  # of the usual range of the exercise
LENGTHENED_LOW, LENGTHENED_HIGH = 0.20, 0.75
SHORTENED_HIGH, SHORTENED_LOW = 0.80, 0.25
SOURCE = "share of the lifter's own early range; regions after Wolf 2025; limits are project priors"
JOINT_SOURCE = "turn of the exercise's joint against that of the lifter's early full repetitions"
SHORT_SOURCE = "the set's widest repetitions against the usual range of the exercise"


def completeness(rep: RepFacts) -> Verdict:
    """Say how much of the reference range was covered, in doubt for the lifter."""
    limit = FULL - _doubt(rep)
    seen = Evidence(
        rule="range_of_motion", measured=rep.range, limit=limit, unit="fraction", source=SOURCE
    )
    sure = clearance(rep.range, limit, 0.15)
    turned = Evidence(
        rule="joint_range",
        measured=rep.joint_range,
        limit=limit,
        unit="fraction",
        source=JOINT_SOURCE,
    )
    if rep.range >= limit:
        if rep.joint_range is not None and rep.joint_range < limit - JOINT_SHORT:
            # full for all that moves, and clearly not for the joint: one of them is wrong
            return Verdict(evidence=(seen, turned), confidence=CUT_CONFIDENCE, completeness="full")
        share = rep.others.usual_share
        if share is None or share >= SHORT:
            return Verdict(evidence=(seen,), confidence=sure, completeness="full")
        # all of them partial, or seen from where they look short: nobody knows the full range
        unknown = Evidence(
            rule="range_unknown", measured=share, limit=SHORT, unit="fraction", source=SHORT_SOURCE
        )
        return Verdict(
            evidence=(seen, unknown), confidence=min(sure, SHORT_CONFIDENCE), completeness="full"
        )
    if rep.most_range >= limit:
        # the picture starts or ends within it: nobody knows how far it went
        return Verdict(evidence=(seen,), confidence=CUT_CONFIDENCE, completeness="full")
    if rep.joint_range is not None and rep.joint_range >= limit:
        # no half repetition is one for all that moves and none for the joint: one of them is wrong
        return Verdict(evidence=(seen, turned), confidence=CUT_CONFIDENCE, completeness="full")
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


def _doubt(rep: RepFacts) -> float:
    """Return how much the reference and the curve may be wrong, in reference ranges."""
    few = DOUBT_BY_REPS.get(rep.others.reference_reps, 0.0)
    return few + min(2.0 * rep.others.noise, MOST_NOISE_DOUBT)
