"""Tiny videos, made when a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

WriteVideo = Callable[..., Path]


def corner_picture(width: int, height: int, level: int = 0) -> np.ndarray:
    """Return a grey picture whose top left quarter is red; ``level`` is its green."""
    image = np.full((height, width, 3), 90, np.uint8)
    image[..., 1] = level
    image[: height // 2, : width // 2] = (250, 0, 0)
    return image


@pytest.fixture
def write_video(tmp_path: Path) -> WriteVideo:
    def write(
        name: str = "clip.mp4",
        *,
        times_s: Sequence[float] = tuple(i / 25 for i in range(20)),
        size: tuple[int, int] = (64, 48),
        codec: str = "libx264",
        options: dict[str, str] | None = None,
        pixel_format: str = "yuv420p",
        pixel_shape: str = "1/1",
        sound: bool = False,
        pictures: bool = True,
    ) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w", options=options or {}) as container:
            audio = container.add_stream("aac", rate=16000) if sound else None
            assert audio is None or isinstance(audio, AudioStream)
            if pictures:
                video = container.add_stream(codec, rate=25)
                assert isinstance(video, VideoStream)
                video.width, video.height = size
                video.pix_fmt = pixel_format
                video.codec_context.sample_aspect_ratio = Fraction(pixel_shape)
                video.codec_context.time_base = Fraction(1, 1000 if codec != "gif" else 100)
                for i, time_s in enumerate(times_s):
                    image = corner_picture(*size, level=i)
                    picture = av.VideoFrame.from_ndarray(image, format="rgb24")
                    picture.pts = round(time_s / video.codec_context.time_base)
                    picture.time_base = video.codec_context.time_base
                    container.mux(video.encode(picture))
                container.mux(video.encode(None))
            if audio is not None:
                silence = np.zeros((1, 1024), np.float32)
                for i in range(16):
                    sample = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
                    sample.sample_rate = 16000
                    sample.pts = 1024 * i
                    container.mux(audio.encode(sample))
                container.mux(audio.encode(None))
        return path

    return write
