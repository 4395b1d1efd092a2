"""Which exercise a stretch of movement is."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.exercises import Exercise, families
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting import count_reps
from lastrep.reps.limits import CountedReps


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """The most likely exercise with its repetitions; ``exercise`` is None for no exercise."""

    exercise: Exercise | None
    confidence: float
    counted: CountedReps | None


def recognise(track: MotionTrack) -> Recognition:
    """Return the exercise whose own signals repeat most alike in a stretch."""
    best = Recognition(None, 0.0, None)
    for members in families().values():
        counted = count_reps(track, members[0])
        if len(counted.limits) and counted.likeness > best.confidence:
            best = Recognition(members[0], min(1.0, counted.likeness), counted)
    return best
