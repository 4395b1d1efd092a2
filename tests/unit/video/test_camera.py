from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from lastrep.errors import SourceError
from lastrep.video import camera
from lastrep.video.camera import Camera, Stream


class FakeCapture:
    """A device that sends some pictures and then ends, hangs, or was never there."""

    def __init__(self, count: int, *, fps: float = 0.0, recorded: bool = False) -> None:
        self.count, self.fps, self.recorded = count, fps, recorded
        self.sent = 0
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.count > 0

    def read(self) -> tuple[bool, Any]:
        if self.sent >= self.count:
            return False, None
        if self.sent and not self.recorded:
            time.sleep(0.01)
        self.sent += 1
        image_bgr = np.zeros((24, 32, 3), np.uint8)
        image_bgr[..., 0] = 200  # blue
        return True, image_bgr

    def get(self, prop: int) -> float:
        if prop == cv2.CAP_PROP_FRAME_COUNT:
            return float(self.count if self.recorded else -1)
        if prop == cv2.CAP_PROP_POS_MSEC:
            return (self.sent - 1) * 1000.0 / self.fps
        return self.fps

    def release(self) -> None:
        self.released = True


def use(monkeypatch: pytest.MonkeyPatch, capture: FakeCapture) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: capture)


def test_live_pictures_are_stamped_as_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = FakeCapture(6)
    use(monkeypatch, capture)
    with Camera(0) as source:
        assert source.facts.live
        assert (source.facts.width, source.facts.height) == (32, 24)
        frames = list(source.frames())
    assert capture.released
    times_s = [frame.time_s for frame in frames]
    assert times_s[0] == 0.0
    assert all(late > early for early, late in itertools.pairwise(times_s))
    assert tuple(frames[0].image_rgb[0, 0]) == (0, 0, 200)
    assert [notice.code for notice in source.notices] == ["source_ended"]


def test_a_slow_reader_gets_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, FakeCapture(30))
    with Camera(0) as source:
        frames = []
        for frame in source.frames():
            frames.append(frame)
            time.sleep(0.05)
    assert 2 <= len(frames) < 15


def test_a_stalled_stream_ends_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hanging(FakeCapture):
        def read(self) -> tuple[bool, Any]:
            if self.sent >= 2:
                time.sleep(0.4)
            return super().read()

    use(monkeypatch, Hanging(5))
    monkeypatch.setattr(camera, "_STALLED_S", 0.1)
    with Camera(0) as source:
        assert len(list(source.frames())) == 2
    assert "sent no picture" in source.notices[0].text


def test_a_recorded_stream_keeps_all_pictures_and_their_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, FakeCapture(20, fps=10.0, recorded=True))
    with Stream("http://user:secret@example.invalid/clip.mp4") as source:
        assert source.facts.path == "http://example.invalid/clip.mp4"
        assert not source.facts.live
        times_s = [frame.time_s for frame in source.frames()]
    assert times_s == pytest.approx([i / 10 for i in range(20)])
    assert source.notices == []


def test_an_absent_camera_says_what_to_try() -> None:
    number = next(n for n in range(40, 99) if not Path(f"/dev/video{n}").exists())
    with pytest.raises(SourceError, match="try another number"):
        Camera(number)


def test_a_dead_address_is_named_without_its_password() -> None:
    with pytest.raises(SourceError, match="No video comes from") as caught:
        Stream("http://user:secret@127.0.0.1:9/cam")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("taken", [1, 2])
def test_closed_after_a_picture_nothing_reads_the_released_device(
    monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    capture = FakeCapture(1000)
    use(monkeypatch, capture)
    with Camera(0) as source:
        frames = source.frames()
        for _ in range(taken):
            next(frames)
    sent = capture.sent
    time.sleep(0.05)
    assert capture.sent == sent
