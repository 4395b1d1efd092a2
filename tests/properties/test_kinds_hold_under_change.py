"""What a repetition is does not depend on the camera's rate, its place, or which way one faces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.pose.recorded import read_poses
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import PoseRecording
from lastrep.records.repetition import Repetition
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.limits import CountedReps, RepLimits
from lastrep.reps.measurement import measure_set
from lastrep.sets.failure import find_failure
from lastrep.simulation.script import Camera, Noise, Rep, Rest, Script, SetToFailure
from lastrep.simulation.simulate import SimulatedSet, simulate

CURL = load_exercise("barbell_curl")
RECORDINGS = Path(__file__).parents[1] / "golden" / "recordings"
EVENTS = (
    Rest(seconds=1.5),
    SetToFailure(reps=6, stall_s=1.4),
    Rest(seconds=4.0),
    Rep(kind="half", region="lengthened", range_of_motion=0.5, times=2),
    Rest(seconds=2.0),
)
EXPECTED = ["full"] * 6 + ["failed"] + ["half"] * 2


@cache
def simulated(fps: float = 30.0, level: float = 1.0) -> SimulatedSet:
    return simulate(
        Script(
            exercise="barbell_curl",
            events=EVENTS,
            camera=Camera(view="side", fps=fps),
            noise=Noise(level=level, drop_outs_per_min=0.0),
            seed=11,
        )
    )


def counted(made: SimulatedSet, shift_s: float = 0.0) -> CountedReps:
    """Perfect counting: completed repetitions with the limits of the truth."""
    limits = tuple(
        RepLimits(
            concentric_start_time_s=(rep.concentric_start_time_s or 0.0) + shift_s,
            concentric_end_time_s=(rep.concentric_end_time_s or 0.0) + shift_s,
            eccentric_time_s=rep.end_time_s + shift_s,
            eccentric_first=False,
            confidence=0.9,
        )
        for rep in made.truth.reps
        if rep.completeness != "failed"
    )
    time_s = made.recording.time_s
    progress = np.stack([line.at(time_s) for line in made.scene.timeline.progress]).mean(0)
    return CountedReps(limits=limits, time_s=time_s + shift_s, signal=progress, likeness=1.0)


def measured(
    made: SimulatedSet, recording: PoseRecording | None = None, shift_s: float = 0.0
) -> tuple[Repetition, ...]:
    track = track_poses(recording if recording is not None else made.recording)
    return measure_set(track, counted(made, shift_s), CURL).reps


def changed(made: SimulatedSet, keypoints_px: np.ndarray, *, shift_s: float = 0.0) -> PoseRecording:
    recording = made.recording
    return PoseRecording(
        time_s=recording.time_s + shift_s,
        keypoints_px=keypoints_px,
        visibility=recording.visibility,
        image_size_px=recording.image_size_px,
    )


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("level", [0.0, 1.0])
def test_the_same_kinds_at_any_frame_rate_and_usual_noise(fps: float, level: float) -> None:
    reps = measured(simulated(fps, level))

    assert [rep.label for rep in reps] == EXPECTED
    assert find_failure(reps).kind == "positive"


def test_a_lifter_who_faces_the_other_way_is_measured_alike() -> None:
    made = simulated()
    points = made.recording.keypoints_px.copy()
    points[..., 0] = made.recording.image_size_px[0] - points[..., 0]
    swapped = PoseRecording(
        time_s=made.recording.time_s,
        keypoints_px=points[:, MIRRORED],
        visibility=made.recording.visibility[:, MIRRORED],
        image_size_px=made.recording.image_size_px,
    )

    for mine, other in zip(measured(made), measured(made, swapped), strict=True):
        assert other.label == mine.label
        assert other.range_of_motion_deg == pytest.approx(mine.range_of_motion_deg)
        assert other.tempo_s == mine.tempo_s


@pytest.mark.parametrize(("scale", "shift_px"), [(0.4, 50.0), (2.5, -300.0)])
def test_size_and_place_in_the_picture_do_not_matter(scale: float, shift_px: float) -> None:
    made = simulated()

    moved = measured(made, changed(made, scale * made.recording.keypoints_px + shift_px))

    for mine, other in zip(measured(made), moved, strict=True):
        assert other.label == mine.label
        assert other.tempo_s.concentric == pytest.approx(mine.tempo_s.concentric, rel=1e-6)


def test_a_later_clock_moves_the_times_and_nothing_else() -> None:
    made = simulated()

    later = measured(made, changed(made, made.recording.keypoints_px, shift_s=1000.0), 1000.0)

    for mine, other in zip(measured(made), later, strict=True):
        assert other.label == mine.label
        assert other.start_time_s - mine.start_time_s == pytest.approx(1000.0, abs=0.02)
        assert other.range_of_motion_fraction == pytest.approx(
            mine.range_of_motion_fraction, abs=0.01
        )


def test_a_judgement_carries_its_numbers() -> None:
    for rep in measured(simulated()):
        assert rep.evidence
        assert 0.0 <= rep.confidence <= 1.0
        assert all(one.source and one.unit for one in rep.evidence)


@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("name", ["negatives", "curl_to_failure"])
def test_pictures_dropped_by_a_slow_machine_change_no_kind(name: str, seed: int) -> None:
    recording = read_poses(RECORDINGS / f"{name}.npz")
    rng = np.random.default_rng(seed)
    kept, at = [], 0
    while at < len(recording):
        kept.append(at)
        at += 1 + int(rng.poisson(1.2))  # 55 % of them are never seen
    others = recording.others_px
    fewer = PoseRecording(
        time_s=recording.time_s[kept],
        keypoints_px=recording.keypoints_px[kept],
        visibility=recording.visibility[kept],
        image_size_px=recording.image_size_px,
        others_px=None if others is None else others[kept],
    )
    assert labels(fewer) == labels(recording)


def labels(recording: PoseRecording) -> list[str]:
    track = track_poses(recording)
    return [rep.label for rep in measure_set(track, count_reps(track, CURL), CURL).reps]
