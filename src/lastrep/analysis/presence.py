"""Whether the lifter is in the picture, and from where the camera sees them."""

from __future__ import annotations

from lastrep.analysis.seen_from import SeenFrom
from lastrep.records.events import Event, LifterLost, LifterRegained
from lastrep.records.pose import Pose

LOST_S = 1.0  # out of sight for longer is worth saying


class Presence:
    """Follows the lifter from pose to pose.

    Attributes
    ----------
    seen_from
        The view, on the whole and now.
    """

    def __init__(self) -> None:
        self.seen_from = SeenFrom()
        self._last_seen_s: float | None = None
        self._lost = False

    @property
    def ever(self) -> bool:
        """Whether the lifter was seen at all."""
        return self._last_seen_s is not None

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose; return that the lifter went out of sight, or came back."""
        if pose.seen:
            self.seen_from.push(pose)
            self._last_seen_s = pose.time_s
            if self._lost:
                self._lost = False
                return [LifterRegained(time_s=pose.time_s)]
        elif (
            not self._lost
            and self._last_seen_s is not None
            and pose.time_s - self._last_seen_s > LOST_S
        ):
            self._lost = True
            return [LifterLost(time_s=pose.time_s)]
        return []
