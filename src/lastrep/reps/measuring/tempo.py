"""One phase of a repetition in time, from interpolated level crossings; never from a speed limit.

A speed threshold cuts a phase by 6 to 39 percent too short or too long, depending on noise and
filter; the instants at which a curve passes shares of its range are nearly free of bias. Where the
motion begins and ends nobody sees: in the last tenth of a second a soft end moves by less than one
percent of the way. It is told from how long the motion takes between 90 and 97 percent: softer ends
are slower there already. How much longer it goes on was worked out on some thousand shapes
of movement (`tools/soft_ends.py`), none of them taken from a recording: skewed bells, with and
without a stretch of even speed or a sticking region, seen through measures that bend near the end
of their range. A limb that creeps on while it holds is at rest: in few such shapes does the stretch
from nine tenths of the way to the end last much longer, beside that from one tenth to nine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.signals.level_crossing import level_crossing

NEAR_END = 0.12  # share of the swing within which the curve counts as being at its end
REST_S = 0.6
SETTLE_S, SETTLE_RATIO = 0.3, 1.3
INNER = (0.10, 0.90)
INNER_SHARE = INNER[1] - INNER[0]
OUTER = 0.03  # nearer to the ends than this a crossing is noise
# beside the stretch from 10 to 90 percent, over all shapes:
USUAL_REST, USUAL_OUTER = 0.50, 0.17  # how long the last tenth lasts, and its first seven percent
REST_PER_OUTER = 4.0
SHORTEST_REST, LONGEST_REST = 0.20, 0.75
LONGEST_ABOVE = 0.65  # the same where the weight is lifted to: there it is held, and creeps
TELLING = 0.5  # repetitions' worth of trust in what is usual


@dataclass(frozen=True, slots=True)
class Stretch:
    """One movement between two ends.

    Attributes
    ----------
    from_value, to_value
        The ends, in the unit of the curve.
    start_time_s, end_time_s
        Motion begins and comes to rest.
    passed_s
        When 3, 10, 90 and 97 percent of the way have been passed.
    turned_s
        The extremes of the curve before and after it: where, in the rest that lies there, noise
        happens to be largest.
    pace_error
        Standard error of its speed that the noise of the pose explains, as a share; 0 where there
        was nothing to tell it by.
    """

    from_value: float
    to_value: float
    start_time_s: float
    end_time_s: float
    passed_s: tuple[float, float, float, float]
    turned_s: tuple[float, float]
    pace_error: float = 0.0

    @property
    def t10_s(self) -> float:
        """When a tenth of the way has been passed."""
        return self.passed_s[1]

    @property
    def t90_s(self) -> float:
        """When nine tenths of the way have been passed."""
        return self.passed_s[-2]

    @property
    def range(self) -> float:
        """How far it went, without sign."""
        return abs(self.to_value - self.from_value)

    @property
    def duration_s(self) -> float:
        """From the first to the last motion."""
        return self.end_time_s - self.start_time_s

    @property
    def inner_s(self) -> float:
        """Time between the 10 and the 90 percent crossings."""
        return max(self.t90_s - self.t10_s, 1e-3)

    @property
    def mean_speed(self) -> float:
        """The inner 80 percent of the range over the time they took."""
        return INNER_SHARE * self.range / self.inner_s


def stretch_between(time_s: FloatArray, value: FloatArray, first: int, last: int) -> Stretch | None:
    """Return the movement between two turning points of a curve; None where there is none.

    Its ends are where the motion comes to rest next to it, not the extremes of what may be a long
    rest with the noise of a minute on it.

    Parameters
    ----------
    time_s, value
        ``(N,)`` each: the curve.
    first, last
        Samples at its two ends, in order of time.
    """
    swing = float(value[last] - value[first]) if last > first else 0.0
    if not swing:
        return None
    share = (value[first : last + 1] - value[first]) / swing
    piece_s = time_s[first : last + 1]
    end = first + _settles(piece_s, share)
    start = last - _settles(-piece_s[::-1], 1.0 - share[::-1])
    rising = swing > 0.0
    near = NEAR_END * abs(swing)
    return _stretch(
        piece_s,
        value[first : last + 1],
        from_value=_rest_level(value, time_s, start, near, lowest=rising),
        to_value=_rest_level(value, time_s, end, near, lowest=not rising),
    )


def _settles(time_s: FloatArray, share: FloatArray) -> int:
    """Return where a movement from 0 to 1 first comes to rest near 1."""
    half = int((share >= 0.5).argmax())  # noqa: PLR2004 - halfway
    near = int((share >= 1.0 - NEAR_END).argmax())
    # the rest of a bell takes about as long again as the stretch from its middle to here
    until_s = time_s[near] + max(SETTLE_S, SETTLE_RATIO * (time_s[near] - time_s[half]))
    last = max(int(time_s.searchsorted(until_s)), near + 1)
    return near + int(share[near:last].argmax())


def _rest_level(
    value: FloatArray, time_s: FloatArray, at: int, near: float, *, lowest: bool
) -> float:
    """Return where the curve rests around one of its extremes: one sample would be biased.

    The calmer quarter of what lies near the extreme: right for a rest with noise on it, and within
    one percent of the swing for a turn without any rest.
    """
    first = int(time_s.searchsorted(time_s[at] - REST_S))
    last = int(time_s.searchsorted(time_s[at] + REST_S))
    depth = value[first:last] - value[at] if lowest else value[at] - value[first:last]
    away = (~(depth <= near)).nonzero()[0]
    split = int(away.searchsorted(at - first))
    begin = int(away[split - 1]) + 1 if split else 0
    end = int(away[split]) if split < len(away) else last - first
    rest = depth[begin:end]
    if not len(rest):
        return float(value[at])
    rest.sort()
    level = float(rest[len(rest) // 4])
    return float(value[at]) + (level if lowest else -level)


def _stretch(
    time_s: FloatArray, value: FloatArray, *, from_value: float, to_value: float
) -> Stretch | None:
    """Return when a movement between two levels began, passed its parts and ended.

    Parameters
    ----------
    time_s, value
        ``(N,)`` each: the curve from its turning point at one end to that at the other.
    from_value, to_value
        The levels at rest at either end.

    Returns
    -------
    None where the curve does not pass the inner levels.
    """
    span = to_value - from_value
    if not np.isfinite(span) or span == 0.0 or len(time_s) < 3:  # noqa: PLR2004 - no curve
        return None
    share = (value - from_value) / span

    t90 = level_crossing(time_s, share, INNER[1], which="first")
    if t90 is None:
        return None
    before = slice(int(time_s.searchsorted(t90, "right")))
    t10 = level_crossing(time_s[before], share[before], INNER[0], which="last")
    if t10 is None:
        # the curve is cut within the first tenth: it starts where it is first seen
        if not share[0] < 0.5:  # noqa: PLR2004 - more than half of it is missing
            return None
        t10 = float(time_s[0])
    risen = slice(int(time_s.searchsorted(t10)), None)

    def passed_s(level: float) -> float | None:
        return level_crossing(time_s[before], share[before], level, which="last")

    def nearly_there_s(level: float) -> float | None:
        return level_crossing(time_s[risen], share[risen], 1 - level, which="first")

    inner_s = max(t90 - t10, 1e-3)
    usual_s = USUAL_OUTER * inner_s
    first_s = _or(passed_s(OUTER), t10 - usual_s)
    last_s = _or(nearly_there_s(OUTER), t90 + usual_s)
    start = t10 - inner_s * rest_share((t10 - first_s) / inner_s)
    end = t90 + inner_s * rest_share((last_s - t90) / inner_s, lifted=span > 0.0)
    return Stretch(
        from_value=from_value,
        to_value=to_value,
        start_time_s=max(float(start), float(time_s[0])),
        end_time_s=min(float(end), float(time_s[-1])),
        passed_s=(first_s, t10, t90, last_s),
        turned_s=(float(time_s[0]), float(time_s[-1])),
    )


def rest_share(
    outer: FloatArray | float, told_by: FloatArray | float = 1.0, *, lifted: bool = False
) -> FloatArray:
    """Return how long the last tenth of the way lasts, beside the stretch from 10 to 90 percent.

    Parameters
    ----------
    outer
        How long the stretch from 90 to 97 percent lasts beside it. The first tenth is the last one
        seen backwards.
    told_by
        How many repetitions said so: one that speaks alone is partly noise.
    lifted
        Whether it is the end of a concentric.
    """
    trust = told_by / (told_by + TELLING)
    share = USUAL_REST + trust * REST_PER_OUTER * (outer - USUAL_OUTER)
    longest = LONGEST_ABOVE if lifted else LONGEST_REST
    return np.minimum(np.maximum(share, SHORTEST_REST), longest)


def _or(found: float | None, otherwise: float) -> float:
    return otherwise if found is None else found
