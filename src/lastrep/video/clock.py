"""From a container's time stamps to a clock that starts at 0 and only ever goes forward."""

from __future__ import annotations

from typing import Final

_JUMP_BACK_S: Final = 0.5
"""A step back longer than this is a new clock (pieces joined together), a shorter one a slip."""


class ForwardClock:
    """Maps raw time stamps to strictly increasing seconds.

    A repeated stamp, or one that slips back a little, belongs to a picture that must be skipped. A
    stamp that falls back by more than half a second starts a new piece, which follows on after one
    usual interval.

    Parameters
    ----------
    interval_s
        The usual time between pictures; used where a stamp is missing or a new piece begins.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._offset_s: float | None = None
        self._last_s: float | None = None
        self.skipped = 0
        self.restarts = 0

    def time_s(self, stamp_s: float | None) -> float | None:
        """Return the instant of the next picture, or None if it must be skipped."""
        if self._last_s is None or self._offset_s is None:
            self._offset_s = stamp_s or 0.0
            self._last_s = 0.0
            return 0.0
        usual_s = self._last_s + self._interval_s
        time_s = usual_s if stamp_s is None else stamp_s - self._offset_s
        if stamp_s is not None and time_s < self._last_s - _JUMP_BACK_S:
            self.restarts += 1
            self._offset_s = stamp_s - usual_s
            time_s = usual_s
        if time_s <= self._last_s:
            self.skipped += 1
            return None
        self._last_s = time_s
        return time_s
