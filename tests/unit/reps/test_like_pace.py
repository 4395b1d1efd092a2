from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.reps.measuring.like_pace import time_alike
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import USUAL_REST, Stretch, rest_share

REST_S = 0.25  # before a tenth and after nine tenths of the way
SEEN_S = (-1.0, 100.0)


def a_lift(at_s: float, seconds: float, *, early_s: float = 0.0, size: float = 1.0) -> Stroke:
    """A lift of which the start was read too early."""
    first, last = at_s + REST_S, at_s + seconds - REST_S
    outer_s = outer_of(seconds)
    passed_s = (first - outer_s - early_s, first, last, last + outer_s)
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


def test_one_repetition_alone_is_trusted_less_than_many() -> None:
    soft = [a_lift(4.0 * i, 1.0, early_s=0.02) for i in range(8)]
    usual_s = USUAL_REST * (1.0 - 2.0 * REST_S)

    (alone,) = time_alike(soft[:1], seen_s=SEEN_S)
    together = time_alike(soft, seen_s=SEEN_S)[0]

    told_s = [one.concentric.t10_s - one.concentric.start_time_s for one in (together, alone)]
    assert abs(told_s[0] - usual_s) > abs(told_s[1] - usual_s)


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
