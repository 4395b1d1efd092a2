"""Keeping the poses of a running analysis, small enough for an hour of training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray, Pose, PoseRecording


def as_recorded(pose: Pose) -> Pose:
    """Return the pose in the precision of the recorded-pose file.

    The analyser is given these, so that a recording yields exactly the results of the first run.
    """
    return replace(
        pose,
        keypoints_px=pose.keypoints_px.astype(np.float32).astype(np.float64),
        visibility=pose.visibility.astype(np.float32).astype(np.float64),
        others_px=(
            None if pose.others_px is None else pose.others_px.astype(np.float16).astype(np.float64)
        ),
    )


class PoseLog:
    """Collects poses one by one and returns them as one recording."""

    def __init__(self) -> None:
        self._poses: list[Pose] = []

    def __len__(self) -> int:
        return len(self._poses)

    def add(self, pose: Pose) -> None:
        """Keep one pose; numbers that decide a count in single precision, the rest in half."""

        def small(array: FloatArray | None, kind: type[np.floating]) -> FloatArray | None:
            return None if array is None else array.astype(kind)

        self._poses.append(
            replace(
                pose,
                keypoints_px=pose.keypoints_px.astype(np.float32),
                visibility=pose.visibility.astype(np.float32),
                depth_px=small(pose.depth_px, np.float16),
                keypoints_world_m=small(pose.keypoints_world_m, np.float16),
                others_px=small(pose.others_px, np.float32),
            )
        )

    def recording(self) -> PoseRecording | None:
        """Return what was kept, or None if nothing was."""
        if not self._poses:
            return None
        return PoseRecording(
            time_s=np.array([pose.time_s for pose in self._poses]),
            keypoints_px=np.stack([pose.keypoints_px for pose in self._poses]),
            visibility=np.stack([pose.visibility for pose in self._poses]),
            image_size_px=self._poses[0].image_size_px,
            depth_px=self._stacked(lambda pose: pose.depth_px),
            keypoints_world_m=self._stacked(lambda pose: pose.keypoints_world_m),
            others_px=self._others(),
            others_looked_for=np.array([pose.others_px is not None for pose in self._poses]),
            wrist_scale_m_per_px=self._scales(),
        )

    def _stacked(self, of: Callable[[Pose], FloatArray | None]) -> FloatArray | None:
        """Return an optional array of every pose; NaN where one lacks it, None where all do."""
        example = next((array for pose in self._poses if (array := of(pose)) is not None), None)
        if example is None:
            return None
        unknown = np.full_like(example, np.nan)
        arrays = (of(pose) for pose in self._poses)
        return np.stack([unknown if array is None else array for array in arrays])

    def _scales(self) -> FloatArray | None:
        scales = [pose.wrist_scale_m_per_px for pose in self._poses]
        if all(scale is None for scale in scales):
            return None
        return np.array([np.nan if scale is None else scale for scale in scales])

    def _others(self) -> FloatArray | None:
        """Return the other people as ``(T, N, 33, 2)``, padded with NaN."""
        if all(pose.others_px is None for pose in self._poses):
            return None
        people = [pose.others_px for pose in self._poses]
        most = max(0 if group is None else len(group) for group in people)
        padded = np.full((len(people), most, *self._poses[0].keypoints_px.shape), np.nan)
        for i, group in enumerate(people):
            if group is not None:
                padded[i, : len(group)] = group
        return padded
