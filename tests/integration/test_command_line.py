"""From the command line to the results, as a user would run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lastrep.cli.main import run
from lastrep.pose.recorded import write_poses
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate


def lastrep(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lastrep", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def curls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    half, still = Rep(kind="half", region="lengthened", times=2), Rest(seconds=2.0)
    script = Script(exercise="barbell_curl", events=(still, Rep(times=4), half, still))
    path = tmp_path_factory.mktemp("poses") / "curls.npz"
    write_poses(path, simulate(script).recording)
    return path


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of noise in which nobody trains."""
    path = tmp_path_factory.mktemp("video") / "room.mp4"
    rng = np.random.default_rng(0)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for _ in range(8):
            picture = rng.integers(0, 255, (120, 160, 3), dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def test_a_set_is_counted_and_printed(curls: Path) -> None:
    done = lastrep("analyze", curls, "--exercise", "barbell curl")
    assert done.returncode == 0, done.stderr
    assert "6 repetitions  4 full, 2 half" in done.stdout
    assert done.stderr == ""


def test_json_on_standard_output_is_pure(curls: Path) -> None:
    done = lastrep("analyze", curls, "--exercise", "curl", "--json", "-")
    assert json.loads(done.stdout)["counts"]["half"] == 2


def test_quiet_prints_nothing(curls: Path) -> None:
    done = lastrep("analyze", curls, "--exercise", "curl", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_some_of_several_sources_failing_is_status_5(curls: Path) -> None:
    done = lastrep("analyze", "gone.mp4", curls, "--exercise", "curl", "--json", "-")
    assert done.returncode == 5
    assert "gone.mp4" in done.stderr
    assert len(json.loads(done.stdout)) == 2


def test_a_video_without_people_is_no_error(empty_room: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    done = lastrep("analyze", empty_room, "--model", "lite", "--video", out, "--json", "-")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["counts"]["total"] == 0
    assert result["source"]["frames"] == 8
    assert "nobody_seen" in {warning["code"] for warning in result["warnings"]}
    assert done.stderr.count("\n") == len(result["warnings"])  # MediaPipe's own chatter is not
    assert out.stat().st_size > 0


def bad_sources(folder: Path) -> Iterator[tuple[str, list[str], int]]:
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("this is no video")
    (folder / "no_images").mkdir()
    (folder / "damaged.npz").write_bytes(b"PK\x03\x04 and then nothing")
    np.savez(folder / "shape.npz", time_s=np.arange(3.0), keypoints_px=np.zeros((3, 17, 2)))
    np.savez(
        folder / "backwards.npz",
        time_s=np.array([0.0, 2.0, 1.0]),
        keypoints_px=np.zeros((3, 33, 2)),
        visibility=np.ones((3, 33)),
        image_size_px=np.array([640, 480]),
    )
    (folder / "damaged.task").write_bytes(b"PK\x03\x04 broken")
    (folder / "profile.toml").write_text("spoter = true\n")
    yield "missing path", ["gone.mp4"], 3
    yield "missing recording", ["gone.npz"], 3
    yield "empty file", ["empty.mp4"], 3
    yield "text named mp4", ["text.mp4"], 3
    yield "folder without images", ["no_images"], 3
    yield "damaged recording", ["damaged.npz"], 3
    yield "recording of another shape", ["shape.npz"], 3
    yield "times that go backwards", ["backwards.npz"], 3
    yield "unknown exercise", ["gone.mp4", "--exercise", "bicep curlz"], 2
    yield "unknown model", ["text.mp4", "--model", "huge"], 3
    yield "misspelt profile", ["gone.mp4", "--profile", "profile.toml"], 2
    yield "missing profile", ["gone.mp4", "--profile", "nobody.toml"], 2
    yield "unwritable output", ["gone.mp4", "--json", "nowhere/out.json"], 2


def test_bad_input_is_one_sentence_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for what, arguments, status in bad_sources(tmp_path):
        with pytest.raises(SystemExit) as ended:  # in this process: a new one takes two seconds
            run(["analyze", *arguments])
        said = capfd.readouterr()
        assert ended.value.code == status, f"{what}: {said.err}"
        assert said.out == "", what
        assert said.err.startswith("lastrep: "), f"{what}: {said.err}"
        assert said.err.count("\n") == 1, f"{what}: {said.err}"


def test_an_unknown_exercise_gets_a_suggestion() -> None:
    assert "biceps_curl" in lastrep("analyze", "x.mp4", "--exercise", "bicep curlz").stderr


def test_a_damaged_model_is_status_4(empty_room: Path, tmp_path: Path) -> None:
    model = tmp_path / "damaged.task"
    model.write_bytes(b"PK\x03\x04 broken")
    done = lastrep("analyze", empty_room, "--model", model)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert lastrep("analyze", empty_room, "--model", tmp_path / "gone.task").returncode == 4


def test_a_full_disk_is_said(curls: Path) -> None:
    done = lastrep("analyze", curls, "--exercise", "curl", "--json", "/dev/full")
    assert done.returncode == 2
    assert "no space left" in done.stderr.lower()


def test_a_full_standard_output_is_said(curls: Path) -> None:
    command = f"{sys.executable} -m lastrep analyze {curls} --exercise curl --json - > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("lastrep: ")
    assert "Traceback" not in done.stderr


def test_interrupting_leaves_the_earlier_output(tmp_path: Path) -> None:
    long_set = simulate(Script(exercise="barbell_curl", events=(Rep(times=60),))).recording
    source, out = tmp_path / "long.npz", tmp_path / "out.json"
    write_poses(source, long_set)
    out.write_text("earlier")
    process = subprocess.Popen(
        [sys.executable, "-m", "lastrep", "analyze", str(source), "--json", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    time.sleep(0.8)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("the analysis was over before the interrupt")
    # a shell shows 130 for both: Python ends itself by the signal if it struck inside an eval
    assert process.returncode in {130, -signal.SIGINT}
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.npz", "out.json"]


def test_doctor_says_that_videos_can_be_analysed_here() -> None:
    done = lastrep("doctor")
    assert done.returncode == 0, done.stdout
    assert "pose models" in done.stdout
    assert "broken" not in done.stdout


def test_bench_measures_the_core_on_recorded_poses(curls: Path) -> None:
    done = lastrep("bench", curls, "--exercise", "curl", "--json", "-")
    result = json.loads(done.stdout)
    assert result["ratio_to_bare_pose"] is None
    assert result["core_us_per_pose"] > 0


def test_bench_measures_against_the_bare_model(empty_room: Path) -> None:
    done = lastrep("bench", empty_room, "--model", "lite", "--json", "-")
    result = json.loads(done.stdout)
    assert result["frames"] == 8
    assert result["ratio_to_bare_pose"] > 0
    assert "whole / bare" in lastrep("bench", empty_room, "--model", "lite").stdout


def test_exercises_are_listed_shown_and_checked(tmp_path: Path) -> None:
    assert "barbell_squat" in lastrep("exercises").stdout
    assert "begins with the eccentric" in lastrep("exercises", "show", "squat").stdout
    assert lastrep("exercises", "show", "sqat").returncode == 2
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("id = 'wrong'\n")
    assert lastrep("exercises", "check", wrong).returncode == 2
