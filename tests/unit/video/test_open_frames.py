from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lastrep.errors import SourceError, UsageError
from lastrep.video import open_frames


@pytest.mark.parametrize(
    ("source", "reader"), [("0", "Camera"), ("rtsp://example.invalid/1", "Stream")]
)
def test_cameras_and_streams_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, source: str, reader: str
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(f"lastrep.video.camera.{reader}", opened.append)
    open_frames(source)
    assert opened == [0 if source == "0" else source]


def test_folders_and_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no images"):
        open_frames(str(tmp_path))
    with pytest.raises(SourceError, match="does not exist"):
        open_frames(str(tmp_path / "missing.mp4"))


@pytest.mark.parametrize("name", ["", " "])
def test_a_source_needs_a_name(name: str) -> None:
    with pytest.raises(SourceError, match="no name"):
        open_frames(name)


def test_recorded_poses_have_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "curls.npz"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceError, match="lastrep analyze"):
        open_frames(str(path))


@pytest.mark.parametrize("source", ["0", "rtsp://example.invalid/1", "set.mp4", "poses.npz"])
def test_a_rate_is_for_folders_of_images_only(source: str) -> None:
    with pytest.raises(UsageError, match="says its own rate"):
        open_frames(source, fps=25.0)
