"""Which exercise is being done: given by the user, or read off the movement."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.analysis.recogniser import Recogniser
from lastrep.exercises import Exercise, exercise_to_count
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting.main_movement import as_it_moves

AUTO = "auto"
SETTLED_REPS = 3  # from here on the set keeps its exercise, unless there was no doubt twice
ASK_AGAIN_S, NO_DOUBT = 4.0, 0.9  # so far apart, and so sure, that it is another one after all
CLEARLY_MORE = 0.15  # how much surer another exercise must be to replace the one already said ...
SURE_ENOUGH = 0.95  # ... or this sure, when that was too sure to be surpassed


def is_auto(name: str) -> bool:
    """Whether the exercise is to be recognised; case does not matter, as in any exercise's name."""
    return name.strip().casefold() == AUTO


@dataclass(frozen=True, slots=True)
class ChosenExercise:
    """The exercise with how sure it is: 1.0 when the user named one that is defined.

    Where the generic definition stands for it, how much of what moved belongs to what is counted.
    """

    exercise: Exercise
    confidence: float
    given: bool


class ExerciseChoice:
    """Holds the named exercise, or asks the recogniser and keeps to its answer within a set.

    It gives a settled answer up only where the recogniser, having seen more, leaves no doubt about
    another one twice in a row: what endangers the lifter is that of the lift that is done.

    An exercise that nobody has defined is what moves most; that, too, is kept within a set.

    A stretch that begins elsewhere than the last one is another set: nothing is held across.

    Parameters
    ----------
    name
        Id, family or alias of the exercise, any name of one that is not defined, or ``auto``.
    recogniser
        Shared with others who ask about the same stretches; None: this one asks for itself.

    Raises
    ------
    UnknownExerciseError
        The name is a slip of the pen.
    """

    def __init__(self, name: str, recogniser: Recogniser | None = None) -> None:
        self._recogniser = recogniser or Recogniser()
        self._given = (
            None if is_auto(name) else ChosenExercise(exercise_to_count(name), 1.0, given=True)
        )
        is_defined = self._given is not None and self._given.exercise.is_defined
        self._defined = self._given if is_defined else None
        self._held: ChosenExercise | None = None
        self._since_s: float | None = None
        self._asked_s = float("-inf")
        self._instead: str | None = None  # what there was no doubt about when last asked

    @property
    def given(self) -> Exercise | None:
        """The exercise that the user named."""
        return None if self._given is None else self._given.exercise

    @property
    def held(self) -> ChosenExercise | None:
        """The exercise as it was last said of the stretch under way."""
        return self._held

    def of(self, track: MotionTrack, *, reps: int = 0) -> ChosenExercise | None:
        """Return the exercise of the stretch under way, None when it is none so far.

        Parameters
        ----------
        track
            The stretch so far.
        reps
            How many repetitions of it have been said; with three the exercise is settled.
        """
        if self._defined is not None:
            return self._defined
        start_s = float(track.time_s[0]) if len(track.time_s) else None
        if start_s != self._since_s:
            self._held, self._since_s, self._instead = None, start_s, None
        if self._held is not None and reps >= SETTLED_REPS:
            return self._settled(track, self._held)
        if len(track.time_s):
            self._asked_s = float(track.time_s[-1])
        found = self._found(track)
        if _replaces(found, self._held):
            self._held = found
        return self._held

    def _settled(self, track: MotionTrack, held: ChosenExercise) -> ChosenExercise:
        now_s = float(track.time_s[-1])
        if self._given is not None or now_s - self._asked_s < ASK_AGAIN_S:
            return held
        self._asked_s = now_s
        found = self._found(track)
        if found is None or found.confidence < NO_DOUBT or found.exercise.id == held.exercise.id:
            self._instead = None
            return held
        before, self._instead = self._instead, found.exercise.id
        if before != self._instead:
            return held
        self._held = found
        return found

    def final(self, track: MotionTrack) -> ChosenExercise | None:
        """Return the exercise of a whole stretch, whatever was held while it was under way."""
        if self._defined is not None:
            return self._defined
        self._held = self._since_s = None
        return self._found(track)

    def _found(self, track: MotionTrack) -> ChosenExercise | None:
        if self._given is not None:
            moving = as_it_moves(track, self._given.exercise)
            return None if moving is None else ChosenExercise(*moving, given=True)
        found = self._recogniser.recognise(track)
        if found.exercise is None:
            return None
        return ChosenExercise(found.exercise, found.confidence, given=False)


def _replaces(found: ChosenExercise | None, held: ChosenExercise | None) -> bool:
    """Whether a new answer is worth changing one's mind for."""
    if held is None or found is None:
        return held is None
    if found.exercise.id == held.exercise.id:
        return True  # surer or less sure
    return found.confidence >= min(held.confidence + CLEARLY_MORE, SURE_ENOUGH)
