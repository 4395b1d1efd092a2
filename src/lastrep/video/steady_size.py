"""One picture size from beginning to end, whatever the source does."""

from __future__ import annotations

import numpy as np

from lastrep.records.frame import Frame, ImageArray
from lastrep.records.session import Notice


class SteadySize:
    """Brings later pictures to the size of the first one, undistorted, with black borders.

    Stretching them instead would bend every angle in them.
    """

    def __init__(self) -> None:
        self._size: tuple[int, int] | None = None
        self.notices: list[Notice] = []

    def fit(self, frame: Frame) -> Frame:
        """Return the picture in the size of the first; angles in it stay what they are."""
        height, width = frame.image_rgb.shape[:2]
        if self._size is None:
            self._size = width, height
        if (width, height) == self._size:
            return frame
        if not self.notices:
            said = f"The picture at {frame.time_s:.1f} s has {width}x{height} pixels"
            first = f"the first one {self._size[0]}x{self._size[1]}"
            self.notices.append(
                Notice(
                    code="picture_size_differs",
                    text=f"{said}, {first}: those of another size are fitted into that of the first"
                    " with black borders.",
                    start_time_s=frame.time_s,
                )
            )
        return Frame(time_s=frame.time_s, image_rgb=_fitted(frame.image_rgb, self._size))


def _fitted(image_rgb: ImageArray, size: tuple[int, int]) -> ImageArray:
    import cv2  # noqa: PLC0415 - rarely needed

    height, width = image_rgb.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    fitted = np.zeros((size[1], size[0], 3), np.uint8)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    fitted[top : top + inner[1], left : left + inner[0]] = cv2.resize(
        image_rgb, inner, interpolation=cv2.INTER_AREA
    )
    return fitted
