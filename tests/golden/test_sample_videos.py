"""The sample videos: sound as files, and judged as their truth says.

Fast: poses recorded from the videos by the pose stage. Slow: the videos themselves.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import msgspec
import pytest

from lastrep.analysis import Analyzer
from lastrep.pose.recorded import read_poses
from lastrep.records.events import SetClosed
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import read_script, read_truth, simulate
from lastrep.simulation.truth import Truth

ROOT = Path(__file__).parents[2]
VIDEOS = ROOT / "sample_videos"
RECORDINGS = Path(__file__).parent / "recordings"
MANIFEST = tomllib.loads((VIDEOS / "manifest.toml").read_text(encoding="utf-8"))
CLIPS = {clip["name"]: clip for clip in MANIFEST["clip"]}
RECORDED = sorted(path.stem for path in RECORDINGS.glob("*.npz"))
EXPECTED = tomllib.loads((Path(__file__).parent / "expected.toml").read_text(encoding="utf-8"))
ONE_MEGABYTE = 1_000_000


def truth_of(name: str) -> Truth:
    return read_truth(VIDEOS / f"{name}.truth.json")


def labels_in_truth(name: str) -> list[str]:
    return [" ".join(rep.label for rep in one.reps) for one in truth_of(name).sets]


@pytest.mark.parametrize("name", CLIPS)
def test_a_clip_is_the_one_in_the_manifest(name: str) -> None:
    clip = CLIPS[name]
    video = (VIDEOS / f"{name}.mp4").read_bytes()
    assert hashlib.sha256(video).hexdigest() == clip["sha256"]
    assert len(video) <= ONE_MEGABYTE
    assert clip["licence"] == "CC0-1.0"
    assert 20.0 <= clip["seconds"] <= 60.0
    assert truth_of(name).duration_s == pytest.approx(clip["seconds"], abs=0.06)


@pytest.mark.parametrize("name", CLIPS)
def test_the_script_still_says_what_the_truth_says(name: str) -> None:
    again = simulate(read_script(VIDEOS / CLIPS[name]["script"])).truth
    kept = truth_of(name)
    assert again.counts == kept.counts
    assert [one.structure for one in again.sets] == [one.structure for one in kept.sets]
    for rep, before in zip(again.reps, kept.reps, strict=True):
        assert rep.label == before.label
        assert rep.start_time_s == pytest.approx(before.start_time_s, abs=0.02)
        assert rep.end_time_s == pytest.approx(before.end_time_s, abs=0.02)


def sets_of(name: str) -> list[TrainingSet]:
    analyzer = Analyzer()
    events = []
    for pose in read_poses(RECORDINGS / f"{name}.npz"):
        events += analyzer.push(pose)
    events += analyzer.finish()
    return [event.training_set for event in events if isinstance(event, SetClosed)]


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_poses_are_judged_as_expected(name: str) -> None:
    found = sets_of(name)
    expected = EXPECTED[name]
    assert [" ".join(rep.label for rep in one.reps) for one in found] == expected["reps"]
    assert [one.failure.kind for one in found] == expected["failures"]
    if "because" in expected:  # where we fall short of the truth, the reason is written down
        return
    assert expected["reps"] == labels_in_truth(name)
    for one, true_set in zip(found, truth_of(name).sets, strict=False):
        if len(one.reps) != len(true_set.reps):
            continue
        for rep, true_rep in zip(one.reps, true_set.reps, strict=True):
            if rep.concentric_end_time_s is None or true_rep.concentric_end_time_s is None:
                continue
            assert rep.concentric_end_time_s == pytest.approx(
                true_rep.concentric_end_time_s, abs=0.5
            )


@pytest.mark.slow
@pytest.mark.parametrize("name", CLIPS)
def test_the_video_itself_is_judged_as_expected(name: str, tmp_path: Path) -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - only the slow test needs it

    from lastrep.cli.main import main  # noqa: PLC0415

    target = tmp_path / "result.json"
    arguments = ["analyze", str(VIDEOS / f"{name}.mp4"), "--json", str(target), "--quiet"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    session = msgspec.json.decode(target.read_bytes())
    found = [" ".join(rep["label"] for rep in one["reps"]) for one in session["sets"]]
    assert found == EXPECTED[name]["reps"]
