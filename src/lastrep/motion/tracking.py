"""Collect poses into a track, as they come or all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lastrep.motion.measures import MEASURE_LANDMARKS, MEASURES, measure_body, torso_length
from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.records.pose import FloatArray, Pose, PoseRecording
from lastrep.signals.order_statistics import median

_IN_TORSOS = np.array([not measure.is_angle for measure in MEASURES])
_FIRST_ROOM = 256  # poses


@dataclass(slots=True, eq=False)
class _Column:
    """Rows of one kind in room that doubles when it is full: adding one costs no copy of all.

    Rows that were handed out stay as they are; new ones lie behind them or in other room.
    """

    rows: FloatArray
    count: int = 0

    @classmethod
    def of(cls, *shape: int) -> _Column:
        return cls(np.empty((_FIRST_ROOM, *shape)))

    def add(self, new: FloatArray) -> None:
        until = self.count + len(new)
        if until > len(self.rows):
            wider = np.empty((max(until, 2 * len(self.rows)), *self.rows.shape[1:]))
            wider[: self.count] = self.known
            self.rows = wider
        self.rows[self.count : until] = new
        self.count = until

    def keep_from(self, first: int) -> None:
        kept = self.known[first:]
        self.rows = np.empty((max(_FIRST_ROOM, len(kept)), *self.rows.shape[1:]))
        self.rows[: len(kept)] = kept
        self.count = len(kept)

    @property
    def known(self) -> FloatArray:
        return self.rows[: self.count]


class TrackBuilder:
    """The poses of the stretch under way; measures are taken in batches, each pose once."""

    def __init__(self) -> None:
        self._waiting: list[Pose] = []
        self._time_s = _Column.of()
        self._keypoints_px = _Column.of(LANDMARK_COUNT, 2)
        self._visibility = _Column.of(len(MEASURES), 2)
        self._values_px = _Column.of(len(MEASURES), 2)  # lengths still in pixels
        self._torso_px = _Column.of()
        self._others: list[FloatArray | None] = []
        self._wrist_scale: tuple[float, float] | None = None  # last known when, and which
        self._whole: MotionTrack | None = None  # what `track` returned, as long as it is true

    def push(self, pose: Pose) -> None:
        """Add a pose; its time must be later than that of the one before."""
        self._waiting.append(pose)
        self._whole = None
        if pose.wrist_scale_m_per_px is not None and 0.0 < pose.wrist_scale_m_per_px < np.inf:
            self._wrist_scale = pose.time_s, pose.wrist_scale_m_per_px

    def track(self) -> MotionTrack:
        """Return everything since the start or the last `forget_before`.

        The very same track as before, where no pose has come since.
        """
        if self._whole is None:
            self._measure()
            lengths = self._torso_px.known
            torso_px = median(lengths[np.isfinite(lengths)])
            self._whole = self._since(0, torso_px)
        return self._whole

    def latest(self, torso_px: float) -> MotionTrack:
        """Return only the poses pushed since any method last read, in torsos of a given length."""
        first = self._time_s.count
        self._measure()
        return self._since(first, torso_px)

    def forget_before(self, time_s: float) -> None:
        """Let go of the poses before an instant."""
        self._measure()
        self._whole = None
        first = int(np.searchsorted(self._time_s.known, time_s))
        for column in self._columns():
            column.keep_from(first)
        self._others = self._others[first:]
        if self._wrist_scale is not None and self._wrist_scale[0] < time_s:
            self._wrist_scale = None

    def _columns(self) -> tuple[_Column, ...]:
        return (
            *(self._time_s, self._keypoints_px, self._visibility),
            *(self._values_px, self._torso_px),
        )

    def _measure(self) -> None:
        """Measure the poses that came since the last time."""
        if not self._waiting:
            return
        poses, self._waiting = self._waiting, []
        keypoints_px = np.array([pose.keypoints_px for pose in poses], dtype=float)
        visibility = np.array([pose.visibility for pose in poses], dtype=float)
        keypoints_px[~(visibility > 0)] = np.nan
        self._time_s.add(np.array([pose.time_s for pose in poses], dtype=float))
        self._keypoints_px.add(keypoints_px)
        self._visibility.add(visibility[:, MEASURE_LANDMARKS].min(axis=1))
        self._values_px.add(measure_body(keypoints_px))
        torso_px = torso_length(keypoints_px)
        self._torso_px.add(np.where(torso_px > 0.0, torso_px, np.nan))  # nobody is a single point
        self._others.extend(pose.others_px for pose in poses)

    def _since(self, first: int, torso_px: float) -> MotionTrack:
        values_px = self._values_px.known[first:]
        return MotionTrack(
            time_s=self._time_s.known[first:],
            values=np.where(_IN_TORSOS[:, None], values_px / torso_px, values_px),
            visibility=self._visibility.known[first:],
            keypoints_px=self._keypoints_px.known[first:],
            torso_px=torso_px,
            others_px=tuple(self._others[first:]),
            wrist_scale_m_per_px=self._wrist_scale and self._wrist_scale[1],
        )


def track_poses(poses: Iterable[Pose] | PoseRecording) -> MotionTrack:
    """Return the track of poses in order of time."""
    builder = TrackBuilder()
    for pose in poses:
        builder.push(pose)
    return builder.track()
