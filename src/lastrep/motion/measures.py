"""The measures of a body in the picture plane: joint angles, heights, distances.

One row per measure. All lie in the picture plane and come from true pixels: depth from a single
camera is several times noisier, and normalised coordinates bend angles (90 degrees read 118 in a
16:9 picture). Heights and distances are in torso lengths, so that the distance to the camera
cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lastrep.records.landmarks import MIRRORED, Landmark
from lastrep.records.pose import FloatArray, IntArray

Kind = Literal["angle", "lean", "height", "distance", "span"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number read off the body; landmarks are those of the left side.

    ``angle``: included angle in degrees at the middle of three landmarks, 180 = straight.
    ``lean``: angle of the line from the second to the first landmark against the horizontal,
    -90..90 degrees, 90 = upright.
    ``height``: how far the first landmark is above the second, in torso lengths.
    ``distance``: between two landmarks of one side, in torso lengths.
    ``span``: between a landmark and its counterpart on the other side, in torso lengths.
    """

    name: str
    kind: Kind
    landmarks: tuple[Landmark, ...]

    @property
    def is_angle(self) -> bool:
        """Whether the unit is degrees rather than torso lengths."""
        return self.kind in {"angle", "lean"}


_L = Landmark
MEASURES: tuple[Measure, ...] = (
    Measure("elbow", "angle", (_L.LEFT_SHOULDER, _L.LEFT_ELBOW, _L.LEFT_WRIST)),
    Measure("shoulder", "angle", (_L.LEFT_HIP, _L.LEFT_SHOULDER, _L.LEFT_ELBOW)),
    Measure("arm", "angle", (_L.LEFT_HIP, _L.LEFT_SHOULDER, _L.LEFT_WRIST)),
    Measure("hip", "angle", (_L.LEFT_SHOULDER, _L.LEFT_HIP, _L.LEFT_KNEE)),
    Measure("knee", "angle", (_L.LEFT_HIP, _L.LEFT_KNEE, _L.LEFT_ANKLE)),
    Measure("ankle", "angle", (_L.LEFT_KNEE, _L.LEFT_ANKLE, _L.LEFT_FOOT_INDEX)),
    Measure("trunk", "lean", (_L.LEFT_SHOULDER, _L.LEFT_HIP)),
    Measure("wrist_over_shoulder", "height", (_L.LEFT_WRIST, _L.LEFT_SHOULDER)),
    Measure("wrist_over_hip", "height", (_L.LEFT_WRIST, _L.LEFT_HIP)),
    Measure("elbow_over_shoulder", "height", (_L.LEFT_ELBOW, _L.LEFT_SHOULDER)),
    Measure("hip_over_knee", "height", (_L.LEFT_HIP, _L.LEFT_KNEE)),
    Measure("hip_over_ankle", "height", (_L.LEFT_HIP, _L.LEFT_ANKLE)),
    Measure("nose_over_hip", "height", (_L.NOSE, _L.LEFT_HIP)),
    Measure("nose_over_wrist", "height", (_L.NOSE, _L.LEFT_WRIST)),
    Measure("ear_over_shoulder", "height", (_L.LEFT_EAR, _L.LEFT_SHOULDER)),
    Measure("shoulder_over_hip", "height", (_L.LEFT_SHOULDER, _L.LEFT_HIP)),
    Measure("shoulder_over_ankle", "height", (_L.LEFT_SHOULDER, _L.LEFT_ANKLE)),
    Measure("heel_over_toe", "height", (_L.LEFT_HEEL, _L.LEFT_FOOT_INDEX)),
    Measure("knee_over_toe", "height", (_L.LEFT_KNEE, _L.LEFT_FOOT_INDEX)),
    Measure("ankle_over_knee", "height", (_L.LEFT_ANKLE, _L.LEFT_KNEE)),
    Measure("reach", "distance", (_L.LEFT_SHOULDER, _L.LEFT_WRIST)),
    Measure("leg_reach", "distance", (_L.LEFT_HIP, _L.LEFT_ANKLE)),
    Measure("shoulder_knee", "distance", (_L.LEFT_SHOULDER, _L.LEFT_KNEE)),
    Measure("nose_knee", "distance", (_L.NOSE, _L.LEFT_KNEE)),
    Measure("wrist_knee", "distance", (_L.LEFT_WRIST, _L.LEFT_KNEE)),
    Measure("hands", "span", (_L.LEFT_WRIST,)),
    Measure("elbows", "span", (_L.LEFT_ELBOW,)),
    Measure("knees", "span", (_L.LEFT_KNEE,)),
    Measure("feet", "span", (_L.LEFT_ANKLE,)),
)
MEASURE_INDEX: dict[str, int] = {measure.name: i for i, measure in enumerate(MEASURES)}


