"""Cameras and streams through OpenCV."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import Final, Self

import cv2
import numpy as np

from lastrep.errors import SourceError
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.session import Notice
from lastrep.records.source import FrameFacts
from lastrep.video.ahead import read_ahead
from lastrep.video.clock import ForwardClock
from lastrep.video.steady_size import SteadySize

_STALLED_S: Final = 5.0
"""A camera or stream that sends nothing for this long has ended."""
_OPEN_TIMEOUT_MS: Final = 10_000


class _Capture:
    """What a camera and a stream have in common: a `cv2.VideoCapture` and how to read it."""

    def __init__(self, path: str, capture: cv2.VideoCapture, first_bgr: ImageArray) -> None:
        self._capture = capture
        self._first_bgr: ImageArray | None = first_bgr
        self._notices: list[Notice] = []
        self._size = SteadySize()
        self._reading: Generator[Frame] | None = None
        count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
        fps = capture.get(cv2.CAP_PROP_FPS)
        # A finite file behind a URL knows its length; its pictures carry their own times.
        recorded = count > 0 and fps > 0
        height, width = first_bgr.shape[:2]
        self._fps = fps if fps > 0 else 30.0
        self.facts = FrameFacts(
            path=path,
            width=width,
            height=height,
            duration_s=count / fps if recorded else None,
            frame_count=int(count) if recorded else None,
            live=not recorded,
        )

    @property
    def notices(self) -> list[Notice]:
        """What was found while reading."""
        return [*self._notices, *self._size.notices]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the device or connection."""
        if self._reading is not None:
            self._reading.close()  # the reading thread first: it must not use a released device
        self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures.

        Live ones are stamped by the monotonic clock as they arrive, and a slow reader gets the
        newest; recorded ones carry their own times and all of them come.
        """
        if self._first_bgr is None:
            raise SourceError(f"{self.facts.path} was already read; open it again.")
        first_bgr, self._first_bgr = self._first_bgr, None
        self._reading = (
            self._live(first_bgr) if self.facts.live else read_ahead(self._recorded(first_bgr))
        )
        return self._reading

    def _recorded(self, first_bgr: ImageArray) -> Iterator[Frame]:
        clock = ForwardClock(1.0 / self._fps)
        image_bgr: ImageArray | None = first_bgr
        while image_bgr is not None:
            time_s = clock.time_s(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0)
            if time_s is not None:
                yield self._frame(time_s, image_bgr)
            image_bgr = _read(self._capture)

    def _live(self, first_bgr: ImageArray) -> Generator[Frame]:
        newest = _Newest(self._capture)
        start_s = time.monotonic()
        last_s = 0.0
        try:
            yield self._frame(0.0, first_bgr)
            while (taken := newest.wait(_STALLED_S)) is not None:
                arrived_s, image_bgr = taken
                time_s = arrived_s - start_s
                if time_s > last_s:
                    last_s = time_s
                    yield self._frame(time_s, image_bgr)
        finally:
            newest.stop()
        how = "ended" if newest.ended else f"sent no picture for {_STALLED_S:.0f} s"
        self._notices.append(
            Notice(
                code="source_ended",
                text=f"{self.facts.path} {how}; everything until then was analysed.",
                start_time_s=last_s,
            )
        )

    def _frame(self, time_s: float, image_bgr: ImageArray) -> Frame:
        image_rgb = np.ascontiguousarray(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        return self._size.fit(Frame(time_s=time_s, image_rgb=image_rgb))


class Camera(_Capture):
    """A camera of this machine by its number.

    Raises
    ------
    SourceError
        There is no such camera, or it sends no picture.
    """

    def __init__(self, index: int) -> None:
        capture = _quietly_opened(index, [])
        first_bgr = _read(capture) if capture.isOpened() else None
        if first_bgr is None:
            capture.release()
            raise SourceError(
                f"Camera {index} sends no picture: plug it in, close other programs that use it, "
                "try another number (0, 1, 2), and on Linux check that you may read "
                f"/dev/video{index}."
            )
        super().__init__(str(index), capture, first_bgr)


class Stream(_Capture):
    """A video stream by its URL (``http://``, ``https://``, ``rtsp://``, ...).

    Passwords in the URL are left out of everything that is shown or written.

    Raises
    ------
    SourceError
        Nothing answers there, or what answers is not video.
    """

    def __init__(self, url: str) -> None:
        shown = re.sub(r"//[^/@]*@", "//", url)
        timeouts = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            _OPEN_TIMEOUT_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            int(_STALLED_S * 1000),
        ]
        capture = _quietly_opened(url, timeouts)
        first_bgr = _read(capture) if capture.isOpened() else None
        if first_bgr is None:
            capture.release()
            raise SourceError(
                f"No video comes from {shown}; check the address, the network, and that the "
                "stream is running."
            )
        super().__init__(shown, capture, first_bgr)


class _Newest:
    """Reads in a thread and keeps only the newest picture: a slow pose model must not lag."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture
        self._changed = threading.Condition()
        self._newest: tuple[float, ImageArray] | None = None
        self._stopped = False
        self.ended = False
        self._thread = threading.Thread(target=self._read, name="capture", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._stopped:
            image_bgr = _read(self._capture)
            with self._changed:
                if image_bgr is None:
                    self.ended = True
                else:
                    self._newest = (time.monotonic(), image_bgr)
                self._changed.notify()
            if image_bgr is None:
                return

    def wait(self, timeout_s: float) -> tuple[float, ImageArray] | None:
        """Return when it arrived and the newest picture; None when it ended or timed out."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or self.ended, timeout_s)
            taken, self._newest = self._newest, None
            return taken

    def stop(self) -> None:
        """End the thread; one that hangs in the driver is left to die with the process."""
        self._stopped = True
        self._thread.join(timeout=1.0)


def _quietly_opened(source: int | str, parameters: list[int]) -> cv2.VideoCapture:
    # OpenCV prints its own account of every backend that failed; ours is the error's sentence.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    if isinstance(source, str):
        return cv2.VideoCapture(source, cv2.CAP_FFMPEG, parameters)
    return cv2.VideoCapture(source)


def _read(capture: cv2.VideoCapture) -> ImageArray | None:
    with suppress(cv2.error):
        grabbed, image_bgr = capture.read()
        if grabbed and image_bgr is not None and image_bgr.size:
            return np.asarray(image_bgr, dtype=np.uint8)
    return None
