"""A cheated repetition: the trunk, the hips or the elbows helped a lift that is not theirs.

Five signs, each against the lifter's own strict repetitions, weighed together: no paper gives a
validated limit for one of them, and each view hides some (a swing towards the camera shows in the
length of the trunk only). Two signs somewhat beyond their limits make a cheat, or one far
beyond it.
"""

from __future__ import annotations

import math

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

LEAN_DEG, LEAN_OVER_QUIET_DEG = 8.0, 6.0
UPPER_ARM_OVER_QUIET_DEG = 14.0
LEGS_DEG, LEGS_OVER_QUIET_DEG = 8.0, 6.0
HEAVE_TORSO, HEAVE_OVER_QUIET = 0.06, 0.05
SHORTENING, SHORTENING_OVER_QUIET = 0.06, 0.03
SPEED = 1.35
UNREST = 3.0  # standard deviations
SIGNS = 2.6  # what the signs must add up to, each in units of its own limit
# how much one sign can say: only a trunk that swings far is a cheat by itself
MOST_SAID = {"trunk_lean": 2.6, "upper_arm_drift": 1.5, "leg_drive": 1.2, "speed": 1.0}
MOST_SAID_BY_TRUNK_LENGTH = 1.2
SHOWN = 0.5  # signs weaker than this are not listed as evidence
COMPARED_REPS = 3  # strict ones that show what this body does anyway
MOST_LEAN_DEG, MOST_LEGS_DEG = 55.0, 60.0  # beyond: no swing, or legs that are not seen
SOURCE = "10 degrees of lean part strict from swung curls (public frames); others project priors"
STILL_UPPER_ARM = frozenset({"biceps_curl", "triceps_pushdown"})
FAMILIES = STILL_UPPER_ARM | {
    "lateral_raise",
    "front_raise",
    "bent_over_row",
    "dumbbell_row",
    "seated_row",
    "lat_pulldown",
}
Sign = tuple[str, float, float, float, str]  # name, measured, usual, limit, unit


def cheat(rep: RepFacts) -> Verdict | None:
    """Say whether body swing did part of the lifting."""
    body, others = rep.body, rep.others
    if body is None or others.exercise.family not in FAMILIES:
        return None
    if body.lean_deg > MOST_LEAN_DEG or others.reference_reps < COMPARED_REPS:
        return None  # somebody bends down, or nobody knows what this body does anyway
    signs = [
        _sign(rep, "lean_deg", "trunk_lean", LEAN_DEG, LEAN_OVER_QUIET_DEG, "deg"),
        _swelling(rep),
        ("speed", rep.speed_ratio or math.nan, 1.0, SPEED, "fraction of fresh speed"),
    ]
    if body.legs_deg <= MOST_LEGS_DEG:
        signs.append(_sign(rep, "legs_deg", "leg_drive", LEGS_DEG, LEGS_OVER_QUIET_DEG, "deg"))
    if others.exercise.family in STILL_UPPER_ARM:
        over = UPPER_ARM_OVER_QUIET_DEG
        signs.append(_sign(rep, "upper_arm_deg", "upper_arm_drift", 0.0, over, "deg"))
    weighed = [(_weight(sign), sign) for sign in signs]
    total = sum(weight for weight, _ in weighed)
    if total < SIGNS or max(weight for weight, _ in weighed) < 1.0:
        return None
    evidence = tuple(
        Evidence(rule=name, measured=measured, limit=limit, unit=unit, source=SOURCE)
        for weight, (name, measured, _, limit, unit) in weighed
        if weight >= SHOWN
    )
    return Verdict(evidence=evidence, confidence=clearance(total, SIGNS, 1.5), execution="cheat")


def _sign(
    rep: RepFacts, channel: str, name: str, least: float, over_quiet: float, unit: str
) -> Sign:
    """Return a sign with this body's usual and the limit: plain, or clearly more than usual."""
    usual: float = getattr(rep.others.quiet, channel)
    unrest: float = getattr(rep.others.unrest, channel)
    limit = max(least, usual + max(over_quiet, UNREST * unrest))
    return name, getattr(rep.body, channel), usual, limit, unit


def _swelling(rep: RepFacts) -> Sign:
    """Return heave or shortening of the trunk: a trunk that looks longer also lifts shoulders."""
    heave = _sign(rep, "heave_torso", "heave", HEAVE_TORSO, HEAVE_OVER_QUIET, "torso lengths")
    shortening = _sign(
        rep, "shortening", "trunk_shortening", SHORTENING, SHORTENING_OVER_QUIET, "fraction"
    )
    return max(heave, shortening, key=_weight)


def _weight(sign: Sign) -> float:
    """Return how far a sign went from the usual towards its limit, 1 on the limit."""
    name, measured, usual, limit, _ = sign
    if not math.isfinite(measured):
        return 0.0
    most = MOST_SAID.get(name, MOST_SAID_BY_TRUNK_LENGTH)
    return min(max((measured - usual) / (limit - usual), 0.0), most)
