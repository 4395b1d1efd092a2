"""Arms that take turns are counted each and together, and each is judged by itself."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import numpy as np
import pytest

from lastrep.analysis import Analyzer
from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.events import SetClosed
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import PoseRecording
from lastrep.records.repetition import Repetition, Side
from lastrep.reps.counting.count_reps import count_reps
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

View = Literal["front", "three_quarter", "side"]
VIEWS: tuple[View, ...] = ("front", "three_quarter", "side")
TURNS: tuple[Side, ...] = ("left", "right") * 4
TOGETHER: tuple[Side, ...] = ("both",) * 5


def curls(*sides: Side, view: View, exercise: str = "dumbbell_curl") -> PoseRecording:
    reps = tuple(Rep(side=side) for side in sides)
    script = Script(
        exercise=exercise, events=(*reps, Rest(seconds=3.0)), camera=Camera(view=view), seed=2
    )
    return simulate(script).recording


def mirrored(poses: PoseRecording) -> PoseRecording:
    width = poses.image_size_px[0]
    return PoseRecording(
        time_s=poses.time_s,
        keypoints_px=poses.keypoints_px[:, list(MIRRORED)] * [-1, 1] + [width, 0],
        visibility=poses.visibility[:, list(MIRRORED)],
        image_size_px=poses.image_size_px,
    )


def sides_of(poses: PoseRecording, exercise: str) -> list[Side]:
    found = count_reps(track_poses(poses), load_exercise(exercise)).limits
    return [rep.side for rep in found]


def analysed(poses: PoseRecording, exercise: str) -> list[Repetition]:
    analyzer = Analyzer(exercise)
    events = [event for pose in poses for event in analyzer.push(pose)] + analyzer.finish()
    return [
        rep for event in events if isinstance(event, SetClosed) for rep in event.training_set.reps
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_each_repetition_is_of_the_arm_that_did_it(view: View) -> None:
    assert sides_of(curls(*TURNS, view=view), "dumbbell_curl") == list(TURNS)
    one_then_other: tuple[Side, ...] = ("left",) * 4 + ("right",) * 4
    assert sides_of(curls(*one_then_other, view=view), "dumbbell_curl") == list(one_then_other)
    assert set(sides_of(curls(*TOGETHER, view=view), "dumbbell_curl")) == {"both"}


def test_a_mirror_exchanges_the_sides() -> None:
    poses = curls(*TURNS, view="three_quarter")
    exchanged: dict[Side, Side] = {"left": "right", "right": "left", "both": "both"}
    seen = [exchanged[side] for side in sides_of(poses, "dumbbell_curl")]
    assert sides_of(mirrored(poses), "dumbbell_curl") == seen


def test_nobody_parts_the_hands_on_a_bar() -> None:
    presses = curls(*TOGETHER, view="side", exercise="barbell_bench_press")
    assert set(sides_of(presses, "barbell_bench_press")) == {"both"}


def test_who_cannot_be_seen_is_not_said_to_have_rested() -> None:
    poses = curls("left", "left", "left", "left", view="front")
    hidden = [i for i, other in enumerate(MIRRORED) if i % 2 == 0 and i != other and i > 10]
    keypoints_px, visibility = poses.keypoints_px.copy(), poses.visibility.copy()
    keypoints_px[:, hidden], visibility[:, hidden] = np.nan, 0.0
    half = PoseRecording(
        time_s=poses.time_s,
        keypoints_px=keypoints_px,
        visibility=visibility,
        image_size_px=poses.image_size_px,
    )
    assert set(sides_of(half, "dumbbell_curl")) == {"both"}


@pytest.mark.parametrize("exercise", ["auto", "dumbbell_curl", "biceps_curl"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_far_arm_does_whole_repetitions_too(view: View, exercise: str) -> None:
    reps = analysed(curls(*TURNS, view=view), exercise)
    assert Counter((rep.side, rep.label) for rep in reps) == {
        ("left", "full"): 4,
        ("right", "full"): 4,
    }
