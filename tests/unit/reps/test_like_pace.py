from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.reps.like_pace import time_alike
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch, rest_share

REST_S = 0.25  # before a tenth and after nine tenths of the way
SEEN_S = (-1.0, 100.0)


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
    outer_s = outer_of(seconds)
    passed_s = (
        *(first - outer_s - early_s, first - tenth_early_s, first + 0.04, first + 0.07),
        *(last - 0.07, last - 0.04, last, last + outer_s),
    )
    rise = Stretch(0.0, size, at_s, at_s + seconds, passed_s, (at_s - 0.3, at_s + 5.0))
    return Stroke(None, rise, None, at_s, at_s + seconds, eccentric_first=False)


def outer_of(seconds: float) -> float:
    """How long the way from 90 to 97 percent lasts in a lift that rests as long as `a_lift`."""
    inner_s = seconds - 2.0 * REST_S
    return 0.4 * REST_S if inner_s <= 0.0 else inner_s * outer_share(REST_S / inner_s)


def outer_share(rest: float) -> float:
    """The share at which `rest_share` answers ``rest`` when many say so."""
    shares = np.linspace(0.0, 0.4, 4001)
    return float(np.interp(rest, rest_share(shares, 1e6), shares))


def errors_s(strokes: list[Stroke], starts_s: list[float]) -> np.ndarray:
    found_s = np.array([one.concentric.start_time_s for one in strokes])
    return np.asarray(found_s - np.array(starts_s))


def test_repetitions_alike_tell_each_others_ends() -> None:
    starts_s = [4.0 * i for i in range(8)]
    wrong_s = [0.1, -0.1, 0.08, -0.08, 0.05, -0.05, 0.12, -0.12]
    read = [a_lift(at, 1.0, early_s=wrong) for at, wrong in zip(starts_s, wrong_s, strict=True)]

    assert np.abs(errors_s(time_alike(read, seen_s=SEEN_S), starts_s)).max() < 0.06


def test_another_pace_or_size_says_nothing_about_the_ends() -> None:
    calm = a_lift(0.0, 1.0)
    hard = a_lift(4.0, 3.0, early_s=0.2)
    half = a_lift(8.0, 1.0, early_s=0.2, size=0.5)

    together = time_alike([calm, hard, half], seen_s=SEEN_S)

    for told, stroke in zip(together, (calm, hard, half), strict=True):
        (alone,) = time_alike([stroke], seen_s=SEEN_S)
        assert told.concentric.start_time_s == pytest.approx(
            alone.concentric.start_time_s, abs=0.01
        )


def test_noise_at_the_extreme_of_the_curve_cuts_no_end_short() -> None:
    read = [a_lift(4.0 * i, 1.0) for i in range(4)]
    turned_s = (read[-1].concentric.start_time_s + 0.1, 17.0)
    read[-1] = replace(read[-1], concentric=replace(read[-1].concentric, turned_s=turned_s))

    assert time_alike(read, seen_s=SEEN_S)[-1].concentric.start_time_s == pytest.approx(
        12.0, abs=0.03
    )


def test_a_lift_ends_at_its_highest_point_at_the_latest() -> None:
    read = [a_lift(4.0 * i, 1.0) for i in range(4)]
    read[-1] = replace(read[-1], concentric=replace(read[-1].concentric, turned_s=(11.0, 12.9)))

    assert time_alike(read, seen_s=SEEN_S)[-1].concentric.end_time_s == 12.9


def test_nothing_begins_before_the_lifter_was_seen() -> None:
    assert time_alike([a_lift(0.0, 1.0)], seen_s=(0.1, 9.0))[0].concentric.start_time_s == 0.1


def test_no_movement_begins_before_the_one_before_it_ends() -> None:
    rise = a_lift(0.0, 1.0).concentric
    fall = a_lift(0.9, 1.0).concentric
    read = Stroke(None, rise, fall, 0.0, 1.0, eccentric_first=False)

    (told,) = time_alike([read], seen_s=SEEN_S)

    assert told.eccentric is not None
    assert told.concentric.t90_s < told.concentric.end_time_s
    assert told.concentric.end_time_s == told.eccentric.start_time_s < told.eccentric.t10_s


def test_of_nothing_nothing_is_told() -> None:
    assert time_alike([], seen_s=SEEN_S) == []


def test_one_burst_of_jitter_does_not_change_the_speed() -> None:
    read = [a_lift(4.0 * i, 1.2) for i in range(6)]
    read[2] = a_lift(8.0, 1.2, tenth_early_s=0.2)

    told = [one.concentric.mean_speed for one in time_alike(read, seen_s=SEEN_S)]

    assert read[2].concentric.mean_speed < 0.8 * read[0].concentric.mean_speed
    assert told == pytest.approx([read[0].concentric.mean_speed] * 6, rel=0.1)


def test_one_misread_repetition_does_not_mistime_the_others() -> None:
    starts_s = [4.0 * i for i in range(6)]
    read = [a_lift(at, 1.2) for at in starts_s]
    read[0] = a_lift(0.0, 1.2, early_s=3.0, tenth_early_s=2.5)

    told = time_alike(read, seen_s=SEEN_S)

    assert np.abs(errors_s(told, starts_s)[1:]).max() < 0.05
