"""A repetition as it lies on the progress curve: its ends, its two stretches, its stalls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.limits import RepLimits
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.tempo import Stretch, stretch_between
from lastrep.signals.turning_points import turning_points

BESIDE_S = 0.15
WHOLE_WAY = 0.9  # share of the lift that a lowering covers at least
TURN = 0.15  # share of the swing that makes a turn
REACH_BACK_S, REACH_ON_S = 0.6, 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """One concentric with the eccentric that belongs to it.

    Attributes
    ----------
    limits
        What counting said; None for an attempt that counting did not list.
    concentric
        From the lengthened to the shortened end, in the unit of the progress curve.
    eccentric
        The lowering, before or after it; None where it was not seen.
    low_time_s, high_time_s
        When the curve is at its lengthened and its shortened end.
    """

    limits: RepLimits | None
    concentric: Stretch
    eccentric: Stretch | None
    low_time_s: float
    high_time_s: float
    eccentric_first: bool

    @property
    def low(self) -> float:
        """Value at the lengthened end."""
        return self.concentric.from_value

    @property
    def high(self) -> float:
        """Value at the shortened end."""
        return self.concentric.to_value

    @property
    def start_time_s(self) -> float:
        """Start of the whole repetition."""
        if self.eccentric_first and self.eccentric is not None:
            return self.eccentric.start_time_s
        return self.concentric.start_time_s

    @property
    def end_time_s(self) -> float:
        """End of the whole repetition."""
        if not self.eccentric_first and self.eccentric is not None:
            return self.eccentric.end_time_s
        return self.concentric.end_time_s

    @property
    def hold_s(self) -> float | None:
        """Rest between the two stretches; None where one of them is missing."""
        if self.eccentric is None:
            return None
        if self.eccentric_first:
            return max(0.0, self.concentric.start_time_s - self.eccentric.end_time_s)
        return max(0.0, self.eccentric.start_time_s - self.concentric.end_time_s)


def rises_and_falls(strokes: Sequence[Stroke]) -> tuple[list[Stretch], list[Stretch]]:
    """Return the concentrics, and the eccentrics that were seen."""
    falls = [fall for one in strokes if (fall := one.eccentric) is not None]
    return [one.concentric for one in strokes], falls


def with_rises_and_falls(
    strokes: Sequence[Stroke], rises: Sequence[Stretch], falls: Sequence[Stretch]
) -> list[Stroke]:
    """Return the strokes with others in the place of what `rises_and_falls` returned."""
    left = iter(falls)
    return [
        replace(one, concentric=rise, eccentric=None if one.eccentric is None else next(left))
        for one, rise in zip(strokes, rises, strict=True)
    ]


def measure_strokes(progress: Progress, limits: tuple[RepLimits, ...]) -> list[Stroke | None]:
    """Return every repetition measured on the curve; None where the curve does not show it."""
    strokes: list[Stroke | None] = []
    for i, one in enumerate(limits):
        before = limits[i - 1] if i else None
        after = limits[i + 1] if i + 1 < len(limits) else None
        strokes.append(_measure(progress, one, before, after))
    return strokes


def _measure(
    progress: Progress, one: RepLimits, before: RepLimits | None, after: RepLimits | None
) -> Stroke | None:
    earliest = before.concentric_end_time_s if before else one.start_time_s - REACH_BACK_S
    latest = after.concentric_start_time_s if after else one.end_time_s + REACH_ON_S
    low_from = max(earliest, one.concentric_start_time_s - REACH_BACK_S)
    low_at = _extreme(
        progress.time_s, progress.value, low_from, one.concentric_end_time_s, lowest=True
    )
    if low_at is None:
        return None
    high_until = min(latest, one.concentric_end_time_s + REACH_ON_S)
    high_at = _extreme(
        progress.time_s, progress.value, progress.time_s[low_at], high_until, lowest=False
    )
    if high_at is None:
        return None
    return stroke_between(
        progress,
        low_at,
        high_at,
        earliest_s=earliest,
        latest_s=latest,
        limits=one,
        eccentric_first=one.eccentric_first,
    )


def stroke_between(
    progress: Progress,
    low_at: int,
    high_at: int,
    *,
    earliest_s: float,
    latest_s: float,
    limits: RepLimits | None,
    eccentric_first: bool,
) -> Stroke | None:
    """Return the stroke whose concentric runs between two samples of the curve.

    Parameters
    ----------
    low_at, high_at
        Samples at the lengthened and the shortened end.
    earliest_s, latest_s
        The eccentric is looked for within these.
    limits
        What counting said, if it did.
    eccentric_first
        Whether the eccentric that belongs to it comes before.
    """
    time_s, value = progress.time_s, progress.value
    swing = float(value[high_at] - value[low_at])
    concentric = stretch_between(time_s, value, low_at, high_at)
    if concentric is None:
        return None
    if eccentric_first:
        top = _nearest_turn(progress, earliest_s, time_s[low_at], swing, last=True)
        fall = None if top is None else (top, low_at)
    else:
        bottom = _nearest_turn(progress, time_s[high_at], latest_s, swing, last=False)
        fall = None if bottom is None else (high_at, bottom)
    eccentric = None if fall is None else stretch_between(time_s, value, *fall)
    if eccentric is not None and eccentric.range < 0.3 * concentric.range:
        eccentric = None  # the lowering left the picture: what was seen of it says nothing
    return Stroke(
        limits=limits,
        concentric=concentric,
        eccentric=eccentric,
        low_time_s=float(time_s[low_at]),
        high_time_s=float(time_s[high_at]),
        eccentric_first=eccentric_first,
    )


def _extreme(
    time_s: FloatArray, value: FloatArray, start_s: float, end_s: float, *, lowest: bool
) -> int | None:
    first, last = np.searchsorted(time_s, [start_s, end_s])
    piece = value[first : last + 1]
    seen = np.isfinite(piece)
    if not seen.any():
        return None
    unseen = np.inf if lowest else -np.inf
    piece = np.where(seen, piece, unseen)
    return int(first) + int(piece.argmin() if lowest else piece.argmax())


def _nearest_turn(
    progress: Progress, start_s: float, end_s: float, swing: float, *, last: bool
) -> int | None:
    """Return the far end of the lowering: the turn next to the concentric, not the furthest."""
    first, until = (int(i) for i in np.searchsorted(progress.time_s, [start_s, end_s]))
    piece = progress.value[first : until + 1]
    turns, kind = turning_points(piece, TURN * swing)
    tops = turns[0 if kind > 0 else 1 :: 2]
    bottoms = turns[0 if kind < 0 else 1 :: 2]
    wanted = tops if last else bottoms
    if not len(wanted):
        return None
    return first + int(wanted[-1] if last else wanted[0])


def seen_throughout(progress: Progress, stretch: Stretch) -> bool:
    """Whether neither a movement nor its ends lie in a gap: else its times are guesses."""
    first, last = np.searchsorted(
        progress.time_s, [stretch.start_time_s - BESIDE_S, stretch.end_time_s + BESIDE_S]
    )
    inside = progress.value[max(int(first), 0) : int(last)]
    return bool(len(inside)) and bool(np.isfinite(inside).all())


def is_cut_off(progress: Progress, stroke: Stroke) -> bool:
    """Whether the lowering reaches an end of what was seen before it has gone the whole way.

    It is under way, or began before the recording: how long it takes is not known.
    """
    fall = stroke.eccentric
    if fall is None or fall.range >= WHOLE_WAY * stroke.concentric.range:
        return False
    seen_s = progress.time_s[np.isfinite(progress.value)]
    return bool(fall.start_time_s - seen_s[0] < BESIDE_S or seen_s[-1] - fall.end_time_s < BESIDE_S)


def measure_degrees(progress: Progress, stroke: Stroke) -> Stretch | None:
    """Return a concentric again, on the angle of the exercise's joint; None where it is not seen.

    The joint need not turn at the same instant as the whole movement: its ends are looked for
    around those of the stroke.
    """
    if progress.degrees is None:
        return None
    angle, time_s = progress.degrees, progress.time_s
    middle = 0.5 * (stroke.concentric.t10_s + stroke.concentric.t90_s)
    low_at = _extreme(time_s, angle, stroke.low_time_s - BESIDE_S, middle, lowest=True)
    high_at = _extreme(time_s, angle, middle, stroke.high_time_s + BESIDE_S, lowest=False)
    if low_at is None or high_at is None or not low_at < high_at:
        return None
    return stretch_between(time_s, angle, low_at, high_at)
