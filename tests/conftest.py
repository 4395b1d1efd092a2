"""A hand-made session and lifter, so that outputs can be tested without an analysis."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import fftconvolve

from lastrep.outputs.voice_clips import RATE_HZ, speech
from lastrep.records.advice import Advice, Blocked
from lastrep.records.landmarks import LANDMARK_COUNT, Landmark
from lastrep.records.pose import PoseRecording
from lastrep.records.repetition import (
    Completeness,
    Evidence,
    Label,
    Phases,
    Repetition,
    StickingRegion,
    Tempo,
)
from lastrep.records.session import ModelFacts, Notice, Session, SourceFacts
from lastrep.records.training_set import (
    Effort,
    Failure,
    RepsInReserve,
    TrainingSet,
    counts_of,
)


@pytest.fixture(autouse=True)
def nothing_of_the_user(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep every test away from the history and the sessions of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "of_nobody"))
    for name in ("LASTREP_HISTORY", "LASTREP_SESSIONS"):
        monkeypatch.delenv(name, raising=False)


LABELS: tuple[Label, ...] = (*("full",) * 7, "half", "half", "failed", "negative")


def a_rep(number: int, label: Label, start_time_s: float, velocity_dps: float) -> Repetition:
    completeness: dict[Label, Completeness] = {"half": "partial", "failed": "failed"}
    phases: dict[Label, Phases] = {"negative": "eccentric_only"}
    measured = label not in {"failed", "negative"}
    concentric_s = 126.0 / velocity_dps if measured else 2.0
    eccentric_s = 4.0 if label == "negative" else 1.5
    concentric_end_time_s = start_time_s + concentric_s
    return Repetition(
        number=number,
        label=label,
        completeness=completeness.get(label, "full"),
        partial_region="lengthened" if label == "half" else None,
        phases=phases.get(label, "both"),
        start_time_s=start_time_s,
        concentric_start_time_s=start_time_s,
        concentric_end_time_s=concentric_end_time_s,
        end_time_s=concentric_end_time_s + 0.1 + eccentric_s,
        range_of_motion_deg=60.0 if label == "half" else 120.0,
        range_of_motion_fraction=0.5 if label == "half" else 1.0,
        tempo_s=Tempo(
            eccentric=eccentric_s,
            lengthened_hold=0.2,
            concentric=concentric_s,
            shortened_hold=0.1,
        ),
        mean_concentric_velocity_dps=velocity_dps if measured else None,
        velocity_loss_fraction=1.0 - velocity_dps / 140.0 if measured else None,
        sticking_region=(
            StickingRegion(
                start_time_s=start_time_s + 0.3,
                end_time_s=start_time_s + 0.6,
                position_fraction=0.5,
                velocity_ratio=0.4,
            )
            if number == 9
            else None
        ),
        confidence=0.4 if number == 4 else 0.9,
        evidence=(
            Evidence(
                rule="range_of_motion",
                measured=0.98,
                limit=0.85,
                unit="fraction",
                source="the lifter's own best repetitions",
            ),
        ),
    )


@pytest.fixture(scope="session")
def failed_set() -> TrainingSet:
    """Seven full, two half, one failed repetition, then one of three advised negatives."""
    reps: list[Repetition] = []
    start_time_s, velocity_dps = 3.0, 140.0
    for number, label in enumerate(LABELS, start=1):
        reps.append(a_rep(number, label, start_time_s, velocity_dps))
        start_time_s = reps[-1].end_time_s + 0.2
        velocity_dps *= 0.92
    failed_at_s = next(rep.concentric_end_time_s for rep in reps if rep.label == "failed")
    assert failed_at_s is not None
    return TrainingSet(
        number=1,
        exercise="barbell_curl",
        exercise_confidence=0.93,
        exercise_given=False,
        start_time_s=3.0,
        end_time_s=reps[-1].end_time_s,
        ended_by="failure",
        reps=tuple(reps),
        counts=counts_of(reps),
        failure=Failure(kind="positive", time_s=failed_at_s, confidence=0.9),
        effort=Effort(
            velocity_loss_fraction=0.46,
            reps_in_reserve=RepsInReserve(
                estimate=0.0, low=0.0, high=1.0, basis="failure was seen"
            ),
            text="You went to failure.",
        ),
        advice=(
            Advice(
                time_s=failed_at_s + 0.1,
                technique="negatives",
                dose={"reps": 3, "eccentric_s": 4},
                text="Three negatives: lift with help, lower in four seconds.",
                because=("positive failure was seen", "a spotter is at hand"),
                blocked=(
                    Blocked(technique="cheat_reps", because="less than 6 months of training"),
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def failed_session(failed_set: TrainingSet) -> Session:
    return Session(
        software_version="0.1.0",
        model=ModelFacts(name="full", sha256="0" * 64),
        settings={"exercise": "auto"},
        source=SourceFacts(
            path="clip.mp4",
            duration_s=50.0,
            frames=1500,
            frames_with_lifter=1490,
            width=640,
            height=480,
            view="side",
        ),
        sets=(failed_set,),
        counts=failed_set.counts,
        warnings=(
            Notice(
                code="feet_out_of_view",
                text="Step back a little: the feet are out of the picture.",
                start_time_s=0.0,
                end_time_s=2.0,
            ),
        ),
    )


@pytest.fixture(scope="session")
def standing_recording() -> PoseRecording:
    """Two seconds of a lifter who stands in the right half of a 640 x 480 picture."""
    body = np.full((LANDMARK_COUNT, 2), np.nan)
    for i, name in enumerate(("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "FOOT_INDEX")):
        y_px = 100.0 + 50.0 * (i if i < 3 else i - 1)
        body[Landmark[f"LEFT_{name}"]] = (500.0, y_px)
        body[Landmark[f"RIGHT_{name}"]] = (440.0, y_px)
    seen = np.isfinite(body).all(axis=1)
    frames = 20
    return PoseRecording(
        time_s=np.arange(frames) / 10.0,
        keypoints_px=np.tile(body, (frames, 1, 1)),
        visibility=np.tile(seen.astype(float), (frames, 1)),
        image_size_px=(640, 480),
    )


@pytest.fixture(scope="session")
def times_heard_s() -> Callable[[Path, str], list[float]]:
    """Return a function that finds when words are spoken in a WAV file, by their waveform."""

    def find(path: Path, words: str) -> list[float]:
        with wave.open(str(path)) as file:
            heard = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768.0
        wanted = speech(words)
        assert wanted is not None
        alike = fftconvolve(heard, wanted[::-1], "valid")
        power = np.cumsum(np.pad(heard**2, (1, 0)))
        loudness = np.sqrt(np.maximum(power[len(wanted) :] - power[: -len(wanted)], 1e-9))
        alike /= loudness * np.linalg.norm(wanted)
        found: list[float] = []
        for at in np.flatnonzero(alike > 0.95):
            if not found or at / RATE_HZ - found[-1] > 0.1:
                found.append(at / RATE_HZ)
        return found

    return find
