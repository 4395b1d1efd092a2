"""Collect poses into a track, as they come or all at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from lastrep.motion.measures import MEASURE_LANDMARKS, MEASURES, measure_body, torso_length
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray, Pose, PoseRecording

_IN_TORSOS = np.array([not measure.is_angle for measure in MEASURES])


class TrackBuilder:
    """The poses of the stretch under way; measures are taken in batches, each pose once."""

    def __init__(self) -> None:
        self._waiting: list[Pose] = []
        self._time_s = np.empty(0)
        self._values = np.empty((0, len(MEASURES), 2))
        self._keypoints_px = np.empty((0, 33, 2))
        self._visibility = np.empty((0, 33))
        self._others: list[FloatArray | None] = []

    def __len__(self) -> int:
        return len(self._time_s) + len(self._waiting)

    def push(self, pose: Pose) -> None:
        """Add a pose; its time must be later than that of the one before."""
        self._waiting.append(pose)

    def track(self) -> MotionTrack:
        """Return everything since the start or the last `forget_before`."""
        self._measure_waiting()
        return _track(
            self._time_s, self._keypoints_px, self._visibility, self._values, tuple(self._others)
        )

    def latest(self, torso_px: float) -> MotionTrack:
        """Return only the poses pushed since any method last read, in torsos of a given length."""
        first = len(self._time_s)
        self._measure_waiting()
        values = self._values[first:]
        return MotionTrack(
            time_s=self._time_s[first:],
            values=np.where(_IN_TORSOS[:, None], values / torso_px, values),
            visibility=self._visibility[first:][:, MEASURE_LANDMARKS].min(axis=1),
            keypoints_px=self._keypoints_px[first:],
            torso_px=torso_px,
            others_px=tuple(self._others[first:]),
        )

    def forget_before(self, time_s: float) -> None:
        """Let go of the poses before an instant."""
        self._measure_waiting()
        first = int(np.searchsorted(self._time_s, time_s))
        self._time_s = self._time_s[first:].copy()
        self._values = self._values[first:].copy()
        self._keypoints_px = self._keypoints_px[first:].copy()
        self._visibility = self._visibility[first:].copy()
        del self._others[:first]

    def _measure_waiting(self) -> None:
        if not self._waiting:
            return
        keypoints_px = np.array([pose.keypoints_px for pose in self._waiting], dtype=float)
        visibility = np.array([pose.visibility for pose in self._waiting], dtype=float)
        keypoints_px[~(visibility > 0)] = np.nan
        self._time_s = np.append(self._time_s, [pose.time_s for pose in self._waiting])
        self._keypoints_px = np.concatenate([self._keypoints_px, keypoints_px])
        self._visibility = np.concatenate([self._visibility, visibility])
        self._values = np.concatenate([self._values, measure_body(keypoints_px)])
        self._others += [pose.others_px for pose in self._waiting]
        self._waiting.clear()


def track_poses(poses: Iterable[Pose] | PoseRecording) -> MotionTrack:
    """Return the track of poses in order of time."""
    builder = TrackBuilder()
    for pose in poses:
        builder.push(pose)
    return builder.track()


def _track(
    time_s: FloatArray,
    keypoints_px: FloatArray,
    visibility: FloatArray,
    values_px: FloatArray,
    others: tuple[FloatArray | None, ...],
) -> MotionTrack:
    lengths = torso_length(keypoints_px)
    seen = lengths[np.isfinite(lengths)]
    torso_px = float(np.median(seen)) if len(seen) else float("nan")
    values = np.where(_IN_TORSOS[:, None], values_px / torso_px, values_px)
    return MotionTrack(
        time_s=time_s,
        values=values,
        visibility=visibility[:, MEASURE_LANDMARKS].min(axis=1),
        keypoints_px=keypoints_px,
        torso_px=torso_px,
        others_px=others,
    )
