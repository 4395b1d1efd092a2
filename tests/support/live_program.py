"""``lastrep live`` in a process of its own, with a replay in place of the pose model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WAIT_S = 60.0
REPLAY = """
import sys
from replay import Replay
from lastrep.cli.main import run
from lastrep.pose import lifter
from lastrep.pose.recorded import read_poses

recording = read_poses(sys.argv.pop(1))
lifter.LifterTracker.with_model = classmethod(lambda cls, *_, **__: Replay(recording))
run()
"""


class Live:
    """A running ``lastrep live`` whose console lines can be waited for."""

    def __init__(self, source: Path, folder: Path, *arguments: str, display: str = "") -> None:
        self.sessions = folder / "sessions"
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent),
            "LASTREP_SESSIONS": str(self.sessions),
            "XDG_DATA_HOME": str(folder),
            "DISPLAY": display,
            "PYTHONUNBUFFERED": "1",
        }
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-c", REPLAY, str(source.with_suffix(".npz")), "live"),
                *("--source", str(source), "--exercise", "curl", "--model", "lite", *arguments),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.lines: list[str] = []

    def wait_for(self, words: str) -> None:
        """Read on until a line holds these words."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if words in line:
                return
        pytest.fail(f"'{words}' never came:\n" + "\n".join(self.lines))

    def end(self) -> int:
        """Wait for the process and return its status."""
        out, err = self.process.communicate(timeout=WAIT_S)
        self.lines += out.splitlines()
        assert "Traceback" not in err, err
        return self.process.returncode

    def saved(self) -> dict[str, object]:
        """Return the one session that was saved."""
        (path,) = self.sessions.glob("*.json")
        content: dict[str, object] = json.loads(path.read_text())
        return content
