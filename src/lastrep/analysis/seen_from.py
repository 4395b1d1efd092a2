"""From where the camera sees the lifter: just now, and on the whole."""

from __future__ import annotations

from collections import deque

import numpy as np

from lastrep.motion.view import estimate_view
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.session import View

RECENT_POSES = 100  # three to ten seconds: somebody who turns round is believed soon
MOST_POSES = 300  # kept of the whole, spread evenly however long it gets


class SeenFrom:
    """Keeps enough of the poses to say from where they were seen."""

    def __init__(self) -> None:
        self._recent: deque[FloatArray] = deque(maxlen=RECENT_POSES)
        self._spread: list[FloatArray] = []
        self._every, self._passed = 1, 0  # one pose in so many is kept; so many went by since

    def push(self, pose: Pose) -> None:
        """Take the next pose in which the lifter is seen."""
        self._recent.append(pose.keypoints_px)
        self._passed += 1
        if self._passed < self._every:
            return
        self._passed = 0
        self._spread.append(pose.keypoints_px)
        if len(self._spread) > MOST_POSES:
            self._spread = self._spread[::2]
            self._every *= 2

    @property
    def now(self) -> View:
        """From where the latest poses were seen."""
        return _view(list(self._recent))

    @property
    def overall(self) -> View:
        """From where most of the poses were seen."""
        return _view(self._spread)


def _view(poses: list[FloatArray]) -> View:
    return estimate_view(np.array(poses)) if poses else "unknown"
