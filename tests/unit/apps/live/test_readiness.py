from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from lastrep.apps.live.readiness import TURN_S, undisturbed
from lastrep.pose.recorded import write_poses
from lastrep.records.pose import PoseRecording

FIRST_SET = """
import sys
import lastrep.apps.live.run
from lastrep.analysis import Analyzer
from lastrep.apps.live.readiness import load_what_counting_needs
from lastrep.pose.recorded import read_poses
recording = read_poses(sys.argv[1])
load_what_counting_needs()
before = set(sys.modules)
analyzer = Analyzer("auto")
for pose in recording:
    analyzer.push(pose)
print(*sorted(name for name in set(sys.modules) - before if name.startswith("scipy")))
"""


def test_scipy_is_not_imported_in_the_middle_of_a_first_set(
    curls: PoseRecording, tmp_path: Path
) -> None:
    write_poses(tmp_path / "curls.npz", curls)
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_SET, str(tmp_path / "curls.npz")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split() == []


def test_the_interpreter_is_undisturbed_only_inside_of_the_block() -> None:
    usual_s = sys.getswitchinterval()
    with undisturbed():
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
        assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == pytest.approx(usual_s)
    assert gc.get_freeze_count() == 0
