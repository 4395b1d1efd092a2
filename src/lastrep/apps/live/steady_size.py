"""One picture size for a whole session, whatever the camera does."""

from __future__ import annotations

import numpy as np

from lastrep.records.frame import ImageArray


class SteadySize:
    """Brings later pictures to the size of the first one, undistorted, with black borders."""

    def __init__(self) -> None:
        self._height_px: int | None = None
        self._width_px = 0

    def fit(self, image_rgb: ImageArray) -> ImageArray:
        """Return the picture in the size of the first; angles in it stay what they are."""
        height, width = image_rgb.shape[:2]
        if self._height_px is None:
            self._height_px, self._width_px = height, width
        if (height, width) == (self._height_px, self._width_px):
            return image_rgb
        import cv2  # noqa: PLC0415 - rarely needed

        scale = min(self._height_px / height, self._width_px / width)
        size = round(width * scale), round(height * scale)
        small = cv2.resize(image_rgb, size, interpolation=cv2.INTER_AREA)
        fitted = np.zeros((self._height_px, self._width_px, 3), np.uint8)
        top, left = (self._height_px - size[1]) // 2, (self._width_px - size[0]) // 2
        fitted[top : top + size[1], left : left + size[0]] = small
        return fitted
