from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.records.pose import FloatArray
from lastrep.reps.measuring.like_shape import lay_over_alike
from lastrep.reps.measuring.parts import CUTOFF_HZ, smooth_on_grid
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.stroke import Stroke, stroke_between
from lastrep.simulation import profiles
from lastrep.simulation.wobble import correlated

APART_S, LIFT_S, RATE_HZ = 4.0, 1.2, 60.0


def lifts(seconds: list[float], *, size: float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Times and a curve with one lift every four seconds, let down again in 0.8 s."""
    time_s = np.arange(0.0, APART_S * len(seconds) + 1.0, 1.0 / RATE_HZ)
    value = np.zeros(len(time_s))
    for i, lift_s in enumerate(seconds):
        since_s = time_s - APART_S * i - 0.5
        rise = np.interp(since_s, lift_s * profiles.STEPS, profiles.bell(0.45))
        fall = np.interp(since_s - 2.5, 0.8 * profiles.STEPS, profiles.bell(0.5))
        value += size * (rise - fall)
    return time_s, value


def read(
    time_s: FloatArray, value: FloatArray, trust: FloatArray | None = None
) -> tuple[list[Stroke], Progress]:
    progress = Progress(
        time_s=time_s,
        value=value,
        trust=np.ones(len(time_s)) if trust is None else trust,
        speed=np.gradient(value, time_s),
        degrees=None,
        parts=(),
        side="both",
        whose="both",
        noise=0.01,
        place=None,
    )
    strokes = []
    for start_s in np.arange(0.0, time_s[-1] - 2.0, APART_S):
        low, high, end = np.searchsorted(time_s, [start_s, start_s + 2.7, start_s + 3.95])
        stroke = stroke_between(
            progress,
            int(low),
            int(high),
            earliest_s=start_s,
            latest_s=float(time_s[end]),
            limits=None,
            eccentric_first=False,
        )
        assert stroke is not None
        strokes.append(stroke)
    return strokes, progress


def speeds(strokes: list[Stroke]) -> FloatArray:
    return np.array([one.concentric.mean_speed for one in strokes])


def burst_at(time_s: FloatArray, at_s: float, size: float) -> FloatArray:
    return np.asarray(size * np.exp(-0.5 * ((time_s - at_s) / 0.06) ** 2))


def test_repetitions_without_noise_keep_their_speeds() -> None:
    strokes, progress = read(*lifts([0.9, 1.0, 1.2, 1.5, 2.0, 2.6]))

    told = lay_over_alike(strokes, progress)

    assert speeds(told) == pytest.approx(speeds(strokes), rel=0.02)


def test_a_burst_of_jitter_on_an_end_does_not_set_a_speed() -> None:
    time_s, clean = lifts([LIFT_S] * 6)
    exact = speeds(read(time_s, clean)[0])
    burst = burst_at(time_s, 2 * APART_S + 0.72, 0.12)
    strokes, progress = read(time_s, clean + burst, 1.0 / (1.0 + (burst / 0.02) ** 2))

    told = speeds(lay_over_alike(strokes, progress))

    assert abs(speeds(strokes)[2] / exact[2] - 1.0) > 0.1
    assert told == pytest.approx(exact, rel=0.03)


def test_what_jitters_is_not_taken_for_the_shape_of_the_others() -> None:
    time_s, clean = lifts([LIFT_S] * 4)
    burst = burst_at(time_s, APART_S + 0.8, 0.2)
    strokes, progress = read(time_s, clean + burst, 1.0 / (1.0 + (burst / 0.02) ** 2))

    told = speeds(lay_over_alike(strokes, progress))

    assert np.delete(told, 1) == pytest.approx(np.delete(speeds(strokes), 1), rel=0.02)


def test_one_of_another_shape_does_not_change_the_others() -> None:
    time_s, clean = lifts([LIFT_S] * 6)
    swung = clean + burst_at(time_s, APART_S + 1.1, 0.3)  # calmly: nothing says it is noise
    strokes, progress = read(time_s, swung)

    told = speeds(lay_over_alike(strokes, progress))

    assert np.delete(told, 1) == pytest.approx(np.delete(speeds(strokes), 1), rel=0.02)


def test_another_pace_is_measured_by_itself() -> None:
    strokes, progress = read(*lifts([1.0, 1.0, 1.0, 3.0 * 0.8]))
    alone, alone_on = read(*lifts([3.0 * 0.8]))

    told = lay_over_alike(strokes, progress)

    assert speeds(told)[-1] == pytest.approx(speeds(lay_over_alike(alone, alone_on))[0], rel=0.01)


def test_lowerings_are_told_by_lowerings() -> None:
    strokes, progress = read(*lifts([LIFT_S] * 4))

    told = lay_over_alike(strokes, progress)

    for one, other in zip(told, strokes, strict=True):
        assert one.eccentric is not None
        assert other.eccentric is not None
        assert one.eccentric.inner_s == pytest.approx(other.eccentric.inner_s, rel=0.02)


def test_what_was_not_seen_says_nothing() -> None:
    time_s, clean = lifts([LIFT_S] * 4)
    strokes, progress = read(time_s, clean)
    gap = np.abs(time_s - (APART_S + 0.75)) < 0.1
    unseen = replace(progress, value=np.where(gap, np.nan, clean))

    assert speeds(lay_over_alike(strokes, unseen)) == pytest.approx(speeds(strokes), rel=0.03)


def test_the_error_of_a_speed_is_told_by_the_noise_on_it() -> None:
    time_s, clean = lifts([LIFT_S] * 8)
    exact = speeds(read(time_s, clean)[0])
    off: list[float] = []
    told: list[float] = []
    for seed in range(12):
        noise = 0.02 * correlated(time_s, np.random.default_rng(seed), corner_hz=1.2, shape=())
        noisy = smooth_on_grid(time_s, clean + noise, np.ones(len(time_s)), CUTOFF_HZ)
        laid = lay_over_alike(*read(time_s, noisy))
        off.extend(speeds(laid) / exact - 1.0)
        told.extend(one.concentric.pace_error for one in laid)

    assert np.mean(told) == pytest.approx(np.std(off), rel=0.4)


def test_a_burst_on_a_lift_makes_its_speed_less_sure() -> None:
    time_s, clean = lifts([LIFT_S] * 6)
    trust = np.where(np.abs(time_s - 2.0 * APART_S - 1.1) < 0.5, 0.05, 1.0)
    shaken = clean + 0.01 * np.sin(40.0 * time_s) / np.sqrt(trust)

    errors = [one.concentric.pace_error for one in lay_over_alike(*read(time_s, shaken, trust))]

    assert errors[2] > 2.0 * max(errors[:2] + errors[3:])


def test_one_lift_alone_says_nothing_about_its_error() -> None:
    (alone,) = lay_over_alike(*read(*lifts([LIFT_S])))
    assert alone.concentric.pace_error == 0.0


def test_of_nothing_nothing_is_told() -> None:
    _, progress = read(*lifts([1.0]))
    assert lay_over_alike([], progress) == []


def test_a_lift_of_which_nothing_is_trusted_keeps_its_own_crossings() -> None:
    time_s, value = lifts([1.2, 1.2, 1.2])
    larger = time_s >= 2 * APART_S
    value[larger] *= 3.0  # unlike the others, who therefore say nothing about it
    trust = np.where(larger, 0.0, 1.0)
    alone, progress = read(time_s, value, trust)
    told = lay_over_alike(alone, progress)
    for own, after in zip(alone, told, strict=True):
        assert after.concentric.inner_s == pytest.approx(own.concentric.inner_s, rel=0.1)
    assert told[2].concentric.passed_s == alone[2].concentric.passed_s
