"""When a sampled curve passes a level, between its samples."""

from __future__ import annotations

from typing import Literal

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
    if rising:
        passes = (value[:-1] < level) & (value[1:] >= level)
    else:
        passes = (value[:-1] > level) & (value[1:] <= level)
    hits = passes.nonzero()[0]
    if not len(hits):
        return None
    i = int(hits[0] if which == "first" else hits[-1])
    share = (value[i] - level) / (value[i] - value[i + 1])
    return float(time_s[i] + share * (time_s[i + 1] - time_s[i]))
