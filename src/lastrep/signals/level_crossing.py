"""When a sampled curve rises through a level, between its samples."""

from __future__ import annotations

from typing import Literal

from lastrep.records.pose import FloatArray


def level_crossing(
    time_s: FloatArray,
    value: FloatArray,
    level: float,
    *,
    which: Literal["first", "last"],
) -> float | None:
    """Return the instant at which a curve rises through a level, interpolated; None if never.

    Parameters
    ----------
    time_s, value
        ``(N,)`` each; a pair of samples with a NaN holds no crossing.
    level
        In the unit of ``value``.
    which
        The first or the last of several crossings.
    """
    hits = ((value[:-1] < level) & (value[1:] >= level)).nonzero()[0]
    if not len(hits):
        return None
    i = int(hits[0] if which == "first" else hits[-1])
    share = (value[i] - level) / (value[i] - value[i + 1])
    return float(time_s[i] + share * (time_s[i + 1] - time_s[i]))
