"""Where the scoreboard goes so that it never covers the lifter, chosen once for a whole clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from lastrep.records.pose import PoseRecording

SHORT_SIDE_MIN_PX = 480  # below this, text would be too coarse: the picture is enlarged
LONG_SIDE_MAX_PX = 1920  # above this, phones gain nothing: the picture is made smaller
COLUMN_WIDTH_UNITS, COLUMN_HEIGHT_UNITS = 24, 45
ROW_WIDTH_UNITS, ROW_HEIGHT_UNITS = 42, 28
VISIBLE = 0.4
MARGIN_FRACTION = 0.02  # of the picture's width between the panel and the nearest joint


class Rect(NamedTuple):
    """A rectangle in canvas pixels."""

    x: int
    y: int
    width: int
    height: int


class Extent(NamedTuple):
    """How far to the left and right the lifter's joints reach, as fractions of the width."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The canvas, the picture in it, and the scoreboard's panel.

    ``unit_px`` is the grid that text and bars are sized by.
    """

    canvas_width_px: int
    canvas_height_px: int
    picture: Rect
    panel: Rect
    direction: Literal["column", "row"]
    unit_px: float

    @property
    def panel_on_picture(self) -> bool:
        """Whether the panel lies on the picture, and so lets it shine through."""
        return self.panel.x < self.picture.x + self.picture.width and (
            self.panel.y < self.picture.y + self.picture.height
        )


def lifter_extent(recording: PoseRecording) -> Extent | None:
    """Return how far the lifter's visible joints reach over the whole recording; None if unseen."""
    x_px = recording.keypoints_px[..., 0][recording.visibility >= VISIBLE]
    x_px = x_px[np.isfinite(x_px)]
    if not len(x_px):
        return None
    width = recording.image_size_px[0]
    return Extent(float(x_px.min()) / width, float(x_px.max()) / width)


def choose_layout(width_px: int, height_px: int, lifter: Extent | None) -> Layout:
    """Return the layout for a clip of this size in which the lifter reaches this far.

    The panel lies on the picture where a side of it stays free of the lifter all the time; else the
    canvas is extended, to the right of a wide picture or below a tall one.
    """
    width, height = _picture_size(width_px, height_px)
    if width < 0.9 * height:
        unit = width / ROW_WIDTH_UNITS
        panel_height = _even(ROW_HEIGHT_UNITS * unit)
        return Layout(
            canvas_width_px=width,
            canvas_height_px=height + panel_height,
            picture=Rect(0, 0, width, height),
            panel=Rect(0, height, width, panel_height),
            direction="row",
            unit_px=unit,
        )
    unit = height / COLUMN_HEIGHT_UNITS
    panel_width = _even(COLUMN_WIDTH_UNITS * unit)
    needed = panel_width / width + MARGIN_FRACTION
    free_left = 1.0 if lifter is None else lifter.left
    free_right = 1.0 if lifter is None else 1.0 - lifter.right
    on_picture = max(free_left, free_right) >= needed
    panel_x = width
    if on_picture:
        panel_x = width - panel_width if free_right >= free_left else 0
    return Layout(
        canvas_width_px=width if on_picture else width + panel_width,
        canvas_height_px=height,
        picture=Rect(0, 0, width, height),
        panel=Rect(panel_x, 0, panel_width, height),
        direction="column",
        unit_px=unit,
    )


def _picture_size(width_px: int, height_px: int) -> tuple[int, int]:
    """Return the size at which the picture is drawn; even, for the video encoder."""
    scale = max(1.0, SHORT_SIDE_MIN_PX / min(width_px, height_px))
    scale = min(scale, LONG_SIDE_MAX_PX / max(width_px, height_px))
    return _even(width_px * scale), _even(height_px * scale)


def _even(size_px: float) -> int:
    return max(2, 2 * round(size_px / 2))
