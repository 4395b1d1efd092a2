from __future__ import annotations

import numpy as np
import pytest

from lastrep.reps.like_pace import time_alike
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch

REST_S = 0.25  # before a tenth and after nine tenths of the way


def a_lift(at_s: float, seconds: float, *, early_s: float = 0.0, size: float = 1.0) -> Stroke:
    """A lift of which the start was read ``early_s`` too early."""
    t10, t90 = at_s + REST_S, at_s + seconds - REST_S
    rise = Stretch(0.0, size, at_s - early_s, at_s + seconds, t10, t90, (at_s - 0.3, at_s + 5.0))
    return Stroke(None, rise, None, at_s, at_s + seconds, eccentric_first=False)


def errors_s(strokes: list[Stroke], starts_s: list[float]) -> np.ndarray:
    return np.array([one.concentric.start_time_s for one in strokes]) - np.array(starts_s)


def test_repetitions_alike_tell_each_others_ends() -> None:
    starts_s = [4.0 * i for i in range(8)]
    wrong_s = [0.1, -0.1, 0.08, -0.08, 0.05, -0.05, 0.12, -0.12]
    read = [a_lift(at, 1.0, early_s=wrong) for at, wrong in zip(starts_s, wrong_s, strict=True)]

    assert np.abs(errors_s(time_alike(read), starts_s)).max() < 0.01


def test_another_pace_or_size_says_nothing_about_the_ends() -> None:
    slow = a_lift(4.0, 3.0, early_s=0.2)
    half = a_lift(8.0, 1.0, early_s=0.2, size=0.5)

    told = time_alike([a_lift(0.0, 1.0), slow, half])

    assert errors_s(told, [0.0, 3.8, 7.8]) == pytest.approx(0.0, abs=0.01)


def test_no_end_is_told_beyond_a_turning_point() -> None:
    read = [a_lift(4.0 * i, 1.0, early_s=0.3) for i in range(3)]
    rise = Stretch(0.0, 1.0, 12.0, 13.0, 12.25, 12.75, (11.95, 17.0))
    read.append(Stroke(None, rise, None, 12.0, 13.0, eccentric_first=False))

    assert time_alike(read)[-1].concentric.start_time_s == 11.95


def test_of_nothing_nothing_is_told() -> None:
    assert time_alike([]) == []
