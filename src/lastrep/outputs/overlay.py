"""The annotated picture: the lifter's skeleton and, beside it, the scoreboard."""

from __future__ import annotations

import cv2
import numpy as np

from lastrep.outputs.layout import Layout
from lastrep.outputs.palette import VERMILLION
from lastrep.outputs.panel import draw_panel
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.skeleton import draw_skeleton
from lastrep.records.frame import ImageArray
from lastrep.records.pose import Pose

FAILURE_FLASH_S = 1.5


def draw(image_rgb: ImageArray, pose: Pose | None, board: Scoreboard, layout: Layout) -> ImageArray:
    """Return a new picture with skeleton and scoreboard; the one given is not changed.

    Parameters
    ----------
    image_rgb
        ``(height, width, 3)`` of any size with the layout's proportions.
    pose
        The lifter in the pixels of ``pose.image_size_px``; None or unseen draws no skeleton.

    Returns
    -------
    ``(layout.canvas_height_px, layout.canvas_width_px, 3)`` uint8.
    """
    spot = layout.picture
    canvas = np.zeros((layout.canvas_height_px, layout.canvas_width_px, 3), np.uint8)
    shrinking = image_rgb.shape[1] > spot.width
    picture = (
        image_rgb
        if image_rgb.shape[:2] == (spot.height, spot.width)
        else cv2.resize(
            image_rgb,
            (spot.width, spot.height),
            interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC,
        )
    )
    window = canvas[spot.y : spot.y + spot.height, spot.x : spot.x + spot.width]
    window[:] = picture
    draw_panel(canvas, layout, board)
    if pose is not None and pose.seen:
        scale = np.array([spot.width, spot.height]) / np.array(pose.image_size_px)
        draw_skeleton(window, pose.keypoints_px * scale, pose.visibility, board.phase)
    failed_at_s = board.failure.time_s if board.failure else None
    if failed_at_s is not None and board.time_s - failed_at_s < FAILURE_FLASH_S:
        edge = max(4, round(layout.unit_px / 1.5))
        far = spot.x + spot.width - 1, spot.y + spot.height - 1
        cv2.rectangle(canvas, (spot.x, spot.y), far, VERMILLION, edge)
    return canvas
