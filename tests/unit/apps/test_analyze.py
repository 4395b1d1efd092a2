from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import cv2
import numpy as np
import pytest

import lastrep
from lastrep.apps import analyze as app
from lastrep.apps.analyze import Choices, Progress, run_analysis
from lastrep.apps.pose_log import PoseLog
from lastrep.errors import SourceError, UnknownExerciseError, UsageError
from lastrep.outputs.history import History
from lastrep.pose.recorded import write_poses
from lastrep.pose.source import PosesInMemory
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.source import FrameFacts
from lastrep.simulation.script import Rep, Script
from lastrep.simulation.simulate import simulate


@pytest.fixture(scope="module")
def curls() -> PoseRecording:
    script = Script(exercise="barbell_curl", events=(Rep(times=4),))
    return simulate(script).recording


class LiveCurls(PosesInMemory):
    """A camera that the user stops with Ctrl-C."""

    def __init__(self, recording: PoseRecording) -> None:
        super().__init__(recording)
        self.facts = FrameFacts(path="0", width=640, height=480, live=True)

    def __iter__(self) -> Iterator[tuple[Frame | None, Pose]]:
        yield from super().__iter__()
        raise KeyboardInterrupt

    def __enter__(self) -> Self:
        return self


def test_a_recording_in_memory_is_counted(curls: PoseRecording) -> None:
    session = lastrep.analyze(curls, "barbell_curl")
    assert session.counts.total == 4
    assert session.sets[0].exercise == "barbell_curl"
    assert session.sets[0].exercise_given
    assert session.source.frames == len(curls)
    assert session.source.frames_with_lifter is not None
    assert session.source.frames_with_lifter <= len(curls)
    assert session.model.name is None


def test_a_file_counts_as_the_recording_in_memory(tmp_path: Path, curls: PoseRecording) -> None:
    path = tmp_path / "curls.npz"
    write_poses(path, curls)
    from_file = lastrep.analyze(path, "barbell_curl")
    assert from_file.sets == lastrep.analyze(curls, "barbell_curl").sets
    assert from_file.source.path == str(path)


def test_kept_poses_give_the_same_session_again(tmp_path: Path, curls: PoseRecording) -> None:
    first = run_analysis(curls, Choices("barbell_curl"), keep_poses=True)
    assert first.recording is not None
    path = tmp_path / "again.npz"
    write_poses(path, first.recording)
    assert lastrep.analyze(path, "barbell_curl").sets == first.session.sets


def test_poses_are_not_kept_unasked(curls: PoseRecording) -> None:
    assert run_analysis(curls, Choices("barbell_curl")).recording is None


def test_stopping_a_camera_ends_the_session(
    monkeypatch: pytest.MonkeyPatch, curls: PoseRecording
) -> None:
    monkeypatch.setattr(app, "open_poses", lambda *_, **__: LiveCurls(curls))
    assert lastrep.analyze("0", "barbell_curl").counts.total == 4


def test_progress_is_reported(curls: PoseRecording) -> None:
    seen: list[Progress] = []
    lastrep.analyze(curls, "barbell_curl", on_progress=seen.append)
    assert [p.frames for p in seen] == list(range(1, len(curls) + 1))


def test_settings_tell_everything_but_the_name(curls: PoseRecording) -> None:
    profile = Profile(name="Ada", spotter=True, injuries=("left knee", "neck"))
    settings = lastrep.analyze(curls, "barbell_curl", profile=profile).settings
    assert settings["exercise"] == "barbell_curl"
    assert settings["profile_spotter"] is True
    assert settings["profile_injuries"] == "left knee, neck"
    assert "Ada" not in settings.values()


def test_an_unknown_exercise_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(UnknownExerciseError, match="did you mean"):
        lastrep.analyze("nowhere.mp4", "barbel curl2")


def test_a_missing_source_is_said() -> None:
    with pytest.raises(SourceError, match=r"nowhere\.mp4"):
        lastrep.analyze("nowhere.mp4")


