"""Collect poses into a track, as they come or all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from lastrep.motion.measures import MEASURE_LANDMARKS, MEASURES, measure_body, torso_length
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray, Pose, PoseRecording

_IN_TORSOS = np.array([not measure.is_angle for measure in MEASURES])


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Some poses in a row with their measures, lengths still in pixels."""

    time_s: FloatArray
    keypoints_px: FloatArray
    visibility: FloatArray
    values_px: FloatArray
    others: tuple[FloatArray | None, ...]

    def track(self, torso_px: float) -> MotionTrack:
        return MotionTrack(
            time_s=self.time_s,
            values=np.where(_IN_TORSOS[:, None], self.values_px / torso_px, self.values_px),
            visibility=self.visibility[:, MEASURE_LANDMARKS].min(axis=1),
            keypoints_px=self.keypoints_px,
            torso_px=torso_px,
            others_px=self.others,
        )


class TrackBuilder:
    """The poses of the stretch under way; measures are taken in batches, each pose once."""

    def __init__(self) -> None:
        self._waiting: list[Pose] = []
        self._batches: list[_Batch] = []

    def push(self, pose: Pose) -> None:
        """Add a pose; its time must be later than that of the one before."""
        self._waiting.append(pose)

    def track(self) -> MotionTrack:
        """Return everything since the start or the last `forget_before`."""
        whole = self._whole()
        lengths = torso_length(whole.keypoints_px)
        seen = lengths[np.isfinite(lengths)]
        return whole.track(float(np.median(seen)) if len(seen) else float("nan"))

    def latest(self, torso_px: float) -> MotionTrack:
        """Return only the poses pushed since any method last read, in torsos of a given length."""
        batch = _measured(self._waiting)
        self._batches.append(batch)
        self._waiting = []
        return batch.track(torso_px)

    def forget_before(self, time_s: float) -> None:
        """Let go of the poses before an instant."""
        whole = self._whole()
        first = int(np.searchsorted(whole.time_s, time_s))
        self._batches = [
            _Batch(
                time_s=whole.time_s[first:].copy(),
                keypoints_px=whole.keypoints_px[first:].copy(),
                visibility=whole.visibility[first:].copy(),
                values_px=whole.values_px[first:].copy(),
                others=whole.others[first:],
            )
        ]

    def _whole(self) -> _Batch:
        if self._waiting or not self._batches:
            self._batches.append(_measured(self._waiting))
            self._waiting = []
        if len(self._batches) > 1:
            parts = self._batches
            self._batches = [
                _Batch(
                    time_s=np.concatenate([part.time_s for part in parts]),
                    keypoints_px=np.concatenate([part.keypoints_px for part in parts]),
                    visibility=np.concatenate([part.visibility for part in parts]),
                    values_px=np.concatenate([part.values_px for part in parts]),
                    others=tuple(chain.from_iterable(part.others for part in parts)),
                )
            ]
        return self._batches[0]


def _measured(poses: list[Pose]) -> _Batch:
    keypoints_px = np.array([pose.keypoints_px for pose in poses], dtype=float).reshape(-1, 33, 2)
    visibility = np.array([pose.visibility for pose in poses], dtype=float).reshape(-1, 33)
    keypoints_px[~(visibility > 0)] = np.nan
    return _Batch(
        time_s=np.array([pose.time_s for pose in poses], dtype=float),
        keypoints_px=keypoints_px,
        visibility=visibility,
        values_px=measure_body(keypoints_px),
        others=tuple(pose.others_px for pose in poses),
    )


def track_poses(poses: Iterable[Pose] | PoseRecording) -> MotionTrack:
    """Return the track of poses in order of time."""
    builder = TrackBuilder()
    for pose in poses:
        builder.push(pose)
    return builder.track()
