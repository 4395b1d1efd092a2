"""Lite or full: whichever this machine can keep up with, found by trying."""

from __future__ import annotations

import time
from collections.abc import Callable
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

    The change comes within the first second, before anything can have been counted.
    """

    make_tracker: Callable[[str], Tracker]
    budget_s: float = BUDGET_S
    _tracker: Tracker = field(init=False)
    _took_s: list[float] = field(default_factory=list)
    _decided: bool = False

    def __post_init__(self) -> None:
        self._tracker = self.make_tracker("full")

    @property
    def facts(self) -> ModelFacts:
        """The model in use."""
        return self._tracker.facts

    def track(self, frame: Frame) -> Pose:
        """Return the lifter's pose."""
        start_s = time.perf_counter()
        pose = self._tracker.track(frame)
        if not self._decided:
            self._took_s.append(time.perf_counter() - start_s)
            if len(self._took_s) >= TRIAL_PICTURES:
                self._decide()
        return pose

    def close(self) -> None:
        """Release the model."""
        self._tracker.close()

    def _decide(self) -> None:
        self._decided = True
        if float(np.median(self._took_s[WARM_UP:])) > self.budget_s:
            self._tracker.close()
            self._tracker = self.make_tracker("lite")
