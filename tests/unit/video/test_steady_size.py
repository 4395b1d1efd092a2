from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from av.video.stream import VideoStream

from lastrep.records.frame import Frame
from lastrep.video import open_frames
from lastrep.video.steady_size import SteadySize

SIZES = [(128, 96)] * 3 + [(96, 96)] * 3
MakeSource = Callable[[Path, pytest.MonkeyPatch], str]


def square_picture(width: int, height: int) -> Any:
    """Return a white square, half as wide as 96 pixels, in the middle of a dark picture."""
    image = np.full((height, width, 3), 20, np.uint8)
    top, left = height // 2 - 24, width // 2 - 24
    image[top : top + 48, left : left + 48] = 235
    return image


def raw_h264(path: Path, sizes: Iterable[tuple[int, int]]) -> bytes:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        assert isinstance(stream, VideoStream)
        for i, (width, height) in enumerate(sizes):
            if i == 0:
                stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            picture = av.VideoFrame.from_ndarray(square_picture(width, height), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path.read_bytes()


def a_video(folder: Path, _: pytest.MonkeyPatch) -> str:
    path = folder / "clip.h264"
    path.write_bytes(
        raw_h264(folder / "one.h264", SIZES[:3]) + raw_h264(folder / "two.h264", SIZES[3:])
    )
    return str(path)


def a_folder_of_images(folder: Path, _: pytest.MonkeyPatch) -> str:
    for i, size in enumerate(SIZES):
        cv2.imwrite(str(folder / f"{i}.png"), square_picture(*size))
    return str(folder)


def a_stream(_: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    class Recorded:
        def __init__(self, *_: object) -> None:
            self.sent = 0

        def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
            return True

        def read(self) -> tuple[bool, Any]:
            self.sent += 1
            if self.sent > len(SIZES):
                return False, None
            return True, square_picture(*SIZES[self.sent - 1])

        def get(self, prop: int) -> float:
            if prop == cv2.CAP_PROP_POS_MSEC:
                return self.sent * 100.0
            return 10.0 if prop == cv2.CAP_PROP_FPS else len(SIZES)

        def release(self) -> None: ...

    monkeypatch.setattr(cv2, "VideoCapture", Recorded)
    return "http://127.0.0.1:9/clip.mp4"


@pytest.mark.parametrize(
    "make", [a_video, a_folder_of_images, a_stream], ids=lambda make: make.__name__
)
def test_a_source_that_changes_its_size_stretches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: MakeSource
) -> None:
    source = open_frames(make(tmp_path, monkeypatch))
    frames = list(source.frames())
    source.close()
    assert len(frames) == len(SIZES)
    for frame in frames:
        assert frame.image_rgb.shape == (96, 128, 3)
        white = frame.image_rgb[..., 0] > 128
        assert white.any(axis=0).sum() == pytest.approx(48, abs=2)
        assert white.any(axis=1).sum() == pytest.approx(48, abs=2)
    (notice,) = [one for one in source.notices if one.code == "picture_size_differs"]
    assert notice.start_time_s == frames[3].time_s
    assert "96x96" in notice.text


@pytest.mark.parametrize("size", [(32, 24), (128, 96), (48, 64), (64, 36), (500, 1)])
def test_pictures_that_change_size_are_brought_to_the_first(size: tuple[int, int]) -> None:
    steady = SteadySize()
    first = Frame(0.0, np.full((48, 64, 3), 200, np.uint8))
    assert steady.fit(first) is first
    assert steady.notices == []
    width, height = size
    later = np.full((height, width, 3), 200, np.uint8)
    later[:, width // 2 :] = 100
    fitted = steady.fit(Frame(1.0, later)).image_rgb
    assert fitted.shape == first.image_rgb.shape
    middle = fitted[23:25].max(axis=0)
    assert middle[32 - 6, 0] == pytest.approx(200, abs=3)
    assert middle[32 + 6, 0] == pytest.approx(100, abs=3)
