"""A small repetition counts where one is due; fidgeting in a rest does not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lastrep.records.pose import FloatArray, IntArray
from lastrep.reps.counting.in_time import with_small_in_time

RATE_HZ = 20.0
PERIOD_S = 2.0


def a_set(heights: list[float], *, periods: list[float] | None = None) -> FloatArray:
    """Repetitions from the shortened end: each goes down and comes up again by its height."""
    lengths = [1.0] * len(heights) if periods is None else periods
    pieces = [
        1.0 - height * (1.0 - np.cos(np.linspace(0.0, 2.0 * np.pi, round(length * 40)))) / 2.0
        for height, length in zip(heights, lengths, strict=True)
    ]
    return 2.5 * np.concatenate(pieces)


def large_turns(signal: FloatArray, least: float) -> IntArray:
    """The turning points of those that go down by more than a share of the range."""
    lows = [
        i
        for i in range(1, len(signal) - 1)
        if signal[i] <= signal[i - 1] and signal[i] < signal[i + 1] and signal[i] < 2.5 * least
    ]
    tops = [low + int(np.argmax(signal[low : high + 1])) for low, high in pairwise(lows)]
    turns = [0, *[turn for pair in zip(lows, tops, strict=False) for turn in pair], lows[-1]]
    return np.array([*turns, len(signal) - 1])


def completed(signal: FloatArray, turns: IntArray) -> IntArray:
    seen = np.isfinite(signal)
    return with_small_in_time(signal, turns, seen, rate_hz=RATE_HZ, bottom_first=False)


def found(heights: list[float], periods: list[float] | None = None) -> int:
    signal = a_set(heights, periods=periods)
    before = large_turns(signal, 0.5)
    after = completed(signal, before)
    rising = np.sign(np.diff(signal[after]))
    assert (rising[1:] == -rising[:-1]).all()
    assert after[0] == before[0]
    assert after[-1] == before[-1]
    return (len(after) - len(before)) // 2


def test_a_small_repetition_in_time_counts() -> None:
    assert found([1, 1, 1, 1, 0.4, 1, 1, 1, 1]) == 1
    assert found([1, 1, 1, 1, 0.4, 0.35, 1, 1, 1, 1]) == 2


def test_what_is_tiny_late_or_without_a_rhythm_does_not() -> None:
    assert found([1, 1, 1, 1, 0.2, 1, 1, 1, 1]) == 0
    assert found([1, 1, 1, 1, 0.4, 1, 1, 1, 1], [1, 1, 1, 1, 0.5, 1, 1, 1, 1]) == 0
    assert found([1, 1, 1, 1, 0.4, 1, 1, 1, 1], [1, 2, 1, 1, 1.5, 2.6, 1, 0.8, 1]) == 0
    assert found([1, 1, 0.4, 1, 1]) == 0


def test_a_movement_of_another_shape_does_not() -> None:
    signal = a_set([1, 1, 1, 1, 0, 1, 1, 1, 1])
    # sinks a little in a pause of one repetition, and for a moment is where it was
    signal[164:196] -= 1.0
    signal[179:181] += 1.0
    before = large_turns(signal, 0.5)
    after = completed(signal, before)
    assert after.tolist() == before.tolist()


@given(st.floats(0.35, 0.45), st.integers(2, 5), st.floats(0.85, 1.15))
def test_where_it_lies_in_the_set_does_not_matter(height: float, at: int, length: float) -> None:
    heights, periods = [1.0] * 9, [1.0] * 9
    heights[at], periods[at] = height, length
    assert found(heights, periods) == 1


def test_nothing_is_put_into_a_lost_pose() -> None:
    signal = a_set([1, 1, 1, 1, 0.4, 1, 1, 1, 1])
    before = large_turns(signal, 0.5)
    signal[170:180] = np.nan
    after = completed(signal, before)
    assert after.tolist() == before.tolist()


@pytest.mark.parametrize("turns", [[], [3], [0, 20], [0, 20, 40]])
def test_a_set_without_a_pause_between_two_stays_as_it_is(turns: list[int]) -> None:
    signal = a_set([1, 1, 1])
    at = np.array(turns, dtype=int)
    after = completed(signal, at)
    assert after.tolist() == turns
