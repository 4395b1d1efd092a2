"""What must not change a count: which side, which picture shape, when, how often, how noisy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import PoseRecording
from lastrep.reps.counting.count_reps import count_reps
from lastrep.simulation import Camera, PickUp, Rep, Rest, Script, simulate

CASES = [("barbell_curl", "side"), ("squat", "three_quarter"), ("push_up", "side")]


def a_set(name: str, view: str, *, seed: int = 1) -> PoseRecording:
    exercise = load_exercise(name)
    script = Script(
        exercise=exercise.id,
        seed=seed,
        camera=Camera(view=view, fps=30.0),  # type: ignore[arg-type] # one of the cases above
        events=(PickUp(), Rep(times=6), Rest(seconds=2.0)),
    )
    return simulate(script).recording


def ends(recording: PoseRecording, name: str) -> list[float]:
    counted = count_reps(track_poses(recording), load_exercise(name))
    return [limit.concentric_end_time_s for limit in counted.limits]


@pytest.mark.parametrize(("name", "view"), CASES)
def test_mirrored_body_mirrored_result(name: str, view: str) -> None:
    recording = a_set(name, view)
    width = recording.image_size_px[0]
    mirrored = replace(
        recording,
        keypoints_px=recording.keypoints_px[:, list(MIRRORED)] * [-1, 1] + [width, 0],
        visibility=recording.visibility[:, list(MIRRORED)],
    )
    assert ends(mirrored, name) == pytest.approx(ends(recording, name))


@pytest.mark.parametrize(("name", "view"), CASES)
@settings(max_examples=5, deadline=None)
@given(scale=st.floats(0.2, 5.0), dx=st.floats(-500, 500), dy=st.floats(-500, 500))
def test_size_and_place_in_the_picture_do_not_matter(
    name: str, view: str, scale: float, dx: float, dy: float
) -> None:
    recording = a_set(name, view)
    moved = replace(recording, keypoints_px=recording.keypoints_px * scale + [dx, dy])
    assert ends(moved, name) == pytest.approx(ends(recording, name), abs=1e-6)


@pytest.mark.parametrize(("name", "view"), CASES)
def test_portrait_equals_landscape(name: str, view: str) -> None:
    recording = a_set(name, view)
    portrait = replace(recording, image_size_px=recording.image_size_px[::-1])
    assert ends(portrait, name) == ends(recording, name)


@pytest.mark.parametrize(("name", "view"), CASES)
@settings(max_examples=5, deadline=None)
@given(shift_s=st.floats(0.0, 5000.0))
def test_a_later_clock_gives_later_times_and_the_same_count(
    name: str, view: str, shift_s: float
) -> None:
    recording = a_set(name, view)
    later = replace(recording, time_s=recording.time_s + shift_s)
    moved = [end - shift_s for end in ends(later, name)]
    assert moved == pytest.approx(ends(recording, name), abs=0.06)


@pytest.mark.parametrize(("name", "view"), CASES)
@pytest.mark.parametrize("every", [2, 3])
def test_the_frame_rate_does_not_matter(name: str, view: str, every: int) -> None:
    recording = a_set(name, view)
    slower = replace(
        recording,
        time_s=recording.time_s[::every],
        keypoints_px=recording.keypoints_px[::every],
        visibility=recording.visibility[::every],
        depth_px=None,
        keypoints_world_m=None,
        others_px=None,
    )
    # Counts, not times: on the plateau at the top the fused signal may peak anywhere.
    assert len(ends(slower, name)) == len(ends(recording, name)) == 6


@pytest.mark.parametrize(("name", "view"), CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_and_dropped_poses_do_not_matter(name: str, view: str, seed: int) -> None:
    recording = a_set(name, view)
    rng = np.random.default_rng(seed)
    shoulder, hip = recording.keypoints_px[:, 11], recording.keypoints_px[:, 23]
    torso = float(np.nanmedian(np.hypot(*(shoulder - hip).T)))
    noisy = recording.keypoints_px + rng.normal(0, 0.01 * torso, recording.keypoints_px.shape)
    keep = rng.random(len(recording)) > 0.05
    worse = PoseRecording(
        time_s=recording.time_s[keep],
        keypoints_px=noisy[keep],
        visibility=recording.visibility[keep],
        image_size_px=recording.image_size_px,
    )
    assert len(ends(worse, name)) == len(ends(recording, name))
