"""``lastrep simulate``: every output from one script."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lastrep.cli.main import main
from lastrep.errors import OutputError
from lastrep.pose.recorded import read_poses
from lastrep.simulation import read_script, read_truth, simulate
from lastrep.simulation.frame_truth import frame_truth

SCRIPT = """
exercise = "squat"
[camera]
view = "side"
fps = 20.0
[[events]]
do = "rep"
times = 2
[[events]]
do = "rep"
kind = "failed"
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "squat.toml"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_poses_and_truth_come_from_one_script(script: Path, tmp_path: Path) -> None:
    poses, truth, frames = (tmp_path / name for name in ("a.npz", "a.json", "frames.npz"))
    arguments = ["--poses", str(poses), "--truth", str(truth), "--frame-truth", str(frames)]
    result = CliRunner().invoke(main, ["simulate", str(script), *arguments])
    assert result.exit_code == 0, result.output
    assert "2 completed (2 full, 1 failed)" in result.output
    expected = simulate(read_script(script))
    recording = read_poses(poses)
    np.testing.assert_allclose(recording.keypoints_px, expected.recording.keypoints_px, atol=0.01)
    assert read_truth(truth).counts == expected.truth.counts
    with np.load(frames) as kept:
        assert kept["angle_deg"].shape == (len(recording), len(kept["angle_names"]), 2)


def test_without_outputs_it_says_what_would_happen(script: Path) -> None:
    result = CliRunner().invoke(main, ["simulate", str(script)])
    assert result.exit_code == 0
    assert "squat" in result.output


def test_an_unwritable_place_is_found_out_before_the_work(script: Path, tmp_path: Path) -> None:
    target = tmp_path / "no_such_folder" / "a.npz"
    result = CliRunner().invoke(main, ["simulate", str(script), "--poses", str(target)])
    assert isinstance(result.exception, OutputError)


def test_the_truth_of_a_frame_is_consistent(script: Path) -> None:
    simulated = simulate(read_script(script))
    truth = frame_truth(simulated)
    knee = list(truth["angle_names"]).index("knee")
    np.testing.assert_allclose(truth["angle_deg"][:, knee], simulated.angle_deg("knee"))
    rate = np.diff(truth["angle_deg"][:, knee], axis=0) * 20.0
    assert np.abs(rate).max() > 80.0
    assert np.abs(truth["velocity_dps"][:, knee]).max() == pytest.approx(
        np.abs(rate).max(), rel=0.2
    )
