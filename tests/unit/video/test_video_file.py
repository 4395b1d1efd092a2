from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lastrep.errors import SourceError
from lastrep.video.file import VideoFile

WriteVideo = Callable[..., Path]


def times_of(path: Path) -> list[float]:
    with VideoFile(str(path)) as video:
        return [frame.time_s for frame in video.frames()]


def test_each_picture_has_its_own_time(write_video: WriteVideo) -> None:
    times_s = [0.0, 0.04, 0.3, 0.31, 1.2, 1.233]
    path = write_video(times_s=times_s)
    assert times_of(path) == pytest.approx(times_s, abs=1e-3)


def test_a_late_first_picture_is_time_zero_and_the_shift_is_known(
    write_video: WriteVideo,
) -> None:
    path = write_video("late.mkv", times_s=[2.0, 2.1, 2.2])
    with VideoFile(str(path)) as video:
        assert video.facts.start_time_s == pytest.approx(2.0, abs=1e-2)
        times_s = [frame.time_s for frame in video.frames()]
    assert times_s == pytest.approx([0.0, 0.1, 0.2], abs=2e-3)


@pytest.mark.parametrize("size", [(66, 50), (50, 34), (130, 74)])
def test_pictures_are_rgb_contiguous_and_of_the_true_size(
    write_video: WriteVideo, size: tuple[int, int]
) -> None:
    width, height = size
    with VideoFile(str(write_video(size=size))) as video:
        assert (video.facts.width, video.facts.height) == size
        frame = next(iter(video.frames()))
    assert frame.image_rgb.shape == (height, width, 3)
    assert frame.image_rgb.flags.c_contiguous
    assert frame.image_rgb.dtype == np.uint8
    red, _, blue = frame.image_rgb[height // 4, width // 4]
    assert red > 200
    assert blue < 60


def test_odd_sizes_are_read(write_video: WriteVideo) -> None:
    path = write_video("odd.mkv", size=(65, 47), codec="ffv1", pixel_format="yuv444p")
    with VideoFile(str(path)) as video:
        frames = list(video.frames())
    assert len(frames) == 20
    assert frames[0].image_rgb.shape == (47, 65, 3)


@pytest.mark.parametrize(
    ("matrix", "size", "red_corner"),
    [
        ((0, 1, -1, 0), (48, 64), (0, -1)),  # 90 degrees clockwise: a phone held upright
        ((0, -1, 1, 0), (48, 64), (-1, 0)),
        ((-1, 0, 0, -1), (64, 48), (-1, -1)),
    ],
)
def test_rotation_written_as_metadata_is_applied(
    write_video: WriteVideo,
    matrix: tuple[int, int, int, int],
    size: tuple[int, int],
    red_corner: tuple[int, int],
) -> None:
    path = write_video()
    data = path.read_bytes()
    a, b, c, d = (value << 16 for value in matrix)
    at = data.index(b"tkhd") + 4 + 40  # version 0: the matrix follows 40 bytes of the box's body
    rotated = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(data[:at] + rotated + data[at + 36 :])
    with VideoFile(str(path)) as video:
        assert (video.facts.width, video.facts.height) == size
        frame = next(iter(video.frames()))
    assert frame.image_rgb.shape == (size[1], size[0], 3)
    assert frame.image_rgb.flags.c_contiguous
    red = frame.image_rgb[..., 0].astype(int) - frame.image_rgb[..., 2]
    row, column = red_corner
    assert red[row * 5, column * 5] > 150
    assert red[~row * 5, ~column * 5] < 60


@pytest.mark.parametrize(("shape", "width"), [("3/8", 24), ("2/1", 128), ("1280/1281", 64)])
def test_pixels_that_are_not_square_are_made_square(
    write_video: WriteVideo, shape: str, width: int
) -> None:
    path = write_video("stretched.mkv", pixel_shape=shape)
    with VideoFile(str(path)) as video:
        assert (video.facts.width, video.facts.height) == (width, 48)
        frame = next(iter(video.frames()))
    assert frame.image_rgb.shape == (48, width, 3)
    assert frame.image_rgb[5, width // 2 - 3, 0] > 200 > frame.image_rgb[5, width // 2 + 3, 0]


def test_an_animated_gif_is_a_video(write_video: WriteVideo) -> None:
    path = write_video(
        "moving.gif", codec="gif", pixel_format="rgb8", times_s=[i / 10 for i in range(6)]
    )
    assert times_of(path) == pytest.approx([i / 10 for i in range(6)], abs=0.011)


def test_a_truncated_video_is_read_as_far_as_it_goes(write_video: WriteVideo) -> None:
    path = write_video(
        times_s=[i / 25 for i in range(200)], size=(320, 240), options={"movflags": "faststart"}
    )
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.6)])
    with VideoFile(str(path)) as video:
        frames = list(video.frames())
        assert 10 < len(frames) < 180
        (notice,) = video.notices
    assert notice.code == "source_truncated"
    assert notice.start_time_s == frames[-1].time_s


def test_a_whole_video_gives_no_notice_and_tells_about_itself(write_video: WriteVideo) -> None:
    with VideoFile(str(write_video(sound=True))) as video:
        assert len(list(video.frames())) == 20
        assert video.notices == []
        assert video.facts.has_audio
        assert video.facts.frame_count == 20
        assert video.facts.duration_s == pytest.approx(0.8, abs=0.05)
        assert not video.facts.live


def test_a_video_without_its_index_is_refused(write_video: WriteVideo) -> None:
    path = write_video()
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(SourceError, match="not a video that can be read"):
        VideoFile(str(path))


def test_only_sound_is_refused(write_video: WriteVideo) -> None:
    path = write_video("song.mp4", sound=True, pictures=False)
    with pytest.raises(SourceError, match="only sound"):
        VideoFile(str(path))


@pytest.mark.parametrize("name", ["notes.mp4", "notes.txt", "notes.ans", "list.m3u8"])
def test_text_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("#EXTM3U\nhttp://127.0.0.1:9/never.ts\n" * 5)
    with pytest.raises(SourceError) as caught:
        VideoFile(str(path))
    assert "\n" not in str(caught.value)


def test_missing_empty_and_directory_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    for name, said in [
        ("missing.mp4", "does not exist"),
        ("empty.mp4", "is empty"),
        (".", "is a directory"),
        ("empty.mp4/inside.mp4", "does not exist"),
    ]:
        with pytest.raises(SourceError, match=said):
            VideoFile(str(tmp_path / name))


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.mp4"
    path.write_bytes(b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match="may not be read"):
        VideoFile(str(path))


def test_closing_early_stops_the_reading(write_video: WriteVideo) -> None:
    video = VideoFile(str(write_video()))
    frames = video.frames()
    next(frames)
    video.close()
    video.close()
    assert list(frames) == []
