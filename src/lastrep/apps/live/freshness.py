"""When a picture has waited so long for the pose model that the next one is worth waiting for."""

from __future__ import annotations

from collections import deque

STALE_S = 0.008  # with this much waiting, drawing and handing over, a picture is about 20 ms late
FLOOR_PER_S = 25  # what the screen keeps at least; fewer pictures look worse than late ones
OVER_S = 4.0  # the time over which that rate holds, so that a few may go at once


class Freshness:
    """Leaves a picture out where it comes late and enough others are looked at.

    A camera of 30 pictures a second asks for each within 33 ms. Where the pose model takes about as
    long, a picture that took longer makes the next one wait, that one the one after it, and all
    that follow come late. One left out lets the rest be fresh again.
    """

    def __init__(self) -> None:
        self._taken_at_s: deque[float] = deque(maxlen=round(FLOOR_PER_S * OVER_S) + 1)

    def is_stale(self, arrived_s: float, now_s: float) -> bool:
        """Return whether a picture that arrived then is better left out now."""
        return now_s - arrived_s > STALE_S and self._can_spare_one(now_s)

    def take(self, now_s: float) -> None:
        """Take note that a picture is looked at now."""
        self._taken_at_s.append(now_s)

    def _can_spare_one(self, now_s: float) -> bool:
        taken_at_s = self._taken_at_s
        return len(taken_at_s) == taken_at_s.maxlen and now_s - taken_at_s[0] < OVER_S
