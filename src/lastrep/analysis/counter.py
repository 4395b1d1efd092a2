"""Counting for everyone who looks at the stretch under way: what was counted in it is known."""

from __future__ import annotations

from dataclasses import replace

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.counting.proposals import TRAVEL_SHARE
from lastrep.reps.limits import CountedReps


class Counter:
    """Counts repetitions and keeps the answers on a stretch: at the end, several ask the same.

    In a rest there is nothing larger beside a stir of the arms. The set under way and those that
    closed before say how far this lifter goes in a repetition, and what goes nowhere near it is
    none.

    Parameters
    ----------
    whole_cycles
        Count only repetitions whose two phases were both seen.
    """

    def __init__(self, *, whole_cycles: bool) -> None:
        self._whole_cycles = whole_cycles
        self._track: MotionTrack | None = None
        self._counted: dict[Exercise, CountedReps] = {}  # in that stretch
        self._closed: dict[str, float] = {}  # how far they go, by exercise
        self._under_way: dict[str, float] = {}

    def count(self, track: MotionTrack, exercise: Exercise) -> CountedReps:
        """Return the repetitions of a stretch in which this exercise is done."""
        if self._track is not track:
            self._track = track
            self._counted.clear()
        if exercise not in self._counted:
            self._counted[exercise] = self._fresh(track, exercise)
        return self._counted[exercise]

    def _fresh(self, track: MotionTrack, exercise: Exercise) -> CountedReps:
        known = self._closed.get(exercise.id, 0.0)
        usual = max(known, self._under_way.get(exercise.id, 0.0))
        counted = self._count(track, exercise, usual)
        if not counted.limits and usual > known:  # it was something else that went so far
            counted = self._count(track, exercise, known)
        if counted.travel < TRAVEL_SHARE * known:
            counted = replace(counted, limits=())
        return counted

    def _count(self, track: MotionTrack, exercise: Exercise, usual_travel: float) -> CountedReps:
        return count_reps(
            track, exercise, whole_cycles=self._whole_cycles, usual_travel=usual_travel
        )

    def learn(self, counted: CountedReps, exercise: Exercise) -> None:
        """Remember how far the repetitions of a set that has closed went."""
        self._closed[exercise.id] = counted.travel

    def follow(self, counted: CountedReps, exercise: Exercise) -> None:
        """Remember how far those of the set under way go: there may be a rest at its end."""
        self._under_way[exercise.id] = counted.travel

    def begin(self) -> None:
        """Forget the set under way: another may go less far."""
        self._under_way.clear()
