"""The size of a weight plate in the picture, and with it metres.

Of the pictures that pass, a few a second are kept, as edges around the wrists in a small picture in
which every lifter is of one size. Now and then, once the wrists have moved enough, a plate that
moves with them is looked for in the last half minute. Without a diameter nothing of this is done.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lastrep.pose.beside import Beside
from lastrep.pose.plate_edges import around, seen_edges
from lastrep.pose.plate_outline import EdgePoints
from lastrep.pose.plate_search import FEWEST_LOOKS, Plate, evenly, find_plate
from lastrep.records.frame import Frame
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.proportions import SHANK, THIGH, TRUNK
from lastrep.records.session import Notice

_BODY_PX: Final = 200.0
"""Height of a lifter in the small picture: a plate of 0.45 m is some 60 px across there."""
_BODY_M: Final = 1.72
"""A usual lifter's height; a plate may look half as small to twice as large as on such a one."""
_LOOK_S: Final = 0.3
_KEPT_S: Final = 30.0
_FEW: Final = FEWEST_LOOKS
_MANY: Final = 60
"""Looks before the first search, and at most from one to the next; each waits for as many looks as
there were before it."""
_VALID_S: Final = 45.0
"""The bar may be another, the camera elsewhere, so long after the plate was last seen."""
_MOVED_PX: Final = 0.08 * _BODY_PX
_RESIZED: Final = 1.25
_WRISTS: Final = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
_FEET: Final = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]

