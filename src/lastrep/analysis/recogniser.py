"""Recognition for all who look at the stretch under way, and what a guess is counted on."""

from __future__ import annotations

from dataclasses import replace

from lastrep.analysis.counter import Counter
from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition, recognise
from lastrep.reps.counting.main_movement import by_what_moves

SURE = 0.6  # of the exercise: then it is counted on its own signals
CLEARLY_ALIKE = 0.1  # so much more alike are repetitions that an unsure exercise does not show ...
FEWEST = 2  # ... where both show so many: else this may be no exercise at all, but a rest


class Recogniser:
    """Recognises the exercise and keeps the last answer: at the end, two ask for the same one.

    A guess brings its own signals, and where it is wrong they miss what moves. So an exercise that
    is not sure is counted on whatever moves most, if the repetitions are clearly more alike in it.

    Parameters
    ----------
    counter
        Counts for everyone who looks at the same stretches; None: this one counts for itself.
    """

    def __init__(self, counter: Counter | None = None) -> None:
        self._counter = counter or Counter(whole_cycles=False)
        self._last: tuple[MotionTrack, Recognition] | None = None

    def recognise(self, track: MotionTrack) -> Recognition:
        """Return which exercise a stretch is; its signals are those it is best counted on."""
        if self._last is None or self._last[0] is not track:
            found = recognise(track)
            if found.exercise is not None and found.confidence < SURE:
                found = replace(found, exercise=self._as_it_moves(track, found.exercise))
            self._last = track, found
        return self._last[1]

    def _as_it_moves(self, track: MotionTrack, exercise: Exercise) -> Exercise:
        moved = by_what_moves(track, exercise)
        if moved is None:
            return exercise
        own, other = (self._counter.count(track, one) for one in (exercise, moved))
        enough = min(len(own.limits), len(other.limits)) >= FEWEST
        return moved if enough and other.likeness > own.likeness + CLEARLY_ALIKE else exercise
