"""A negative: somebody or something else did the concentric, the lifter did a slow lowering.

Four things show that the lift was not the lifter's own: a second person's hands that came for it
alone; a speed that somebody who has just failed does not have; a speed above the fresh one; and,
where all repetitions are alike, that the whole row was lifted so. Always the lowering must be slow,
but in a row of negatives, where one that gets away is what has to be seen.
"""

from __future__ import annotations

from dataclasses import replace

from lastrep.records.repetition import UNSURE, Evidence
from lastrep.reps.kinds.cheat import cheat
from lastrep.reps.kinds.facts import FOR_THE_LIFT, HANDS_AT_WEIGHT, RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance
from lastrep.reps.measuring.reference import FULL
from lastrep.reps.measuring.speed import BEYOND_REST, rested_speed

LOWERING_S, LOWERING_WITH_HANDS_S = 2.9, 1.8
LOWERING_RATIO = 1.3
ASSISTED_SPEED = 1.4
# a lift that is only somewhat too fast needs a lowering that is much too slow
BRISK_SPEED, LONG_LOWERING_S, LONG_RATIO = 1.1, 3.0, 2.0
# hands: the lowering is the work, several times as long as a lift that does not stall
HANDS_LOWERING_S, HANDS_RATIO, HANDS_STALL_S = 2.5, 2.0, 0.5
# just after failing: slower than usual by more than lowerings scatter, and lifted in a way that
# neither the last repetitions nor the rest explain
SPENT_LOWERING_S, SPENT_SPEED = 2.5, 0.5
IN_A_ROW_S = 2.5  # no weight is changed in less: it is still the one that could not be lifted
LIKE_THE_ROW = 1.5  # times its usual lift
SOURCE = (
    "lifted faster than the lifter's own fresh speed, lowered slowly; limits are project priors"
)
SPENT_SOURCE = "lifted as nobody lifts who has just failed, lowered slowly; limits are priors"
HANDS_SOURCE = "a second person's hands at the weight for the lift alone; limits are project priors"
ROW_SOURCE = "all repetitions alike: what the early ones show holds for each; limits are priors"


def negative(rep: RepFacts) -> Verdict | None:
    """Say whether only the lowering was the lifter's own."""
    if rep.eccentric_s is None:
        return None
    return (
        _by_hands(rep, rep.eccentric_s)
        or _in_a_row(rep)
        or _when_spent(rep, rep.eccentric_s)
        or _by_speed(rep, rep.eccentric_s)
        or _with_the_row(rep)
    )


def _by_hands(rep: RepFacts, lowering_s: float) -> Verdict | None:
    """Hands came for the lift; while negatives go on, its lowering may be lost."""
    stalled = rep.stall is not None and rep.stall.duration_s >= HANDS_STALL_S
    if not rep.lifted_by_hands or stalled:
        return None
    limit_s = max(
        HANDS_LOWERING_S,
        HANDS_RATIO * rep.concentric_s,
        LOWERING_RATIO * (rep.others.eccentric_s or 0.0),
    )
    if lowering_s < limit_s and not rep.before.after_negative:
        return None
    share, gone = rep.hands_share or 0.0, (rep.body and rep.body.lowering_share) or 0.0
    hands = _evidence("helping_hands", share, HANDS_AT_WEIGHT, "fraction of the lift", HANDS_SOURCE)
    most = FOR_THE_LIFT * share
    left = _evidence("hands_in_lowering", gone, most, "fraction of the lowering", HANDS_SOURCE)
    lowering = _evidence("lowering", lowering_s, limit_s, "s", HANDS_SOURCE)
    sure = min(clearance(share, HANDS_AT_WEIGHT, 0.3), clearance(gone, most, 0.25))
    return _lowered_only(sure, lowering, hands, left)


