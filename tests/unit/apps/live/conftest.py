"""A camera and a pose model that replay a simulated lifter, faster than life."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest
from replay import Replay

from lastrep.analysis import Analyzer
from lastrep.errors import SourceError
from lastrep.records.frame import Frame
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Notice
from lastrep.records.source import FrameFacts
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate

SPEED = 5.0


@dataclass
class Camera:
    """Yields a blank picture for each time; sleeps so that time runs `SPEED` times as fast."""

    times_s: list[float]
    live: bool = True
    size: tuple[int, int] = (64, 48)
    start_s: float = 0.0
    speed: float = SPEED
    notices: list[Notice] = field(default_factory=list)

    @property
    def facts(self) -> FrameFacts:
        width, height = self.size
        return FrameFacts(path="camera", width=width, height=height, live=self.live)

    def frames(self) -> Iterator[Frame]:
        width, height = self.size
        begun_s = time.perf_counter()
        for time_s in self.times_s:
            if self.live:
                due_s = begun_s + (time_s - self.times_s[0]) / self.speed
                time.sleep(max(0.0, due_s - time.perf_counter()))
            yield Frame(time_s=time_s, image_rgb=np.full((height, width, 3), 127, np.uint8))

    def close(self) -> None:
        """Nothing is open."""


def opening(*cameras: Camera | SourceError) -> Callable[[], Camera]:
    """Return a function that opens one camera after the other; an error is raised in its turn."""
    left = list(cameras)

    def open_next() -> Camera:
        if not left:
            raise SourceError("the camera is gone.")
        camera = left.pop(0)
        if isinstance(camera, SourceError):
            raise camera
        return camera

    return open_next


def in_this_process(make_analyzer: Callable[[], Analyzer]) -> AbstractContextManager[Analyzer]:
    """Return an analyser that needs no process of its own, which would take a second to start."""
    return nullcontext(make_analyzer())


@pytest.fixture(scope="session")
def curls() -> PoseRecording:
    quick = Rep(times=5, eccentric_s=1.0, concentric_s=0.9)
    script = Script(exercise="barbell_curl", events=(Rest(seconds=1.5), quick))
    return simulate(script).recording


@pytest.fixture(scope="session")
def live_tools() -> SimpleNamespace:
    """Return the fakes, for the test modules."""
    return SimpleNamespace(
        Camera=Camera, Replay=Replay, opening=opening, in_this_process=in_this_process
    )
