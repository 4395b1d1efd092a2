"""Who takes over the lock on the lifter: somebody who has been the one who trains for a while."""

from __future__ import annotations

from typing import Final

import numpy as np

from lastrep.pose.bodies import centre_px, size_px
from lastrep.pose.crowd import Person, Score
from lastrep.records.pose import FloatArray

_RIVAL_S: Final = 3.0
_RIVAL_RATIO: Final = 1.6
"""Somebody else becomes the lifter who scores so much higher for so long ..."""
_TRAINING: Final = 0.25
"""... while the lifter's limbs move less than this, in body sizes per second."""
_TRAINED: Final = 0.12
_STIRS: Final = 0.12
_LIVELIER: Final = 2.5
"""So does who moves so much, and so much more, while the lifter has never trained so far ..."""
_STAYS: Final = 0.3
"""... and who stays in one place, in body sizes: walking past is not training."""


class Rivalry:
    """Watches whether somebody else trains instead of the lifter who was chosen.

    A lifter who has trained keeps the lock through a rest, whoever else trains meanwhile. One who
    was chosen before anybody moved, perhaps the spotter, has no such claim.
    """

    def __init__(self, score: Score) -> None:
        self._score = score
        self.begin()

    def begin(self) -> None:
        """Take note that a lifter was chosen, who has not trained yet."""
        self._has_trained = False
        self._rival: Person | None = None
        self._since_s = 0.0
        self._place_px: FloatArray = np.zeros(2)

    def successor(self, lifter: Person, present: list[Person], now_s: float) -> Person | None:
        """Return who is the lifter from now on in place of the one so far, after a look."""
        best = self._better(lifter, present)
        if best is None:
            self._rival = None
        elif best is not self._rival or self._has_moved_on(best):
            self._rival, self._since_s, self._place_px = best, now_s, centre_px(best.pose)
        elif now_s - self._since_s >= _RIVAL_S:
            return best
        return None

    def _better(self, lifter: Person, present: list[Person]) -> Person | None:
        self._has_trained |= lifter.movement > _TRAINED
        if lifter.movement > _TRAINING:
            return None
        best = max(present, key=self._score)
        if best is not lifter and self._score(best) >= _RIVAL_RATIO * self._score(lifter):
            return best
        liveliest = max(present, key=lambda person: person.movement)
        least = max(_STIRS, _LIVELIER * lifter.movement)
        return None if self._has_trained or liveliest.movement < least else liveliest

    def _has_moved_on(self, rival: Person) -> bool:
        moved_px = float(np.hypot(*(centre_px(rival.pose) - self._place_px)))
        return moved_px > _STAYS * size_px(rival.pose)
