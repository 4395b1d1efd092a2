"""The coach: what comes after the last repetition, how much of it, why, and what must not."""

from lastrep.coach.advising import advise
from lastrep.coach.situation import RecentWork, Situation

__all__ = ["RecentWork", "Situation", "advise"]
