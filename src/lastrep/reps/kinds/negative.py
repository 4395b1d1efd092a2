"""A negative: somebody or something else did the concentric, the lifter did a slow lowering."""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

LEAST_LOWERING_S, LEAST_WITH_HANDS_S = 2.6, 1.8
LOWERING_RATIO = 1.3
ASSISTED_SPEED = 1.4
HELPED = 0.5
ALONE_RATIO, ALONE_LIFT_S = 6.0, 0.65
SOURCE = (
    "lifted faster than the lifter's own fresh speed, lowered slowly; limits are project priors"
)


def negative(rep: RepFacts) -> Verdict | None:
    """Say whether only the lowering was the lifter's own."""
    if rep.eccentric_s is None:
        return None
    ratio, usual = rep.speed_ratio, rep.others.eccentric_s
    if rep.after_negative and ratio is not None and ratio >= ASSISTED_SPEED:
        # one more of a row of negatives, whatever became of its lowering
        lift = Evidence(
            rule="lift_speed",
            measured=ratio,
            limit=ASSISTED_SPEED,
            unit="fraction of fresh speed",
            source=SOURCE,
        )
        return Verdict(
            evidence=(lift,),
            confidence=clearance(ratio, ASSISTED_SPEED, 0.5),
            phases="eccentric_only",
        )
    helped = rep.body.helped_share if rep.body else None
    hands_on = helped is not None and helped >= HELPED
    least_s = LEAST_WITH_HANDS_S if hands_on else LEAST_LOWERING_S
    if rep.eccentric_s < least_s:
        return None
    lowering = Evidence(
        rule="lowering",
        measured=rep.eccentric_s,
        limit=max(least_s, LOWERING_RATIO * usual) if usual else least_s,
        unit="s",
        source=SOURCE,
    )
    if usual is not None and rep.eccentric_s < LOWERING_RATIO * usual:
        return None
    if ratio is not None and ratio >= ASSISTED_SPEED:
        lift = Evidence(
            rule="lift_speed",
            measured=ratio,
            limit=ASSISTED_SPEED,
            unit="fraction of fresh speed",
            source=SOURCE,
        )
        return Verdict(
            evidence=(lowering, lift),
            confidence=clearance(ratio, ASSISTED_SPEED, 0.5),
            phases="eccentric_only",
        )
    if hands_on and (ratio is None or ratio >= 1.0):
        hands = Evidence(
            rule="helping_hands",
            measured=helped,
            limit=HELPED,
            unit="fraction of the lift",
            source=SOURCE,
        )
        return Verdict(evidence=(lowering, hands), confidence=0.9, phases="eccentric_only")
    times = rep.eccentric_s / rep.concentric_s
    if ratio is None and rep.concentric_s <= ALONE_LIFT_S and times >= ALONE_RATIO:
        # no strict repetition to compare with: the proportion alone must say it
        lift = Evidence(
            rule="lowering_to_lift", measured=times, limit=ALONE_RATIO, unit="ratio", source=SOURCE
        )
        return Verdict(
            evidence=(lowering, lift),
            confidence=clearance(times, ALONE_RATIO, 8.0),
            phases="eccentric_only",
        )
    return None
