"""Lite or full: whichever this machine can keep up with, found by trying."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from lastrep.pose.source import Tracker
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose
from lastrep.records.session import ModelFacts

AUTO = "auto"
TRIAL_PICTURES = 24
WARM_UP = 4
BUDGET_S = 0.033  # at 30 pictures a second


@dataclass(slots=True)
class ModelChoice:
    """A tracker that begins with the full model and goes over to lite if that is too slow.

    It is judged by pictures in which somebody was seen, since an empty room costs less, and within
    the first second of them. The other model is loaded in a thread, so no picture waits for it.
    """

    make_tracker: Callable[[str], Tracker]
    budget_s: float = BUDGET_S
    _tracker: Tracker = field(init=False)
    _took_s: list[float] = field(default_factory=list)
    _lite: Future[Tracker] | None = None

    def __post_init__(self) -> None:
        self._tracker = self.make_tracker("full")

    @property
    def facts(self) -> ModelFacts:
        """The model in use."""
        return self._tracker.facts

    def track(self, frame: Frame) -> Pose:
        """Return the lifter's pose."""
        if self._lite is not None and self._lite.done():
            full, self._tracker, self._lite = self._tracker, self._lite.result(), None
            full.close()
        start_s = time.perf_counter()
        pose = self._tracker.track(frame)
        if pose.seen and len(self._took_s) < TRIAL_PICTURES:
            self._took_s.append(time.perf_counter() - start_s)
            if len(self._took_s) == TRIAL_PICTURES:
                self._decide()
        return pose

    def close(self) -> None:
        """Release the model."""
        self._tracker.close()
        if self._lite is not None:
            self._lite.result().close()

    def _decide(self) -> None:
        if float(np.median(self._took_s[WARM_UP:])) > self.budget_s:
            loader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
            self._lite = loader.submit(self.make_tracker, "lite")
            loader.shutdown(wait=False)
