"""Pictures as they happen, in a thread of their own: the newest wins, a lost camera is reopened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lastrep.apps.live.freshness import Freshness
from lastrep.errors import SourceError
from lastrep.records.frame import Frame
from lastrep.records.source import FrameFacts, FrameSource
from lastrep.video.steady_size import SteadySize

State = Literal["opening", "running", "lost", "ended"]
RETRY_S = 1.0  # between two attempts to get a lost camera back
GIVE_UP_S = 120.0  # a camera that stays away this long ends the session


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """A picture on the session's clock, and when it was there on the machine's clock."""

    frame: Frame
    arrived_s: float


class Capture:
    """Reads a source in a thread and keeps only its newest picture.

    A recorded source is played at the speed at which it was recorded. A live one that ends is
    opened again; its pictures go on at the time that has passed meanwhile.

    Parameters
    ----------
    open_source
        Opens the source; called again after the source was lost.
    give_up_s
        How long a lost source is waited for.
    """

    def __init__(
        self, open_source: Callable[[], FrameSource], *, give_up_s: float = GIVE_UP_S
    ) -> None:
        self._open_source = open_source
        self._give_up_s = give_up_s
        self._changed = threading.Condition()
        self._newest: Captured | None = None
        self._stopped = threading.Event()
        self._size = SteadySize()
        self._freshness = Freshness()
        self._session_start_s: float | None = None
        self._last_time_s = -1.0
        self._facts: FrameFacts | None = None
        self._first: FrameSource | None = None
        self.state: State = "opening"
        self.error: SourceError | None = None
        self.captured = 0
        self.dropped = 0
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)

    @property
    def facts(self) -> FrameFacts:
        """What the source says about itself."""
        if self._facts is None:
            raise SourceError("the source has not been opened yet.")
        return self._facts

    def open(self) -> None:
        """Open the source, and read nothing of it yet.

        Raises
        ------
        SourceError
            The source cannot be opened; later losses do not raise.
        """
        self._first = self._open_source()
        self._facts = self._first.facts

    def start(self) -> None:
        """Begin to read the source, which is opened if it is not open yet."""
        if self._first is None:
            self.open()
        self._thread.start()

    def take(self, timeout_s: float) -> Captured | None:
        """Return the newest picture that nobody has taken; None if none comes in time.

        One that has waited while the last was looked at is left out, and counted as dropped, where
        enough others are looked at and the next one is therefore better.
        """
        end_s = time.perf_counter() + timeout_s
        with self._changed:
            while True:
                left_s = max(0.0, end_s - time.perf_counter())
                self._changed.wait_for(
                    lambda: self._newest is not None or self.state == "ended", left_s
                )
                taken, self._newest = self._newest, None
                now_s = time.perf_counter()
                if taken is None:
                    return None
                if self.state == "ended" or not self._freshness.is_stale(taken.arrived_s, now_s):
                    self._freshness.take(now_s)
                    return taken
                self.dropped += 1

    @property
    def ended(self) -> bool:
        """Whether no picture will come any more and none is waiting."""
        with self._changed:
            return self.state == "ended" and self._newest is None

    def clock_s(self, time_s: float) -> float:
        """Return the machine's clock at an instant of the session; never later than now."""
        now_s = time.perf_counter()
        start_s = self._session_start_s
        return now_s if start_s is None else min(now_s, start_s + time_s)

    def stop(self) -> None:
        """Stop reading; a driver that hangs is left to end with the process."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3.0)
        elif self._first is not None:
            self._first.close()

    def _run(self) -> None:
        source, self._first = self._first, None
        lost_at_s = time.perf_counter()
        while source is not None and not self._stopped.is_set():
            live = source.facts.live
            try:
                if self._read(source):
                    lost_at_s = time.perf_counter()
            except SourceError as error:
                self.error = error
            finally:
                source.close()
            source = self._reopened(lost_at_s) if live and not self._stopped.is_set() else None
        self._set_state("ended")

    def _reopened(self, lost_at_s: float) -> FrameSource | None:
        self._set_state("lost")
        while not self._stopped.wait(RETRY_S):
            try:
                return self._open_source()
            except SourceError as error:
                self.error = error
            if time.perf_counter() - lost_at_s > self._give_up_s:
                return None
        return None

    def _read(self, source: FrameSource) -> bool:
        """Publish one run of pictures and return whether there have been any so far."""
        start_s = time.perf_counter()
        if self._session_start_s is None:
            self._session_start_s = start_s
        offset_s = start_s - self._session_start_s if source.facts.live else 0.0
        for frame in source.frames():
            if not source.facts.live and self._stopped.wait(
                max(0.0, start_s + frame.time_s - time.perf_counter())
            ):
                break
            self._publish(frame, offset_s)
            if self._stopped.is_set():
                break
        return self.captured > 0

    def _publish(self, frame: Frame, offset_s: float) -> None:
        time_s = frame.time_s + offset_s
        if time_s <= self._last_time_s:
            return  # a driver's clock that stands still
        self._last_time_s = time_s
        fitted = self._size.fit(Frame(time_s=time_s, image_rgb=frame.image_rgb))
        captured = Captured(fitted, time.perf_counter())
        with self._changed:
            self.state = "running"
            self.captured += 1
            self.dropped += self._newest is not None
            self._newest = captured
            self._changed.notify_all()

    def _set_state(self, state: State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()
