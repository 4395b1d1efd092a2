"""Which exercise is being done: given by the user, or recognised from the movement."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.exercises import Exercise, load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.recognition import recognise

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class ChosenExercise:
    """The exercise with how sure it is; 1.0 when the user named it."""

    exercise: Exercise
    confidence: float
    given: bool


class ExerciseChoice:
    """Holds the named exercise, or asks the recogniser until a set has begun.

    Raises
    ------
    UnknownExerciseError
        No exercise has this name.
    """

    def __init__(self, name: str) -> None:
        self._given = None if name == AUTO else ChosenExercise(load_exercise(name), 1.0, given=True)

    def of(self, track: MotionTrack) -> ChosenExercise | None:
        """Return the exercise of a stretch, None when it is none."""
        if self._given is not None:
            return self._given
        found = recognise(track)
        if found.exercise is None:
            return None
        return ChosenExercise(found.exercise, found.confidence, given=False)
