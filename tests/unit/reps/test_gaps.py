"""A repetition that a gap in the pose cuts is found by what is seen on the other side."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.records.pose import FloatArray
from lastrep.reps.counting.gaps import turns_at_gaps
from lastrep.reps.counting.pruning import prune_swings
from lastrep.signals.turning_points import turning_points

RATE_HZ = 20.0
PERIOD_S = 3.0
TIME_S = np.arange(0.0, 15.0, 1.0 / RATE_HZ)
SWING = 1.0


def tops(signal: FloatArray, *, swing: float = SWING) -> list[float]:
    """Return when the tops are that survive, in seconds."""
    turns, first = turning_points(signal, swing)
    turns, cut = turns_at_gaps(signal, turns, first, swing=0.5)
    kept = prune_swings(turns / RATE_HZ, signal[turns], begun=first < 0, cut=cut)
    return [round(float(turns[i]) / RATE_HZ, 1) for i in kept if (i % 2 == 0) == (first > 0)]


def cycles(*, unseen: tuple[float, float] | None = None) -> FloatArray:
    """Five repetitions between -1.2 and 1.2 with their tops in the middle."""
    signal = -1.2 * np.cos(2.0 * np.pi * TIME_S / PERIOD_S)
    if unseen is not None:
        first, last = np.searchsorted(TIME_S, unseen)
        signal[first:last] = np.nan
    return signal


@pytest.mark.parametrize(
    "unseen",
    [
        (5.0, 6.8),  # half of the way down, the turn, and half of the way up
        (5.2, 6.7),
        (6.4, 7.2),  # the middle of the way up
        (6.3, 7.9),  # the way up and a part of the way down
        (7.2, 8.2),  # the top
    ],
)
def test_a_gap_hides_no_repetition(unseen: tuple[float, float]) -> None:
    found = tops(cycles(unseen=unseen))
    assert len(found) == len(tops(cycles())) == 5
    assert np.allclose(found, tops(cycles()), atol=0.75)


def test_a_gap_at_rest_adds_no_repetition() -> None:
    signal = cycles()
    rests = (TIME_S >= 7.5) & (TIME_S < 10.5)
    signal[rests] = 1.2 + 0.1 * np.sin(TIME_S[rests] * 7.0)
    signal[(TIME_S > 8.2) & (TIME_S < 9.4)] = np.nan
    assert len(tops(signal)) == 4
