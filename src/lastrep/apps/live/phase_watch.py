"""What the lifter is doing this moment, for the eye only: nothing is counted from it."""

from __future__ import annotations

from collections import deque

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, measure_body
from lastrep.outputs.scoreboard import MovePhase
from lastrep.records.pose import Pose

WINDOW_S = 0.35
MOVING_DPS = 18.0  # slower than this is a hold


class PhaseWatch:
    """Follows the exercise's main joint over the last moments."""

    def __init__(self) -> None:
        self._angles: deque[tuple[float, float]] = deque()
        self._phase: MovePhase | None = None
        self._since_s = 0.0

    def push(self, pose: Pose, exercise: Exercise | None) -> tuple[MovePhase | None, float | None]:
        """Return the phase at this pose and for how many seconds it has lasted.

        Both are None where the joint is out of sight or unknown.
        """
        phase = self._at(pose, exercise)
        if phase != self._phase:
            self._phase, self._since_s = phase, pose.time_s
        return phase, None if phase is None else pose.time_s - self._since_s

    def _at(self, pose: Pose, exercise: Exercise | None) -> MovePhase | None:
        joint = None if exercise is None else MEASURE_INDEX.get(exercise.movement.joint)
        if joint is None or exercise is None or not pose.seen:
            self._angles.clear()
            return None
        sides = measure_body(pose.keypoints_px)[joint]
        if not np.isfinite(sides).any():
            return None
        self._angles.append((pose.time_s, float(np.nanmean(sides))))
        while self._angles[0][0] < pose.time_s - WINDOW_S:
            self._angles.popleft()
        time_s, angle_deg = np.array(self._angles).T
        if np.ptp(time_s) < WINDOW_S / 2:
            return None
        speed_dps = float(np.polyfit(time_s - time_s[0], angle_deg, 1)[0])
        if abs(speed_dps) < MOVING_DPS:
            return "hold"
        rising = speed_dps > 0
        return "lifting" if rising == (exercise.movement.concentric == "rise") else "lowering"
