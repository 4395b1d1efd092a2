"""What ``lastrep evaluate`` ends with where clips cannot be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lastrep.cli.main import run
from lastrep.pose.recorded import write_poses
from lastrep.records.pose import PoseRecording

SAMPLE = Path(__file__).parents[3] / "sample_videos" / "nothing_to_count.mp4"


@pytest.mark.parametrize(("unread", "status"), [((), 0), (("b",), 5), (("a", "b"), 3)])
def test_the_status_tells_how_many_clips_were_read(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    standing_recording: PoseRecording,
    unread: tuple[str, ...],
    status: int,
) -> None:
    (tmp_path / "poses").mkdir()
    (tmp_path / "truth.csv").write_text("name,exercise,count\na,none,0\nb,none,0\n")
    for name in ("a", "b"):
        path = tmp_path / "poses" / f"{name}.npz"
        write_poses(path, standing_recording)
        if name in unread:
            path.write_bytes(b"PK\x03\x04 and then nothing")
    out = tmp_path / "report.json"
    for quiet in ((), ("--quiet",)):
        with pytest.raises(SystemExit) as ended:
            run(["evaluate", str(tmp_path), "--json", str(out), *quiet])
        said = capsys.readouterr()
        assert ended.value.code == status
        assert sorted(json.loads(out.read_text())["errors"]) == list(unread)
        told = said.err if quiet else said.out
        assert told.count("poses/") == len(unread)
        assert ("A clip counts by this rule" in said.out) is not bool(quiet)


def test_a_model_that_cannot_be_used_is_no_fault_of_the_clips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "videos").mkdir()
    (tmp_path / "truth.csv").write_text("name,exercise,count\na.mp4,none,0\n")
    shutil.copy(SAMPLE, tmp_path / "videos" / "a.mp4")
    model = tmp_path / "pose.task"
    model.write_bytes(b"no model")
    with pytest.raises(SystemExit) as ended:
        run(["evaluate", str(tmp_path), "--model", str(model), "--quiet"])
    assert ended.value.code == 4
    assert capsys.readouterr().err.count("\n") == 1
