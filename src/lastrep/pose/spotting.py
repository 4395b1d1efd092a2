"""Doubt about the one who was chosen: a spotter who was there first, with the lifter lying there.

Nobody spots lying down. Until the chosen one has trained, it is looked now and then for somebody
who lies at their feet.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lastrep.pose.bodies import can_follow, lies_at, size_px
from lastrep.pose.crowd import Person
from lastrep.pose.lookout import Lookout
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

TRAINING: Final = 0.25
"""Whose limbs move less than this, in body sizes per second, is not seen to train."""
_TRAINED_S: Final = 4.0
"""Who moves more for so long trains: longer than walking in, or than one repetition."""
_FRESH_S: Final = 2.0
_PAUSE_FRESH_S: Final = 0.5
_PAUSE_S: Final = 2.0
"""Between looks: often for a while after a choice, or when somebody was seen once, then seldom."""


class Doubt:
    """Whether the chosen one may be a spotter, and who lies at their feet.

    Parameters
    ----------
    possible
        Whether the choice may be changed at all.
    """

    def __init__(self, *, possible: bool) -> None:
        self.open = possible
        self._chosen_s = self._looked_s = -np.inf
        self._trains_since_s = np.inf
        self._lying: list[Pose] = []

    def begin(self, now_s: float) -> None:
        """Note that somebody has just been chosen."""
        self._chosen_s = self._looked_s = self._trains_since_s = now_s
        self._lying = []

    def weigh(self, lifter: Person, now_s: float) -> None:
        """Note whether the chosen one has trained: from then on they are no spotter."""
        if lifter.movement < TRAINING:
            self._trains_since_s = now_s
        elif now_s - self._trains_since_s > _TRAINED_S:
            self.open = False

    def look(self, lookout: Lookout, frame: Frame, chosen: Pose) -> list[Pose]:
        """Return who lies at the feet of the chosen one, seen twice; looks now and then."""
        now_s = frame.time_s
        eager = now_s - self._chosen_s < _FRESH_S or bool(self._lying)
        if not self.open or now_s - self._looked_s < (_PAUSE_FRESH_S if eager else _PAUSE_S):
            return []
        self._looked_s = now_s
        before, self._lying = self._lying, lookout.lying_at(frame, chosen)
        # What is seen once may be a shadow or a bench.
        return [pose for pose in self._lying if any(can_follow(old, pose) for old in before)]


def lying_at(upright: Person, present: list[Person]) -> Person:
    """Return who lies at somebody's feet, or that somebody."""
    lying = [person for person in present if lies_at(person.pose, upright.pose)]
    return max(lying, key=lambda person: size_px(person.pose), default=upright)
