"""A failed attempt: a concentric that was started and could not be finished.

A half repetition turns round at speed because the lifter wants it to. A failed one comes to rest
against the weight, or sinks, after the lifter had already been slowing down.
"""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.hold import RESUMED_S, TIRED, hold
from lastrep.reps.kinds.verdict import Verdict, clearance
from lastrep.reps.measuring.reference import FULL

STARTED, OFF_THE_END, STARTS_BELOW = 0.18, 0.20, 0.40
STALL_S, STALL_FAST_S = 0.6, 1.2
GRIND_SPEED = 0.55
PROVEN_S = 1.5  # nobody who slowed down and then stood still that long just turned round
SOURCE = "momentary failure after Steele 2017; times and speeds are project priors"


def failed(rep: RepFacts) -> Verdict | None:
    """Say whether the attempt was given up against the lifter's will."""
    ratio = rep.speed_ratio
    if rep.range < STARTED or rep.low > STARTS_BELOW or rep.high < OFF_THE_END or rep.high >= FULL:
        return None
    if hold(rep) is not None:
        return None  # standing still was meant
    tired = rep.fatigue >= TIRED or (ratio is not None and ratio <= GRIND_SPEED)
    slow = ratio is not None and ratio <= GRIND_SPEED
    # one who gets there at speed may have wanted to stop there: that asks for a longer proof
    needed = STALL_S if slow else STALL_FAST_S
    stalled = rep.stall.duration_s if rep.stall else 0.0
    if stalled < needed or not (tired or slow):
        return None
    if rep.joint_range is not None and rep.joint_range >= FULL and stalled < PROVEN_S:
        return None  # the joint got there, and it stood no longer than many do at the end
    resumed = rep.full_after_s is not None and rep.full_after_s < RESUMED_S
    if resumed and not (stalled >= PROVEN_S and rep.fatigue >= TIRED):
        return None  # someone who fails does not do a full one straight away
    evidence = (
        Evidence(rule="stall", measured=stalled, limit=needed, unit="s", source=SOURCE),
        Evidence(
            rule="highest_point", measured=rep.high, limit=FULL, unit="fraction", source=SOURCE
        ),
        Evidence(
            rule="speed_before",
            measured=ratio,
            limit=GRIND_SPEED,
            unit="fraction of fresh speed",
            source=SOURCE,
        ),
    )
    return Verdict(
        evidence=evidence, confidence=clearance(stalled, needed, 0.6), completeness="failed"
    )
