"""A forced repetition: it stalled, and someone resolved it.

The standstill and the jerk that ends it are the cue; a second person in the picture makes it
likely, their hands at the weight make it sure. Hands alone prove nothing: a careful spotter keeps
them close all the time. Alone in the picture it can only be called a guess, and its confidence
says so.
"""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import HANDS_AT_WEIGHT, RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

FINISHED = 0.80
STALL_S, STALL_ALONE_S = 0.5, 0.8
JERK, JERK_ALONE = 0.15, 0.35
GUESS = 0.5
SOURCE = "speed alone cannot prove a spotter's help (Giessing 2025); limits are project priors"


def forced(rep: RepFacts) -> Verdict | None:
    """Say whether somebody helped the concentric past the point where it stalled."""
    fresh, stall = rep.others.fresh_speed, rep.stall
    if stall is None or fresh is None or rep.high < FINISHED:
        return None
    helper = rep.body is not None and rep.body.helper_in_view
    least_s, least_jerk = (STALL_S, JERK) if helper else (STALL_ALONE_S, JERK_ALONE)
    jerk = rep.jerk
    if jerk is None or stall.duration_s < least_s or jerk < least_jerk:
        return None
    confidence = GUESS
    if helper:
        confidence = clearance(stall.duration_s, least_s, 0.5)
        if rep.hands_on:
            confidence = max(confidence, 0.9)
    evidence = (
        Evidence(rule="stall", measured=stall.duration_s, limit=least_s, unit="s", source=SOURCE),
        Evidence(
            rule="jerk",
            measured=jerk,
            limit=least_jerk,
            unit="fraction of fresh speed",
            source=SOURCE if helper else "a guess: nobody else in the picture",
        ),
        Evidence(
            rule="helping_hands",
            measured=rep.hands_share,
            limit=HANDS_AT_WEIGHT,
            unit="fraction of the lift",
            source=SOURCE,
        ),
    )
    return Verdict(evidence=evidence, confidence=confidence, execution="forced")
