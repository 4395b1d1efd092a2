"""A cheated repetition: the trunk, the hips or the elbows helped a lift that is not theirs.

Any two of five signs, each against the lifter's own strict repetitions, as no paper gives a
validated limit for one of them, and as each view hides some: a swing towards the camera shows in
the length of the trunk only.
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
UNREST = 4.0  # standard deviations
SIGNS = 2
COMPARED_REPS = 3  # strict ones that show what this body does anyway
MOST_LEAN_DEG, MOST_LEGS_DEG = 55.0, 60.0  # beyond: no swing, or legs that are not seen
STRONG = 1.5
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


def cheat(rep: RepFacts) -> Verdict | None:
    """Say whether body swing did part of the lifting."""
    if rep.body is None or rep.others.exercise.family not in FAMILIES:
        return None
    others, body = rep.others, rep.body
    lean_limit = _limit(rep, "lean_deg", LEAN_DEG, LEAN_OVER_QUIET_DEG)
    legs_limit = _limit(rep, "legs_deg", LEGS_DEG, LEGS_OVER_QUIET_DEG)
    heave_limit = _limit(rep, "heave_torso", HEAVE_TORSO, HEAVE_OVER_QUIET)
    shortening_limit = _limit(rep, "shortening", SHORTENING, SHORTENING_OVER_QUIET)
    legs_deg = body.legs_deg if body.legs_deg <= MOST_LEGS_DEG else math.nan
    signs = [
        ("trunk_lean", body.lean_deg, lean_limit, "deg"),
        ("leg_drive", legs_deg, legs_limit, "deg"),
        ("speed", rep.speed_ratio or math.nan, SPEED, "fraction of fresh speed"),
    ]
    if others.exercise.family in STILL_UPPER_ARM:
        limit = _limit(rep, "upper_arm_deg", 0.0, UPPER_ARM_OVER_QUIET_DEG)
        signs.append(("upper_arm_drift", body.upper_arm_deg, limit, "deg"))
    # a trunk that looks longer lifts the shoulders as well: the two are one sign
    if body.heave_torso / heave_limit >= body.shortening / shortening_limit:
        signs.append(("heave", body.heave_torso, heave_limit, "torso lengths"))
    else:
        signs.append(("trunk_shortening", body.shortening, shortening_limit, "fraction"))
    shown = [sign for sign in signs if math.isfinite(sign[1]) and sign[1] >= sign[2]]
    if math.isfinite(body.lean_deg) and body.lean_deg > MOST_LEAN_DEG:
        return None  # no swing any more: somebody bends down
    strong = math.isfinite(body.lean_deg) and body.lean_deg >= STRONG * lean_limit
    compared = others.reference_reps >= COMPARED_REPS
    if not strong and (len(shown) < SIGNS or not compared):
        return None
    evidence = tuple(
        Evidence(rule=name, measured=measured, limit=limit, unit=unit, source=SOURCE)
        for name, measured, limit, unit in shown
    )
    excess = max(measured / limit for _, measured, limit, _ in shown)
    return Verdict(evidence=evidence, confidence=clearance(excess, 1.0, 0.6), execution="cheat")


def _limit(rep: RepFacts, name: str, least: float, over_quiet: float) -> float:
    """Return what a sign must exceed: a plain limit, or clearly more than this body's usual."""
    usual: float = getattr(rep.others.quiet, name)
    unrest: float = getattr(rep.others.unrest, name)
    return max(least, usual + max(over_quiet, UNREST * unrest))
