"""Velocity profiles."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.simulation import profiles


@pytest.mark.parametrize(
    "shape",
    [
        profiles.bell(),
        profiles.bell(0.77),
        profiles.sticking(0.5, depth=0.8, at=0.45),
        profiles.controlled(),
        profiles.dying(),
        profiles.losing_control(),
        profiles.smooth(),
    ],
)
def test_every_profile_goes_from_0_to_1_without_turning_back(
    shape: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    assert shape[0] == pytest.approx(0.0)
    assert shape[-1] == pytest.approx(1.0)
    assert (np.diff(shape) >= -1e-12).all()


@pytest.mark.parametrize("peak_at", [0.33, 0.5, 0.77])
def test_a_bell_peaks_where_it_is_told(peak_at: float) -> None:
    velocity = np.diff(profiles.bell(peak_at))
    assert velocity.argmax() / len(velocity) == pytest.approx(peak_at, abs=0.03)


def test_a_sticking_region_slows_down_and_speeds_up_again() -> None:
    velocity = np.gradient(profiles.sticking(0.5, depth=0.8, at=0.45), profiles.STEPS)
    middle = velocity[40:120]
    assert middle.min() < 0.5 * velocity[:60].max()
    assert middle.min() < 0.5 * velocity[100:].max()
