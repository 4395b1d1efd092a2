"""Where the others were seen lately, painted over in what the follower is shown."""

from __future__ import annotations

from typing import Final

from lastrep.pose.painting import only_around, silhouette, without
from lastrep.records.frame import ImageArray
from lastrep.records.pose import BoolArray, Pose

COMPANY_S: Final = 8.0
"""Others are reckoned with for this long after they were seen: a spotter who stands half hidden is
seen seldom and badly, so that traces of several looks are needed to paint over all of them."""
_MARGIN: Final = 0.35
"""Left around the lifter's box in company, in body sizes."""


class Traces:
    """The others as they were seen at the latest looks."""

    def __init__(self) -> None:
        self._others: list[Pose] = []
        self._painted: BoolArray | None = None

    def note(self, seen: list[Pose], now_s: float, size_px: tuple[int, int]) -> None:
        """Paint over the others wherever they were seen lately, in a picture of this size."""
        lately = [pose for pose in self._others if now_s - pose.time_s < COMPANY_S]
        self._others = lately + seen
        self._painted = silhouette(self._others, size_px)

    def hidden(self, image_rgb: ImageArray, lifter: Pose, now_s: float) -> ImageArray:
        """Return the picture around the lifter without the others."""
        view = only_around(image_rgb, lifter, _MARGIN + 0.5 * (now_s - lifter.time_s))
        if self._painted is None:
            return view
        return without(view, self._painted & ~silhouette([lifter], lifter.image_size_px))
