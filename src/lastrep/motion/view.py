"""From where the camera sees the lifter."""

from __future__ import annotations

import numpy as np

from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.session import View

# Apparent shoulder width in torso lengths: people are about 0.7 wide from the front.
FRONT_FROM = 0.50
SIDE_BELOW = 0.25
_FEWEST_POSES = 3
EDGE_SHARE = 0.01  # of the picture's size: who is nearer to its edge is cut off there


def inside_picture(keypoints_px: FloatArray, image_size_px: tuple[int, int]) -> BoolArray:
    """Return which landmarks ``(..., 33, 2)`` lie well within the picture; unseen ones do not."""
    size_px = np.array(image_size_px)
    edge_px = EDGE_SHARE * size_px
    within = (keypoints_px > edge_px) & (keypoints_px < size_px - edge_px)
    return np.asarray(within.all(axis=-1))


def estimate_view(keypoints_px: FloatArray) -> View:
    """Return the view of a stretch of poses, ``(T, 33, 2)`` pixels with NaN where unseen.

    The width of the shoulders across the trunk says how far the lifter is turned, the order of left
    and right whether the camera is behind. ``unknown`` with fewer than three poses that show the
    trunk.
    """
    share = shoulder_share(keypoints_px)
    if share is None:
        return "unknown"
    if abs(share) < SIDE_BELOW:
        return "side"
    if share < 0:
        return "back"
    return "front" if share >= FRONT_FROM else "three_quarter"


def shoulder_share(keypoints_px: FloatArray) -> float | None:
    """Return how wide the shoulders look, in torso lengths; negative from behind.

    The trunk may point anywhere, so lying lifts are read the same way. Widths and lengths are
    medians: a few bad poses do not matter. None with fewer than three poses that show the trunk.
    """
    points = np.asarray(keypoints_px, dtype=float)
    left, right = points[:, Landmark.LEFT_SHOULDER], points[:, Landmark.RIGHT_SHOULDER]
    hips = (points[:, Landmark.LEFT_HIP] + points[:, Landmark.RIGHT_HIP]) / 2
    up = (left + right) / 2 - hips
    across = left - right
    seen = np.isfinite(up).all(axis=1)
    if seen.sum() < _FEWEST_POSES:
        return None
    up, across = up[seen], across[seen]
    torso = np.median(np.hypot(up[:, 0], up[:, 1]))
    if torso <= 0:
        return None
    # Signed: positive when the lifter's left is on the right of the picture (facing the camera).
    width = (up[:, 0] * across[:, 1] - up[:, 1] * across[:, 0]) / np.hypot(up[:, 0], up[:, 1])
    return float(np.median(width) / torso)
