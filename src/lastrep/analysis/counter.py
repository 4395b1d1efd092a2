"""Counting for everyone who looks at the stretch under way: what was counted last is known."""

from __future__ import annotations

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting import count_reps
from lastrep.reps.limits import CountedReps


class Counter:
    """Counts repetitions and keeps the last answer: at the end, several ask for the same one.

    Parameters
    ----------
    whole_cycles
        Count only repetitions whose two phases were both seen.
    """

    def __init__(self, *, whole_cycles: bool) -> None:
        self._whole_cycles = whole_cycles
        self._last: tuple[MotionTrack, Exercise, CountedReps] | None = None

    def count(self, track: MotionTrack, exercise: Exercise) -> CountedReps:
        """Return the repetitions of a stretch in which this exercise is done."""
        if self._last is None or self._last[0] is not track or self._last[1] != exercise:
            counted = count_reps(track, exercise, whole_cycles=self._whole_cycles)
            self._last = track, exercise, counted
        return self._last[2]
