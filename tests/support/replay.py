"""A pose model that knows beforehand where the lifter will be."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.session import ModelFacts


@dataclass
class Replay:
    """A tracker that gives the recorded pose nearest in time, after ``pose_s``."""

    recording: PoseRecording
    pose_s: float = 0.001
    name: str = "replay"
    closed: bool = False

    @property
    def facts(self) -> ModelFacts:
        """A model without weights."""
        return ModelFacts(name=self.name, sha256=None)

    def track(self, frame: Frame) -> Pose:
        """Return the pose at a picture's time; the picture is not looked at."""
        time.sleep(self.pose_s)
        i = int(np.abs(self.recording.time_s - frame.time_s).argmin())
        return Pose(
            time_s=frame.time_s,
            keypoints_px=self.recording.keypoints_px[i],
            visibility=self.recording.visibility[i],
            image_size_px=self.recording.image_size_px,
        )

    def close(self) -> None:
        """Nothing is open."""
        self.closed = True
