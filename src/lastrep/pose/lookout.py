"""Who else is in a picture: a search of it with the lifter painted over.

Without the paint a pose model makes one body of two that overlap. With it the model may take what
the brush left of the lifter, a head, a sleeve, for somebody. What is left depends on the brush,
people do not: who touches the lifter must be there with a broader brush as well.

Who lies on a bench with somebody standing at their head is often not found at all. They are seen
best in the picture below the chest of the one who stands: only their arms reach higher.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lastrep.pose.bodies import TORSO, box_px, distance, lies_at, stands
from lastrep.pose.crowd import PeopleFinder, distinct
from lastrep.pose.painting import THICK, share_inside, silhouette, without
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

_BROAD: Final = 0.24
"""The broader brush, in body sizes: wide clothes and a dumbbell in the hand included."""
_AGAIN: Final = 0.2
"""Found again is who is this near, in body sizes: the model guesses what the brush took of them."""
_HIDDEN: Final = 0.5
"""Whose landmarks lie more than this under paint was not seen but guessed."""
GLIMPSE_S: Final = 0.35
"""Out of sight for less than this, the nearest body is still the lifter's; later whoever is found
may be the lifter, come from elsewhere."""


class Lookout:
    """Finds several people in a single picture, now and then."""

    def __init__(self, finder: PeopleFinder) -> None:
        self._finder = finder

    def close(self) -> None:
        """Release the model."""
        self._finder.close()

    def everybody(self, frame: Frame) -> list[Pose]:
        """Return whoever is found in a picture about which nothing is known, who lies first."""
        found = self._finder.people(frame.image_rgb, frame.time_s)
        lying = distinct([one for pose in found for one in self.lying_at(frame, pose)])
        if lying:  # what seemed to stand there may have been one body made of two
            found = self._with_brush(THICK, frame, lying[0]) or found
        return lying + distinct(found)

    def lying_at(self, frame: Frame, upright: Pose) -> list[Pose]:
        """Return who lies with the head to somebody who stands there, and nobody else."""
        if not stands(upright):
            return []
        height, width = frame.image_rgb.shape[:2]
        chest = int(np.clip(upright.keypoints_px[list(TORSO), 1].mean(), 0, height))
        above = np.zeros((height, width), bool)
        above[:chest] = True
        below = self._finder.people(without(frame.image_rgb, above), frame.time_s)
        lying = [pose for pose in below if lies_at(pose, upright)]
        beside = [] if lying else self._with_brush(THICK, frame, upright)
        return lying or [pose for pose in beside if lies_at(pose, upright)]

    def others(self, frame: Frame, lifter: Pose) -> list[Pose]:
        """Return who is found elsewhere than the lifter was a moment ago."""
        found = self._with_brush(THICK, frame, lifter)
        stale = frame.time_s - lifter.time_s > GLIMPSE_S
        if stale or not any(_touches(pose, lifter) for pose in found):
            return found
        again = self._with_brush(_BROAD, frame, lifter)
        return [
            pose
            for pose in found
            if not _touches(pose, lifter) or any(distance(pose, one) < _AGAIN for one in again)
        ]

    def _with_brush(self, thick: float, frame: Frame, lifter: Pose) -> list[Pose]:
        covered = silhouette([lifter], lifter.image_size_px)
        painted = covered if thick == THICK else silhouette([lifter], lifter.image_size_px, thick)
        found = self._finder.people(without(frame.image_rgb, painted), frame.time_s)
        return [pose for pose in found if share_inside(pose, covered) < _HIDDEN]


def _touches(one: Pose, other: Pose) -> bool:
    """Return whether the boxes of two bodies overlap."""
    (low, high), (other_low, other_high) = box_px(one), box_px(other)
    return bool((np.minimum(high, other_high) > np.maximum(low, other_low)).all())
