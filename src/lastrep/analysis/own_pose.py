"""A pose that is pushed is checked at once and copied: its arrays still belong to the caller."""

from __future__ import annotations

from dataclasses import replace

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
    keypoints_px = _numbers(pose, "keypoints_px")
    _expect(pose, "keypoints_px", keypoints_px, matches=keypoints_px.shape == _EACH)
    visibility = _numbers(pose, "visibility")
    _expect(pose, "visibility", visibility, matches=visibility.shape == _EACH[:1])
    others_px = None if pose.others_px is None else _numbers(pose, "others_px")
    if others_px is not None:
        matches = not others_px.size or others_px.shape[1:] == _EACH
        _expect(pose, "others_px", others_px, matches=matches)
        others_px = others_px.reshape(-1, *_EACH)  # nobody may be any empty list
    keypoints_px[~np.isfinite(keypoints_px).all(axis=1)] = np.nan
    return replace(
        pose,
        keypoints_px=keypoints_px,
        visibility=np.fmin(np.fmax(visibility, 0.0), 1.0),
        others_px=others_px,
    )


def _numbers(pose: Pose, name: str) -> FloatArray:
    try:
        return np.array(getattr(pose, name), dtype=float)
    except (TypeError, ValueError):
        raise UsageError(
            f"A pose at {pose.time_s:.3f} s has {name} that are no array of numbers."
        ) from None


def _expect(pose: Pose, name: str, array: FloatArray, *, matches: bool) -> None:
    if not matches:
        raise UsageError(
            f"A pose at {pose.time_s:.3f} s has {name} of the shape {array.shape}; lastrep reads "
            f"the {LANDMARK_COUNT} landmarks of BlazePose (lastrep.Pose says how)."
        )