def _in_a_row(rep: RepFacts) -> Verdict | None:
    """One more negative, whatever its lowering."""
    ratio, before = rep.speed_ratio, rep.before
    if not before.after_negative or ratio is None:
        return None
    if ratio >= BRISK_SPEED:
        return _by_lift(ratio, BRISK_SPEED, SOURCE)
    if before.rested_s is None or before.pause_s is None or before.pause_s > IN_A_ROW_S:
        return None
    if rep.range < FULL:
        return None
    if cheat(rep) is not None and not rep.hands_on:
        return None
    return _by_lift(ratio, SPENT_SPEED, SPENT_SOURCE) if ratio >= SPENT_SPEED else None


def _when_spent(rep: RepFacts, lowering_s: float) -> Verdict | None:
    """Who has just failed cannot lift the weight that fast; and does not lower it that slowly."""
    ratio, rested_s, usual_s = rep.speed_ratio, rep.before.rested_s, rep.others.eccentric_s
    if ratio is None or rested_s is None or usual_s is None or rep.range < FULL:
        return None  # a part of it may still be the lifter's own
    if cheat(rep) is not None and not rep.hands_on:
        return None  # the speed came from the lifter's own swing
    least_s = max(SPENT_LOWERING_S, LOWERING_RATIO * usual_s)
    if lowering_s < least_s:
        return None
    limit = SPENT_SPEED
    if lowering_s < max(LONG_LOWERING_S, LONG_RATIO * usual_s):
        limit = max(SPENT_SPEED, rested_speed(1.0 - rep.fatigue, rested_s) + BEYOND_REST)
    if ratio < limit:
        return None
    seen = _by_lift(
        ratio, limit, SPENT_SOURCE, _evidence("lowering", lowering_s, least_s, "s", SPENT_SOURCE)
    )
    pause_s = rep.before.pause_s
    if rep.hands_on or (pause_s is not None and pause_s <= IN_A_ROW_S):
        return seen
    # time enough for a lighter weight, which is lifted as fast and may be lowered as slowly
    return replace(seen, confidence=min(seen.confidence, UNSURE))


def _by_speed(rep: RepFacts, lowering_s: float) -> Verdict | None:
    """Nobody lifts faster than when fresh."""
    ratio, usual_s = rep.speed_ratio, rep.others.eccentric_s
    if ratio is None or (cheat(rep) is not None and not rep.hands_on):
        return None
    least_s = max(
        LOWERING_WITH_HANDS_S if rep.hands_on else LOWERING_S, LOWERING_RATIO * (usual_s or 0.0)
    )
    if lowering_s < least_s:
        return None
    long = lowering_s >= max(LONG_LOWERING_S, LONG_RATIO * (usual_s or 0.0))
    limit = BRISK_SPEED if long or rep.hands_on else ASSISTED_SPEED
    if ratio < limit:
        return None
    return _by_lift(ratio, limit, SOURCE, _evidence("lowering", lowering_s, least_s, "s", SOURCE))


def _with_the_row(rep: RepFacts) -> Verdict | None:
    """Without a repetition of the lifter's own to compare with, the whole row must say it."""
    row = rep.others.row
    if row is None or rep.concentric_s > LIKE_THE_ROW * row.lift_s:
        return None
    if cheat(rep) is not None and not rep.hands_on:
        return None
    lift = _evidence("lowering_to_lift", row.times, row.least_times, "ratio", ROW_SOURCE)
    hands = _evidence("hands_in_row", row.hands_share, None, "fraction of the row", ROW_SOURCE)
    return _lowered_only(clearance(row.times, row.least_times, 8.0), lift, hands)


def _by_lift(ratio: float, limit: float, source: str, *before: Evidence) -> Verdict:
    lift = _evidence("lift_speed", ratio, limit, "fraction of fresh speed", source)
    return _lowered_only(clearance(ratio, limit, 0.4), *before, lift)


def _lowered_only(confidence: float, *evidence: Evidence) -> Verdict:
    return Verdict(evidence=evidence, confidence=confidence, phases="eccentric_only")


def _evidence(rule: str, measured: float, limit: float | None, unit: str, source: str) -> Evidence:
    return Evidence(rule=rule, measured=measured, limit=limit, unit=unit, source=source)
