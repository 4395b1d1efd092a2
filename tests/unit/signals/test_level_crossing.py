from __future__ import annotations

import numpy as np
import pytest

from lastrep.signals.level_crossing import level_crossing

TIME_S = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
VALUE = np.array([0.0, 1.0, 0.0, 1.0, 2.0])


def test_crossings_lie_between_the_samples() -> None:
    assert level_crossing(TIME_S, VALUE, 0.25, which="first") == pytest.approx(0.25)
    assert level_crossing(TIME_S, VALUE, 0.25, which="last") == pytest.approx(2.25)


def test_a_level_that_is_never_passed_has_no_instant() -> None:
    assert level_crossing(TIME_S, VALUE, 5.0, which="first") is None
    assert level_crossing(TIME_S, -VALUE, -1.5, which="first") is None


def test_nothing_is_interpolated_across_what_was_not_seen() -> None:
    broken = np.array([0.0, np.nan, 1.0, 1.0, 1.0])

    assert level_crossing(TIME_S, broken, 0.5, which="first") is None
