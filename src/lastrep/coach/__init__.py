"""The coach: what comes after the last repetition, how much of it, why, and what must not."""

from lastrep.coach.advising import advise
from lastrep.coach.plan import Plan
from lastrep.coach.recognition import Deed, deeds_of
from lastrep.coach.situation import RecentWork, Situation

__all__ = ["Deed", "Plan", "RecentWork", "Situation", "advise", "deeds_of"]