NOT_FOUND: Final = Notice(
    code="plate_not_found",
    text=(
        "No weight plate was found in the picture, so no speed is measured by it. Put the camera"
        " to the side of the bar, with the whole near plate in the picture all the way."
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One picture: when, the lifter's height in it, wrists, feet, edges around the wrists."""

    time_s: float
    body_px: float
    wrists_px: FloatArray
    feet_px: FloatArray
    place_px: FloatArray
    across: FloatArray


class PlateFinder:
    """Adds to poses what a pixel of the wrists' way is in metres, once a plate was found.

    Parameters
    ----------
    diameter_m
        Of the largest plate on the bar.
    beside
        Search in a thread, so that no picture waits; which pose is the first to know then depends
        on the machine.
    """

    def __init__(self, diameter_m: float, *, beside: bool = False) -> None:
        self._diameter_m = diameter_m
        self._expected_px = diameter_m / 2.0 / _BODY_M * _BODY_PX
        self._half_px = round(0.55 * _BODY_PX + 1.7 * self._expected_px)
        self._search = Beside[tuple[float, Plate | None]]()
        self._waits = not beside
        self._searched_s = 0.0
        self._looks: deque[_Look] = deque()
        self._small = 0.0  # pixels of the small picture per pixel
        self._next_look_s = -np.inf
        self._fresh = 0
        self._searches = 0
        self._scale: float | None = None
        self._until_s = -np.inf
        self._tried = self._found = False

    @property
    def notices(self) -> list[Notice]:
        """What the user should know, so far."""
        return [NOT_FOUND] if self._tried and not self._found else []

    def close(self) -> None:
        """Stop searching."""
        self._search.close()

    def add(self, frame: Frame, pose: Pose) -> Pose:
        """Take a picture with its pose; return the pose with the scale, if there is one."""
        if frame.time_s >= self._next_look_s:
            self._next_look_s = frame.time_s + _LOOK_S
            if self._look(frame, pose) and not self._search.busy and self._is_time():
                self._start(frame.time_s)
        found = self._search.take() if self._waits else self._search.ready()
        if found is not None:
            self._take(*found)
        scale = self._scale if pose.time_s <= self._until_s else None
        return replace(pose, wrist_scale_m_per_px=scale)

    def _look(self, frame: Frame, pose: Pose) -> bool:
        """Keep the edges around the wrists; False if the wrists or the body are not seen."""
        wrists_px = pose.keypoints_px[_WRISTS].mean(axis=0)
        feet_px = pose.keypoints_px[_FEET].mean(axis=0)
        body_px = _body_px(pose.keypoints_px)
        if not (np.isfinite(wrists_px).all() and body_px > 0.0):
            return False
        usual_px = float(np.median([*(look.body_px for look in self._looks), body_px]))
        small = _BODY_PX / usual_px
        if not 1.0 / _RESIZED < small / (self._small or small) < _RESIZED:
            self._looks.clear()  # the lifter came nearer or went away: the scale is another
            self._small = 0.0
            self._searches = 0
            self._until_s = -np.inf
        self._small = self._small or _BODY_PX / body_px
        image, inside = around(frame.image_rgb, wrists_px, self._small, self._half_px)
        place_px, across = seen_edges(image, inside)
        self._looks.append(
            _Look(
                frame.time_s,
                body_px,
                wrists_px * self._small,
                feet_px * self._small,
                place_px - self._half_px,
                across,
            )
        )
        while self._looks[0].time_s < frame.time_s - _KEPT_S:
            self._looks.popleft()
        self._fresh += 1
        return True

    def _is_time(self) -> bool:
        """Whether enough new was seen since the last search, with the wrists moving."""
        wanted = min(_FEW * 2 ** max(0, self._searches - 1), _MANY)
        if len(self._looks) < FEWEST_LOOKS or self._fresh < wanted:
            return False
        wrists_px = np.array([look.wrists_px for look in self._looks])
        low, high = np.percentile(wrists_px, [10, 90], axis=0)
        if float(np.hypot(*(high - low))) >= _MOVED_PX:
            return True
        self._searches = 0  # at rest: what comes is another set
        return False

    def _start(self, now_s: float) -> None:
        self._fresh = 0
        self._searches += 1
        looks = list(self._looks)
        usual_px = float(np.median([look.body_px for look in looks])) * self._small
        chosen = evenly(np.array([look.wrists_px for look in looks]))
        edges = _joined([looks[i] for i in chosen])
        small, expected_px = self._small, self._expected_px * usual_px / _BODY_PX

        def search() -> tuple[float, Plate | None]:
            return small, find_plate(edges, expected_px)

        self._search.begin(now_s, search)
        self._searched_s = now_s

    def _take(self, small: float, plate: Plate | None) -> None:
        self._tried = True
        if plate is None or small != self._small:  # or it was searched for before that
            return
        self._found = True
        self._until_s = self._searched_s + _VALID_S
        plate_px = 2.0 * plate.half_height_px / small
        self._scale = self._diameter_m / plate_px * plate.per_wrist


def _joined(looks: list[_Look]) -> EdgePoints:
    feet_px = np.array([look.feet_px for look in looks])
    if not np.isfinite(feet_px).all():  # not even out of the picture: then the room must do
        feet_px = np.zeros_like(feet_px)
    return EdgePoints(
        look=np.repeat(np.arange(len(looks)), [len(look.place_px) for look in looks]),
        place_px=np.concatenate([look.place_px for look in looks]),
        across=np.concatenate([look.across for look in looks]),
        wrists_px=np.array([look.wrists_px for look in looks]),
        feet_px=feet_px,
    )


def _body_px(keypoints_px: FloatArray) -> float:
    """Return the lifter's height in the picture by the part that is least foreshortened."""

    def length(first: tuple[Landmark, ...], last: tuple[Landmark, ...]) -> float:
        way = keypoints_px[list(first)].mean(axis=0) - keypoints_px[list(last)].mean(axis=0)
        return float(np.hypot(*way))

    mark = Landmark
    parts = [
        length((mark.LEFT_SHOULDER, mark.RIGHT_SHOULDER), (mark.LEFT_HIP, mark.RIGHT_HIP)) / TRUNK,
        *(
            length((one,), (other,)) / share
            for one, other, share in (
                (mark.LEFT_HIP, mark.LEFT_KNEE, THIGH),
                (mark.RIGHT_HIP, mark.RIGHT_KNEE, THIGH),
                (mark.LEFT_KNEE, mark.LEFT_ANKLE, SHANK),
                (mark.RIGHT_KNEE, mark.RIGHT_ANKLE, SHANK),
            )
        ),
    ]
    return max((part for part in parts if np.isfinite(part)), default=0.0)