def test_a_source_without_people_says_so() -> None:
    empty = PoseRecording(
        time_s=np.arange(30) / 30.0,
        keypoints_px=np.full((30, 33, 2), np.nan),
        visibility=np.zeros((30, 33)),
        image_size_px=(640, 480),
    )
    session = lastrep.analyze(empty)
    assert session.counts.total == 0
    assert session.source.frames_with_lifter == 0
    assert "nobody_seen" in {notice.code for notice in session.warnings}


def test_a_log_keeps_optional_arrays_and_other_people() -> None:
    log = PoseLog()
    for i, people in enumerate((None, 0, 2)):
        others = None if people is None else np.ones((people, 33, 2))
        log.add(
            Pose(
                time_s=float(i),
                keypoints_px=np.zeros((33, 2)),
                visibility=np.ones(33),
                image_size_px=(64, 48),
                depth_px=np.zeros(33) if i else None,
                others_px=others,
            )
        )
    recording = log.recording()
    assert recording is not None
    assert recording.depth_px is not None
    assert np.isnan(recording.depth_px[0]).all()
    assert recording.keypoints_world_m is None
    assert recording.others_px is not None
    assert recording.others_px.shape == (3, 2, 33, 2)
    assert [len(p.others_px) for p in recording if p.others_px is not None] == [0, 2]
    assert PoseLog().recording() is None


@pytest.mark.parametrize("clock_s", [0.0, 3600.0, 1.7e9])
def test_a_kept_set_was_done_when_its_file_was_written_whatever_its_clock_shows(
    curls: PoseRecording, tmp_path: Path, clock_s: float
) -> None:
    recorded, place = tmp_path / "set.npz", tmp_path / "history.db"
    write_poses(recorded, replace(curls, time_s=curls.time_s + clock_s))
    ten_days_ago_s = time.time() - 10 * 86400.0
    os.utime(recorded, (ten_days_ago_s, ten_days_ago_s))
    choices = Choices("barbell_curl", keep=True, history=str(place))
    run_analysis(recorded, choices)
    with History(place) as history:
        (kept,) = history.sets()
        length_s = float(np.ptp(curls.time_s))
        assert -length_s - 1.0 < kept.ended.timestamp() - ten_days_ago_s < 1.0
        assert len(history.work_log().sets) == 1
        earlier = datetime.fromtimestamp(ten_days_ago_s - 86400.0, tz=UTC)
        assert history.work_log(now=earlier).sets == ()  # it had not been done then


def test_a_file_analysed_again_is_kept_once_and_not_held_against_itself(
    curls: PoseRecording, tmp_path: Path
) -> None:
    recorded, place = tmp_path / "set.npz", tmp_path / "history.db"
    write_poses(recorded, curls)
    profile = Profile(experience_months=24, lighter_weights=True, wanted="drop_set")
    choices = Choices("barbell_curl", profile=profile, keep=True, history=str(place))
    first, again = (run_analysis(recorded, choices).session for _ in range(2))
    assert again.sets == first.sets  # the advice among them
    with History(place) as history:
        assert len(history.sets()) == 1
    os.utime(recorded, (time.time() + 3600.0, time.time() + 3600.0))  # another set of this name
    run_analysis(recorded, choices)
    with History(place) as history:
        assert len(history.sets()) == 2


def test_a_folder_of_images_at_its_own_rate(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f"{number}.png"), np.zeros((48, 64, 3), np.uint8))
    slow = lastrep.analyze(folder, "barbell_curl", model="lite", fps=2.0)
    assert slow.source.duration_s == 1.5
    assert "rate_assumed" not in {notice.code for notice in slow.warnings}
    assert slow.settings["fps"] == 2.0
    assumed = lastrep.analyze(folder, "barbell_curl", model="lite")
    assert "rate_assumed" in {notice.code for notice in assumed.warnings}


@pytest.mark.parametrize("source", ["set.mp4", "poses.npz", "0"])
def test_a_rate_for_what_says_its_own_is_refused(source: str) -> None:
    with pytest.raises(UsageError, match="says its own rate"):
        lastrep.analyze(source, "barbell_curl", fps=25.0)
