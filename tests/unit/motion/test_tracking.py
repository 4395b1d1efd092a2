from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.motion.tracking import TrackBuilder, track_poses
from lastrep.records.pose import Pose


def poses(number: int, *, scale: float = 1.0) -> list[Pose]:
    rng = np.random.default_rng(0)
    body = rng.uniform(0, 400, (33, 2))
    return [
        Pose(
            time_s=i / 30,
            keypoints_px=(body + rng.normal(0, 3, (33, 2))) * scale,
            visibility=np.ones(33),
            image_size_px=(640, 480),
        )
        for i in range(number)
    ]


def test_reading_in_between_changes_nothing() -> None:
    builder = TrackBuilder()
    for pose in poses(20):
        builder.push(pose)
        builder.latest(100.0)
    assert builder.track().values == pytest.approx(track_poses(poses(20)).values)


def test_what_is_forgotten_is_gone_and_the_rest_stays() -> None:
    builder = TrackBuilder()
    for pose in poses(20):
        builder.push(pose)
    builder.forget_before(0.5)
    track = builder.track()
    assert track.time_s[0] == pytest.approx(0.5)
    assert len(track.time_s) == 5


def test_the_distance_to_the_camera_cancels() -> None:
    near, far = track_poses(poses(10)), track_poses(poses(10, scale=0.5))
    assert far.values == pytest.approx(near.values)


def test_invisible_landmarks_are_unknown_whatever_their_place() -> None:
    pose = poses(1)[0]
    pose.visibility[:] = 0.0
    assert np.isnan(track_poses([pose]).values).all()


def test_between_takes_the_start_and_leaves_the_end() -> None:
    piece = track_poses(poses(30)).between(0.2, 0.4)
    assert piece.time_s[0] == pytest.approx(0.2)
    assert piece.time_s[-1] < 0.4


def test_the_scale_that_was_last_known_in_a_stretch_is_kept() -> None:
    first, *others = poses(20)
    known = [replace(pose, wrist_scale_m_per_px=0.004) for pose in others[:5]]
    builder = TrackBuilder()
    for pose in (first, *known, *others[5:]):
        builder.push(pose)

    assert builder.track().wrist_scale_m_per_px == 0.004
    assert builder.track().between(0.3, 0.5).wrist_scale_m_per_px == 0.004
    builder.forget_before(0.3)
    assert builder.track().wrist_scale_m_per_px is None


@pytest.mark.parametrize("impossible", [float("nan"), 0.0, -0.004, float("inf")])
def test_an_impossible_scale_is_none(impossible: float) -> None:
    builder = TrackBuilder()
    for pose in poses(20):
        builder.push(replace(pose, wrist_scale_m_per_px=impossible))
    assert builder.track().wrist_scale_m_per_px is None
