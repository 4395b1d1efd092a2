"""A negative: somebody or something else did the concentric, the lifter did a slow lowering."""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.cheat import cheat
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

LOWERING_S, LOWERING_WITH_HANDS_S = 2.9, 1.8
LOWERING_RATIO = 1.3
ASSISTED_SPEED = 1.4
# a lift that is only somewhat too fast needs a lowering that is much too slow
BRISK_SPEED, LONG_LOWERING_S, LONG_RATIO = 1.1, 3.0, 2.0
SPENT_SPEED = 0.9  # who has just failed does not lift the same weight about as fast as when fresh
ALONE_RATIO, ALONE_LIFT_S = 6.0, 0.65
SOURCE = (
    "lifted faster than the lifter's own fresh speed, lowered slowly; limits are project priors"
)


def negative(rep: RepFacts) -> Verdict | None:
    """Say whether only the lowering was the lifter's own."""
    ratio = rep.speed_ratio
    if rep.eccentric_s is None:
        return None
    brisk = SPENT_SPEED if rep.after_failure and rep.after_negative else BRISK_SPEED
    if rep.after_negative and ratio is not None and ratio >= BRISK_SPEED:
        return _by_speed(ratio, BRISK_SPEED, ())  # one more in a row, whatever its lowering
    if cheat(rep) is not None and not rep.hands_on:
        return None  # the speed came from the lifter's own swing
    usual = rep.others.eccentric_s
    least_s = max(
        LOWERING_WITH_HANDS_S if rep.hands_on else LOWERING_S,
        LOWERING_RATIO * usual if usual is not None else 0.0,
    )
    if rep.eccentric_s < least_s:
        return None
    lowering = Evidence(
        rule="lowering", measured=rep.eccentric_s, limit=least_s, unit="s", source=SOURCE
    )
    if ratio is None:
        return _by_proportion(rep, lowering)
    long = rep.eccentric_s >= max(LONG_LOWERING_S, LONG_RATIO * (usual or 0.0))
    limit = brisk if long or rep.hands_on else ASSISTED_SPEED
    return _by_speed(ratio, limit, (lowering,)) if ratio >= limit else None


def _by_speed(ratio: float, limit: float, before: tuple[Evidence, ...]) -> Verdict:
    lift = Evidence(
        rule="lift_speed",
        measured=ratio,
        limit=limit,
        unit="fraction of fresh speed",
        source=SOURCE,
    )
    return Verdict(
        evidence=(*before, lift),
        confidence=clearance(ratio, limit, 0.4),
        phases="eccentric_only",
    )


def _by_proportion(rep: RepFacts, lowering: Evidence) -> Verdict | None:
    """Without a strict repetition to compare with, the proportion alone must say it."""
    times = (rep.eccentric_s or 0.0) / rep.concentric_s
    if rep.concentric_s > ALONE_LIFT_S or times < ALONE_RATIO:
        return None
    lift = Evidence(
        rule="lowering_to_lift", measured=times, limit=ALONE_RATIO, unit="ratio", source=SOURCE
    )
    return Verdict(
        evidence=(lowering, lift),
        confidence=clearance(times, ALONE_RATIO, 8.0),
        phases="eccentric_only",
    )
