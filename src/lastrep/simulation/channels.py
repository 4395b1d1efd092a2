"""A quantity of a script over time, drawn as a line through knots."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.profiles import STEPS, smooth

_SMOOTH = smooth()


class Channel:
    """A value that holds until it is told to move.

    Moves must be appended in order of time; `at` reads the whole line at once.
    """

    def __init__(self, value: float) -> None:
        self._time_s: list[FloatArray] = [np.array([-1e9])]
        self._value: list[FloatArray] = [np.array([value])]

    @property
    def value(self) -> float:
        """The value after the last move."""
        return float(self._value[-1][-1])

    def move(
        self, start_time_s: float, end_time_s: float, value: float, shape: FloatArray | None = None
    ) -> None:
        """Go to ``value`` between two instants along a shape of `profiles` (smooth if None)."""
        steps = _SMOOTH if shape is None else shape
        before = self.value
        self._time_s.append(start_time_s + STEPS * max(end_time_s - start_time_s, 1e-6))
        self._value.append(before + (value - before) * steps)

    def bump(self, start_time_s: float, end_time_s: float, value: float) -> None:
        """Go to ``value`` half-way and come back."""
        before = self.value
        middle = (start_time_s + end_time_s) / 2.0
        self.move(start_time_s, middle, value)
        self.move(middle, end_time_s, before)

    def step(self, time_s: float, value: float) -> None:
        """Jump."""
        self._time_s.append(np.array([time_s, time_s]))
        self._value.append(np.array([self.value, value]))

    def at(self, time_s: FloatArray) -> FloatArray:
        """Return the line at ``(T,)`` instants."""
        knots = np.concatenate(self._time_s)
        # moves of one channel may overlap by a hair: the later one wins
        return np.asarray(
            np.interp(time_s, np.maximum.accumulate(knots), np.concatenate(self._value))
        )
