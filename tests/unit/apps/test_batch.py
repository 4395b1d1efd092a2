from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lastrep.apps import batch
from lastrep.apps.analyze import Analysis, Choices, run_analysis
from lastrep.apps.batch import Failed, Outputs, run_batch
from lastrep.errors import OutputError, SourceError, UnknownExerciseError, UsageError
from lastrep.pose.recorded import read_poses, write_poses
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Session
from lastrep.records.source import FrameFacts
from lastrep.simulation.script import Rep, Script
from lastrep.simulation.simulate import simulate

CURLS = Choices("barbell_curl")


@pytest.fixture(scope="module")
def curls() -> PoseRecording:
    return simulate(Script(exercise="barbell_curl", events=(Rep(times=3),))).recording


@pytest.fixture
def clip(tmp_path: Path, curls: PoseRecording) -> str:
    path = tmp_path / "clip.npz"
    write_poses(path, curls)
    return str(path)


def sessions(sources: list[str], outputs: Outputs, choices: Choices = CURLS) -> list[Session]:
    results = list(run_batch(sources, choices, outputs))
    assert all(isinstance(result, Session) for result in results)
    return [result for result in results if isinstance(result, Session)]


def grey_video(path: Path) -> str:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(10):
            picture = np.full((48, 64, 3), 128, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return str(path)


def test_every_output_of_one_source(tmp_path: Path, clip: str) -> None:
    outputs = Outputs(
        json=str(tmp_path / "r.json"), csv=str(tmp_path / "r.csv"), poses=str(tmp_path / "r.npz")
    )
    (session,) = sessions([clip], outputs)
    assert json.loads((tmp_path / "r.json").read_text())["counts"]["total"] == 3
    assert len(list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text())))) == len(
        session.sets[0].reps
    )
    assert len(read_poses(tmp_path / "r.npz")) == session.source.frames


def test_several_sources_give_one_array_in_order(tmp_path: Path, clip: str) -> None:
    other = tmp_path / "other.npz"
    other.write_bytes(Path(clip).read_bytes())
    out = tmp_path / "r.json"
    sessions([str(other), clip], Outputs(json=str(out)))
    assert [item["source"]["path"] for item in json.loads(out.read_text())] == [str(other), clip]


def test_a_broken_source_is_one_row(tmp_path: Path, clip: str) -> None:
    out, table = tmp_path / "r.json", tmp_path / "r.csv"
    outputs = Outputs(json=str(out), csv=str(table))
    results = list(run_batch(["gone.mp4", clip], CURLS, outputs))
    assert isinstance(results[0], Failed)
    assert isinstance(results[0].error, SourceError)
    assert isinstance(results[1], Session)
    broken, sound = json.loads(out.read_text())
    assert "gone.mp4" in broken["error"]
    assert set(broken["counts"].values()) == {None}
    assert sound["counts"]["total"] == 3
    assert len(list(csv.DictReader(io.StringIO(table.read_text())))) == 3


def test_a_single_broken_source_is_an_error(tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    out.write_text("earlier")
    with pytest.raises(SourceError):
        list(run_batch(["gone.mp4"], CURLS, Outputs(json=str(out))))
    assert out.read_text() == "earlier"


def test_several_sources_need_a_folder_for_videos_and_poses(tmp_path: Path, clip: str) -> None:
    with pytest.raises(UsageError, match="must be a folder"):
        list(run_batch([clip, clip], CURLS, Outputs(poses=str(tmp_path / "r.npz"))))
    folder = tmp_path / "poses"
    folder.mkdir()
    other = tmp_path / "other.npz"
    other.write_bytes(Path(clip).read_bytes())
    sessions([clip, str(other)], Outputs(poses=str(folder)))
    assert sorted(path.name for path in folder.iterdir()) == ["clip.npz", "other.npz"]


def test_sources_that_differ_by_their_ending_only_are_kept_apart(tmp_path: Path, clip: str) -> None:
    folder = tmp_path / "poses"
    folder.mkdir()
    sources = [tmp_path / "a.npz", tmp_path / "a.b.npz", tmp_path / "a.NPZ"]
    for source in sources:
        source.write_bytes(Path(clip).read_bytes())
    sessions([str(source) for source in sources], Outputs(poses=str(folder)))
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["a.NPZ.npz", "a.b.npz", "a.npz.npz"]


@pytest.mark.parametrize(
    ("outputs", "sentence"),
    [
        (Outputs(json="-", csv="-"), "cannot both be -"),
        (Outputs(video="-"), "cannot be -"),
        (Outputs(poses="-"), "cannot be -"),
        (Outputs(video="out.mp4"), "neither"),
    ],
)
def test_contradictions_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clip: str,
    outputs: Outputs,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=sentence):
        list(run_batch([clip], CURLS, outputs))


