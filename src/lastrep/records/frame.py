"""One picture of a source, with the instant it was taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ImageArray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture, upright as a person would look at it.

    Attributes
    ----------
    time_s
        The frame's own time stamp, on the source's clock; the first frame of a file is near 0.
    image_rgb
        ``(height, width, 3)`` uint8, C-contiguous, rotation metadata already applied.
    """

    time_s: float
    image_rgb: ImageArray
