"""A set that the picture showed badly says so, once, and says where the camera belongs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from lastrep.analysis import Analyzer
from lastrep.analysis.picture_check import PictureCheck
from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.events import NoticeRaised
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Notice
from lastrep.simulation import Camera, Rep, Rest, Script, simulate


@cache
def recorded(exercise: str, view: str, sets: int = 1) -> PoseRecording:
    events = (Rep(times=3), *(Rest(seconds=50.0), Rep(times=3)) * (sets - 1))
    camera = Camera(view=view, fps=12.0)  # type: ignore[arg-type] # one of the views
    return simulate(Script(exercise=exercise, events=events, camera=camera, seed=4)).recording


def notices(recording: PoseRecording, exercise: str) -> dict[str, Notice]:
    found = PictureCheck().of_stretch(
        track_poses(recording), load_exercise(exercise), recording.image_size_px
    )
    return {one.code: one for one in found}


def analysed(recording: PoseRecording, exercise: str) -> list[str]:
    analyzer = Analyzer(exercise, provisional=False)
    events = [event for pose in recording for event in analyzer.push(pose)] + analyzer.finish()
    return [event.notice.code for event in events if isinstance(event, NoticeRaised)]


@pytest.mark.parametrize(
    ("exercise", "view"),
    [
        ("barbell_squat", "side"),
        ("lateral_raise", "front"),
        ("overhead_press", "front"),
        ("overhead_press", "three_quarter"),
        ("push_up", "side"),
        ("pull_up", "back"),
        ("deadlift", "side"),
    ],
)
def test_nothing_is_said_of_a_good_picture(exercise: str, view: str) -> None:
    assert notices(recorded(exercise, view), exercise) == {}


def test_an_unsuited_view_says_what_it_costs_and_where_the_camera_belongs() -> None:
    said = notices(recorded("barbell_squat", "front"), "barbell_squat")
    assert list(said) == ["view_unsuited"]
    assert "from the front" in said["view_unsuited"].text
    assert said["view_unsuited"].text.endswith(load_exercise("barbell_squat").views.place)


@pytest.mark.parametrize("exercise", ["barbell_squat", "dumbbell_curl"])
def test_a_good_view_from_three_quarters_costs_degrees_and_says_so(exercise: str) -> None:
    assert "three_quarter" in load_exercise(exercise).views.good
    said = notices(recorded(exercise, "three_quarter"), exercise)
    assert list(said) == ["view_oblique"]
    assert "counts are not" in said["view_oblique"].text


def test_an_exercise_without_degrees_may_be_filmed_from_anywhere() -> None:
    assert not load_exercise("shrug").movement.joint_tells
    assert notices(recorded("shrug", "side"), "shrug") == {}


def test_a_lifter_who_is_lost_is_told_with_the_share_and_the_time() -> None:
    recording = recorded("barbell_squat", "side")
    points = recording.keypoints_px.copy()
    points[np.arange(len(points)) % 2 > 0] = np.nan
    said = notices(replace(recording, keypoints_px=points), "barbell_squat")
    assert list(said) == ["lifter_lost"]
    assert "50%" in said["lifter_lost"].text
    assert said["lifter_lost"].start_time_s == recording.time_s[0]
    assert said["lifter_lost"].end_time_s == recording.time_s[-1]


def test_legs_outside_the_picture_matter_to_a_squat_and_not_to_a_curl() -> None:
    for exercise, expected in (("barbell_squat", ["lifter_cut_off"]), ("dumbbell_curl", [])):
        recording = recorded(exercise, "side")
        width, height = recording.image_size_px
        hips_y = float(np.nanmax(recording.keypoints_px[:, 23:25, 1]))
        cut = replace(recording, image_size_px=(width, min(height, int(1.02 * hips_y) + 1)))
        said = notices(cut, exercise)
        assert list(said) == expected
        if expected:
            assert said["lifter_cut_off"].text.startswith(
                "The feet were outside the picture in 100%"
            )


def test_poses_that_were_moved_out_of_the_picture_are_not_called_cut_off() -> None:
    recording = recorded("barbell_squat", "side")
    moved = recording.keypoints_px - recording.keypoints_px[:, 23:24] - 2000.0
    assert notices(replace(recording, keypoints_px=moved), "barbell_squat") == {}


def test_a_stretched_picture_is_told() -> None:
    recording = recorded("lateral_raise", "front")
    wide = replace(recording, keypoints_px=recording.keypoints_px * [2.0, 1.0])
    assert "times too wide" in notices(wide, "lateral_raise")["picture_stretched"].text


def test_the_analysis_says_each_thing_once() -> None:
    assert analysed(recorded("barbell_squat", "front", sets=2), "barbell_squat") == [
        "view_unsuited"
    ]


def test_a_named_exercise_that_was_never_counted_is_explained() -> None:
    recording = recorded("barbell_squat", "side")
    points = recording.keypoints_px.copy()
    points[np.arange(len(points)) % 24 > 0] = np.nan  # one pose every two seconds
    assert "lifter_lost" in analysed(replace(recording, keypoints_px=points), "barbell_squat")


def test_nothing_is_said_of_a_guessed_exercise_or_where_nobody_was() -> None:
    recording = recorded("barbell_squat", "side")
    empty = replace(recording, keypoints_px=np.full_like(recording.keypoints_px, np.nan))
    assert analysed(empty, "barbell_squat") == []
    track = track_poses(recorded("barbell_squat", "front"))
    squat = load_exercise("barbell_squat")
    assert PictureCheck().of_stretch(track, squat, (1280, 720), sure=False) == []
    assert PictureCheck().of_stretch(track.between(-2.0, -1.0), squat, (1280, 720)) == []
