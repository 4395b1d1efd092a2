"""Painting over bodies: what is hidden, what stays, and that the picture itself is not touched."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.pose.bodies import size_px, torn
from lastrep.pose.painting import only_around, share_inside, silhouette, without
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.simulation import Camera, Noise, Rest, Script, simulate

SIZE = (320, 240)


def pose_of(keypoints_px: FloatArray, time_s: float = 0.0) -> Pose:
    return Pose(
        time_s=time_s, keypoints_px=keypoints_px, visibility=np.ones(33), image_size_px=SIZE
    )


@pytest.fixture(scope="module")
def standing() -> Pose:
    simulated = simulate(
        Script(
            exercise="dumbbell_curl",
            events=(Rest(seconds=0.5),),
            camera=Camera(width=SIZE[0], height=SIZE[1], fps=10.0),
            noise=Noise(level=0.0, drop_outs_per_min=0.0),
        )
    )
    return pose_of(simulated.exact_px[0])


def moved(pose: Pose, x_px: float, y_px: float = 0.0) -> Pose:
    return pose_of(pose.keypoints_px + np.array([x_px, y_px]))


def test_a_body_covers_its_landmarks_and_little_else(standing: Pose) -> None:
    body = silhouette([standing], SIZE)
    assert share_inside(standing, body) == 1.0
    assert 0.02 < body.mean() < 0.35
    aside = moved(standing, 0.5 * size_px(standing))
    assert share_inside(aside, body) < 0.2


def test_a_body_outside_the_picture_covers_nothing(standing: Pose) -> None:
    assert not silhouette([moved(standing, 90_000.0)], SIZE).any()
    assert not silhouette([], SIZE).any()


def test_painting_changes_the_copy_only(standing: Pose) -> None:
    image = np.full((SIZE[1], SIZE[0], 3), 200, np.uint8)
    body = silhouette([standing], SIZE)
    view = without(image, body)
    assert (image == 200).all()
    assert (view[~body] == 200).all()
    assert not (view[body] == 200).any()


def test_only_the_surroundings_of_a_body_are_left(standing: Pose) -> None:
    image = np.full((SIZE[1], SIZE[0], 3), 200, np.uint8)
    view = only_around(image, standing, 0.1)
    x, y = standing.keypoints_px[Landmark.NOSE].astype(int)
    assert view[y, x, 0] == 200
    assert view[y, SIZE[0] - 1, 0] != 200
    whole = only_around(image, standing, 5.0)
    np.testing.assert_array_equal(whole, image)


def test_a_trunk_with_somebody_elses_shoulders_is_torn(standing: Pose) -> None:
    after = standing.keypoints_px.copy()
    after[:17] -= (0.0, 0.3 * size_px(standing))
    assert torn(standing, pose_of(after, 0.04))
    assert not torn(standing, moved(standing, 0.03 * size_px(standing)))
    # after a second without a look anything may have happened
    assert not torn(standing, pose_of(after, 1.0))
