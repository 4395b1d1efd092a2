from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from lastrep.records.training_set import Failure
from lastrep.sets.failure_watch import FailureWatch

BEST = 1.2


def moves(parts: Iterable[tuple[float, float]], fps: float) -> tuple[np.ndarray, np.ndarray]:
    """Times and progress of minimum-jerk moves, each (to, seconds)."""
    at, value, times, values = 0.0, 0.0, [], []
    for to, seconds in parts:
        t = np.arange(0.0, seconds, 1.0 / fps)
        x = t / seconds
        times.append(at + t)
        values.append(value + (to - value) * x**3 * (10.0 - 15.0 * x + 6.0 * x * x))
        at, value = at + len(t) / fps, to
    return np.concatenate(times), np.concatenate(values)


def watch(
    parts: Iterable[tuple[float, float]], *, tired: bool, fps: float = 30.0, noise: float = 0.02
) -> list[Failure]:
    time_s, progress = moves(parts, fps)
    progress = progress + np.random.default_rng(3).normal(0.0, noise, len(progress))
    watcher = FailureWatch()
    found = [
        watcher.push(float(t), float(p), best_speed=BEST, tired=tired)
        for t, p in zip(time_s, progress, strict=True)
    ]
    return [one for one in found if one is not None]


REP = [(0.0, 1.0), (1.0, 1.0), (0.0, 1.4), (0.0, 0.5)]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_stall_is_said_within_seven_tenths_of_a_second(fps: float) -> None:
    stall_starts = sum(seconds for _, seconds in REP) + 1.2

    found = watch([*REP, (0.5, 1.2), (0.5, 1.5), (0.0, 0.8)], tired=True, fps=fps)

    assert [one.kind for one in found] == ["positive"]
    assert found[0].time_s is not None
    assert found[0].time_s - stall_starts < 0.7


def test_full_repetitions_pauses_and_putting_down_are_no_failure() -> None:
    assert watch([*REP, (1.0, 1.0), (1.0, 4.0), (0.0, 1.4), (0.0, 5.0)], tired=True) == []


def test_a_half_repetition_turns_round_at_speed() -> None:
    half = [(0.5, 0.7), (0.0, 0.8), (0.0, 0.3)]
    assert watch([*REP, *half, *half, *half], tired=False) == []
    assert watch([*REP, *half, *half, *half], tired=True) == []


def test_a_half_like_the_one_before_may_stand_still() -> None:
    meant = [(0.5, 0.9), (0.0, 0.9), (0.0, 0.3)]
    stands = [(0.5, 0.9), (0.5, 0.7), (0.0, 0.9), (0.0, 0.5)]
    lower = [(0.3, 0.9), (0.3, 0.7), (0.0, 0.9), (0.0, 0.5)]
    assert watch([*REP, *meant, *stands], tired=True) == []
    assert [one.kind for one in watch([*REP, *stands], tired=True)] == ["positive"]
    assert [one.kind for one in watch([*REP, *meant, *lower], tired=True)] == ["positive"]
    assert [one.kind for one in watch([*REP, *meant, *REP, *stands], tired=True)] == ["positive"]


def test_a_dip_below_the_lengthened_end_is_no_start() -> None:
    assert watch([*REP, (-0.2, 0.5), (0.05, 0.5), (0.05, 2.0)], tired=True) == []


def test_a_call_is_taken_back_when_the_lifter_gets_through() -> None:
    found = watch([*REP, (0.5, 1.0), (0.5, 1.0), (1.0, 1.0), (1.0, 1.0)], tired=True)

    assert [one.kind for one in found] == ["positive", "none"]


def test_a_lifter_who_is_not_seen_has_not_failed() -> None:
    watcher = FailureWatch()
    time_s, progress = moves([*REP, (0.5, 1.2)], 30.0)
    for t, p in zip(time_s, progress, strict=True):
        watcher.push(float(t), float(p), best_speed=BEST, tired=True)

    gone = [
        watcher.push(float(time_s[-1] + t), float("nan"), best_speed=BEST, tired=True)
        for t in np.arange(0.03, 3.0, 0.03)
    ]

    assert set(gone) == {None}


def test_shifting_the_weight_long_after_the_last_repetition_is_no_attempt() -> None:
    drift = [(-0.05, 1.0), (0.17, 1.2), (0.17, 2.0), (0.0, 1.0)]

    assert watch([*REP, (0.0, 6.0), *drift], tired=True) == []


def test_an_attempt_that_hardly_leaves_the_bottom_is_failure_in_the_flow_of_a_set() -> None:
    found = watch([*REP, (0.22, 0.9), (0.22, 1.5), (0.0, 0.8)], tired=True, noise=0.01)

    assert [one.kind for one in found] == ["positive"]


def test_who_stops_short_again_and_again_may_also_stand_there() -> None:
    half = [(0.5, 0.7), (0.0, 0.8), (0.0, 0.5)]
    stands = [(0.5, 0.7), (0.5, 0.5), (0.0, 0.8), (0.0, 0.5)]

    assert watch([*REP, *half, *half, *stands, *stands], tired=True, noise=0.01) == []


def test_a_tremor_does_not_end_a_stall() -> None:
    time_s, progress = moves([*REP, (0.5, 1.2), (0.5, 1.5), (0.0, 0.8)], 30.0)
    progress = progress + 0.02 * np.sin(2.0 * np.pi * 1.5 * time_s)
    watcher = FailureWatch()
    found = [
        watcher.push(float(t), float(p), best_speed=BEST, tired=True)
        for t, p in zip(time_s, progress, strict=True)
    ]

    assert [one.kind for one in found if one is not None] == ["positive"]


@pytest.mark.parametrize(("unseen_s", "kinds"), [(0.3, ["none"]), (2.5, [])])
def test_a_call_is_not_taken_back_by_what_comes_after_long_out_of_sight(
    unseen_s: float, kinds: list[str]
) -> None:
    time_s, progress = moves([*REP, (0.5, 1.2), (0.5, 1.5)], 30.0)
    watcher = FailureWatch()
    called = [
        watcher.push(float(t), float(p), best_speed=BEST, tired=True)
        for t, p in zip(time_s, progress, strict=True)
    ]
    assert [one.kind for one in called if one is not None] == ["positive"]
    later = [
        watcher.push(float(time_s[-1] + unseen_s + t), 0.95, best_speed=BEST, tired=True)
        for t in np.arange(0.0, 1.0, 0.03)
    ]
    assert [one.kind for one in later if one is not None] == kinds
