"""Where a body is in the picture, how large, and whether two poses are of one person."""

from __future__ import annotations

from typing import Final

import numpy as np

from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose

TORSO: Final = (
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
)
_FRAME: Final = (
    *TORSO,
    Landmark.NOSE,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
)
_HIPS, _KNEES, _ANKLES = (
    [Landmark[f"{side}_{part}"] for side in ("LEFT", "RIGHT")] for part in ("HIP", "KNEE", "ANKLE")
)
_TORN: Final = 0.1
_SAME_PERSON: Final = 0.12
"""Median distance of two poses of one person, in body sizes; two people side by side are 0.3."""


def centre_px(pose: Pose) -> FloatArray:
    """Return the middle of the trunk, ``(2,)``."""
    middle: FloatArray = pose.keypoints_px[list(TORSO)].mean(axis=0)
    return middle


def size_px(pose: Pose) -> float:
    """Return the diagonal of the body's box: roughly the body height, lying or standing."""
    low, high = box_px(pose)
    return max(1.0, float(np.hypot(*(high - low))))


def box_px(pose: Pose) -> tuple[FloatArray, FloatArray]:
    """Return the top left and bottom right corner of all landmarks, each ``(2,)``."""
    return np.nanmin(pose.keypoints_px, axis=0), np.nanmax(pose.keypoints_px, axis=0)


def distance(one: Pose, other: Pose) -> float:
    """Return how far apart two poses are: median over the larger landmarks, in body sizes."""
    rows = list(_FRAME)
    apart_px = np.linalg.norm(one.keypoints_px[rows] - other.keypoints_px[rows], axis=1)
    return float(np.median(apart_px)) / max(size_px(one), size_px(other))


def same_person(one: Pose, other: Pose) -> bool:
    """Return whether two poses of one picture are of one person."""
    return distance(one, other) < _SAME_PERSON


def can_follow(before: Pose, after: Pose) -> bool:
    """Return whether a body can have moved from one pose to the other in the time between.

    The trunk may travel a quarter of the body size at once (the model's own scatter, larger when
    lying) and one and a half per second (a jump); the size may halve or double within a second.
    """
    gone_s = after.time_s - before.time_s
    size = max(size_px(before), size_px(after))
    moved = float(np.hypot(*(centre_px(after) - centre_px(before)))) / size
    grown = abs(np.log2(size_px(after) / size_px(before)))
    return moved < 0.25 + 1.5 * gone_s and bool(grown < 0.7 + gone_s)


def torn(before: Pose, after: Pose) -> bool:
    """Return whether one end of the trunk has gone where no body can have moved it.

    So it looks when a model has put the head of one person on the legs of another.
    """
    gone_s = after.time_s - before.time_s
    size = max(size_px(before), size_px(after))
    ends = [list(pair) for pair in (TORSO[:2], TORSO[2:])]
    moved = [
        float(np.hypot(*(after.keypoints_px[end] - before.keypoints_px[end]).mean(axis=0))) / size
        for end in ends
    ]
    return max(moved) > _TORN + 1.5 * gone_s


_LYING_TRUNK: Final = 0.2
"""The shoulders of who lies are no higher above the hips than this, in body sizes: seen from the
side 0.0-0.06, half from the feet 0.14. Standing 0.3, bent over a bench 0.25."""
_LYING_LEGS: Final = 0.42
"""Feet are no further below the hips: on a bench 0.1-0.38, bent over a bar on the floor 0.5."""
_STANDING_LEGS: Final = 0.28
"""The feet of who stands at a bench, bent over it, are at least so far below the hips: 0.31."""
_AT_HEAD: Final = 0.55
"""From the shoulders of who lies to the hips of who stands at the head, in sizes of the latter:
0.0-0.46 from all sides."""
_LONGER: Final = 0.1
"""The knees of who lies are so much further away than the shoulders: from the side 0.5, half from
the feet 0.25, in a body imagined on the legs of who stands 0.03."""
_SMALLEST: Final = 0.7
"""Size of who lies against who stands: seen half from the feet 0.77; further back 0.45-0.55."""


def lies(pose: Pose) -> bool:
    """Return whether somebody seems to lie: the trunk level, the feet not far below it."""
    trunk, legs = _drops(pose)
    return abs(trunk) < _LYING_TRUNK and legs < _LYING_LEGS


def stands(pose: Pose) -> bool:
    """Return whether somebody seems to be on their feet, bent over a bench at most."""
    trunk, legs = _drops(pose)
    return trunk > _LYING_TRUNK and legs > _STANDING_LEGS


def lies_at(pose: Pose, upright: Pose) -> bool:
    """Return whether a body lies with its head to somebody who stands there, as large as they."""
    if not lies(pose) or not stands(upright):
        return False
    shoulders, _, knees, _ = _levels(pose)
    place = _levels(upright)[1]
    head, legs = (float(np.hypot(*(end - place))) for end in (shoulders, knees))
    size = size_px(upright)
    at_head = head < _AT_HEAD * size and legs - head > _LONGER * size
    return at_head and size_px(pose) > _SMALLEST * size


def _drops(pose: Pose) -> tuple[float, float]:
    """Return how far the hips are below the shoulders and the feet below them, in body sizes."""
    shoulders, hips, _, ankles = _levels(pose)
    size = size_px(pose)
    return float((hips - shoulders)[1]) / size, float((ankles - hips)[1]) / size


def _levels(pose: Pose) -> tuple[FloatArray, ...]:
    """Return the middles of shoulders, hips, knees and ankles, ``(2,)`` each."""
    pairs = (list(TORSO[:2]), _HIPS, _KNEES, _ANKLES)
    return tuple(pose.keypoints_px[pair].mean(axis=0) for pair in pairs)
