"""What is usual of a lifter: how large they are, and where they are from side to side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from lastrep.pose.bodies import centre_px, size_px
from lastrep.records.pose import Pose

_MEMORY_S: Final = 5.0
"""Time constant: longer than a repetition."""


@dataclass(slots=True)
class Usual:
    """Slow averages of a body; up and down is training, so height in the picture is left out."""

    size_px: float
    x_px: float

    @classmethod
    def of(cls, pose: Pose) -> Self:
        """Return what is known from one pose."""
        return cls(size_px(pose), float(centre_px(pose)[0]))

    def follow(self, pose: Pose, passed_s: float) -> None:
        """Take in the next pose, so long after the one before."""
        keep = float(np.exp(-passed_s / _MEMORY_S))
        self.size_px = keep * self.size_px + (1 - keep) * size_px(pose)
        self.x_px = keep * self.x_px + (1 - keep) * float(centre_px(pose)[0])

    def misfit(self, pose: Pose) -> float:
        """Return how unlike a pose is: log of the size, and body sizes to the side."""
        grown = abs(float(np.log(size_px(pose) / self.size_px)))
        return grown + abs(float(centre_px(pose)[0]) - self.x_px) / self.size_px
