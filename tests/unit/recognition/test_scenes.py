"""A cut begins another scene; a glimpse of something else, or left for right, does not."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.exercises import catalogue
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.recognition.recognise import recognise
from lastrep.recognition.scenes import GLIMPSE_S, MOST_SCENES, scenes
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import FloatArray, PoseRecording
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

FPS = 20.0


def filmed(exercise: str, view: str, *, reps: int = 3) -> PoseRecording:
    camera = Camera(view=view, fps=FPS)  # type: ignore[arg-type] # one of the views
    return simulate(
        Script(exercise=exercise, events=(Rep(times=reps),), camera=camera, seed=5)
    ).recording


def after_each_other(*parts: FloatArray) -> tuple[FloatArray, FloatArray]:
    points = np.concatenate(parts)
    return np.arange(len(points)) / FPS, points


def found_in(*parts: FloatArray, torso_px: float) -> list[tuple[int, int]]:
    time_s, points = after_each_other(*parts)
    return [(int(rows[0]), int(rows[-1])) for rows in scenes(time_s, points, torso_px)]


@pytest.fixture(scope="module")
def side() -> MotionTrack:
    return track_poses(filmed("barbell_squat", "side"))


def test_a_cut_begins_another_scene(side: MotionTrack) -> None:
    front = filmed("barbell_squat", "front").keypoints_px
    lying = filmed("barbell_bench_press", "side").keypoints_px
    one, two = len(side.time_s), len(lying)
    cut = found_in(side.keypoints_px, lying, torso_px=side.torso_px)
    assert cut == [(0, one - 1), (one, one + two - 1)]
    both = found_in(side.keypoints_px, lying, front, torso_px=side.torso_px)
    assert both == [*cut, (one + two, one + two + len(front) - 1)]


@pytest.mark.parametrize("frames", [1, int(GLIMPSE_S * FPS) - 1])
def test_a_glimpse_of_somebody_else_belongs_to_no_scene(side: MotionTrack, frames: int) -> None:
    lying = filmed("barbell_bench_press", "side").keypoints_px[:frames]
    first, rest = side.keypoints_px[:40], side.keypoints_px[40:]
    time_s, points = after_each_other(first, lying, rest)
    (rows,) = scenes(time_s, points, side.torso_px)
    assert set(range(len(points))) - set(rows.tolist()) == set(range(40, 40 + frames))


def test_left_taken_for_right_is_no_jump(side: MotionTrack) -> None:
    points = side.keypoints_px.copy()
    points[30:60] = points[30:60][:, list(MIRRORED)]
    assert len(scenes(side.time_s, points, side.torso_px)) == 1


def test_short_scenes_count_only_beside_no_longer_one(side: MotionTrack) -> None:
    lying = filmed("barbell_bench_press", "side").keypoints_px[:12]
    whole = side.keypoints_px
    assert found_in(whole, lying, torso_px=side.torso_px) == [(0, len(whole) - 1)]
    assert found_in(whole[:12], lying, torso_px=side.torso_px) == [(0, 11), (12, 23)]


def test_of_many_scenes_the_longest_are_looked_at(side: MotionTrack) -> None:
    lying = filmed("barbell_bench_press", "side").keypoints_px
    cuts = [
        part
        for i in range(MOST_SCENES)
        for part in (side.keypoints_px[: 30 + i], lying[: 30 + MOST_SCENES + i])
    ]
    found = found_in(*cuts, torso_px=side.torso_px)
    assert [last - first + 1 for first, last in found] == [
        30 + MOST_SCENES + i for i in range(MOST_SCENES)
    ]


def test_nobody_and_hardly_anybody_are_one_scene() -> None:
    nobody = np.full((30, 33, 2), np.nan)
    time_s = np.arange(30) / FPS
    assert [rows.tolist() for rows in scenes(time_s, nobody, np.nan)] == [list(range(30))]
    once = nobody.copy()
    once[4] = 100.0
    assert len(scenes(time_s, once, 50.0)) == 1


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_no_exercise_jumps(exercise: str) -> None:
    events = (Rest(seconds=0.5), Rep(times=2, concentric_s=0.5, eccentric_s=0.5))
    script = Script(exercise=exercise, events=events, camera=Camera(fps=12.0), seed=2)
    track = track_poses(simulate(script).recording)
    assert len(scenes(track.time_s, track.keypoints_px, track.torso_px)) == 1


def test_an_edited_recording_is_named_by_its_scenes() -> None:
    side = filmed("barbell_squat", "side", reps=2)
    back = filmed("barbell_squat", "back", reps=2)
    time_s, points = after_each_other(side.keypoints_px, back.keypoints_px)
    edited = PoseRecording(
        time_s=time_s,
        keypoints_px=points,
        visibility=np.concatenate([side.visibility, back.visibility]),
        image_size_px=side.image_size_px,
    )
    found = recognise(track_poses(edited))
    assert found.exercise is not None
    assert found.exercise.family == "squat"
