from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from lastrep.errors import SourceError, UsageError
from lastrep.video.images import ImageFolder


def write_image(path: Path, level: int, size: tuple[int, int] = (40, 30)) -> None:
    image_bgr = np.zeros((size[1], size[0], 3), np.uint8)
    image_bgr[..., 2] = level  # red
    assert cv2.imwrite(str(path), image_bgr)


def test_natural_order_and_time_by_fps(tmp_path: Path) -> None:
    for number, level in [(10, 30), (2, 20), (1, 10)]:
        write_image(tmp_path / f"frame{number}.png", level)
    (tmp_path / "notes.txt").write_text("no image")
    with ImageFolder(str(tmp_path), fps=10.0) as folder:
        frames = list(folder.frames())
    assert [int(frame.image_rgb[0, 0, 0]) for frame in frames] == [10, 20, 30]
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.1, 0.2])
    assert folder.facts.frame_count == 3
    assert folder.notices == []


def test_without_a_rate_thirty_is_assumed_and_said(tmp_path: Path) -> None:
    for number in range(3):
        write_image(tmp_path / f"{number}.png", 10)
    with ImageFolder(str(tmp_path)) as folder:
        times_s = [frame.time_s for frame in folder.frames()]
        assert [notice.code for notice in folder.notices] == ["rate_assumed"]
    assert times_s == pytest.approx([0.0, 1 / 30, 2 / 30])


@pytest.mark.parametrize("fps", [0.0, -1.0, float("nan"), float("inf")])
def test_a_rate_that_is_none_is_refused(tmp_path: Path, fps: float) -> None:
    write_image(tmp_path / "1.png", 10)
    with pytest.raises(UsageError, match="give a number above 0"):
        ImageFolder(str(tmp_path), fps=fps)


def test_a_damaged_image_is_skipped_and_leaves_a_gap(tmp_path: Path) -> None:
    write_image(tmp_path / "1.png", 10)
    (tmp_path / "2.png").write_bytes(b"not an image")
    (tmp_path / "3.png").touch()
    write_image(tmp_path / "4.jpg", 200)
    with ImageFolder(str(tmp_path), fps=10.0) as folder:
        assert [frame.time_s for frame in folder.frames()] == pytest.approx([0.0, 0.3])
    assert [notice.code for notice in folder.notices] == ["image_unreadable"]


def test_folders_without_readable_images_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no images"):
        ImageFolder(str(tmp_path))
    (tmp_path / "set.mov").touch()
    with pytest.raises(SourceError, match=r"give the files in it themselves \(.*/\*\.mov\)"):
        ImageFolder(str(tmp_path))
    (tmp_path / "1.png").write_bytes(b"not an image")
    with pytest.raises(SourceError, match="None of the 1 images"):
        ImageFolder(str(tmp_path))
    with pytest.raises(SourceError, match="cannot be read as a folder"):
        ImageFolder(str(tmp_path / "missing"))
