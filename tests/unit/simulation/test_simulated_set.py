"""What a simulated recording promises: exact truth, one seed one result, any camera."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest

from lastrep.errors import DefinitionError, UnknownExerciseError
from lastrep.exercises import catalogue, load_exercise
from lastrep.motion.measures import MEASURE_INDEX, measure_body
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.simulation import (
    MOTIONS,
    Athlete,
    Bystander,
    Camera,
    Noise,
    Rep,
    Rest,
    Script,
    SetToFailure,
    simulate,
)

EXACT = Noise(level=0.0, drop_outs_per_min=0.0)
STILL = Rest(seconds=0.5)


def a_set(exercise: str = "barbell_curl", **changes: object) -> Script:
    script = Script(
        exercise=exercise,
        events=(STILL, Rep(times=3), STILL),
        noise=EXACT,
        camera=Camera(view="side"),
    )
    return msgspec.structs.replace(script, **changes)


def test_every_exercise_of_the_catalogue_can_be_simulated() -> None:
    assert set(MOTIONS) == set(catalogue())


@pytest.mark.parametrize("exercise", sorted(MOTIONS))
def test_every_exercise_moves_its_joint_the_right_way(exercise: str) -> None:
    movement = load_exercise(exercise).movement
    simulated = simulate(a_set(exercise, camera=Camera(view="three_quarter")))
    assert simulated.truth.counts.total == 3
    assert np.isfinite(simulated.recording.keypoints_px).all()
    feet_m = simulated.landmarks_m[:, 27:33, 2]
    assert feet_m.min() > -0.08  # nobody sinks into the floor
    rep = simulated.truth.reps[1]
    if rep.range_of_motion_deg is None or rep.range_of_motion_deg < 12.0:
        pytest.skip("the reported joint shows itself only in the picture plane")
    assert rep.concentric_start_time_s is not None
    assert rep.concentric_end_time_s is not None
    angle = simulated.angle_deg(movement.joint)[:, 0]
    time_s = simulated.recording.time_s
    start, end = np.interp([rep.concentric_start_time_s, rep.concentric_end_time_s], time_s, angle)
    assert (end > start) == (movement.concentric == "rise")


def test_the_same_script_gives_the_same_arrays_and_another_seed_others() -> None:
    script = a_set(noise=Noise(level=1.0, drop_outs_per_min=10.0))
    first, second = simulate(script), simulate(script)
    np.testing.assert_array_equal(first.recording.keypoints_px, second.recording.keypoints_px)
    assert first.truth == second.truth
    other = simulate(msgspec.structs.replace(script, seed=5))
    assert not np.array_equal(first.landmarks_m[:10], other.landmarks_m[:10])


def test_the_truth_is_what_the_exact_body_does() -> None:
    simulated = simulate(a_set())
    angle = simulated.angle_deg("elbow").mean(-1)
    for rep in simulated.truth.reps:
        assert rep.concentric_start_time_s is not None
        assert rep.concentric_end_time_s is not None
        ends = np.interp(
            [rep.concentric_start_time_s, rep.concentric_end_time_s],
            simulated.recording.time_s,
            angle,
        )
        assert rep.range_of_motion_deg == pytest.approx(abs(ends[1] - ends[0]), abs=1.5)
        seconds = rep.concentric_end_time_s - rep.concentric_start_time_s
        assert rep.tempo_s.concentric == pytest.approx(seconds)


def test_without_noise_the_recording_is_the_projection() -> None:
    simulated = simulate(a_set())
    np.testing.assert_allclose(simulated.recording.keypoints_px, simulated.exact_px)


def test_the_frame_rate_does_not_change_what_happens() -> None:
    slow, fast = (simulate(a_set(camera=Camera(view="side", fps=fps))) for fps in (10.0, 60.0))
    assert [rep.start_time_s for rep in slow.truth.reps] == [
        rep.start_time_s for rep in fast.truth.reps
    ]
    np.testing.assert_allclose(slow.landmarks_m[:20], fast.landmarks_m[:120:6], atol=1e-9)


def test_feet_stand_still_in_a_squat_and_hands_in_a_pull_up() -> None:
    squat = simulate(a_set("barbell_squat")).landmarks_m
    assert np.ptp(squat[:, 27:29], axis=0).max() < 0.005
    pull_up = simulate(a_set("pull_up")).landmarks_m
    assert np.ptp(pull_up[:, 15:17], axis=0).max() < 0.01


def test_limbs_keep_their_lengths() -> None:
    body = simulate(a_set("push_up")).landmarks_m
    for a, b in ((11, 13), (13, 15), (23, 25), (25, 27)):
        length_m = np.linalg.norm(body[:, a] - body[:, b], axis=-1)
        assert np.ptp(length_m) < 1e-6


def test_a_camera_on_the_other_side_mirrors_the_angles() -> None:
    left, right = (
        simulate(a_set(camera=Camera(azimuth_deg=angle))).exact_px for angle in (90.0, -90.0)
    )
    elbow = MEASURE_INDEX["elbow"]
    near_left, near_right = measure_body(left)[:, elbow, 0], measure_body(right)[:, elbow, 1]
    assert np.abs(near_left - near_right).max() < 12.0  # the two arms differ a little


@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640)])
def test_the_whole_movement_is_in_the_picture(width: int, height: int) -> None:
    camera = Camera(view="front", width=width, height=height)
    points = simulate(a_set("overhead_press", camera=camera)).exact_px
    assert points.min() >= 0.0
    assert points[..., 0].max() < width
    assert points[..., 1].max() < height


def test_the_far_arm_is_less_visible_than_the_near_one() -> None:
    visibility = simulate(a_set(camera=Camera(view="side"))).recording.visibility
    assert visibility[:, 13].mean() > 0.9
    assert visibility[:, 14].mean() < 0.6


def test_jitter_is_that_of_public_recordings() -> None:
    noisy = a_set(
        events=(STILL, SetToFailure(reps=8), STILL),
        noise=Noise(level=1.0, drop_outs_per_min=0.0),
        camera=Camera(view="three_quarter"),
    )
    angle = measure_body(simulate(noisy).recording.keypoints_px)[:, MEASURE_INDEX["elbow"], 0]
    spectrum = np.fft.rfft(angle - angle.mean())
    spectrum[np.fft.rfftfreq(len(angle), 1.0 / 30.0) < 6.0] = 0.0
    assert 0.4 < np.fft.irfft(spectrum, len(angle)).std() < 2.5


def test_drop_outs_are_missing_poses() -> None:
    script = a_set(noise=Noise(level=1.0, drop_outs_per_min=60.0), seed=3)
    recording = simulate(script).recording
    lost = np.isnan(recording.keypoints_px).any(axis=(1, 2))
    assert lost.any()
    assert not lost.all()
    assert np.isnan(recording.keypoints_px[lost]).all()
    assert (recording.visibility[lost] == 0.0).all()


def test_left_and_right_can_be_confused_for_a_moment() -> None:
    calm, confused = (
        simulate(
            a_set(noise=Noise(level=0.0, drop_outs_per_min=0.0, swaps_per_min=rate), seed=2)
        ).recording.keypoints_px
        for rate in (0.0, 60.0)
    )
    changed = ~np.isclose(calm, confused).all(axis=(1, 2))
    assert changed.any()
    assert not changed.all()
    np.testing.assert_allclose(confused[changed][:, 11], calm[changed][:, 12])


def test_a_bystander_is_one_of_the_others() -> None:
    script = a_set(bystander=Bystander(start_time_s=1.0, seconds=4.0))
    others = simulate(script).recording.others_px
    assert others is not None
    assert others.shape[1:] == (1, LANDMARK_COUNT, 2)
    seen = np.isfinite(others[:, 0, 0, 0])
    assert seen.any()
    assert not seen.all()


def test_a_helper_has_hands_at_the_weight_while_helping() -> None:
    script = a_set(events=(STILL, Rep(times=2), Rep(kind="negative", helper=True), STILL))
    simulated = simulate(script)
    negative = simulated.truth.reps[-1]
    assert negative.label == "negative"
    assert negative.concentric_start_time_s is not None
    others = simulated.recording.others_px
    assert others is not None
    i = int((negative.concentric_start_time_s + 0.2) * 30)
    hands, weight = others[i, 0, 15:17], simulated.exact_px[i, 15:17].mean(0)
    torso = np.linalg.norm(simulated.exact_px[i, 11] - simulated.exact_px[i, 23])
    assert np.linalg.norm(hands - weight, axis=-1).min() < 0.5 * torso


def test_a_taller_athlete_is_taller() -> None:
    heights = [
        np.ptp(simulate(a_set(athlete=Athlete(height_m=h))).landmarks_m[0, :, 2])
        for h in (1.55, 1.95)
    ]
    assert heights[1] / heights[0] == pytest.approx(1.95 / 1.55, rel=0.02)


def test_a_minute_is_simulated_in_a_fraction_of_a_second() -> None:
    script = a_set(events=(STILL, Rep(times=20, concentric_s=1.0, eccentric_s=1.5), STILL))
    simulate(script)  # reads the body once
    start = time.process_time()
    simulated = simulate(script)
    assert simulated.truth.duration_s > 50.0
    assert time.process_time() - start < 1.0


def test_unknown_names_are_refused_with_a_hint() -> None:
    with pytest.raises(UnknownExerciseError, match="barbell"):
        simulate(a_set("barbel_curl"))
    with pytest.raises(DefinitionError, match="male1"):
        simulate(a_set(athlete=Athlete(body="nobody")))
