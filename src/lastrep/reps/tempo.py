"""One phase of a repetition in time, from interpolated level crossings; never from a speed limit.

A speed threshold cuts a phase by 6 to 39 percent too short or too long, depending on noise and
filter; the instants at which a curve passes shares of its range are nearly free of bias. Where the
motion begins and ends is carried on from the outer crossings, as a start from rest grows nearly
with the third power of time (minimum jerk). A limb that creeps on while it holds is at rest: the
stretch from nine tenths of the way to the end never lasts much longer, beside that from one tenth
to nine, than in a skewed bell (minimum jerk: 0.49; simulated lifts: 0.44 to 0.64 in the middle
half).
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
SOFT = (0.15, 0.20)  # shares from either end that lie where it is already or still in full motion
OUTER = (0.06, 0.20)
START_POWER = 3.1  # minimum jerk has 3; freest of bias on the smoothed curves of the tuning sets
LONGEST_TAIL = 0.65


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
        When 10, 15 and 20 percent of the way have been passed, and 80, 85 and 90 percent.
    turned_s
        The turning points before and after it, which no estimate of its ends may pass.
    """

    from_value: float
    to_value: float
    start_time_s: float
    end_time_s: float
    passed_s: tuple[float, float, float, float, float, float]
    turned_s: tuple[float, float]

    @property
    def t10_s(self) -> float:
        """When a tenth of the way has been passed."""
        return self.passed_s[0]

    @property
    def t90_s(self) -> float:
        """When nine tenths of the way have been passed."""
        return self.passed_s[-1]

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
        """Return 0.8 of the range over the time between the 10 and the 90 percent crossings."""
        return 0.8 * self.range / self.inner_s


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
    return measure_stretch(
        piece_s,
        value[first : last + 1],
        from_value=rest_level(value, time_s, start, near, lowest=rising),
        to_value=rest_level(value, time_s, end, near, lowest=not rising),
    )


def _settles(time_s: FloatArray, share: FloatArray) -> int:
    """Return where a movement from 0 to 1 first comes to rest near 1."""
    half = int((share >= 0.5).argmax())  # noqa: PLR2004 - halfway
    near = int((share >= 1.0 - NEAR_END).argmax())
    # the rest of a bell takes about as long again as the stretch from its middle to here
    until_s = time_s[near] + max(SETTLE_S, SETTLE_RATIO * (time_s[near] - time_s[half]))
    last = max(int(time_s.searchsorted(until_s)), near + 1)
    return near + int(share[near:last].argmax())


def rest_level(
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


def measure_stretch(
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

    t90 = level_crossing(time_s, share, INNER[1], rising=True, which="first")
    if t90 is None:
        return None
    before = slice(int(time_s.searchsorted(t90, "right")))
    t10 = level_crossing(time_s[before], share[before], INNER[0], rising=True, which="last")
    if t10 is None:
        # the curve is cut within the first tenth: it starts where it is first seen
        if not share[0] < 0.5:  # noqa: PLR2004 - more than half of it is missing
            return None
        t10 = float(time_s[0])
    risen = slice(int(time_s.searchsorted(t10)), None)

    def passed_s(level: float) -> float:
        found = level_crossing(time_s[before], share[before], level, rising=True, which="last")
        return t10 if found is None else found

    def nearly_there_s(level: float) -> float:
        found = level_crossing(time_s[risen], share[risen], 1 - level, rising=True, which="first")
        return t90 if found is None else found

    first, second = SOFT
    tail_s = LONGEST_TAIL * (t90 - t10)
    start = max(_rest(time_s, share, t10, t90, at_end=False), t10 - tail_s)
    end = min(_rest(time_s, share, t10, t90, at_end=True), t90 + tail_s)
    return Stretch(
        from_value=from_value,
        to_value=to_value,
        start_time_s=max(start, float(time_s[0])),
        end_time_s=min(end, float(time_s[-1])),
        passed_s=(
            *(t10, passed_s(first), passed_s(second)),
            *(nearly_there_s(second), nearly_there_s(first), t90),
        ),
        turned_s=(float(time_s[0]), float(time_s[-1])),
    )


def _rest(time_s: FloatArray, share: FloatArray, t10: float, t90: float, *, at_end: bool) -> float:
    """Carry the motion on from its outer crossings to the instant of rest."""
    near, far = OUTER
    if at_end:
        window = slice(int(time_s.searchsorted(t10)), None)
        outer = level_crossing(
            time_s[window], share[window], 1.0 - near, rising=True, which="first"
        )
        window = slice(int(time_s.searchsorted(t90 if outer is None else outer, "right")))
        inner = level_crossing(time_s[window], share[window], 1.0 - far, rising=True, which="last")
        fallback, sign = t90, 1.0
    else:
        window = slice(int(time_s.searchsorted(t90, "right")))
        outer = level_crossing(time_s[window], share[window], near, rising=True, which="last")
        window = slice(int(time_s.searchsorted(t10 if outer is None else outer)), None)
        inner = level_crossing(time_s[window], share[window], far, rising=True, which="first")
        fallback, sign = t10, -1.0
    if outer is None:
        return fallback
    if inner is None or not sign * (outer - inner) > 0.0:
        return outer
    # rest at t0: share = c |t - t0|^p, so the p-th root of the share is a straight line in time
    near_root, far_root = near ** (1.0 / START_POWER), far ** (1.0 / START_POWER)
    return float(outer + (outer - inner) * near_root / (far_root - near_root))
