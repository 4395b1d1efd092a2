"""Says so where the exercise that the user named has no definition of its own."""

from __future__ import annotations

from lastrep.analysis.exercise_choice import is_auto
from lastrep.exercises import exercise_to_count
from lastrep.records.events import NoticeRaised
from lastrep.records.session import Notice


def undefined_exercise(name: str, now_s: float) -> list[NoticeRaised]:
    """Return what there is to say of a name at ``now_s``: nothing where it is defined.

    Raises
    ------
    UnknownExerciseError
        The name is a slip of the pen.
    """
    if is_auto(name):
        return []
    exercise = exercise_to_count(name)
    if exercise.is_defined:
        return []
    text = (
        f"{exercise.name} has no definition of its own: whatever moves most is counted. Which way "
        "is the lift is a guess, so take half, failed and negative repetitions as hints; the coach "
        "advises no technique, and knows of no danger. `lastrep exercises` lists what is defined."
    )
    return [NoticeRaised(time_s=now_s, notice=Notice(code="exercise_undefined", text=text))]
