"""Whole sessions with a camera and a pose model that replay a simulated lifter."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

import lastrep
from lastrep.apps.live import capture as capture_module
from lastrep.apps.live.core_process import CoreProcess
from lastrep.apps.live.journal import Journal
from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.run import LiveOutcome, run_live
from lastrep.errors import OutputError, SourceError, UnknownExerciseError
from lastrep.outputs.announcer import TOPICS
from lastrep.outputs.history import History
from lastrep.pose.recorded import read_poses
from lastrep.pose.recorded_parts import write_part
from lastrep.records.frame import Frame
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.session import Session


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LASTREP_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(capture_module, "RETRY_S", 0.02)


class Lines(list[str]):
    """What was written to the console."""

    def all(self) -> str:
        return "\n".join(self)


def run(
    tools: Any,
    recording: PoseRecording,
    *cameras: Any,
    lines: Lines | None = None,
    make_core: Any = None,
    **choices: Any,
) -> LiveOutcome:
    options = LiveOptions(
        source="camera",
        exercise="barbell_curl",
        model="lite",
        window=False,
        **{"give_up_s": 0.0, **choices},
    )
    opened = tools.opening(*(cameras or (tools.Camera(recording.time_s.tolist()),)))
    heard = Lines() if lines is None else lines
    return run_live(
        options,
        heard.append,
        open_source=lambda _name: opened(),
        make_tracker=lambda _model: tools.Replay(recording),
        make_core=make_core or tools.in_this_process,
    )


def test_a_session_is_counted_and_saved(live_tools: Any, curls: PoseRecording) -> None:
    lines = Lines()
    outcome = run(live_tools, curls, lines=lines)
    assert outcome.session.counts.total == 5
    assert outcome.saved is not None
    assert json.loads(outcome.saved.read_text())["counts"]["total"] == 5
    assert "Set 1: Barbell curl" in lines
    assert "Set 1 is over: 5 repetitions (5 full)" in lines
    assert len(list(outcome.saved.parent.iterdir())) == 1


def test_a_plate_that_is_not_in_the_picture_costs_no_repetition_and_is_told(
    live_tools: Any, curls: PoseRecording
) -> None:
    outcome = run(live_tools, curls, profile=Profile(plate_diameter_m=0.45))
    assert outcome.session.counts.total == 5
    assert "plate_not_found" in {notice.code for notice in outcome.session.warnings}


def test_closed_sets_are_kept_in_the_history(
    live_tools: Any, curls: PoseRecording, tmp_path: Path
) -> None:
    place = str(tmp_path / "history.db")
    run(live_tools, curls, history=place)
    with History(place) as history:
        (kept,) = history.sets()
    assert kept.training_set.counts.total == 5
    lines = Lines()
    run(live_tools, curls, lines=lines, keep_history=False)
    with History(place) as history:
        assert len(history.sets()) == 1


def test_a_history_that_does_not_answer_stops_nothing(
    live_tools: Any, curls: PoseRecording, tmp_path: Path
) -> None:
    place = tmp_path / "history.db"
    place.write_text("this is no database, whatever its name says")
    lines = Lines()
    outcome = run(live_tools, curls, lines=lines, history=str(place))
    assert outcome.session.counts.total == 5
    assert any(line.startswith("Going on without the history") for line in lines)


def test_dropped_pictures_are_counted_and_change_no_count(
    live_tools: Any, curls: PoseRecording
) -> None:
    cameras = [live_tools.Camera(curls.time_s.tolist(), speed=12.0)]
    outcome = run(live_tools, curls, *cameras)
    assert outcome.dropped > 0
    assert outcome.session.counts.total == 5
    assert "pictures_dropped" in {notice.code for notice in outcome.session.warnings}


def test_a_recording_repeats_the_session(
    live_tools: Any, curls: PoseRecording, tmp_path: Path
) -> None:
    outcome = run(live_tools, curls, record=tmp_path / "set.mp4", make_core=CoreProcess)
    again = lastrep.analyze(tmp_path / "set.npz", "barbell_curl")
    assert again.sets == outcome.session.sets
    with av.open(str(tmp_path / "set.mp4")) as container:
        times_s = [frame.time for frame in container.decode(video=0)]
    poses = read_poses(tmp_path / "set.npz")
    since_first_s = poses.time_s - poses.time_s[0]
    assert np.array(times_s) - times_s[0] == pytest.approx(since_first_s, abs=2e-3)


def test_an_unplugged_camera_keeps_the_set(live_tools: Any, curls: PoseRecording) -> None:
    times_s = curls.time_s.tolist()
    half = len(times_s) // 2
    first = live_tools.Camera(times_s[:half], speed=5.0)
    second = live_tools.Camera(times_s[half:], speed=5.0)
    gone = SourceError("unplugged.")
    outcome = run(live_tools, curls, first, gone, second, give_up_s=0.5)
    assert len(outcome.session.sets) == 1
    assert outcome.session.counts.total >= 4
    assert outcome.session.source.duration_s > curls.time_s[half]


def test_what_is_spoken_is_what_was_counted(
    live_tools: Any,
    curls: PoseRecording,
    tmp_path: Path,
    times_heard_s: Callable[[Path, str], list[float]],
) -> None:
    path = tmp_path / "voice.wav"
    voice = VoiceOptions(to_file=path, topics=("counts",))
    run(live_tools, curls, live_tools.Camera(curls.time_s.tolist(), speed=2.0), voice=voice)
    heard = [(at_s, number) for number in range(1, 8) for at_s in times_heard_s(path, str(number))]
    numbers = [number for _, number in sorted(heard)]
    assert set(numbers) <= {1, 2, 3, 4, 5}
    assert len(numbers) >= 3  # the first ones are only certain when there is a set
    assert numbers == sorted(set(numbers))  # in order, and none twice


def test_without_a_sound_device_it_goes_on_and_says_so(
    live_tools: Any, curls: PoseRecording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lastrep.apps.live.voice.sound_device_name", lambda: None)
    lines = Lines()
    outcome = run(live_tools, curls, lines=lines)
    assert "Voice: no sound device." in lines
    assert outcome.session.counts.total == 5


def test_a_driver_that_breaks_does_not_end_the_session(
    live_tools: Any, curls: PoseRecording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("driver")

    monkeypatch.setattr("lastrep.apps.live.voice.sound_device_name", lambda: "loudspeaker")
    monkeypatch.setattr("lastrep.apps.live.voice.SoundDevice", broken)
    lines = Lines()
    run(live_tools, curls, lines=lines)
    assert "Voice: the sound device does not work." in lines


def test_without_a_display_it_goes_on_without_a_window(
    live_tools: Any, curls: PoseRecording
) -> None:
    lines = Lines()
    options = LiveOptions(source="camera", exercise="barbell_curl", model="lite", give_up_s=0.0)
    opened = live_tools.opening(live_tools.Camera(curls.time_s.tolist()[:60]))
    run_live(
        options,
        lines.append,
        open_source=lambda _name: opened(),
        make_tracker=lambda _model: live_tools.Replay(curls),
        make_core=live_tools.in_this_process,
    )
    assert "There is no display: going on without a window." in lines


def test_no_camera_is_one_sentence() -> None:
    tried: list[str] = []

    def nothing(name: str) -> Any:
        tried.append(name)
        raise SourceError("no.")

    with pytest.raises(SourceError, match="no camera was found"):
        run_live(LiveOptions(window=False), Lines().append, open_source=nothing)
    assert tried == ["0", "1", "2", "3"]


def test_mistakes_are_said_before_the_camera_lights_up(tmp_path: Path) -> None:
    def untouched(_name: str) -> Any:
        pytest.fail("the camera was opened")

    with pytest.raises(UnknownExerciseError):
        run_live(LiveOptions(exercise="barbel curl"), Lines().append, open_source=untouched)
    options = LiveOptions(record=tmp_path / "nowhere" / "set.mp4")
    with pytest.raises(OutputError):
        run_live(options, Lines().append, open_source=untouched)


def test_a_model_that_breaks_ends_the_session_with_its_error(
    live_tools: Any, curls: PoseRecording
) -> None:
    class Broken(live_tools.Replay):  # type: ignore[misc] # a fixture's class has no static type
        def track(self, frame: Frame) -> Any:
            if frame.time_s > 5.0:
                raise SourceError("the model broke.")
            return super().track(frame)

    with pytest.raises(SourceError, match="the model broke"):
        run_live(
            LiveOptions(
                source="camera",
                exercise="barbell_curl",
                model="lite",
                window=False,
                give_up_s=0.0,
            ),
            Lines().append,
            open_source=lambda _name: live_tools.Camera(curls.time_s.tolist()),
            make_tracker=lambda _model: Broken(curls),
            make_core=live_tools.in_this_process,
        )


def test_threads_end_with_the_session(live_tools: Any, curls: PoseRecording) -> None:
    before = threading.active_count()
    run(live_tools, curls, voice=VoiceOptions(wanted=False, topics=TOPICS))
    time.sleep(0.1)
    assert threading.active_count() <= before


def test_what_a_killed_session_recorded_is_put_together_the_next_time(
    curls: PoseRecording, tmp_path: Path, failed_session: Session
) -> None:
    recorded = tmp_path / "set.npz"
    write_part(recorded, 0, curls)
    Journal(tmp_path / "sessions", failed_session, poses=recorded).close()
    lines = Lines()
    with pytest.raises(SourceError):
        run_live(LiveOptions(source=str(tmp_path / "gone.mp4")), lines.append)
    assert f"What was recorded of it is in {recorded}" in lines
    assert len(read_poses(recorded)) == len(curls)
    assert not list((tmp_path / "sessions").glob("*.jsonl"))


def test_commands_are_obeyed_and_a_missing_microphone_is_said(
    live_tools: Any, curls: PoseRecording, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Listener:
        def __init__(self, source: str, _spoken: object) -> None:
            if source == "mic":
                raise SourceError("no microphone was found.")
            self._commands = ["go on", "pain"]  # nothing is paused: the first means nothing

        def take(self) -> str | None:
            return self._commands.pop(0) if self._commands else None

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr("lastrep.apps.live.run.SpokenCommands", SimpleNamespace)
    monkeypatch.setattr("lastrep.apps.live.run.Listening", Listener)
    outcome = run(live_tools, curls, commands="commands.wav")
    assert "pain" in {notice.code for notice in outcome.session.warnings}
    lines = Lines()
    run(live_tools, curls, live_tools.Camera([0.0, 0.1]), lines=lines, commands="mic")
    assert "Voice commands: no microphone was found." in lines
