"""Sees positive failure while it happens: a started concentric that stalls or sinks."""

from __future__ import annotations

from collections import deque

from lastrep.records.repetition import Evidence
from lastrep.records.training_set import Failure
from lastrep.reps.kinds.failed import STARTED, STARTS_BELOW
from lastrep.reps.measuring.reference import FULL
from lastrep.reps.measuring.stall import SLOW, STIRS

AGAIN = 0.10  # who turned round on purpose may stand this much short of there the next time
OFF_THE_END = 0.25  # out of the flow of a set, a rise that ends lower is a shift of the weight
IN_FLOW_S = 5.0  # a rise that begins so soon after a finished concentric is the next one
STALL_S, STALL_TIRED_S = 1.4, 0.49
GRIND = 0.60  # share of the best speed under which a rise is a grind
SUNK, SUNK_S = 0.06, 0.35
LOWERED = 0.20  # share of the best speed from which the weight is lowered, not lost
BRAKED_S = 0.25  # a half repetition turns round faster than this
WINDOW_S = 0.40  # the speed is the slope of a line through this much of the curve
GAP_S, LOST_S = 0.5, 2.0  # no slope across the first, nothing is known after the second
WITHDRAW_S = 4.0
SOURCE = "momentary failure after Steele 2017; times and speeds are project priors"


class FailureWatch:
    """Watches the progress of a live set, one sample after another.

    `push` answers at once and in constant time. A call that turns out wrong, because the lifter got
    through after all, is taken back.
    """

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._low = self._high = float("nan")
        self._low_s = self._high_s = self._began_s = self._fastest = 0.0
        self._finished_s = float("-inf")
        self._rising = self._unwatched = False
        self._slow_since: float | None = None
        self._called_s: float | None = None
        self._meant = float("inf")  # where the rise before was turned round on purpose

    def push(
        self, time_s: float, progress: float, *, best_speed: float, tired: bool
    ) -> Failure | None:
        """Take one sample and say whether failure was seen, or was none after all.

        Parameters
        ----------
        time_s
            Strictly increasing.
        progress
            0 lengthened .. 1 shortened end, raw; NaN where the lifter was not seen.
        best_speed
            Fastest strict mean concentric speed of the set, progress a second.
        tired
            Whether the set so far forecasts failure: it shortens the proof that is asked for.

        Returns
        -------
        A failure of kind "positive" once it is seen, a `Failure` of kind "none" where that call is
        taken back, else None.
        """
        if progress != progress:  # noqa: PLR0124 - NaN: not seen, so nothing is known
            return None
        if self._recent and time_s - self._recent[-1][0] > GAP_S:
            lost = time_s - self._recent[-1][0] > LOST_S
            self._recent.clear()
            self._slow_since = None
            self._unwatched = not lost  # it may have risen meanwhile
            if lost:
                self._forget()
        self._recent.append((time_s, progress))
        while self._recent[0][0] < time_s - WINDOW_S:
            self._recent.popleft()
        if len(self._recent) < 4:  # noqa: PLR2004 - no slope from a handful
            return None
        level, speed = self._line()
        if self._called_s is not None:
            return self._after_call(time_s, level)
        self._follow(time_s, level, speed, best_speed)
        if not self._rising:
            return None
        return self._judge(time_s, level, speed, best_speed=best_speed, tired=tired)

    def _forget(self) -> None:
        self._meant = float("inf")
        self._recent.clear()
        self._rising = False
        self._low = self._high = float("nan")
        self._slow_since = self._called_s = None

    def _line(self) -> tuple[float, float]:
        """Value now and slope of the straight line through the window."""
        times, values = zip(*self._recent, strict=True)
        mean_t, mean_p = sum(times) / len(times), sum(values) / len(values)
        apart = [t - mean_t for t in times]
        spread = sum([a * a for a in apart])
        rise = sum([a * (p - mean_p) for a, p in zip(apart, values, strict=True)])
        return mean_p, rise / max(spread, 1e-9)

    def _follow(self, time_s: float, level: float, speed: float, best_speed: float) -> None:
        """Keep the lowest point behind and the highest point of the rise."""
        if not self._rising:
            if not level > self._low:  # also the first sample: NaN compares false
                self._low, self._low_s, self._fastest = level, time_s, 0.0
            self._fastest = max(self._fastest, speed)
            starts = self._low <= STARTS_BELOW and level - max(self._low, 0.0) >= STARTED
            moves = self._fastest >= SLOW * best_speed or self._unwatched
            if starts and moves and level < FULL:
                self._rising = True
                self._began_s = self._high_s = time_s
                self._high = level
                self._slow_since = None
            elif level >= FULL:
                self._low, self._fastest = level, 0.0
                self._finished_s = time_s
            return
        if level >= self._high:
            self._high, self._high_s = level, time_s

    def _judge(
        self, time_s: float, level: float, speed: float, *, best_speed: float, tired: bool
    ) -> Failure | None:
        if level >= FULL:
            self._finished_s = time_s
            self._meant = float("inf")
            self._end_rise(time_s, level)
            return None
        if speed >= STIRS * best_speed:
            self._slow_since = None
        elif self._slow_since is None and speed < SLOW * best_speed:
            # it slowed down somewhere between the last two samples
            self._slow_since = 0.5 * (time_s + self._recent[-2][0])
        stalled_s = 0.0 if self._slow_since is None else time_s - self._slow_since
        risen_s = max((self._slow_since or time_s) - self._low_s, 1e-3)
        pace = (self._high - self._low) / risen_s / best_speed if best_speed > 0.0 else 1.0
        sunk = self._high - level > SUNK and speed < -SLOW * best_speed
        if sunk and speed < -LOWERED * best_speed:
            self._meant = self._high
            self._end_rise(time_s, level)  # on its way down as fast as any: it was meant
            return None
        # a forecast is about the next repetition; who rests or does halves stands still on purpose
        in_flow = self._began_s - self._finished_s <= IN_FLOW_S
        tired = tired and in_flow
        needed = STALL_TIRED_S if tired else STALL_S
        if sunk and not (tired and stalled_s >= BRAKED_S + SUNK_S):
            if time_s - self._high_s >= SUNK_S:
                self._meant = self._high
                self._end_rise(time_s, level)  # turned round at speed: it was meant
            return None
        if stalled_s < needed or speed >= SLOW * best_speed or not (tired or pace <= GRIND):
            return None
        # one more half stands where the one before was meant to end
        if self._high >= self._meant - AGAIN or (self._high < OFF_THE_END and not in_flow):
            return None
        self._called_s = time_s
        return Failure(
            kind="positive",
            time_s=time_s,
            confidence=0.9 if tired else 0.7,
            evidence=(
                Evidence(rule="stall", measured=stalled_s, limit=needed, unit="s", source=SOURCE),
                Evidence(
                    rule="highest_point",
                    measured=self._high,
                    limit=FULL,
                    unit="fraction",
                    source=SOURCE,
                ),
            ),
        )

    def _after_call(self, time_s: float, level: float) -> Failure | None:
        """Take the call back if the same rise is finished after all."""
        called_s = self._called_s or time_s
        if level >= FULL and time_s - called_s < WITHDRAW_S:
            self._called_s = None
            self._end_rise(time_s, level)
            return Failure(kind="none", time_s=time_s)
        if level <= self._low + STARTED or time_s - called_s >= WITHDRAW_S:
            self._called_s = None
            self._end_rise(time_s, level)
        return None

    def _end_rise(self, time_s: float, level: float) -> None:
        self._rising = self._unwatched = False
        self._low, self._low_s, self._fastest = level, time_s, 0.0
        self._slow_since = None
