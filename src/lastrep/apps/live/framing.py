"""What to change about the picture before the set: distance, light, view, other people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURE_LANDMARKS
from lastrep.motion.view import inside_picture
from lastrep.records.frame import ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, Pose
from lastrep.records.session import View

Problem = Literal[
    "nobody", "dark", "feet", "head", "sides", "far", "view_side", "view_front", "crowd"
]
SEEN = 0.5
DARK = 45.0  # mean brightness 0..255 below which BlazePose begins to lose wrists and ankles
SMALL_FRACTION = 0.3  # a standing body below this share of the picture's height is too far away
LASTS_S = 1.0  # a problem shorter than this is not mentioned
_STEP = 16  # every so many pixels are enough to judge the light

SENTENCES: dict[Problem, str] = {
    "nobody": "Step into the picture.",
    "dark": "More light, please: I can hardly see you.",
    "feet": "Step back: I can't see your feet.",
    "head": "Step back, or tilt the camera up: I can't see your head.",
    "sides": "Move to the middle of the picture.",
    "far": "Come closer.",
    "view_side": "Turn to the side: I see this exercise best from there.",
    "view_front": "Face the camera: I see this exercise best from there.",
    "crowd": "One person only, please: somebody else is close to you.",
}
SPOKEN: dict[Problem, str] = {
    "nobody": "step into the picture",
    "dark": "more light",
    "feet": "step back",
    "head": "step back",
    "sides": "step into the picture",
    "far": "come closer",
    "view_side": "turn to the side",
    "view_front": "face the camera",
    "crowd": "one person only",
}
_HEAD = (Landmark.NOSE, Landmark.LEFT_EYE, Landmark.RIGHT_EYE)
_FEET = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_LEGS = [mark for mark in Landmark if mark >= Landmark.LEFT_KNEE]  # from the knees down
_TRUNK = (
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
)


def brightness(image_rgb: ImageArray) -> float:
    """Return the mean brightness of a picture, 0..255."""
    return float(image_rgb[::_STEP, ::_STEP].mean())


def find_problem(
    pose: Pose, light: float, *, exercise: Exercise | None = None, view: View = "unknown"
) -> Problem | None:
    """Return the first thing to change, the most important first; None if all is well."""
    if light < DARK:
        return "dark"
    if not pose.seen:
        return "nobody"
    inside = _inside(pose)
    if not inside[list(_TRUNK)].any():
        return "nobody"
    lying = exercise is not None and exercise.movement.posture in {"lying", "prone"}
    return (
        _cut_off(pose, inside, exercise, lying=lying)
        or ("far" if not lying and _small(pose, inside) else None)
        or ("crowd" if _close_by(pose) else None)
        or _of_view(exercise, view)
    )


@dataclass(slots=True)
class FramingHelp:
    """Mentions a problem once it has lasted, and drops it once it is gone."""

    _problem: Problem | None = None
    _since_s: float = 0.0
    shown: Problem | None = None

    def push(self, problem: Problem | None, time_s: float) -> Problem | None:
        """Take the problem of one picture and return the one to show, if any."""
        if problem != self._problem:
            self._problem, self._since_s = problem, time_s
        if time_s - self._since_s >= LASTS_S:
            self.shown = problem
        return self.shown


def _inside(pose: Pose) -> BoolArray:
    """Return which landmarks are seen within the picture, ``(33,)``."""
    within = inside_picture(pose.keypoints_px, pose.image_size_px)
    return np.asarray((pose.visibility >= SEEN) & within)


def _cut_off(
    pose: Pose, inside: BoolArray, exercise: Exercise | None, *, lying: bool
) -> Problem | None:
    if not inside[list(_FEET)].any() and not _legs_idle(exercise):
        return "feet"
    if inside[list(_HEAD)].any() or lying:
        return None
    if inside[list(_TRUNK)].sum() < len(_TRUNK) // 2:
        return "sides"
    return "head" if _cut_at_top(pose) else None


def _small(pose: Pose, inside: BoolArray) -> bool:
    heights_px = pose.keypoints_px[inside, 1]
    return bool(np.ptp(heights_px) < SMALL_FRACTION * pose.image_size_px[1])


def _legs_idle(exercise: Exercise | None) -> bool:
    """Whether an exercise can be counted without the legs."""
    if exercise is None:
        return False
    measures = [MEASURE_INDEX[name] for name in (*exercise.signals.rise, *exercise.signals.fall)]
    return not np.isin(MEASURE_LANDMARKS[:, measures], _LEGS).any()


def _cut_at_top(pose: Pose) -> bool:
    shoulders_y = pose.keypoints_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1]
    return bool(np.nanmin(shoulders_y) < 0.12 * pose.image_size_px[1])


def _close_by(pose: Pose) -> bool:
    """Whether another trunk is within a trunk's length of the lifter's."""
    if pose.others_px is None or not len(pose.others_px):
        return False
    trunk = list(_TRUNK)
    mine = np.nanmean(pose.keypoints_px[trunk], axis=0)
    length = float(np.ptp(pose.keypoints_px[trunk, 1]))
    theirs = pose.others_px[:, trunk].mean(axis=1)
    return bool((np.hypot(*(theirs - mine).T) < length).any())


def _of_view(exercise: Exercise | None, view: View) -> Problem | None:
    if exercise is None or view == "unknown" or view in exercise.views.good:
        return None
    # from the side there is only one way to turn
    return "view_front" if view == "side" or "front" in exercise.views.good else "view_side"
