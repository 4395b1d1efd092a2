"""An isometric hold: the weight is held, or a partner presses against it, in mid-range."""

from __future__ import annotations

from lastrep.records.repetition import Evidence
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.verdict import Verdict, clearance

HELD_S, HELD_SLOW_S = 2.0, 3.0
LOWEST, TOP = 0.35, 0.88
TOP_AT_REST = 0.70  # lifts that begin with the lowering rest at their top
OWN_SPEED, SLOW_SPEED = 0.5, 0.3
TIRED = 0.25  # of the fresh speed lost before: who then stands still may be stuck ...
PACE = 1.1  # ... having come there no faster than in the slower of the two before it ...
RESUMED_S = 3.0  # ... and not doing a full one so soon after it, which nobody does who failed
SOURCE = "science of the technique: two seconds or more above mid-range; limits are project priors"


def hold(rep: RepFacts) -> Verdict | None:
    """Say whether standing still was the exercise; a long pause at the top is none of it."""
    held = max(rep.hold_s or 0.0, rep.dwell_s)
    if held < HELD_S or rep.high < LOWEST:
        return None
    ratio = rep.speed_ratio
    if _stuck(rep, ratio):
        return None
    # one that hardly got there is failing, unless it is kept up for long
    if ratio is not None and (ratio < SLOW_SPEED or (ratio < OWN_SPEED and held < HELD_SLOW_S)):
        return None
    rests_there = rep.others.exercise.movement.first_phase == "eccentric"
    if rep.high >= (TOP_AT_REST if rests_there else TOP) and not rep.after_failure:
        return None
    if rests_there and rep.high >= TOP:
        return None
    seen = Evidence(rule="held", measured=held, limit=HELD_S, unit="s", source=SOURCE)
    return Verdict(evidence=(seen,), confidence=clearance(held, HELD_S, 2.0), phases="isometric")


def _stuck(rep: RepFacts, ratio: float | None) -> bool:
    """Whether it is the slowdown that came to its end, where no failure was seen before."""
    if rep.fatigue < TIRED or rep.after_failure or ratio is None:
        return False
    resumed = rep.full_after_s is not None and rep.full_after_s < RESUMED_S
    return ratio <= PACE * (1.0 - rep.fatigue) and not resumed
