"""A cheated repetition: the trunk, the hips or the elbows helped a lift that is not theirs.

Any two of five signs, as no paper gives a validated limit for one of them.
"""

from __future__ import annotations

import math

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

LEAN_DEG, LEAN_OVER_QUIET_DEG = 10.0, 6.0
UPPER_ARM_DEG = 20.0
LEGS_DEG = 10.0
HEAVE_TORSO = 0.06
START_SPEED = 1.5
SIGNS = 2
SOURCE = "10 degrees of lean part strict from swung curls (public frames); others project priors"
FAMILIES = frozenset(
    {
        "biceps_curl",
        "lateral_raise",
        "front_raise",
        "rear_fly",
        "bent_over_row",
        "dumbbell_row",
        "seated_row",
        "lat_pulldown",
        "triceps_pushdown",
        "triceps_extension",
        "shrug",
    }
)


def cheat(rep: RepFacts) -> Verdict | None:
    """Say whether body swing did part of the lifting."""
    if rep.body is None or rep.others.exercise.family not in FAMILIES:
        return None
    others, body = rep.others, rep.body
    lean_limit = max(LEAN_DEG, others.quiet_lean_deg + LEAN_OVER_QUIET_DEG)
    signs = [
        ("trunk_lean", body.lean_deg, lean_limit, "deg"),
        ("leg_drive", body.legs_deg, LEGS_DEG, "deg"),
        (
            "heave",
            body.heave_torso,
            max(HEAVE_TORSO, others.quiet_heave_torso + 0.04),
            "torso lengths",
        ),
    ]
    if others.exercise.movement.joint == "elbow":
        limit = others.quiet_upper_arm_deg + UPPER_ARM_DEG
        signs.append(("upper_arm_drift", body.upper_arm_deg, limit, "deg"))
    shown = [sign for sign in signs if math.isfinite(sign[1]) and sign[1] >= sign[2]]
    # a swing of twice the limit needs no second sign
    strong = math.isfinite(body.lean_deg) and body.lean_deg >= 1.6 * lean_limit
    if len(shown) < SIGNS and not strong:
        return None
    evidence = tuple(
        Evidence(rule=name, measured=measured, limit=limit, unit=unit, source=SOURCE)
        for name, measured, limit, unit in shown
    )
    excess = max(measured / limit for _, measured, limit, _ in shown)
    return Verdict(evidence=evidence, confidence=clearance(excess, 1.0, 0.6), execution="cheat")
