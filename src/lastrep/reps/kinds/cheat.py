"""A cheated repetition: the trunk, the hips or the elbows helped a lift that is not theirs.

No paper gives a validated limit, and a view that shows a swing plainly from the side hides most of
it from the front. So the sign is not an angle but how far shoulders and head (trunk swing, hip
drive, heave), and in curls and pushdowns the elbows, left the path they take in the lifter's own
calm repetitions. A clear swing is a cheat by itself; half a swing is one where the elbows drift as
well, unless somebody else's arms are near. How far the trunk tilted is told beside it, for those
who must know when a swing goes too far: it decides nothing here, and a view may show less of it.
"""

from __future__ import annotations

import math

from lastrep.records.repetition import TRUNK_SWING, Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

SWING, SWING_WITH_ELBOWS = 3.5, 2.5  # times the usual
ELBOWS = 3.5
LEAST_SWING_TORSO, LEAST_DRIFT_TORSO = 0.04, 0.10
MOST_LEAN_DEG = 55.0  # beyond that somebody bends down
SOFT = 1.5
TILT_SOURCE = "tilt of the trunk in the picture; a swing towards the camera does not show"
SOURCE = "against the calmer half of the set's own repetitions; limits are project priors"
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
    body, family = rep.body, rep.others.exercise.family
    if body is None or body.swing is None or family not in FAMILIES:
        return None
    if body.lean_deg > MOST_LEAN_DEG or body.swing.travel_torso < LEAST_SWING_TORSO:
        return None
    # arms of somebody who stands close are taken for the lifter's: elbows then prove nothing
    elbows_tell = family in STILL_UPPER_ARM and not body.helper_in_view
    elbows = body.elbows if elbows_tell else None
    drifts = (
        elbows is not None
        and elbows.times_usual >= ELBOWS
        and elbows.travel_torso >= LEAST_DRIFT_TORSO
    )
    limit = SWING_WITH_ELBOWS if drifts else SWING
    swing = body.swing.times_usual
    if swing < limit:
        return None
    signs = [
        ("upper_body_swing", swing, limit, "times usual"),
        ("upper_body_travel", body.swing.travel_torso, LEAST_SWING_TORSO, "torso lengths"),
    ]
    if drifts and elbows is not None:
        signs.append(("elbow_drift", elbows.times_usual, ELBOWS, "times usual"))
    evidence = tuple(
        Evidence(rule=name, measured=measured, limit=at, unit=unit, source=SOURCE)
        for name, measured, at, unit in signs
    )
    if math.isfinite(body.lean_deg):
        tilt = Evidence(
            rule=TRUNK_SWING, measured=body.lean_deg, limit=None, unit="deg", source=TILT_SOURCE
        )
        evidence = (*evidence, tilt)
    return Verdict(evidence=evidence, confidence=clearance(swing, limit, SOFT), execution="cheat")
