"""Hands-free commands: one hand above the nose, the other low, held still, between sets.

Held on, the choices come one after the other; lowering the hand takes the one named last.
Both hands up would fire in every pull-up; this did not fire in minutes of exercise.
"""

from __future__ import annotations

from collections import deque
from typing import Literal

import numpy as np

from lastrep.records.landmarks import Landmark
from lastrep.records.pose import Pose

Choice = Literal["undo", "pause", "next exercise", "pain"]
CHOICES: tuple[Choice, ...] = ("undo", "pause", "next exercise", "pain")
HOLD_S = 1.2  # until the first choice is named
STEP_S = 1.6  # until the next one
STILL_TORSOS = 0.15  # the raised wrist moves no further than this in STILL_S
STILL_S = 0.6
RELEASE_S = 0.15  # the hand must be down this long to be lowered
UNSEEN_S = 1.0  # out of sight for longer, nobody signals
UPRIGHT_FRACTION = 0.8  # of the trunk's length is vertical
SEEN = 0.5
_NEEDED = [
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
]


class HandSignal:
    """Watches poses between sets for the signal."""

    def __init__(self) -> None:
        self._raised_since_s: float | None = None
        self._down_since_s: float | None = None
        self._seen_s = float("-inf")
        self._trail: deque[tuple[float, float, float]] = deque()
        self.offered: Choice | None = None

    def push(self, pose: Pose, *, between_sets: bool) -> Choice | None:
        """Return the choice that was just taken; `offered` is the one that lowering would take."""
        if not between_sets:
            self._forget()
            return None
        if not _sees_arms(pose):  # a hand out of sight is not a lowered one
            self._down_since_s = None
            if pose.time_s - self._seen_s > UNSEEN_S:
                self._forget()
            return None
        self._seen_s = pose.time_s
        raised = _raised_wrist(pose)
        if raised is None:
            return self._lowered(pose.time_s)
        self._down_since_s = None
        if self._raised_since_s is None or not self._still(pose.time_s, raised):
            if self.offered is None:
                self._raised_since_s = pose.time_s
            return None
        held_s = pose.time_s - self._raised_since_s
        if held_s >= HOLD_S:
            step = int((held_s - HOLD_S) / STEP_S)
            self.offered = CHOICES[step] if step < len(CHOICES) else None
            if step >= len(CHOICES):  # held through all of them: none was meant
                self._raised_since_s = pose.time_s + STEP_S
        return None

    def _lowered(self, time_s: float) -> Choice | None:
        if self._raised_since_s is None:
            return None
        if self._down_since_s is None:
            self._down_since_s = time_s
        if time_s - self._down_since_s < RELEASE_S:
            return None
        taken = self.offered
        self._forget()
        return taken

    def _still(self, time_s: float, raised: tuple[float, float, float]) -> bool:
        x, y, torso = raised
        self._trail.append((time_s, x / torso, y / torso))
        while self._trail and self._trail[0][0] < time_s - STILL_S:
            self._trail.popleft()
        places = np.array(self._trail)[:, 1:]
        return bool(np.ptp(places, axis=0).max() <= STILL_TORSOS)

    def _forget(self) -> None:
        self._raised_since_s = None
        self._down_since_s = None
        self._trail.clear()
        self.offered = None


def _sees_arms(pose: Pose) -> bool:
    """Whether everything is seen that tells a raised hand."""
    return bool(
        (pose.visibility[_NEEDED] >= SEEN).all() and np.isfinite(pose.keypoints_px[_NEEDED]).all()
    )


def _raised_wrist(pose: Pose) -> tuple[float, float, float] | None:
    """Return x, y of the raised wrist and the torso's length in pixels; None if none is raised."""
    points = pose.keypoints_px
    shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    torso = float(np.hypot(*(shoulders - hips)))
    if torso <= 0 or hips[1] - shoulders[1] < UPRIGHT_FRACTION * torso:
        return None
    left, right = points[Landmark.LEFT_WRIST], points[Landmark.RIGHT_WRIST]
    nose_y = points[Landmark.NOSE, 1]
    for up, down in ((left, right), (right, left)):
        if up[1] < nose_y and down[1] > shoulders[1] + 0.25 * torso:
            return float(up[0]), float(up[1]), torso
    return None
