"""Says so where something else was done than the exercise that the user named.

What is named is never doubted while it is counted. But a superset goes on to another lift, which
would be counted as the first one without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lastrep.analysis.exercise_change import (
    FALLEN,
    FEWEST_REPS,
    LIKELY_AFTER,
    PAUSE_S,
    SURE_AFTER,
    SURE_BEFORE,
)
from lastrep.exercises import Exercise, exercise_to_count
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition, recognise
from lastrep.records.repetition import Repetition, end_of
from lastrep.records.session import Notice
from lastrep.records.training_set import TrainingSet

AROUND_S = 0.5
CERTAIN = 0.9  # of a lift for the same muscle: such are alike


class OtherExercise:
    """Looks at the blocks of every closed set of a named exercise."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}  # how surely a named family was recognised as itself

    def of_set(self, closed: TrainingSet, track: MotionTrack) -> list[Notice]:
        """Return what else was counted as the exercise that was named.

        The recogniser is wrong now and then, and then in every block alike: it is heard only once
        it has recognised the named exercise for what it is.
        """
        if not closed.exercise_given:
            return []
        named = exercise_to_count(closed.exercise)
        for block in _blocks(closed.reps):
            if len(block) < FEWEST_REPS:
                continue
            start_s, end_s = block[0].start_time_s, block[-1].end_time_s
            found = recognise(track.between(start_s - AROUND_S, end_s + AROUND_S))
            if found.exercise is None:
                continue
            if found.exercise.family == named.family:
                if found.confidence >= SURE_BEFORE:
                    self._known[named.family] = found.confidence
            elif self._is_another(found, found.exercise, named):
                return [_notice(closed, block, found.exercise, found.confidence)]
        return []

    def _is_another(self, found: Recognition, exercise: Exercise, named: Exercise) -> bool:
        known = self._known.get(named.family)
        if known is None or found.confidence < LIKELY_AFTER:
            return False
        if exercise.prime_mover == named.prime_mover:
            return found.confidence >= CERTAIN
        fallen = known - found.chances.get(named.family, 0.0)
        return found.confidence >= SURE_AFTER or fallen >= FALLEN


def _blocks(reps: Sequence[Repetition]) -> Iterator[list[Repetition]]:
    """Yield the repetitions between the pauses in which somebody may have changed over."""
    block: list[Repetition] = []
    for rep in reps:
        if block and end_of(rep) - end_of(block[-1]) >= PAUSE_S:
            yield block
            block = []
        block.append(rep)
    if block:
        yield block


def _notice(
    closed: TrainingSet, block: Sequence[Repetition], exercise: Exercise, confidence: float
) -> Notice:
    start_s, end_s = block[0].start_time_s, block[-1].end_time_s
    return Notice(
        code="another_exercise",
        text=(
            f"Set {closed.number} from {start_s:.0f} to {end_s:.0f} s looks like another exercise "
            f"({exercise.with_article}, {confidence:.0%} sure) and was counted as the one named. "
            "With --exercise auto each is counted as what it is."
        ),
        start_time_s=start_s,
        end_time_s=end_s,
    )
