"""A pose that is pushed is checked at once and copied: its arrays still belong to the caller."""

from __future__ import annotations

import numpy as np

from lastrep.errors import UsageError
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.records.pose import FloatArray, Pose

_EACH = (LANDMARK_COUNT, 2)


def own_pose(pose: Pose) -> Pose:
    """Return a copy of what the analysis reads of a pose, as numbers of double precision.

    A landmark with only one finite coordinate counts as unseen; visibility is cut to 0..1 and is 0
    where it is NaN, as in recorded poses.

    Raises
    ------
    UsageError
        An array is none, or of another shape than `lastrep.records.pose.Pose` says.
    """
    try:
        keypoints_px = np.array(pose.keypoints_px, dtype=float)
        visibility = np.array(pose.visibility, dtype=float)
        others_px = None if pose.others_px is None else np.array(pose.others_px, dtype=float)
    except (TypeError, ValueError):
        raise UsageError(
            f"A pose at {pose.time_s:.3f} s holds something else than arrays of numbers."
        ) from None
    if keypoints_px.shape != _EACH:
        raise _refusal(pose, "keypoints_px", keypoints_px)
    if visibility.shape != _EACH[:1]:
        raise _refusal(pose, "visibility", visibility)
    if others_px is not None and others_px.shape[1:] != _EACH:
        if others_px.size:
            raise _refusal(pose, "others_px", others_px)
        others_px = others_px.reshape(0, *_EACH)  # nobody may be any empty list
    known = np.isfinite(keypoints_px)
    if not known.all():
        keypoints_px[~known.all(axis=1)] = np.nan
    return Pose(
        time_s=pose.time_s,
        keypoints_px=keypoints_px,
        visibility=np.fmin(np.fmax(visibility, 0.0), 1.0),
        image_size_px=pose.image_size_px,
        depth_px=pose.depth_px,
        keypoints_world_m=pose.keypoints_world_m,
        others_px=others_px,
        wrist_scale_m_per_px=pose.wrist_scale_m_per_px,
    )


def _refusal(pose: Pose, name: str, array: FloatArray) -> UsageError:
    return UsageError(
        f"A pose at {pose.time_s:.3f} s has {name} of the shape {array.shape}; lastrep reads the "
        f"{LANDMARK_COUNT} landmarks of BlazePose (lastrep.Pose says how)."
    )
