"""The recogniser names what simulated lifters do, whatever the camera, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.exercises import catalogue
from lastrep.motion.tracking import track_poses
from lastrep.recognition.recognise import recognise
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import PoseRecording
from lastrep.simulation import Camera, Rep, Rest, Script, WalkIn, WalkOut, simulate

SIDE, FRONT = "side", "front"


def recording(exercise: str, view: str, *, seed: int = 3, fps: float = 24.0) -> PoseRecording:
    script = Script(
        exercise=exercise,
        events=(Rep(times=3),),
        camera=Camera(view=view, fps=fps),  # type: ignore[arg-type] # one of the views
        seed=seed,
    )
    return simulate(script).recording


def family(poses: PoseRecording) -> str:
    found = recognise(track_poses(poses))
    return "none" if found.exercise is None else found.exercise.family


@pytest.mark.parametrize(
    ("exercise", "view"),
    [
        ("barbell_squat", SIDE),
        ("bodyweight_squat", FRONT),
        ("dumbbell_curl", FRONT),
        ("push_up", SIDE),
        ("barbell_bench_press", SIDE),
        ("deadlift", SIDE),
        ("pull_up", "back"),
        ("jumping_jack", FRONT),
        ("dumbbell_shoulder_press", FRONT),
        ("sit_up", SIDE),
    ],
)
def test_three_repetitions_are_enough(exercise: str, view: str) -> None:
    assert family(recording(exercise, view)) == catalogue()[exercise].family


def test_most_simulated_exercises_are_recognised_from_three_quarters() -> None:
    exercises = list(catalogue())[::3]
    known = [e for e in exercises if family(recording(e, "three_quarter")) == catalogue()[e].family]
    assert len(known) >= 0.7 * len(exercises)


def test_walking_about_is_no_exercise() -> None:
    script = Script(
        exercise="barbell_squat",
        events=(WalkIn(seconds=4.0, distance_m=4.0), Rest(seconds=4.0, fidget=True), WalkOut()),
        camera=Camera(view="three_quarter", fps=24.0),
        seed=2,
    )
    assert family(simulate(script).recording) == "none"


@pytest.fixture(scope="module")
def squats() -> PoseRecording:
    return recording("barbell_squat", SIDE, fps=30.0)


def chances(poses: PoseRecording) -> dict[str, float]:
    return recognise(track_poses(poses)).chances


def test_mirrored_and_scaled_pictures_give_the_same_chances(squats: PoseRecording) -> None:
    points = squats.keypoints_px[:, list(MIRRORED)] * 2.5
    points[..., 0] = 1000.0 - points[..., 0]
    mirrored = replace(squats, keypoints_px=points, visibility=squats.visibility[:, list(MIRRORED)])
    assert chances(mirrored) == pytest.approx(chances(squats), abs=1e-5)


def test_time_may_begin_anywhere(squats: PoseRecording) -> None:
    later = replace(squats, time_s=squats.time_s + 100.0)
    assert chances(later) == pytest.approx(chances(squats), abs=0.05)


def test_half_the_frame_rate_gives_the_same_family(squats: PoseRecording) -> None:
    half = replace(
        squats,
        time_s=squats.time_s[::2],
        keypoints_px=squats.keypoints_px[::2],
        visibility=squats.visibility[::2],
    )
    assert family(half) == family(squats) == "squat"


def test_a_lost_lifter_is_no_exercise(squats: PoseRecording) -> None:
    nobody = replace(
        squats,
        keypoints_px=np.full_like(squats.keypoints_px, np.nan),
        visibility=np.zeros_like(squats.visibility),
    )
    found = recognise(track_poses(nobody))
    assert found.exercise is None
    assert found.confidence == 0.0


def test_nothing_is_said_of_an_empty_or_tiny_stretch(squats: PoseRecording) -> None:
    track = track_poses(squats)
    assert recognise(track.between(-1.0, -0.5)).exercise is None
    assert recognise(track.between(0.0, 0.2)).exercise is None


def test_chances_add_up_to_one(squats: PoseRecording) -> None:
    assert sum(chances(squats).values()) == pytest.approx(1.0, abs=1e-6)
