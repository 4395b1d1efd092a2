"""The threads between camera and screen: pictures to poses, poses to the session."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from lastrep.apps.live.capture import Capture
from lastrep.apps.live.recorder import Recorder
from lastrep.apps.live.session import LiveSession
from lastrep.apps.pose_log import as_recorded
from lastrep.pose.plate import PlateFinder
from lastrep.pose.source import Tracker
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

RECENT = 600  # pictures that the figures are of: the last half minute
PATIENCE_S = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A picture with the lifter's pose; when it arrived, was looked at, and was understood."""

    frame: Frame
    pose: Pose
    arrived_s: float
    begun_s: float
    understood_s: float


def _recent() -> deque[float]:
    return deque(maxlen=RECENT)


@dataclass(slots=True)
class Timing:
    """How long the latest pictures took from stage to stage, in seconds.

    ``waited_s`` for the pose model, ``pose_s`` in it, ``handed_s`` until the main thread had them,
    ``drawn_s`` until they were on the screen.
    """

    waited_s: deque[float] = field(default_factory=_recent)
    pose_s: deque[float] = field(default_factory=_recent)
    handed_s: deque[float] = field(default_factory=_recent)
    drawn_s: deque[float] = field(default_factory=_recent)
    shown_at_s: deque[float] = field(default_factory=_recent)

    def show(self, seen: Seen, taken_s: float, shown_s: float) -> None:
        """Take note of a picture that the main thread took, and that is on the screen now."""
        self.waited_s.append(seen.begun_s - seen.arrived_s)
        self.pose_s.append(seen.understood_s - seen.begun_s)
        self.handed_s.append(taken_s - seen.understood_s)
        self.drawn_s.append(shown_s - taken_s)
        self.shown_at_s.append(shown_s)

    @property
    def added_s(self) -> list[float]:
        """What camera to screen took beyond the pose model."""
        stages = zip(self.waited_s, self.handed_s, self.drawn_s, strict=True)
        return [sum(parts) for parts in stages]

    @property
    def pictures_per_s(self) -> float | None:
        """How many pictures were shown a second; None before there are enough."""
        if len(self.shown_at_s) < 2:  # noqa: PLR2004 - a rate needs two instants
            return None
        span_s = self.shown_at_s[-1] - self.shown_at_s[0]
        return (len(self.shown_at_s) - 1) / span_s if span_s > 0 else None


class Pipeline:
    """Runs the pose model and the session in threads of their own.

    The picture goes to the screen as soon as its pose is known; counting follows behind it. Every
    pose that was found is counted, however busy the screen is.

    Parameters
    ----------
    capture
        Started by the caller.
    tracker
        Closed by `stop`.
    recorder
        Keeps each picture, and each pose that is counted.
    plate
        Finds the plate in the pictures; closed by `stop`.
    """

    def __init__(
        self,
        capture: Capture,
        tracker: Tracker,
        session: LiveSession,
        recorder: Recorder | None = None,
        plate: PlateFinder | None = None,
    ) -> None:
        self._capture = capture
        self._tracker = tracker
        self._session = session
        self._recorder = recorder
        self.plate = plate
        self._poses: queue.SimpleQueue[Pose | None] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._newest: Seen | None = None
        self._stopped = threading.Event()
        self.error: BaseException | None = None
        self._threads = (
            threading.Thread(target=self._guarded, args=(self._track,), name="pose", daemon=True),
            threading.Thread(target=self._guarded, args=(self._count,), name="core", daemon=True),
        )

    def start(self) -> None:
        """Begin to track and count."""
        for thread in self._threads:
            thread.start()

    def take(self, timeout_s: float) -> Seen | None:
        """Return the newest understood picture that was not taken yet; None if none comes."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._newest is not None or self._stopped.is_set(), timeout_s
            )
            taken, self._newest = self._newest, None
            return taken

    @property
    def finished(self) -> bool:
        """Whether the source has ended, every picture was tracked and every pose counted."""
        return not any(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Stop tracking, count what was tracked, and release the model."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(timeout=5.0)
        self._tracker.close()
        if self.plate is not None:
            self.plate.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self.error = self.error or error
            self._stopped.set()
        finally:
            self._poses.put(None)

    def _track(self) -> None:
        while not self._stopped.is_set() and not self._capture.ended:
            captured = self._capture.take(PATIENCE_S)
            if captured is None:
                continue
            begun_s = time.perf_counter()
            pose = as_recorded(self._tracker.track(captured.frame))
            if self.plate is not None:
                pose = self.plate.add(captured.frame, pose)
            understood_s = time.perf_counter()
            with self._changed:
                self._newest = Seen(
                    frame=captured.frame,
                    pose=pose,
                    arrived_s=captured.arrived_s,
                    begun_s=begun_s,
                    understood_s=understood_s,
                )
                self._changed.notify_all()
            self._poses.put(pose)
            if self._recorder is not None:
                self._recorder.add(captured.frame)

    def _count(self) -> None:
        while (pose := self._poses.get()) is not None:
            if self._session.push(pose) and self._recorder is not None:
                self._recorder.add_pose(pose)
