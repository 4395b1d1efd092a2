"""The lifter's body as lines: thick enough for a phone, coloured by what the lifter is doing."""

from __future__ import annotations

import cv2
import numpy as np

from lastrep.outputs.palette import BLACK, PHASE_COLOURS, WHITE
from lastrep.outputs.scoreboard import MovePhase
from lastrep.records.frame import ImageArray
from lastrep.records.landmarks import BONES
from lastrep.records.pose import FloatArray

VISIBLE = 0.4
_JOINTS = sorted({int(end) for bone in BONES for end in bone})
_SHIFT = 3  # cv2 takes fixed-point coordinates: eighths of a pixel keep slow movement smooth


def draw_skeleton(
    image: ImageArray,
    keypoints_px: FloatArray,
    visibility: FloatArray,
    phase: MovePhase | None,
) -> None:
    """Draw the seen bones and joints of one body in place.

    Parameters
    ----------
    image
        ``(height, width, 3)``; changed.
    keypoints_px, visibility
        ``(33, 2)`` in the pixels of ``image`` and ``(33,)``; NaN or low visibility is left out.
    """
    line = max(2, round(min(image.shape[:2]) / 130))
    colour = PHASE_COLOURS["lifting" if phase == "lifting" else "lowering" if phase else None]
    seen = (visibility >= VISIBLE) & np.isfinite(keypoints_px).all(axis=1)
    at = np.where(seen[:, None], keypoints_px, 0.0)
    fixed = np.round(at * (1 << _SHIFT)).astype(int)

    def point(index: int) -> tuple[int, int]:
        return int(fixed[index, 0]), int(fixed[index, 1])

    bones = [(int(a), int(b)) for a, b in BONES if seen[a] and seen[b]]
    for a, b in bones:
        cv2.line(image, point(a), point(b), BLACK, line + 3, cv2.LINE_AA, _SHIFT)
    for a, b in bones:
        cv2.line(image, point(a), point(b), colour, line, cv2.LINE_AA, _SHIFT)
    for index in _JOINTS:
        if seen[index]:
            radius = (line + 1) << _SHIFT
            cv2.circle(image, point(index), radius + 12, BLACK, -1, cv2.LINE_AA, _SHIFT)
            cv2.circle(image, point(index), radius, WHITE, -1, cv2.LINE_AA, _SHIFT)
