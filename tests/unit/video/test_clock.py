from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lastrep.video.clock import ForwardClock


def mapped(stamps_s: list[float | None]) -> list[float | None]:
    clock = ForwardClock(0.04)
    return [clock.time_s(stamp_s) for stamp_s in stamps_s]


def test_negative_and_offset_stamps_start_at_zero() -> None:
    assert mapped([-0.08, -0.04, 0.0]) == pytest.approx([0.0, 0.04, 0.08])
    assert mapped([95000.0, 95000.5]) == [0.0, 0.5]


def test_repeated_and_slipping_stamps_are_skipped() -> None:
    assert mapped([0.0, 0.1, 0.1, 0.05, 0.2]) == [0.0, 0.1, None, None, 0.2]


def test_a_new_piece_follows_without_a_gap() -> None:
    assert mapped([10.0, 12.0, 0.0, 0.5]) == pytest.approx([0.0, 2.0, 2.04, 2.54])


def test_missing_stamps_are_filled_with_the_usual_interval() -> None:
    assert mapped([None, None, None]) == pytest.approx([0.0, 0.04, 0.08])


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=40))
def test_time_only_goes_forward(stamps_s: list[float | None]) -> None:
    times_s = [time_s for time_s in mapped(stamps_s) if time_s is not None]
    assert all(late > early for early, late in itertools.pairwise(times_s))
    assert times_s[:1] in ([], [0.0])
