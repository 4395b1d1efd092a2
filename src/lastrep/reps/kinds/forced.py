"""A forced repetition: it stalled, and someone resolved it.

With a second person in the picture their hands are the evidence. Alone in the picture, a standstill
that ends in a jerk upwards can only be called a guess, and its confidence says so.
"""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

HELPED = 0.30
OWN_SPEED = 1.2
STALL_S = 1.0
JERK = 0.5
FINISHED = 0.80
GUESS = 0.5
SOURCE = (
    "a spotter's help cannot be proven by speed alone (Giessing 2025); limits are project priors"
)


def forced(rep: RepFacts) -> Verdict | None:
    """Say whether somebody helped the concentric past the point where it stalled."""
    ratio, fresh = rep.speed_ratio, rep.others.fresh_speed
    if rep.high < FINISHED or (ratio is not None and ratio > OWN_SPEED):
        return None
    helped = rep.body.helped_share if rep.body else None
    if helped is not None:
        if helped < HELPED:
            return None
        hands = Evidence(
            rule="helping_hands",
            measured=helped,
            limit=HELPED,
            unit="fraction of the lift",
            source=SOURCE,
        )
        return Verdict(
            evidence=(hands,), confidence=clearance(helped, HELPED, 0.4), execution="forced"
        )
    if rep.stall is None or fresh is None or rep.stall.duration_s < STALL_S:
        return None
    jerk = rep.stall.speed_after / fresh
    if jerk < JERK:
        return None
    evidence = (
        Evidence(
            rule="stall", measured=rep.stall.duration_s, limit=STALL_S, unit="s", source=SOURCE
        ),
        Evidence(
            rule="jerk",
            measured=jerk,
            limit=JERK,
            unit="fraction of fresh speed",
            source="a guess: nobody else in the picture",
        ),
    )
    return Verdict(evidence=evidence, confidence=GUESS, execution="forced")
