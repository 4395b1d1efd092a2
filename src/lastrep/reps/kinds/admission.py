"""What belongs to a set although counting did not list it, and what does not although it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lastrep.reps.kinds import Kind
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.measuring.reference import FULL
from lastrep.reps.measuring.stroke import Stroke

LEAST_RANGE = 0.20  # of the reference: less is a twitch, whatever it was counted as
MOST_RANGE = 1.60  # at either end of a set: that is the way from the rack or to it
HALF_RANGE, HALF_SPEED, HALF_RETURN = 0.30, 0.25, 0.6
HALF_S, HALF_LIFT_S = 0.9, 0.3
FEWEST_COUNTED, LEAST_AGREEMENT = 3, 0.95
FOLLOWS = 0.85  # agreement from which on the curve may overrule what was counted
BESIDE_S = 3.0
GETS_READY_SPEED = 0.3  # of the fresh speed: a first repetition is never that slow
UNLIKE = 0.5  # confidence under which counting saw a movement unlike the others
OWN_LOWERING = 0.5
AT_ONCE_S = 3.0  # so soon after failing nobody does a whole one with the same weight ...
FURTHER = 1.25  # ... nor, until another has succeeded, one that goes further than ever before
KNEELS_DEG = 45.0  # hips and knees both; 99 in 100 repetitions of public clips stay within 18
HANGS_S = 2.5  # who rests where the weight would be up has let go of it
ABOUT = 0.15  # of the range: a lowering is measured that exactly


@dataclass(frozen=True, slots=True)
class Judged:
    """A stroke with its facts and its kind."""

    stroke: Stroke
    facts: RepFacts
    kind: Kind


def admit(judged: Sequence[Judged], *, agreement: float) -> list[Judged]:
    """Return the strokes of a set that stand, in order of time.

    Counting leaves out swings much smaller than those around them, so failed attempts, holds and
    some half repetitions are added here: a half one only if it was lifted and lowered at a usual
    pace and follows or precedes another repetition closely. Counted movements fall away that
    cover next to nothing of the range or far too much, in the eyes of the exercise's joint as well,
    the way up from where an attempt failed, and getting up through the knees in the end.

    Parameters
    ----------
    judged
        In order of time.
    agreement
        How well the curve follows the counted movement; only a clear one can add halves, and one
        that hardly follows cannot take anything away.
    """
    counted = sum(one.stroke.limits is not None for one in judged)
    clear = counted >= FEWEST_COUNTED and agreement >= LEAST_AGREEMENT
    standing: list[Judged] = []
    for i, one in enumerate(judged):
        if one.stroke.limits is None:
            if one.kind.label in {"failed", "hold"} or (
                clear and _half(one) and _has_company(one, judged[:i], judged[i + 1 :])
            ):
                standing.append(one)
            continue
        if agreement < FOLLOWS:
            standing.append(one)
            continue
        if _twitches(one.facts) or (
            standing and (_gets_up(one, standing[-1]) or _lets_go(one, standing[-1]))
        ):
            continue
        if i in {0, len(judged) - 1} and _reaches_far(one.facts):
            continue
        if i == 0 and (_takes_up(one) or (agreement >= LEAST_AGREEMENT and _gets_ready(one))):
            continue
        standing.append(one)
    if agreement >= FOLLOWS and _gets_up_from_the_floor(standing):
        standing.pop()
    return standing


def _gets_up_from_the_floor(standing: Sequence[Judged]) -> bool:
    """Whether the legs are drawn up at the end of the last one, and not yet of the one before."""
    kneels = [(one.facts.folded_deg or 0.0) >= KNEELS_DEG for one in standing[-2:]]
    return kneels == [False, True]


def _twitches(facts: RepFacts) -> bool:
    """Whether next to nothing of the range was covered, by all that moves and by the joint."""
    joint = facts.range if facts.joint_range is None else facts.joint_range
    return (facts.range + joint) / 2.0 < LEAST_RANGE


def _reaches_far(facts: RepFacts) -> bool:
    """Whether it goes far beyond the range, as all that moves says and the joint does not deny."""
    joint = facts.joint_range
    return facts.range > MOST_RANGE and (joint is None or joint > FURTHER)


def _half(one: Judged) -> bool:
    """Whether an uncounted stroke looks like a half repetition done on purpose."""
    facts = one.facts
    ratio = facts.speed_ratio
    return (
        one.kind.label == "half"
        and facts.range >= HALF_RANGE
        and one.stroke.end_time_s - one.stroke.start_time_s >= HALF_S
        and facts.concentric_s >= HALF_LIFT_S
        and ratio is not None
        and ratio >= HALF_SPEED
        and facts.eccentric_range is not None
        and facts.eccentric_range >= HALF_RETURN * facts.range
    )


def _has_company(one: Judged, before: Sequence[Judged], after: Sequence[Judged]) -> bool:
    """Whether repetitions lie closely on both sides, or a like half one on one of them."""
    beside = [*before[-1:], *after[:1]]
    near = [other for other in beside if _gap_s(one.stroke, other.stroke) <= BESIDE_S]
    standing = [other for other in near if other.stroke.limits is not None or _half(other)]
    alike = any(_half(other) and other.stroke.limits is None for other in standing)
    return alike or len(standing) == len((before, after))


def _gap_s(a: Stroke, b: Stroke) -> float:
    return max(a.start_time_s - b.end_time_s, b.start_time_s - a.end_time_s)


def _gets_ready(one: Judged) -> bool:
    """Whether a first concentric is the way into place: slow, and nothing was lowered before."""
    ratio = one.facts.speed_ratio
    return (
        one.stroke.eccentric_first
        and one.stroke.eccentric is None
        and ratio is not None
        and ratio < GETS_READY_SPEED
    )


def _takes_up(one: Judged) -> bool:
    """Whether a first concentric takes the weight up: with the whole body, unlike the others."""
    limits = one.stroke.limits
    return limits is not None and limits.confidence < UNLIKE and one.kind.execution == "cheat"


def _gets_up(one: Judged, before: Judged) -> bool:
    """Whether this is only the way up from where the last attempt failed."""
    lowered = one.facts.eccentric_range
    return (
        one.stroke.eccentric_first
        and before.kind.completeness == "failed"
        and one.facts.high >= FULL
        and (lowered is None or lowered < max(OWN_LOWERING, before.facts.high + ABOUT))
    )


def _lets_go(one: Judged, before: Judged) -> bool:
    """Whether this is what the body does when the weight is put down after a failed attempt.

    Arms come down, the lifter stands up or bends down to change the weight: over the whole range,
    but not against the weight that was just too heavy.
    """
    facts = one.facts
    if before.kind.completeness != "failed" or facts.high < FULL:
        return False
    if one.kind.phases == "eccentric_only" or facts.hands_on:
        return False
    if facts.range >= FURTHER:
        return True
    hangs = facts.hold_s is not None and facts.hold_s >= HANGS_S
    at_once = _gap_s(one.stroke, before.stroke) < AT_ONCE_S
    return at_once and (hangs or one.kind.execution == "strict")
