"""What must hold for every source of pictures."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from av.video.stream import VideoStream

from lastrep.errors import SourceError
from lastrep.records.source import FrameSource
from lastrep.video import open_frames

COUNT, WIDTH, HEIGHT = 12, 64, 48
MakeSource = Callable[[Path, pytest.MonkeyPatch], str]


def picture_rgb() -> Any:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[: HEIGHT // 2] = (220, 30, 30)
    image[HEIGHT // 2 :] = (30, 30, 220)
    return image


def a_video(folder: Path, name: str, codec: str, pixel_format: str) -> str:
    path = folder / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, pixel_format
        for _ in range(COUNT):
            picture = av.VideoFrame.from_ndarray(picture_rgb(), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return str(path)


def an_mp4(folder: Path, _: pytest.MonkeyPatch) -> str:
    return a_video(folder, "clip.mp4", "libx264", "yuv420p")


def a_raw_stream_without_length(folder: Path, _: pytest.MonkeyPatch) -> str:
    return a_video(folder, "clip.h264", "libx264", "yuv420p")


def an_mpeg_transport_stream(folder: Path, _: pytest.MonkeyPatch) -> str:
    return a_video(folder, "clip.ts", "mpeg2video", "yuv420p")


def a_gif(folder: Path, _: pytest.MonkeyPatch) -> str:
    return a_video(folder, "clip.gif", "gif", "rgb8")


def a_folder_of_images(folder: Path, _: pytest.MonkeyPatch) -> str:
    images = folder / "images"
    images.mkdir()
    for i in range(COUNT):
        cv2.imwrite(str(images / f"{i}.png"), picture_rgb()[..., ::-1])
    return str(images)


class Device:
    """A camera that sends its pictures and is then unplugged."""

    def __init__(self, *_: object) -> None:
        self.left = COUNT

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def read(self) -> tuple[bool, Any]:
        self.left -= 1
        return self.left >= 0, picture_rgb()[..., ::-1]

    def get(self, _: int) -> float:
        return 0.0

    def release(self) -> None:
        self.left = 0


def a_camera(_: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(cv2, "VideoCapture", Device)
    return "0"


def a_stream(_: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(cv2, "VideoCapture", Device)
    return "rtsp://127.0.0.1:9/live"


@pytest.fixture(
    params=[
        an_mp4,
        a_raw_stream_without_length,
        an_mpeg_transport_stream,
        a_gif,
        a_folder_of_images,
        a_camera,
        a_stream,
    ],
    ids=lambda make: make.__name__,
)
def source(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FrameSource:
    fps = 30.0 if request.param is a_folder_of_images else None  # all others say their own
    return open_frames(request.param(tmp_path, monkeypatch), fps=fps)


def test_pictures_are_upright_contiguous_rgb(source: FrameSource) -> None:
    for frame in source.frames():
        assert frame.image_rgb.shape == (HEIGHT, WIDTH, 3)
        assert frame.image_rgb.dtype == np.uint8
        assert frame.image_rgb.flags.c_contiguous
        assert frame.image_rgb[5, 5, 0] > 150 > frame.image_rgb[5, 5, 2]
        assert frame.image_rgb[-5, 5, 2] > 150 > frame.image_rgb[-5, 5, 0]
    source.close()


def test_time_starts_near_zero_and_only_goes_forward(source: FrameSource) -> None:
    times_s = [frame.time_s for frame in source.frames()]
    source.close()
    assert times_s
    assert times_s[0] == pytest.approx(0.0, abs=1e-6)
    assert all(late > early for early, late in itertools.pairwise(times_s))


def test_facts_agree_with_the_pictures(source: FrameSource) -> None:
    facts = source.facts
    count = len(list(source.frames()))
    source.close()
    assert (facts.width, facts.height) == (WIDTH, HEIGHT)
    if facts.live:
        assert facts.duration_s is None
        assert 1 <= count <= COUNT
    else:
        assert count == COUNT
        assert facts.frame_count in (None, COUNT)
    assert not facts.has_audio


def test_only_a_live_source_has_something_to_say_about_its_end(source: FrameSource) -> None:
    assert source.notices == []
    list(source.frames())
    source.close()
    assert len(source.notices) == int(source.facts.live)


def test_closing_in_the_middle_and_twice_is_fine(source: FrameSource) -> None:
    frames = source.frames()
    next(frames)
    source.close()
    source.close()
    assert source.facts.width == WIDTH


@pytest.mark.parametrize("name", ["missing.mp4", "folder", "empty.mp4", "text.mp4"])
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("this is no video")
    with pytest.raises(SourceError) as caught:
        open_frames(str(tmp_path / name))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
