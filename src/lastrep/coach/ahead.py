"""What the coach has to say before a set: what is planned rather than what follows failure."""

from __future__ import annotations

from lastrep.coach.advising import advise
from lastrep.coach.situation import Situation
from lastrep.coach.work_log import WorkLog
from lastrep.exercises.definition import Exercise
from lastrep.records.advice import Advice
from lastrep.records.profile import Profile


def advise_ahead(
    exercise: Exercise,
    profile: Profile,
    log: WorkLog,
    *,
    time_s: float = 0.0,
    load_kg: float | None = None,
) -> Advice | None:
    """Return what the coach says before the next set, or None where nothing is to be planned.

    A pre-exhaust or a superset has to be known before the set begins, and so has a cluster. Ask
    between two sets; asking changes nothing.

    Parameters
    ----------
    exercise
        What is done next.
    profile
        The lifter's situation now.
    log
        What was done before, in this session too.
    time_s
        Now, on the clock of the session.
    load_kg
        The weight to be used, where it is known.

    Raises
    ------
    UsageError
        The lifter asks for a technique that does not exist.
    """
    return advise(
        Situation(
            exercise=exercise,
            profile=profile,
            time_s=time_s,
            moment="planned",
            recent=log.recent_for(exercise, time_s=time_s, load_kg=load_kg),
        )
    )
