"""Where a movement begins and ends in time."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.reps.measuring.tempo import stretch_between
from lastrep.simulation import profiles

EXACT_S = 0.1  # phases are promised that exactly
LOW, HIGH = 40.0, 140.0
START_S, DURATION_S = 1.0, 1.2


def _minimum_jerk(time_s: np.ndarray) -> np.ndarray:
    share = np.clip((time_s - START_S) / DURATION_S, 0.0, 1.0)
    return LOW + (HIGH - LOW) * share**3 * (10.0 - 15.0 * share + 6.0 * share**2)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_bell_begins_and_ends_where_it_does(fps: float) -> None:
    time_s = np.arange(0.0, 4.0, 1.0 / fps)
    found = stretch_between(time_s, _minimum_jerk(time_s), 0, len(time_s) - 1)
    assert found is not None
    assert found.start_time_s == pytest.approx(START_S, abs=EXACT_S)
    assert found.end_time_s == pytest.approx(START_S + DURATION_S, abs=EXACT_S)
    assert found.range == pytest.approx(HIGH - LOW, rel=0.02)


@pytest.mark.parametrize("creep_s", [0.6, 0.8])
def test_creeping_on_while_holding_is_no_part_of_the_movement(creep_s: float) -> None:
    time_s = np.arange(0.0, 4.5, 1.0 / 30.0)
    end_s = START_S + DURATION_S
    settling = np.clip((time_s - end_s + 0.2) / creep_s, 0.0, 1.0)
    value = _minimum_jerk(time_s) + 0.09 * (HIGH - LOW) * settling
    found = stretch_between(time_s, value, 0, len(time_s) - 1)
    assert found is not None
    assert found.end_time_s == pytest.approx(end_s, abs=0.35)  # 0.6 to 0.7 if the creeping counted


def _bent(way: np.ndarray) -> np.ndarray:
    """An angle and a height averaged: the height stands while the limb still turns."""
    return np.asarray(0.5 * way + 0.5 * np.sin(0.5 * np.pi * way))


@pytest.mark.parametrize(
    ("way", "seconds"),
    [
        *(
            (profiles.bell(peak_at), seconds)
            for peak_at in (0.35, 0.45, 0.6)
            for seconds in (0.8, 1.5)
        ),
        (profiles.controlled(), 3.0),
        (profiles.sticking(0.4, depth=0.5, at=0.42), 2.0),
        (_bent(profiles.bell(0.45)), 1.5),
    ],
)
def test_soft_ends_are_told_from_what_is_seen_of_them(way: np.ndarray, seconds: float) -> None:
    time_s = np.arange(0.0, seconds + 2.0, 1.0 / 60.0)
    value = np.interp(time_s - 1.0, seconds * profiles.STEPS, way)
    found = stretch_between(time_s, value, 0, len(time_s) - 1)
    assert found is not None
    assert found.duration_s == pytest.approx(seconds, rel=0.12)


def test_what_never_moves_is_no_movement() -> None:
    time_s = np.arange(0.0, 2.0, 1.0 / 30.0)
    assert stretch_between(time_s, np.full(len(time_s), LOW), 0, len(time_s) - 1) is None
