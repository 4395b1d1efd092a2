from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.reps.like_pace import time_alike
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch

REST_S = 0.25  # before a tenth and after nine tenths of the way


def a_lift(
    at_s: float,
    seconds: float,
    *,
    early_s: float = 0.0,
    tenth_early_s: float = 0.0,
    size: float = 1.0,
) -> Stroke:
    """A lift of which the start, or the tenth of the way, was read too early."""
    first, last = at_s + REST_S, at_s + seconds - REST_S
    passed_s = (first - tenth_early_s, first + 0.04, first + 0.07, last - 0.07, last - 0.04, last)
    rise = Stretch(0.0, size, at_s - early_s, at_s + seconds, passed_s, (at_s - 0.3, at_s + 5.0))
    return Stroke(None, rise, None, at_s, at_s + seconds, eccentric_first=False)


def errors_s(strokes: list[Stroke], starts_s: list[float]) -> np.ndarray:
    found_s = np.array([one.concentric.start_time_s for one in strokes])
    return np.asarray(found_s - np.array(starts_s))


def test_repetitions_alike_tell_each_others_ends() -> None:
    starts_s = [4.0 * i for i in range(8)]
    wrong_s = [0.1, -0.1, 0.08, -0.08, 0.05, -0.05, 0.12, -0.12]
    read = [a_lift(at, 1.0, early_s=wrong) for at, wrong in zip(starts_s, wrong_s, strict=True)]

    assert np.abs(errors_s(time_alike(read), starts_s)).max() < 0.06


def test_another_pace_or_size_says_nothing_about_the_ends() -> None:
    slow = a_lift(4.0, 3.0, early_s=0.2)
    half = a_lift(8.0, 1.0, early_s=0.2, size=0.5)

    told = time_alike([a_lift(0.0, 1.0), slow, half])

    assert errors_s(told, [0.0, 3.8, 7.8]) == pytest.approx(0.0, abs=0.01)


def test_no_end_is_told_beyond_a_turning_point() -> None:
    read = [a_lift(4.0 * i, 1.0, early_s=0.3) for i in range(3)]
    last = a_lift(12.0, 1.0)
    read.append(replace(last, concentric=replace(last.concentric, turned_s=(11.95, 17.0))))

    assert time_alike(read)[-1].concentric.start_time_s == 11.95


def test_of_nothing_nothing_is_told() -> None:
    assert time_alike([]) == []


def test_one_burst_of_jitter_does_not_change_the_speed() -> None:
    read = [a_lift(4.0 * i, 1.2) for i in range(6)]
    read[2] = a_lift(8.0, 1.2, tenth_early_s=0.2)

    told = [one.concentric.mean_speed for one in time_alike(read)]

    assert read[2].concentric.mean_speed < 0.8 * read[0].concentric.mean_speed
    assert told == pytest.approx([read[0].concentric.mean_speed] * 6, rel=0.1)


def test_one_misread_repetition_does_not_mistime_the_others() -> None:
    starts_s = [4.0 * i for i in range(6)]
    read = [a_lift(at, 1.2) for at in starts_s]
    read[0] = a_lift(0.0, 1.2, early_s=3.0, tenth_early_s=2.5)

    told = time_alike(read)

    assert np.abs(errors_s(told, starts_s)[1:]).max() < 0.05
