"""Where in the picture the repetitions are done: who has left it, or bends down, is not lifting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, FloatArray

ABOUT_TORSO = 0.4  # how far beside the place of the repetitions is still there
FEWEST = 8  # poses
PAIRS = (
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Boxes in the picture for the middle of the hips and the middle of the shoulders.

    Attributes
    ----------
    low_px, high_px
        ``(2, 2)`` each: hips, shoulders by x, y.
    """

    low_px: FloatArray
    high_px: FloatArray

    def left(self, keypoints_px: FloatArray) -> BoolArray:
        """Return where the lifter is somewhere else, ``(T,)``; what is unseen is not."""
        middle = _middles(keypoints_px)
        with np.errstate(invalid="ignore"):
            outside = (middle < self.low_px) | (middle > self.high_px)
        return np.asarray(outside.any(axis=(1, 2)))


def place_of(track: MotionTrack, first_s: float, last_s: float) -> Place | None:
    """Return the place of a stretch of time; None where the trunk was not seen."""
    first, last = np.searchsorted(track.time_s, [first_s, last_s])
    middle = _middles(track.keypoints_px[first:last])
    middle = middle[np.isfinite(middle).all(axis=(1, 2))]
    if len(middle) < FEWEST:
        return None
    low, high = np.percentile(middle, (5.0, 95.0), axis=0)
    about = ABOUT_TORSO * track.torso_px
    return Place(low - about, high + about)


def _middles(keypoints_px: FloatArray) -> FloatArray:
    """``(T, 2, 2)``: hips, shoulders by x, y."""
    return np.stack([keypoints_px[:, pair].mean(axis=1) for pair in PAIRS], axis=1)
