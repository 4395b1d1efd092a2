"""From where the camera sees the lifter."""

from __future__ import annotations

import numpy as np

from lastrep.records.landmarks import Landmark as Lm
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.session import View

# Apparent sizes in torso lengths: the shoulders from the front, and from the side how far the toes
# lie before the heel and the nose before the ears.
SHOULDERS, FOOT, FACE = 0.68, 0.38, 0.15
SIDE_BELOW = 0.25  # shoulders that look no wider
TURNED_DEG = 25.0  # away from the camera, or from straight behind: a view from three-quarters
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

    Side-on the shoulders look narrow. Else the toes and the nose say how far the lifter is turned:
    whichever points further away from the camera, since people look aside and turn their feet out
    (both feet together, as little as they can). The order of left and right says whether the camera
    is behind. ``unknown`` with fewer than three poses that show the trunk.
    """
    share = shoulder_share(keypoints_px)
    if share is None:
        return "unknown"
    if abs(share) < SIDE_BELOW:
        return "side"
    if _turned_deg(np.asarray(keypoints_px, dtype=float), share) >= TURNED_DEG:
        return "three_quarter"
    return "front" if share > 0 else "back"


def shoulder_share(keypoints_px: FloatArray) -> float | None:
    """Return how wide the shoulders look, in torso lengths; negative from behind.

    The trunk may point anywhere, so lying lifts are read the same way. Widths and lengths are
    medians: a few bad poses do not matter. None with fewer than three poses that show the trunk.
    """
    points = np.asarray(keypoints_px, dtype=float)
    # Signed: positive when the lifter's left is on the right of the picture (facing the camera).
    return _across_trunk(points, points[:, Lm.LEFT_SHOULDER] - points[:, Lm.RIGHT_SHOULDER])


def _turned_deg(points: FloatArray, shoulders: float) -> float:
    """Return how far the lifter is turned from facing the camera or from straight behind, 0..90."""
    toes = points[:, [Lm.LEFT_FOOT_INDEX, Lm.RIGHT_FOOT_INDEX]].mean(axis=1)
    heels = points[:, [Lm.LEFT_HEEL, Lm.RIGHT_HEEL]].mean(axis=1)
    ears = points[:, [Lm.LEFT_EAR, Lm.RIGHT_EAR]].mean(axis=1)
    foot, face = (
        _across_trunk(points, vector) for vector in (toes - heels, points[:, Lm.NOSE] - ears)
    )
    ahead = max(abs(foot or 0.0) / FOOT, abs(face or 0.0) / FACE)
    return float(np.degrees(np.arctan2(ahead, abs(shoulders) / SHOULDERS)))


def _across_trunk(points: FloatArray, vector: FloatArray) -> float | None:
    """Return the part of a vector ``(T, 2)`` across the trunk, in torso lengths, median."""
    shoulders = points[:, [Lm.LEFT_SHOULDER, Lm.RIGHT_SHOULDER]].mean(axis=1)
    up = shoulders - points[:, [Lm.LEFT_HIP, Lm.RIGHT_HIP]].mean(axis=1)
    seen = np.isfinite(up).all(axis=1) & np.isfinite(vector).all(axis=1)
    if seen.sum() < _FEWEST_POSES:
        return None
    up, vector = up[seen], vector[seen]
    lengths = np.hypot(up[:, 0], up[:, 1])
    torso = float(np.median(lengths))
    if torso <= 0:
        return None
    across = (up[:, 0] * vector[:, 1] - up[:, 1] * vector[:, 0]) / lengths
    return float(np.median(across)) / torso
