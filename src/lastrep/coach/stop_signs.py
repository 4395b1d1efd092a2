"""What ends a technique at once: a lowering that got away, a form that is gone."""

from __future__ import annotations

from lastrep.coach.plan_steps import PlanStep
from lastrep.coach.table import table
from lastrep.records.repetition import TRUNK_SWING, Repetition


def lowering_is_lost(lowering_s: float, *, first_s: float | None) -> bool:
    """Whether a negative came down too fast: against the first one (None: it is), or at all."""
    follow = table().techniques["negatives"].follow
    if follow is None:
        return False
    share = (follow.eccentric_at_least_of_first or 0.0) * (first_s or 0.0)
    return lowering_s < max(follow.eccentric_at_least_s or 0.0, share)


def form_is_gone(rep: Repetition, step: PlanStep, *, cheating_is_safe: bool) -> bool:
    """Whether a repetition was swung where it must not be, or further than is careful."""
    if rep.execution != "cheat":
        return False
    follow = table().techniques["cheat_reps"].follow
    most_deg = follow.swing_most_deg if follow is not None else None
    swung_deg = max((e.measured or 0.0 for e in rep.evidence if e.rule == TRUNK_SWING), default=0.0)
    too_far = most_deg is not None and swung_deg > most_deg
    return step.is_strict or too_far or not cheating_is_safe
