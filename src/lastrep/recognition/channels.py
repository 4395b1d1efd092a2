"""What the recogniser measures at each instant: joints, heights, and where the limbs are.

Every number is the same for a mirrored, scaled or faster filmed picture, and for left and right
exchanged; a picture that is clearly too wide is made narrower. A body part that is not seen leaves
its numbers unknown rather than wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX, MEASURE_LANDMARKS, MEASURES, measure_body
from lastrep.recognition.picture_stretch import picture_stretch
from lastrep.records.landmarks import Landmark as Lm
from lastrep.records.pose import FloatArray
from lastrep.signals.order_statistics import median

RATE_HZ = 10.0
SEEN_FROM = 0.2  # BlazePose guesses what it rates lower: hidden, or outside the picture
LEAST_BINS = 4
PINNED_M = 2e-3  # a real body's hips never stay this still in the picture

ANGLE_FLOOR_DEG = 4.0
LENGTH_FLOOR_M = 0.02
_BONES_M = (  # usual lengths, to tell the size of a body from whatever of it is not foreshortened
    (Lm.LEFT_SHOULDER, Lm.LEFT_HIP, 0.50),
    (Lm.RIGHT_SHOULDER, Lm.RIGHT_HIP, 0.50),
    (Lm.LEFT_SHOULDER, Lm.RIGHT_SHOULDER, 0.36),
    (Lm.LEFT_HIP, Lm.LEFT_KNEE, 0.42),
    (Lm.RIGHT_HIP, Lm.RIGHT_KNEE, 0.42),
    (Lm.LEFT_KNEE, Lm.LEFT_ANKLE, 0.41),
    (Lm.RIGHT_KNEE, Lm.RIGHT_ANKLE, 0.41),
    (Lm.LEFT_SHOULDER, Lm.LEFT_ELBOW, 0.29),
    (Lm.RIGHT_SHOULDER, Lm.RIGHT_ELBOW, 0.29),
)
_FIRST, _SECOND = ([int(bone[i]) for bone in _BONES_M] for i in range(2))
_USUAL_M = np.array([bone[2] for bone in _BONES_M])

_LIMB_POINTS = (  # in the frame of the trunk: which point from which
    ("wrist", Lm.LEFT_WRIST, Lm.LEFT_SHOULDER),
    ("elbow", Lm.LEFT_ELBOW, Lm.LEFT_SHOULDER),
    ("knee", Lm.LEFT_KNEE, Lm.LEFT_HIP),
    ("foot", Lm.LEFT_ANKLE, Lm.LEFT_HIP),
)
_PICTURE_POINTS = (
    ("hip", Lm.LEFT_HIP),
    ("shoulder", Lm.LEFT_SHOULDER),
    ("wrist", Lm.LEFT_WRIST),
    ("ankle", Lm.LEFT_ANKLE),
)
_IN_PAIRS = (  # measures of which the difference of the sides says something
    *(
        m.name
        for m in MEASURES
        if m.kind != "span" and m.name not in {"trunk", "ear_over_shoulder"}
    ),
    *(f"{name}_{way}" for name, _, _ in _LIMB_POINTS for way in ("front", "up")),
)
_PICTURE = tuple(f"picture_{name}_{way}" for name, _ in _PICTURE_POINTS for way in "xy")
CHANNELS = (
    *(m.name for m in MEASURES),
    *(f"{name}_{way}" for name, _, _ in _LIMB_POINTS for way in ("front", "up")),
    "trunk_up",
    "trunk_over",
    "face_up",
    "width",
    "torso",
    *_PICTURE,
    *(f"{name}_apart" for name in _IN_PAIRS),
)
CHANNEL_INDEX = {name: i for i, name in enumerate(CHANNELS)}
_PAIRED = [CHANNEL_INDEX[name] for name in _IN_PAIRS]  # measures and limbs, which come first
PICTURE_CHANNELS = tuple(CHANNEL_INDEX[name] for name in _PICTURE)
APART = slice(CHANNEL_INDEX[f"{_IN_PAIRS[0]}_apart"], None)
FLOOR = np.array(
    [
        ANGLE_FLOOR_DEG
        if (base := name.removesuffix("_apart")) in MEASURE_INDEX
        and MEASURES[MEASURE_INDEX[base]].is_angle
        else LENGTH_FLOOR_M
        for name in CHANNELS
    ]
)
# a track knows how visible its measures are: each landmark is at least as visible as these two
_SHOWN_BY = {
    Lm.NOSE: ("nose_over_hip", "nose_over_wrist"),
    Lm.LEFT_EAR: ("ear_over_shoulder", "ear_over_shoulder"),
    Lm.LEFT_SHOULDER: ("elbow_over_shoulder", "shoulder_over_hip"),
    Lm.LEFT_ELBOW: ("elbow_over_shoulder", "elbow"),
    Lm.LEFT_WRIST: ("reach", "nose_over_wrist"),
    Lm.LEFT_HIP: ("shoulder_over_hip", "hip_over_knee"),
    Lm.LEFT_KNEE: ("hip_over_knee", "ankle_over_knee"),
    Lm.LEFT_ANKLE: ("ankle_over_knee", "hip_over_ankle"),
    Lm.LEFT_HEEL: ("heel_over_toe", "heel_over_toe"),
    Lm.LEFT_FOOT_INDEX: ("heel_over_toe", "knee_over_toe"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """Everything measured, on a uniform grid of `RATE_HZ`: ``values`` ``(N, C)``, NaN unseen."""

    start_time_s: float
    values: FloatArray

    @property
    def duration_s(self) -> float:
        """How long the stretch is."""
        return len(self.values) / RATE_HZ


def read_channels(time_s: FloatArray, keypoints_px: FloatArray, visibility: FloatArray) -> Channels:
    """Return the channels of a stretch of poses.

    Parameters
    ----------
    time_s
        ``(T,)``, at least one instant.
    keypoints_px
        ``(T, 33, 2)``, NaN where unseen.
    visibility
        ``(T, M, 2)`` in 0..1, of the measures, as a track has it.
    """
    points, weight = sample_poses(time_s, keypoints_px, visibility)
    points[..., 0] /= picture_stretch(points)
    size = _pixels_per_metre(points)
    if not np.isfinite(size):
        return Channels(float(time_s[0]), np.full((len(points), len(CHANNELS)), np.nan))
    points = points / size
    left = _weighed(measure_body(points), weight[:, MEASURE_LANDMARKS].min(axis=1))
    trunk, limbs, facing = _body_frame(points, weight)
    both = [left[0], limbs[0], trunk, _in_picture(points, weight, facing)]
    apart = np.concatenate([left[1], limbs[1]], axis=1)
    return Channels(float(time_s[0]), np.concatenate([*both, apart[:, _PAIRED]], axis=1))


def _landmark_visibility(of_measures: FloatArray) -> FloatArray:
    """Return the visibility of the landmarks used here, ``(T, 33)``, from a track's ``(T, M, 2)``.

    Landmarks that no measure needs are 0.
    """
    out = np.zeros((len(of_measures), 33))
    for mark, names in _SHOWN_BY.items():
        first, second = (MEASURE_INDEX[name] for name in names)
        shown = np.maximum(of_measures[:, first], of_measures[:, second])
        if mark is Lm.NOSE:
            out[:, mark] = shown.max(axis=1)
        else:
            out[:, mark : mark + 2] = shown
    return out


def sample_poses(
    time_s: FloatArray, keypoints_px: FloatArray, visibility: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the poses at `RATE_HZ`: points ``(N, 33, 2)``, NaN unseen, weights ``(N, 33)``."""
    place = np.floor((time_s - time_s[0]) * RATE_HZ + 1e-6).astype(int)
    first = np.flatnonzero(np.diff(place, prepend=-1))
    weight = np.zeros((int(place[-1]) + 1, 33))
    points = np.full((len(weight), 33, 2), np.nan)
    weight[place[first]] = _landmark_visibility(visibility[first])
    points[place[first]] = keypoints_px[first]
    points[weight < SEEN_FROM] = np.nan
    return points, weight


