"""Notice, between two looks, that a concentric seems to have just ended."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.limits import CountedReps
from lastrep.reps.reading import Reading

RISE = 0.5  # share of the usual rise after which a concentric is under way ...
FALL = 0.08  # ... and of the fall from its highest point that says it is over,
HOLD_S = 0.2  # or so long without a new highest point
SMOOTH_S = 0.08  # of the reading, which is raw
_LEAST_RISE = 1.0
_RECENT_REPS = 5


class TopWatch:
    """Reads the fused signal on from the last look; only a hint to look again, never a count."""

    def __init__(self, reading: Reading, counted: CountedReps) -> None:
        self._reading = reading
        self._usual_rise = _usual_rise(counted)
        top_s = counted.limits[-1].concentric_end_time_s if counted.limits else -np.inf
        since = counted.signal[counted.time_s >= top_s]
        since = since[np.isfinite(since)]
        self._low = float(since.min()) if len(since) else np.inf
        self._level = float(since[-1]) if len(since) else np.nan
        self._high = -np.inf
        self._high_s = -np.inf
        self._last_s: float | None = None

    def push(self, time_s: FloatArray, values: FloatArray) -> bool:
        """Return whether a concentric seems to have ended within these poses.

        ``(T,)`` seconds and ``(T, M, 2)`` measures, in order of time.
        """
        over = False
        for now_s, raw in zip(time_s.tolist(), self._reading.of(values).tolist(), strict=True):
            if raw != raw:  # noqa: PLR0124 - NaN is the one value unlike itself
                continue
            step_s = SMOOTH_S if self._last_s is None else now_s - self._last_s
            self._last_s = now_s
            if self._level != self._level:
                self._level = raw
            self._level += (raw - self._level) * min(1.0, step_s / SMOOTH_S)
            over = self._step(now_s, self._level) or over
        return over

    def _step(self, now_s: float, level: float) -> bool:
        self._low = min(self._low, level)
        if level > self._high:
            self._high, self._high_s = level, now_s
        if self._high - self._low < RISE * self._usual_rise:
            return False
        fallen = self._high - level >= FALL * self._usual_rise
        if not fallen and now_s - self._high_s < HOLD_S:
            return False
        self._low, self._high = level, -np.inf
        return True


def _usual_rise(counted: CountedReps) -> float:
    at = [
        np.searchsorted(counted.time_s, [one.concentric_start_time_s, one.concentric_end_time_s])
        for one in counted.limits[-_RECENT_REPS:]
        if one.seen
    ]
    rises = [float(counted.signal[top] - counted.signal[bottom]) for bottom, top in at]
    return max(_LEAST_RISE, float(np.median(rises))) if rises else _LEAST_RISE
