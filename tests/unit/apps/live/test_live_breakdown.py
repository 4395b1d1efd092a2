"""What is left when the process that counts is gone in the middle of a session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import pytest

from lastrep.apps.live.options import LiveOptions
from lastrep.apps.live.run import run_live
from lastrep.errors import LastrepError
from lastrep.pose.recorded import read_poses
from lastrep.records.pose import PoseRecording


class Dying:
    """Counts for a while; then it is gone, whatever it is asked."""

    view = view_now = "unknown"

    def __init__(self) -> None:
        self.left = 40

    def __getattr__(self, _name: str) -> Any:
        def asked(*_: object) -> list[object]:
            self.left -= 1
            if self.left < 0:
                raise LastrepError("the process that counts has ended")
            return []

        return asked


@contextmanager
def dying(_make: object) -> Iterator[Dying]:
    yield Dying()


def test_what_was_recorded_is_kept(
    live_tools: Any, curls: PoseRecording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LASTREP_SESSIONS", str(tmp_path / "sessions"))
    video = tmp_path / "set.mp4"
    options = LiveOptions(
        source="camera",
        exercise="barbell_curl",
        model="lite",
        window=False,
        give_up_s=0.0,
        record=video,
        keep_history=False,
    )
    lines: list[str] = []
    with pytest.raises(LastrepError, match="has ended"):
        run_live(
            options,
            lines.append,
            open_source=lambda _name: live_tools.Camera(curls.time_s.tolist()),
            make_tracker=lambda _model: live_tools.Replay(curls),
            make_core=dying,  # type: ignore[arg-type] # as much of a core as is asked
        )
    assert len(read_poses(video.with_suffix(".npz"))) >= 30
    with av.open(str(video)) as container:
        assert sum(1 for _ in container.decode(video=0)) > 0
