"""Parts of a picture painted over, so that a pose model sees only whom it should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from lastrep.pose.bodies import box_px, size_px
from lastrep.records.frame import ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, Pose

_GREY: Final = 114
THICK: Final = 0.14
"""A trunk or a limb with its clothes, in body sizes: half of it on either side of the bone."""
_LIMBS: Final = (
    ("SHOULDER", "ELBOW"),
    ("ELBOW", "WRIST"),
    ("WRIST", "INDEX"),
    ("SHOULDER", "HIP"),
    ("HIP", "KNEE"),
    ("KNEE", "ANKLE"),
    ("ANKLE", "FOOT_INDEX"),
)
_BONES: Final = (
    *(
        (Landmark[f"{side}_{one}"], Landmark[f"{side}_{other}"])
        for side in ("LEFT", "RIGHT")
        for one, other in _LIMBS
    ),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.NOSE, Landmark.LEFT_SHOULDER),
    (Landmark.NOSE, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
)
_FAR: Final = 30_000.0
"""Pixels beyond any picture, which OpenCV's integers still hold."""


def silhouette(
    poses: Sequence[Pose], image_size_px: tuple[int, int], thick: float = THICK
) -> BoolArray:
    """Return where bodies are in a picture, generously, ``(height, width)``.

    Parameters
    ----------
    poses
        All landmarks given; they may lie outside the picture.
    image_size_px
        Width and height.
    thick
        Of a trunk or a limb, in body sizes.
    """
    import cv2  # noqa: PLC0415 - only when somebody has to be painted over

    width, height = image_size_px
    mask = np.zeros((height, width), np.uint8)
    for pose in poses:
        points = np.clip(pose.keypoints_px, -_FAR, _FAR).round().astype(int).tolist()
        thickness = max(1, round(thick * size_px(pose)))
        for one, other in _BONES:
            cv2.line(mask, points[one], points[other], 1, thickness)
    return mask.astype(bool)


def without(image_rgb: ImageArray, painted: BoolArray) -> ImageArray:
    """Return a copy of a picture with a part of it, ``(height, width)``, in plain grey."""
    view = image_rgb.copy()
    view[painted] = _GREY
    return view


def only_around(image_rgb: ImageArray, pose: Pose, margin: float) -> ImageArray:
    """Return a picture with everything but a body's surroundings in plain grey.

    Painting over instead of cropping keeps the picture's coordinates, on which a pose model relies
    that follows somebody from picture to picture.

    Parameters
    ----------
    margin
        What is left around the body's box, in body sizes.
    """
    height, width = image_rgb.shape[:2]
    low, high = box_px(pose)
    margin_px = margin * size_px(pose)
    left, top = np.clip((low - margin_px).astype(int), 0, (width, height))
    right, bottom = np.clip((high + margin_px).astype(int), 0, (width, height))
    view = np.full_like(image_rgb, _GREY)
    view[top:bottom, left:right] = image_rgb[top:bottom, left:right]
    return view


def share_inside(pose: Pose, region: BoolArray) -> float:
    """Return the share of a pose's landmarks within a region of the picture."""
    height, width = region.shape
    x, y = np.clip(pose.keypoints_px.astype(int), 0, (width - 1, height - 1)).T
    return float(region[y, x].mean())
