"""Reading ahead: pictures are decoded in a second thread while the pose model works."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from typing import Final

from lastrep.records.frame import Frame

_PATIENCE_S: Final = 0.1  # how soon the reading thread notices that nobody wants more


def read_ahead(frames: Iterator[Frame], *, depth: int = 2) -> Generator[Frame]:
    """Yield the same pictures in the same order, up to ``depth`` of them decoded beforehand.

    An exception of ``frames`` is raised here, after the pictures before it. When the consumer
    stops early, closing this generator ends the thread before anything else may be released.
    """
    reader = _Reader(frames, depth)
    try:
        while (frame := reader.take()) is not None:
            yield frame
    finally:
        reader.stop()


class _Reader:
    """The thread and the queue; None in the queue is the end."""

    def __init__(self, frames: Iterator[Frame], depth: int) -> None:
        self._frames = frames
        self._ready: queue.Queue[Frame | None] = queue.Queue(maxsize=depth)
        self._stopped = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._read, name="read-ahead", daemon=True)
        self._thread.start()

    def take(self) -> Frame | None:
        frame = self._ready.get()
        if frame is None and self._error is not None:
            raise self._error
        return frame

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _read(self) -> None:
        try:
            for frame in self._frames:
                self._hand_over(frame)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised again where the pictures are taken
            self._error = error
        self._hand_over(None)

    def _hand_over(self, item: Frame | None) -> None:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=_PATIENCE_S)
            except queue.Full:
                continue
            else:
                return