def _pixels_per_metre(points: FloatArray) -> float:
    """Return the scale at which the bone that is least foreshortened has its usual length."""
    line = points[:, _FIRST] - points[:, _SECOND]
    length = np.hypot(line[..., 0], line[..., 1]) / _USUAL_M
    count = np.isfinite(length).sum(axis=0)
    usable = count >= LEAST_BINS
    if not usable.any():
        return float("nan")
    high = np.sort(length, axis=0)[np.round(0.8 * np.maximum(count - 1, 0)).astype(int)]
    best = np.sort(high[np.arange(len(count)), np.arange(len(count))][usable])
    # the second largest: one bone may be long, or badly placed
    return float(max(best[-2:].min(), 1e-6))


def _weighed(sides: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the mean of both sides by visibility, and half their difference."""
    weight = np.where(np.isfinite(sides), weight, 0.0)
    total = weight.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (np.where(weight > 0, sides, 0.0) * weight).sum(axis=-1) / total
    return mean, (sides[..., 0] - sides[..., 1]) / 2


def _pair(points: FloatArray, left: int) -> FloatArray:
    """Left and right of a landmark, ``(N, 2, 2)``."""
    return points[:, left : left + 2]


def _middle(points: FloatArray, left: int) -> FloatArray:
    """Mean of what is seen of both sides, ``(N, 2)``."""
    pair = _pair(points, left)
    seen = np.isfinite(pair)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen, pair, 0.0).sum(1) / np.where(seen, 1.0, 0.0).sum(1))


def _median(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return median(seen) if len(seen) else 0.0


def _body_frame(
    points: FloatArray, weight: FloatArray
) -> tuple[FloatArray, tuple[FloatArray, FloatArray], float]:
    """Return the trunk's channels, the limbs in the trunk's frame, and which way it faces."""
    shoulder, hip = _middle(points, Lm.LEFT_SHOULDER), _middle(points, Lm.LEFT_HIP)
    line = shoulder - hip
    torso = np.hypot(line[:, 0], line[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        up = line / torso[:, None]
    across = np.stack([-up[:, 1], up[:, 0]], axis=-1)
    nose = points[:, Lm.NOSE] - _middle(points, Lm.LEFT_EAR)
    feet = (
        points[:, [Lm.LEFT_FOOT_INDEX, Lm.RIGHT_FOOT_INDEX]]
        - points[:, [Lm.LEFT_HEEL, Lm.RIGHT_HEEL]]
    )
    bend = (
        _pair(points, Lm.LEFT_KNEE)
        - (_pair(points, Lm.LEFT_HIP) + _pair(points, Lm.LEFT_ANKLE)) / 2
    )
    front = np.tanh(
        15 * _median((nose * across).sum(-1))
        + 4 * _median((feet * across[:, None]).sum(-1))
        + 5 * _median((bend * across[:, None]).sum(-1))
    )
    sides = _pair(points, Lm.LEFT_SHOULDER)
    span = sides[:, 0] - sides[:, 1]
    trunk = np.stack(
        [
            -up[:, 1],
            -front * across[:, 1],
            -nose[:, 1],
            span[:, 0] * up[:, 1] - span[:, 1] * up[:, 0],
            torso,
        ],
        axis=-1,
    )
    out = []
    heavy = []
    for _, end, origin in _LIMB_POINTS:
        arm = _pair(points, end) - _pair(points, origin)
        out += [front * (arm * across[:, None]).sum(-1), (arm * up[:, None]).sum(-1)]
        heavy += [np.minimum(weight[:, end : end + 2], weight[:, origin : origin + 2])] * 2
    facing = float(np.copysign(1.0, front))
    return trunk, _weighed(np.stack(out, axis=1), np.stack(heavy, axis=1)), facing


def _in_picture(points: FloatArray, weight: FloatArray, facing: float) -> FloatArray:
    """Return where hips, shoulders, wrists and ankles are, from their own usual place."""
    both = []
    for _, mark in _PICTURE_POINTS:
        pair, heavy = _pair(points, mark), weight[:, mark : mark + 2]
        place = np.moveaxis(pair, 1, 2)
        both.append(_weighed(place, np.repeat(heavy[:, None], 2, axis=1))[0])
    out = np.concatenate(both, axis=1)
    for column in range(out.shape[1]):
        out[:, column] -= _median(out[:, column])
    out[:, 1::2] *= -1.0  # up is positive
    out[:, ::2] *= facing
    hips = out[:, :2]
    seen = hips[np.isfinite(hips).all(axis=1)]
    if not len(seen) or np.ptp(seen, axis=0).max() < PINNED_M:
        out[:] = np.nan  # the poses were moved onto one place: nothing moves in such a picture
    return out
