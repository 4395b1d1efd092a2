"""What a caller may do with the poses that it pushes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import lastrep
from lastrep.analysis import Analyzer
from lastrep.errors import SourceError, UsageError
from lastrep.records.events import SetClosed
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import Rep, Rest, Script, simulate


@pytest.fixture(scope="module")
def curls() -> PoseRecording:
    events = (Rest(seconds=1.0), Rep(times=4), Rest(seconds=3.0))
    return simulate(Script(exercise="barbell_curl", events=events)).recording


def finals(analyzer: Analyzer, poses: list[Pose]) -> list[TrainingSet]:
    events = [event for pose in poses for event in analyzer.push(pose)] + analyzer.finish()
    return [event.training_set for event in events if isinstance(event, SetClosed)]


@pytest.fixture(scope="module")
def expected(curls: PoseRecording) -> list[TrainingSet]:
    return finals(Analyzer("barbell_curl", provisional=False), list(curls))


def test_a_buffer_may_be_used_again(curls: PoseRecording, expected: list[TrainingSet]) -> None:
    buffer_px, seen = np.empty((33, 2)), np.empty(33)
    analyzer, events = Analyzer("barbell_curl", provisional=False), []
    for pose in curls:
        buffer_px[:], seen[:] = pose.keypoints_px, pose.visibility
        events += analyzer.push(replace(pose, keypoints_px=buffer_px, visibility=seen))
    events += analyzer.finish()
    assert [one.training_set for one in events if isinstance(one, SetClosed)] == expected


@pytest.mark.parametrize(
    "change",
    [
        {"keypoints_px": np.zeros((17, 2))},
        {"visibility": np.ones(17)},
        {"keypoints_px": "nobody"},
        {"keypoints_px": [[1.0, 2.0], [3.0]]},
        {"others_px": np.zeros((1, 17, 2))},
    ],
    ids=str,
)
def test_a_pose_of_another_kind_is_refused_at_once_and_nothing_is_lost(
    curls: PoseRecording, expected: list[TrainingSet], change: dict[str, Any]
) -> None:
    analyzer, events = Analyzer("barbell_curl", provisional=False), []
    for i, pose in enumerate(curls):
        if i == 100:
            with pytest.raises(UsageError, match="A pose at"):
                analyzer.push(replace(pose, **change))
        events += analyzer.push(pose)
    events += analyzer.finish()
    assert [one.training_set for one in events if isinstance(one, SetClosed)] == expected


def test_nobody_else_may_be_any_empty_array(curls: PoseRecording) -> None:
    pose = next(iter(curls))
    nobody: Any = []
    for others in (nobody, np.empty((0, 33, 2)), None):
        Analyzer("barbell_curl").push(replace(pose, others_px=others))


def test_infinite_places_are_unseen_and_lists_are_numbers(
    curls: PoseRecording, expected: list[TrainingSet]
) -> None:
    poses: list[Pose] = []
    for pose in curls:
        points_px = pose.keypoints_px.copy()
        points_px[~np.isfinite(points_px).all(axis=1)] = np.inf
        lists: Any = points_px.tolist(), pose.visibility.tolist()
        poses.append(replace(pose, keypoints_px=lists[0], visibility=lists[1]))
    assert finals(Analyzer("barbell_curl", provisional=False), poses) == expected


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"visibility": np.ones((3, 33))}, "visibility has the shape"),
        ({"time_s": np.zeros(1)}, "keypoints_px has the shape"),
        ({"keypoints_px": [[1.0], [2.0, 3.0]]}, "expected numbers"),
        ({"image_size_px": (0, 0)}, "width and height"),
    ],
    ids=str,
)
def test_a_recording_made_in_memory_is_checked_as_one_in_a_file(
    curls: PoseRecording, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        lastrep.analyze(replace(curls, **change), "barbell_curl")


@pytest.mark.parametrize(
    "wrong",
    [
        {"height_m": 180.0},
        {"goal": "fun"},
        {"injuries": "left knee"},
        {"experience_months": "24"},
        {"wanted": "nonsense"},
        {"language": "xx"},
    ],
    ids=str,
)
def test_a_profile_is_checked_when_it_is_given(
    curls: PoseRecording, expected: list[TrainingSet], wrong: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match=r"profile|messages|language"):
        Analyzer("barbell_curl", profile=Profile(**wrong))
    analyzer, poses = Analyzer("barbell_curl", provisional=False), list(curls)
    events = analyzer.push(poses[0])
    with pytest.raises(UsageError):
        analyzer.revise(Profile(**wrong))
    assert events == []
    assert finals(analyzer, poses[1:]) == expected
