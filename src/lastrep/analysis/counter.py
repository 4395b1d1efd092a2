"""Counting for everyone who looks at the stretch under way: what was counted last is known."""

from __future__ import annotations

from dataclasses import replace

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting import count_reps
from lastrep.reps.limits import CountedReps
from lastrep.reps.proposals import TRAVEL_SHARE


class Counter:
    """Counts repetitions and keeps the last answer: at the end, several ask for the same one.

    In a rest there is nothing larger beside a stir of the arms. The sets that closed before say how
    far this lifter goes in a repetition, and what goes nowhere near it is none.

    Parameters
    ----------
    whole_cycles
        Count only repetitions whose two phases were both seen.
    """

    def __init__(self, *, whole_cycles: bool) -> None:
        self._whole_cycles = whole_cycles
        self._last: tuple[MotionTrack, Exercise, CountedReps] | None = None
        self._travel: dict[str, float] = {}

    def count(self, track: MotionTrack, exercise: Exercise) -> CountedReps:
        """Return the repetitions of a stretch in which this exercise is done."""
        if self._last is None or self._last[0] is not track or self._last[1] != exercise:
            counted = count_reps(track, exercise, whole_cycles=self._whole_cycles)
            if counted.travel < TRAVEL_SHARE * self._travel.get(exercise.id, 0.0):
                counted = replace(counted, limits=())
            self._last = track, exercise, counted
        return self._last[2]

    def learn(self, counted: CountedReps, exercise: Exercise) -> None:
        """Remember how far the repetitions of a set that has closed went."""
        self._travel[exercise.id] = counted.travel
