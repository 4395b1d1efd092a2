"""What moves most is found whatever it is called, and turned the way a lift goes."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.exercises import exercise_to_count, load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import PoseRecording
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.counting.main_movement import as_it_moves, by_what_moves, main_movement
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, simulate
from lastrep.simulation.script import CameraView

GENERIC = exercise_to_count("something else")


def track_of(exercise: str, view: CameraView, *, seed: int = 5) -> MotionTrack:
    events = (Rest(seconds=2.0), Rep(times=6), Rest(seconds=3.0))
    script = Script(
        exercise=exercise,
        camera=Camera(view=view, fps=20.0),
        noise=Noise(level=1.0),
        seed=seed,
        events=events,
    )
    return track_poses(simulate(script).recording)


@pytest.mark.parametrize(
    ("exercise", "view", "joints"),
    [
        ("barbell_curl", "side", {"elbow"}),
        ("bodyweight_squat", "side", {"knee", "hip"}),
        ("lateral_raise", "front", {"shoulder", "arm"}),
        ("deadlift", "side", {"hip", "knee"}),
        ("pull_up", "three_quarter", {"elbow", "shoulder", "arm"}),
        ("leg_extension", "side", {"knee"}),
    ],
)
def test_a_lift_without_a_definition_is_counted_by_what_moves(
    exercise: str, view: CameraView, joints: set[str]
) -> None:
    track = track_of(exercise, view)
    found = as_it_moves(track, GENERIC)
    assert found is not None
    definite, share = found
    assert definite.movement.joint in joints
    assert 0.3 < share <= 1.0
    assert len(count_reps(track, definite).limits) == 6


def test_a_squat_goes_up_and_begins_by_going_down() -> None:
    found = as_it_moves(track_of("bodyweight_squat", "side"), GENERIC)
    assert found is not None
    movement = found[0].movement
    assert (movement.concentric, movement.first_phase) == ("rise", "eccentric")


def test_the_signals_are_turned_to_agree_with_the_exercise_they_are_lent_to() -> None:
    track = track_of("barbell_curl", "side")
    for name in ("barbell_curl", "overhead_press"):
        exercise = load_exercise(name)
        moved = by_what_moves(track, exercise)
        assert moved is not None
        agree = {*exercise.signals.rise} & {*moved.signals.rise}
        agree |= {*exercise.signals.fall} & {*moved.signals.fall}
        against = {*exercise.signals.rise} & {*moved.signals.fall}
        against |= {*exercise.signals.fall} & {*moved.signals.rise}
        assert len(agree) >= len(against)
        assert (moved.id, moved.movement) == (exercise.id, exercise.movement)


def test_turned_twice_is_as_it_was() -> None:
    movement = main_movement(track_of("barbell_curl", "side"))
    assert movement is not None
    turned = movement.turned_like(GENERIC.signals)
    assert turned.turned_like(movement.signals) == movement
    assert movement.turned_like(movement.signals) is movement


def test_where_nobody_is_seen_nothing_moves() -> None:
    time_s = np.arange(0.0, 5.0, 0.1)
    nobody = PoseRecording(
        time_s=time_s,
        keypoints_px=np.full((len(time_s), 33, 2), np.nan),
        visibility=np.zeros((len(time_s), 33)),
        image_size_px=(640, 480),
    )
    assert main_movement(track_poses(nobody)) is None


def test_before_two_seconds_nothing_is_the_main_movement() -> None:
    track = track_of("barbell_curl", "side")
    assert main_movement(track.between(3.0, 4.5)) is None
