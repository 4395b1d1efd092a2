"""How sure a figure is that comes from few sets: 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np

from lastrep.records.pose import FloatArray

NORMAL_95 = 1.96
RESAMPLES = 1000
SEED = 7


def share_interval(right: int, of: int) -> tuple[float, float]:
    """Return the interval of a share, after Wilson (1927): it means something at 0 and 1 too."""
    if not of:
        return (0.0, 1.0)
    share, z2 = right / of, NORMAL_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def interval_over_sets(
    errors: Sequence[FloatArray], figure: Callable[[FloatArray], float]
) -> tuple[float, float]:
    """Return the bootstrap interval of a figure of all errors when sets are drawn anew.

    The errors of one set hang together: its lifter, view and noise are the same.
    """
    rng = np.random.default_rng(SEED)
    picks = rng.integers(0, len(errors), (RESAMPLES, len(errors)))
    drawn = [figure(np.concatenate([errors[i] for i in row])) for row in picks]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
