"""When a sampled curve passes a level, between its samples."""

from __future__ import annotations

from typing import Literal

import numpy as np

from lastrep.records.pose import FloatArray


def level_crossing(
    time_s: FloatArray,
    value: FloatArray,
    level: float,
    *,
    rising: bool,
    which: Literal["first", "last"],
) -> float | None:
    """Return the interpolated instant at which a curve passes a level; None where it never does.

    Parameters
    ----------
    time_s, value
        ``(N,)`` each; a pair of samples with a NaN holds no crossing.
    level
        In the unit of ``value``.
    rising
        Upwards or downwards.
    which
        The first or the last of several crossings.
    """
    sign = 1.0 if rising else -1.0
    above = sign * (value - level)
    with np.errstate(invalid="ignore"):
        hits = np.flatnonzero((above[:-1] < 0.0) & (above[1:] >= 0.0))
    if not len(hits):
        return None
    i = int(hits[0] if which == "first" else hits[-1])
    share = above[i] / (above[i] - above[i + 1])
    return float(time_s[i] + share * (time_s[i + 1] - time_s[i]))
