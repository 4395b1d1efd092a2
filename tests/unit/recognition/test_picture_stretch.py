"""A picture that was made too wide is told by the body in it, and named as if it had not been."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from lastrep.motion.tracking import track_poses
from lastrep.recognition.picture_stretch import CLEARLY, picture_stretch, stretch_features
from lastrep.recognition.recognise import recognise
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import FloatArray, PoseRecording
from lastrep.simulation import Camera, Rep, Script, simulate

VIEWS = ("front", "back", "side", "three_quarter")
EXERCISES = ("barbell_squat", "dumbbell_curl", "push_up", "pull_up", "sit_up", "lateral_raise")
FACING = ("dumbbell_curl", "pull_up", "lateral_raise", "dumbbell_shoulder_press")


@cache
def recorded(exercise: str, view: str) -> PoseRecording:
    script = Script(
        exercise=exercise,
        events=(Rep(times=2),),
        camera=Camera(view=view, fps=12.0),  # type: ignore[arg-type] # one of the views
        seed=4,
    )
    return simulate(script).recording


def points_of(exercise: str, view: str, times: float = 1.0) -> FloatArray:
    return recorded(exercise, view).keypoints_px * [times, 1.0]


def test_pictures_as_they_should_be_are_left_alone() -> None:
    found = {(e, v): picture_stretch(points_of(e, v)) for e in EXERCISES for v in VIEWS}
    assert {key: times for key, times in found.items() if times != 1.0} == {}


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("times", [2.0, 8 / 3])
def test_a_stretched_picture_is_told_by_about_how_much(exercise: str, times: float) -> None:
    found = [picture_stretch(points_of(exercise, view, times)) for view in VIEWS]
    assert np.median(found) == pytest.approx(times, rel=0.25)


def test_a_picture_made_narrower_is_not_touched() -> None:
    assert {picture_stretch(points_of(e, "front", 0.6)) for e in EXERCISES} == {1.0}


def test_mirror_size_and_unseen_poses_change_nothing() -> None:
    points = points_of("dumbbell_curl", "front", 2.0)
    times = picture_stretch(points)
    mirrored = points[:, np.array(MIRRORED)] * [-1.0, 1.0]
    lost = np.concatenate([points, np.full_like(points, np.nan)])
    assert times > CLEARLY
    assert picture_stretch(mirrored) == pytest.approx(times)
    assert picture_stretch(3.0 * points + 50.0) == pytest.approx(times)
    assert picture_stretch(lost) == pytest.approx(times)


def test_nothing_is_said_of_what_is_hardly_seen() -> None:
    points = points_of("dumbbell_curl", "front", 2.0).copy()
    assert stretch_features(points[:2]) is None
    points[:, 13:] = np.nan
    points[:, :11] = np.nan
    assert stretch_features(points) is None
    assert picture_stretch(points) == 1.0
    assert picture_stretch(np.full((40, 33, 2), np.nan)) == 1.0


@pytest.mark.parametrize("exercise", FACING)
def test_an_exercise_is_named_in_a_stretched_picture(exercise: str) -> None:
    recording = recorded(exercise, "front")
    wide = replace(recording, keypoints_px=recording.keypoints_px * [2.2, 1.0])
    names = [recognise(track_poses(one)).exercise for one in (recording, wide)]
    assert names[0] is not None
    assert names[1] is not None
    assert names[0].family == names[1].family
