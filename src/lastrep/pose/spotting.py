"""Doubt about the one who was chosen: somebody else may be the one who trains.

Nobody spots lying down. Until the chosen one has trained, it is looked now and then for somebody
who lies at their feet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from lastrep.pose.bodies import can_follow, lies_at, size_px
from lastrep.pose.crowd import Person, Score
from lastrep.pose.lookout import Lookout
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

_TRAINING: Final = 0.25
"""Whose limbs move less than this, in body sizes per second, is not seen to train."""
_TRAINED_S: Final = 4.0
"""Who moves more for so long trains: longer than walking in, or than one repetition."""
_FRESH_S: Final = 2.0
_PAUSE_FRESH_S: Final = 0.5
_PAUSE_S: Final = 2.0
_PAUSE_SHARE: Final = 0.25
_LONGEST_PAUSE_S: Final = 10.0
"""Between looks: often for a while after a choice, or when somebody was seen once, then seldom; the
more seldom the longer nobody but the chosen one has been around."""
_MOST_SEARCHES: Final = 12
"""In vain, after which it is left to the usual looks: half a minute alone, twenty seconds in
company, where every search makes the next picture wait."""
_RIVAL_S: Final = 3.0
_RIVAL_RATIO: Final = 1.6
"""Somebody else becomes the lifter who scores so much higher for so long."""
_STIRS: Final = 0.06
_CONTRAST: Final = 3.0
_ABOUT_AS: Final = 0.8
"""Or, as long as the lifter has hardly moved, who moves more than this and so many times as much,
and would score so much of the lifter's if both stood still. In a strict press the limbs move 0.1 to
0.15 body sizes a second, a spotter who waits moves 0.01 to 0.02."""


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
        self._in_vain = 0

    def begin(self, now_s: float) -> None:
        """Note that somebody has just been chosen."""
        self._chosen_s = self._looked_s = self._trains_since_s = now_s
        self._lying = []
        self._in_vain = 0

    def weigh(self, lifter: Person, now_s: float) -> None:
        """Note whether the chosen one has trained: from then on they are no spotter."""
        if lifter.movement < _TRAINING:
            self._trains_since_s = now_s
        elif now_s - self._trains_since_s > _TRAINED_S:
            self.open = False

    def is_due(self, now_s: float, *, in_company: bool) -> bool:
        """Return whether it is time to look for somebody who lies."""
        if not self.open or self._in_vain >= _MOST_SEARCHES:
            return False
        return now_s - self._looked_s >= self._pause_s(now_s, in_company=in_company)

    def look(self, lookout: Lookout, frame: Frame, chosen: Pose) -> list[Pose]:
        """Return who lies at the feet of the chosen one, seen twice."""
        self._looked_s = frame.time_s
        before, self._lying = self._lying, lookout.lying_at(frame, chosen)
        self._in_vain += not self._lying
        # What is seen once may be a shadow or a bench.
        return [pose for pose in self._lying if any(can_follow(old, pose) for old in before)]

    def _pause_s(self, now_s: float, *, in_company: bool) -> float:
        chosen_for_s = now_s - self._chosen_s
        if chosen_for_s < _FRESH_S or self._lying:
            return _PAUSE_FRESH_S
        if in_company:
            return _PAUSE_S
        return float(np.clip(_PAUSE_SHARE * chosen_for_s, _PAUSE_S, _LONGEST_PAUSE_S))

    def lying(self, chosen: Person, present: list[Person]) -> Person | None:
        """Return who lies at the feet of the chosen one, if that one may be a spotter."""
        lying = lying_at(chosen, present)
        return lying if self.open and lying is not chosen else None


class Rivalry:
    """Whether somebody else has clearly been the one who trains, for a while."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._rival: Person | None = None
        self._since_s = 0.0
        self._looked_s = np.inf
        self._stirred_s = 0.0

    def winner(self, lifter: Person, present: list[Person], now_s: float) -> Person | None:
        """Return who takes over from a lifter who is not seen to train.

        That is somebody who scores far higher; or, as long as the lifter has hardly moved at all,
        somebody about as prominent who moves.
        """
        if lifter.movement > _STIRS:
            self._stirred_s += max(0.0, now_s - self._looked_s)
        self._looked_s = now_s
        rival = None
        if lifter.movement <= _TRAINING:
            best = max(present, key=self._score)
            outdone = best is not lifter and self._score(best) >= _RIVAL_RATIO * self._score(lifter)
            hardly_moved = self._stirred_s < _TRAINED_S
            rival = best if outdone else self._busy(lifter, present) if hardly_moved else None
        if rival is None or rival is not self._rival:
            self._rival, self._since_s = rival, now_s
        elif now_s - self._since_s >= _RIVAL_S:
            return rival
        return None

    def _busy(self, lifter: Person, present: list[Person]) -> Person | None:
        """Return who moves while the lifter stands still, if they are about as prominent."""
        least = max(_STIRS, _CONTRAST * lifter.movement)
        still = _ABOUT_AS * self._score(replace(lifter, movement=0.0))
        busy = [
            person
            for person in present
            if person.movement > least and self._score(replace(person, movement=0.0)) > still
        ]
        return max(busy, key=lambda person: person.movement, default=None)


def lying_at(upright: Person, present: list[Person]) -> Person:
    """Return who lies at somebody's feet, or that somebody."""
    lying = [person for person in present if lies_at(person.pose, upright.pose)]
    return max(lying, key=lambda person: size_px(person.pose), default=upright)
