from __future__ import annotations

import numpy as np
import pytest

from lastrep.apps.live.freshness import FLOOR_PER_S, OVER_S, STALE_S, Freshness


def looked_at(
    pictures_per_s: float, model_s: list[float], *, seconds: float = 20.0
) -> tuple[list[float], list[float]]:
    """Play a camera to a model that takes so long, turn about; return when and how late it was."""
    freshness = Freshness()
    arrivals_s = np.arange(0.0, seconds, 1.0 / pictures_per_s)
    begun_s, waited_s, free_s = [], [], 0.0
    for index, arrived_s in enumerate(arrivals_s):
        follows = index + 1 < len(arrivals_s)
        if follows and arrivals_s[index + 1] <= free_s:
            continue  # the newest wins
        now_s = max(free_s, float(arrived_s))
        if freshness.is_stale(float(arrived_s), now_s):
            continue
        freshness.take(now_s)
        begun_s.append(now_s)
        waited_s.append(now_s - float(arrived_s))
        free_s = now_s + model_s[len(begun_s) % len(model_s)]
    return begun_s, waited_s


def late_share(waited_s: list[float]) -> float:
    return float(np.mean(np.array(waited_s[FLOOR_PER_S * 5 :]) > STALE_S))


def test_a_slow_picture_now_and_then_makes_no_other_late() -> None:
    model_s = [0.032] * 9 + [0.050]
    begun_s, waited_s = looked_at(30.0, model_s)
    assert late_share(waited_s) == 0.0
    assert len(begun_s) / 20.0 >= FLOOR_PER_S


def test_no_picture_is_left_out_where_the_model_is_quick() -> None:
    begun_s, waited_s = looked_at(30.0, [0.020])
    assert len(begun_s) == 600
    assert max(waited_s) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("pictures_per_s", [24.0, 25.0])
def test_a_camera_that_gives_no_more_than_the_floor_loses_nothing(pictures_per_s: float) -> None:
    begun_s, _ = looked_at(pictures_per_s, [0.030] * 4 + [0.055])
    assert len(begun_s) == len(np.arange(0.0, 20.0, 1.0 / pictures_per_s))


def test_where_the_model_is_too_slow_the_rate_stays_what_it_can_be() -> None:
    begun_s, _ = looked_at(30.0, [0.045])
    assert len(begun_s) / 20.0 > 0.95 / 0.045  # each is looked at, however late
    for first_s, last_s in zip(begun_s, begun_s[100:], strict=False):
        assert last_s - first_s >= OVER_S  # never quick enough to spare one
