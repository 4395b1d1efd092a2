from __future__ import annotations

import numpy as np
import pytest

from lastrep.signals.whittaker import whittaker

RATE_HZ = 30.0
T = np.arange(0.0, 20.0, 1.0 / RATE_HZ)


def gain(frequency_hz: float, cutoff_hz: float) -> float:
    wave = np.sin(2.0 * np.pi * frequency_hz * T)
    smooth = whittaker(wave, np.ones(len(T)), rate_hz=RATE_HZ, cutoff_hz=cutoff_hz)
    middle = slice(150, -150)
    return float(np.dot(smooth[middle], wave[middle]) / np.dot(wave[middle], wave[middle]))


def test_gain_is_one_below_a_half_at_and_nothing_above_the_cutoff() -> None:
    assert gain(0.5, 3.0) == pytest.approx(1.0, abs=0.01)
    assert gain(3.0, 3.0) == pytest.approx(0.5, abs=0.03)
    assert gain(9.0, 3.0) == pytest.approx(0.0, abs=0.02)


def test_it_does_not_delay() -> None:
    step = np.where(T < 10.0, 0.0, 1.0)

    smooth = whittaker(step, np.ones(len(T)), rate_hz=RATE_HZ, cutoff_hz=2.0)

    assert abs(T[np.argmax(smooth >= 0.5)] - 10.0) <= 1.0 / RATE_HZ


def test_a_parabola_passes_unchanged_and_gaps_are_bridged_along_it() -> None:
    curve = 3.0 - 2.0 * T + 0.5 * T**2
    weight = np.ones(len(T))
    weight[200:215] = 0.0
    broken = curve.copy()
    broken[205:210] = np.nan

    smooth = whittaker(broken, weight, rate_hz=RATE_HZ, cutoff_hz=3.0)

    assert np.allclose(smooth, curve, atol=1e-3)


def test_a_keypoint_that_jumps_bends_nothing() -> None:
    curve = np.sin(2.0 * np.pi * 0.4 * T)
    jumped = curve.copy()
    jumped[300:302] += 5.0

    smooth = whittaker(jumped, np.ones(len(T)), rate_hz=RATE_HZ, cutoff_hz=3.0)

    assert np.abs(smooth - curve).max() < 0.05


def test_too_little_to_smooth_comes_back_as_it_is() -> None:
    few = np.array([1.0, np.nan, 2.0])

    smooth = whittaker(few, np.ones(3), rate_hz=RATE_HZ, cutoff_hz=3.0)

    assert smooth[0] == 1.0
    assert np.isnan(smooth[1])
