"""Cuts: where one picture has nothing to do with the one before."""

from __future__ import annotations

from typing import Final

import numpy as np

from lastrep.records.frame import ImageArray

_CUT: Final = 40.0
"""Mean change of the picture, of 255, that only a cut makes."""


class Cuts:
    """Tells the first picture after a cut, from a thumbnail of the picture before."""

    def __init__(self) -> None:
        self._thumbnail: ImageArray | None = None

    def is_cut(self, image_rgb: ImageArray) -> bool:
        """Return whether there was a cut between the last picture and this one."""
        before, self._thumbnail = self._thumbnail, image_rgb[8::16, 8::16].copy()
        if before is None or before.shape != self._thumbnail.shape or not before.size:
            return False
        change = np.abs(before.astype(np.int16) - self._thumbnail)
        return bool(change.mean() > _CUT)
