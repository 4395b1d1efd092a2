"""Medians and percentiles are those of NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lastrep.signals.order_statistics import median, percentiles, percentiles_along, robust_sd

some = arrays(float, st.integers(1, 30), elements=st.floats(-1e6, 1e6))


@given(some)
def test_median_is_the_one_of_numpy(values: np.ndarray) -> None:
    assert median(values) == pytest.approx(float(np.median(values)), abs=1e-6)


@given(some, st.lists(st.floats(0.0, 100.0), min_size=1, max_size=4))
def test_percentiles_are_those_of_numpy(values: np.ndarray, percents: list[float]) -> None:
    assert percentiles(values, percents) == pytest.approx(
        np.percentile(values, percents).tolist(), abs=1e-6
    )


def test_percentiles_run_along_the_first_axis() -> None:
    values = np.random.default_rng(3).normal(size=(17, 3, 2))
    found = percentiles_along(values, (5.0, 95.0))
    np.testing.assert_allclose(found, np.percentile(values, (5.0, 95.0), axis=0))


@pytest.mark.parametrize("values", [[], [1.0, float("nan")]])
def test_what_is_not_known_throughout_has_no_median(values: list[float]) -> None:
    assert np.isnan(median(np.array(values)))


def test_the_spread_of_normal_errors_is_theirs_whatever_a_few_do() -> None:
    errors = np.random.default_rng(3).normal(0.0, 2.0, 4001)
    errors[:200] = 1e6
    assert robust_sd(errors) == pytest.approx(2.0, rel=0.1)
    assert np.isnan(robust_sd([]))
