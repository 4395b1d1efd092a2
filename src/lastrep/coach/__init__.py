"""The coach: what comes after the last repetition, how much of it, why, and what must not."""

from lastrep.coach.advising import advise, blocked_now
from lastrep.coach.ahead import advise_ahead
from lastrep.coach.checked_profile import checked_profile
from lastrep.coach.deeds import Deed, deeds_of
from lastrep.coach.plan import Plan
from lastrep.coach.situation import RecentWork, Situation
from lastrep.coach.spoken import spoken_sentences
from lastrep.coach.work_log import PastSet, WorkLog, past_set

__all__ = [
    "Deed",
    "PastSet",
    "Plan",
    "RecentWork",
    "Situation",
    "WorkLog",
    "advise",
    "advise_ahead",
    "blocked_now",
    "checked_profile",
    "deeds_of",
    "past_set",
    "spoken_sentences",
]
