"""Intervals hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.evaluation.intervals import interval_over_sets, share_interval


def test_a_share_of_all_is_not_sure_to_be_one() -> None:
    low, high = share_interval(27, 27)
    assert low == pytest.approx(0.875, abs=0.01)
    assert high == 1.0
    assert share_interval(0, 0) == (0.0, 1.0)


def test_a_true_share_lies_within_about_as_often_as_said() -> None:
    right = np.random.default_rng(3).binomial(28, 0.95, 2000)
    held = [low <= 0.95 <= high for low, high in (share_interval(int(n), 28) for n in right)]
    assert 0.90 <= np.mean(held) <= 0.99


def test_sets_that_differ_make_a_figure_less_sure_than_their_repetitions() -> None:
    rng = np.random.default_rng(5)
    sizes = np.exp(rng.normal(0.0, 0.7, 30))
    unlike = [size * rng.normal(0.0, 1.0, 10) for size in sizes]
    alike = [rng.normal(0.0, 1.0, 10) for _ in sizes]

    def width(errors: list[np.ndarray]) -> float:
        low, high = interval_over_sets(errors, lambda drawn: float(drawn.std()))
        figure = float(np.concatenate(errors).std())
        assert low < figure < high
        return (high - low) / figure

    assert width(unlike) > 1.5 * width(alike)
