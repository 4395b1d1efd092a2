"""Each operator against a slow, obvious version of itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lastrep.signals.running_moments import running_mean, running_moments
from lastrep.signals.turning_points import turning_points
from lastrep.signals.uniform_grid import on_grid, uniform_times
from lastrep.signals.zero_phase import smooth_zero_phase

levels = st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=60)


@given(levels, st.integers(0, 10))
def test_running_mean_is_the_mean_of_the_neighbourhood(values: list[float], half: int) -> None:
    slow = [np.mean(values[max(0, i - half) : i + half + 1]) for i in range(len(values))]
    assert running_mean(np.array(values), half) == pytest.approx(slow, abs=1e-9)


def test_running_moments_pass_over_what_is_unknown() -> None:
    mean, spread = running_moments(np.array([[1.0, np.nan, 3.0, np.nan, 5.0]]), None)
    assert mean[0, 0] == pytest.approx(3.0)
    assert spread[0, 0] == pytest.approx(np.std([1, 3, 5]))


def slow_turning_points(values: list[float], swing: float) -> list[int]:
    found: list[int] = []
    top = bottom = 0
    rising = 0
    for i, value in enumerate(values):
        top = i if value > values[top] else top
        bottom = i if value < values[bottom] else bottom
        if rising <= 0 and value - values[bottom] >= swing:
            found.append(bottom)
            rising, top = 1, i
        elif rising >= 0 and values[top] - value >= swing:
            found.append(top)
            rising, bottom = -1, i
    return [*found, top if rising > 0 else bottom] if rising else found


@given(levels, st.integers(1, 10).map(float))
def test_turning_points_are_those_of_the_sample_by_sample_search(
    values: list[float], swing: float
) -> None:
    found, _ = turning_points(np.array(values), swing)
    slow = slow_turning_points(values, swing)
    assert [values[i] for i in found] == [values[i] for i in slow]


@given(levels, st.integers(1, 10).map(float))
def test_turning_points_alternate_and_are_a_swing_apart(values: list[float], swing: float) -> None:
    found, first = turning_points(np.array(values), swing)
    steps = np.diff(np.array(values)[found])
    assert (np.abs(steps) >= swing).all()
    assert (np.sign(steps[1:]) == -np.sign(steps[:-1])).all()
    if len(steps):
        assert first == -np.sign(steps[0])


def test_short_gaps_are_bridged_and_long_ones_are_not() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.5, 2.0, 2.1])
    grid = uniform_times(0.0, 2.1, 10.0)
    row = on_grid(time_s, time_s[None] * 3, grid, longest_gap_s=0.5)[0]
    assert row[:6] == pytest.approx(grid[:6] * 3)
    assert np.isnan(row[8:18]).all()
    assert row[-1] == pytest.approx(6.3)


def test_the_grid_holds_both_ends() -> None:
    assert uniform_times(1.0, 2.0, 4.0) == pytest.approx([1, 1.25, 1.5, 1.75, 2.0])


@given(st.floats(0.0, 3600.0), st.floats(0.1, 60.0), st.floats(5.0, 60.0))
def test_no_instant_of_the_grid_is_later_than_its_end(
    start_s: float, length_s: float, rate_hz: float
) -> None:
    end_s = start_s + length_s
    grid = uniform_times(start_s, end_s, rate_hz)

    assert grid[-1] <= end_s
    assert end_s - grid[-1] <= 1.0 / rate_hz
    assert np.diff(grid) == pytest.approx(1.0 / rate_hz, abs=1e-6)


def test_smoothing_keeps_slow_movement_in_place_and_drops_jitter() -> None:
    time_s = np.arange(0, 10, 0.05)
    slow = np.sin(2 * np.pi * 0.4 * time_s)
    smooth = smooth_zero_phase((slow + 0.3 * np.sin(50 * time_s))[None], cutoff_hz=2.0, rate_hz=20)
    assert np.abs(smooth[0, 20:-20] - slow[20:-20]).max() < 0.05


def test_smoothing_leaves_gaps_unknown_and_empty_rows_empty() -> None:
    rows = np.ones((2, 40))
    rows[0, 10:15] = np.nan
    rows[1] = np.nan
    smooth = smooth_zero_phase(rows, cutoff_hz=2.0, rate_hz=20)
    assert np.isnan(smooth[0, 10:15]).all()
    assert smooth[0, 20] == pytest.approx(1.0)
    assert np.isnan(smooth[1]).all()