def _indices(kind: Kind, place: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Landmark indices (left row, right row) at one place of every measure of a kind."""
    left = tuple(int(m.landmarks[place]) for m in MEASURES if m.kind == kind)
    return left, tuple(MIRRORED[i] for i in left)


def _rows(kind: Kind) -> slice:
    """Where the measures of a kind are: they lie one behind the other."""
    at = [i for i, m in enumerate(MEASURES) if m.kind == kind]
    return slice(at[0], at[-1] + 1)


_ANGLES, _LEANS, _HEIGHTS, _DISTANCES, _SPANS = (
    _rows(kind) for kind in ("angle", "lean", "height", "distance", "span")
)
_ANGLE = np.array([_indices("angle", place) for place in range(3)])
_LEAN = np.array([_indices("lean", place) for place in range(2)])
_HEIGHT = np.array([_indices("height", place) for place in range(2)])
_DISTANCE = np.array([_indices("distance", place) for place in range(2)])
_SPAN = np.array(_indices("span", 0))


def _landmarks_needed(measure: Measure) -> tuple[tuple[int, int], ...]:
    """Four (left, right) pairs of landmarks that a measure is made of, the last one repeated."""
    left = [int(i) for i in measure.landmarks]
    if measure.kind == "span":
        return ((left[0], MIRRORED[left[0]]), (MIRRORED[left[0]], left[0])) * 2
    pairs = [(i, MIRRORED[i]) for i in left]
    return tuple((pairs + pairs[-1:] * 3)[:4])


MEASURE_LANDMARKS = np.array([_landmarks_needed(m) for m in MEASURES]).transpose(1, 0, 2)
"""``(4, M, 2)``: the landmarks each measure needs on each side."""


def measure_body(keypoints_px: FloatArray) -> FloatArray:
    """Return every measure of one or many poses, heights and distances still in pixels.

    Parameters
    ----------
    keypoints_px
        ``(..., 33, 2)``, x right, y down; NaN where unseen.

    Returns
    -------
    ``(..., M, 2)`` in the order of `MEASURES`, left then right side; a span has the same value on
    both. Degrees for angles and leans, pixels for the rest (divide by the torso length). NaN where
    a landmark is unseen.
    """
    points = np.asarray(keypoints_px, dtype=float)
    out = np.empty((*points.shape[:-2], len(MEASURES), 2))

    def at(index: IntArray) -> FloatArray:  # (..., measure, side, xy)
        return points.take(index, axis=-2).swapaxes(-3, -2)

    a, b, c = (at(row) for row in _ANGLE)
    u, w = a - b, c - b
    cross = u[..., 0] * w[..., 1] - u[..., 1] * w[..., 0]
    dot = u[..., 0] * w[..., 0] + u[..., 1] * w[..., 1]
    out[..., _ANGLES, :] = np.degrees(np.arctan2(np.abs(cross), dot))

    up = at(_LEAN[0]) - at(_LEAN[1])
    out[..., _LEANS, :] = np.degrees(np.arctan2(-up[..., 1], np.abs(up[..., 0])))

    out[..., _HEIGHTS, :] = at(_HEIGHT[1])[..., 1] - at(_HEIGHT[0])[..., 1]

    gap = at(_DISTANCE[0]) - at(_DISTANCE[1])
    out[..., _DISTANCES, :] = np.hypot(gap[..., 0], gap[..., 1])

    across = points[..., _SPAN[0], :] - points[..., _SPAN[1], :]
    out[..., _SPANS, :] = np.hypot(across[..., 0], across[..., 1])[..., None]
    return out


def torso_length(keypoints_px: FloatArray) -> FloatArray:
    """Return the distance between mid-shoulder and mid-hip, ``(...,)`` pixels; NaN where unseen."""
    points = np.asarray(keypoints_px, dtype=float)
    shoulder = points[..., Landmark.LEFT_SHOULDER, :] + points[..., Landmark.RIGHT_SHOULDER, :]
    hip = points[..., Landmark.LEFT_HIP, :] + points[..., Landmark.RIGHT_HIP, :]
    line = shoulder / 2 - hip / 2
    return np.asarray(np.hypot(line[..., 0], line[..., 1]))