def test_an_output_never_overwrites_the_source(clip: str) -> None:
    with pytest.raises(OutputError, match="choose another name"):
        list(run_batch([clip], CURLS, Outputs(poses=clip)))


def test_outputs_are_checked_before_the_long_work(
    monkeypatch: pytest.MonkeyPatch, clip: str
) -> None:
    monkeypatch.setattr(batch, "run_analysis", lambda *_, **__: pytest.fail("began to work"))
    with pytest.raises(OutputError, match="nowhere"):
        list(run_batch([clip], CURLS, Outputs(json="/nowhere/at/all.json")))
    with pytest.raises(UnknownExerciseError):
        list(run_batch([clip], Choices("barbel curl2"), Outputs()))


def test_json_on_standard_output_stands_alone(
    capsys: pytest.CaptureFixture[str], clip: str
) -> None:
    sessions([clip], Outputs(json="-"))
    assert json.loads(capsys.readouterr().out)["schema"] == "lastrep/1"


def test_the_video_is_drawn_in_a_second_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed_session: Session
) -> None:
    source = grey_video(tmp_path / "clip.mp4")
    poses = PoseRecording(
        time_s=np.arange(10) / 10.0,
        keypoints_px=np.full((10, 33, 2), np.nan),
        visibility=np.zeros((10, 33)),
        image_size_px=(64, 48),
    )
    facts = FrameFacts(path=source, width=64, height=48)
    monkeypatch.setattr(
        batch, "run_analysis", lambda *_, **__: Analysis(failed_session, facts, poses)
    )
    done: list[float] = []
    results = run_batch(
        [source],
        CURLS,
        Outputs(video=str(tmp_path / "out.mp4")),
        report=lambda at, _total: done.append(at),
    )
    assert len(list(results)) == 1
    assert len(done) == 10
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 10


def test_results_come_one_by_one(clip: str) -> None:
    results: Iterator[Session | Failed] = run_batch([clip, "gone.mp4"], CURLS, Outputs())
    assert isinstance(next(results), Session)
    assert isinstance(next(results), Failed)


def test_what_was_counted_is_kept_when_the_next_source_is_interrupted(
    tmp_path: Path, clip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(source: str, choices: Choices, **more: object) -> Analysis:
        if source != clip:
            raise KeyboardInterrupt
        return run_analysis(source, choices, **more)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(batch, "run_analysis", interrupted)
    out, table = tmp_path / "r.json", tmp_path / "r.csv"
    with pytest.raises(KeyboardInterrupt):
        list(run_batch([clip, "next.npz"], CURLS, Outputs(json=str(out), csv=str(table))))
    assert [one["counts"]["total"] for one in json.loads(out.read_text())] == [3]
    assert len(list(csv.DictReader(io.StringIO(table.read_text())))) == 3


def test_an_output_that_cannot_be_written_takes_no_other_along(tmp_path: Path, clip: str) -> None:
    out, table = tmp_path / "r.json", tmp_path / "r.csv"
    with pytest.raises(OutputError):
        list(run_batch([clip], CURLS, Outputs(csv=str(table), json="/dev/full")))
    assert table.exists()
    with pytest.raises(OutputError):
        list(run_batch([clip], CURLS, Outputs(json=str(out), poses="/dev/full")))
    assert json.loads(out.read_text())["counts"]["total"] == 3


def test_nobody_to_follow_is_said_before_anything_is_counted(clip: str) -> None:
    with pytest.raises(UsageError, match="tallest"):
        next(run_batch([clip], Choices("barbell_curl", lifter="tallest"), Outputs()))
