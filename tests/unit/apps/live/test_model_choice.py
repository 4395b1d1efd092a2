from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from lastrep.apps.live.model_choice import TRIAL_PICTURES, ModelChoice
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording

LOADING_S = 0.3


def pictures(tracker: ModelChoice, count: int, *, first: int = 0) -> list[str | None]:
    """Show pictures at a fast pace and return which model saw each."""
    seen_by: list[str | None] = []
    for i in range(first, first + count):
        tracker.track(Frame(time_s=i / 30, image_rgb=np.zeros((8, 8, 3), np.uint8)))
        seen_by.append(tracker.facts.name)
        time.sleep(0.002)
    return seen_by


@pytest.mark.parametrize(("pose_s", "model"), [(0.001, "full"), (0.02, "lite")])
def test_the_model_is_chosen_by_its_speed(
    live_tools: Any, curls: PoseRecording, pose_s: float, model: str
) -> None:
    def make(name: str) -> Any:
        return live_tools.Replay(curls, pose_s=pose_s if name == "full" else 0.0, name=name)

    tracker = ModelChoice(make, budget_s=0.01)
    assert pictures(tracker, 60)[-1] == model


def test_no_picture_waits_for_the_other_model(live_tools: Any, curls: PoseRecording) -> None:
    def make(name: str) -> Any:
        if name == "lite":
            time.sleep(LOADING_S)
        return live_tools.Replay(curls, pose_s=0.02 if name == "full" else 0.0, name=name)

    tracker = ModelChoice(make, budget_s=0.01)
    longest_s, end_s, i = 0.0, time.perf_counter() + 5.0, 0
    while tracker.facts.name == "full" and time.perf_counter() < end_s:
        start_s = time.perf_counter()
        pictures(tracker, 1, first=i)
        longest_s = max(longest_s, time.perf_counter() - start_s)
        i += 1
    assert tracker.facts.name == "lite"
    assert longest_s < LOADING_S / 2


def test_an_empty_room_decides_nothing(live_tools: Any, curls: PoseRecording) -> None:
    class EmptyAtFirst(live_tools.Replay):  # type: ignore[misc] # a fixture's class has no type
        def track(self, frame: Frame) -> Any:
            if frame.time_s < 4.0:
                return Pose.nobody(frame.time_s, (64, 48))
            return super().track(frame)

    def make(name: str) -> Any:
        return EmptyAtFirst(curls, pose_s=0.02 if name == "full" else 0.0, name=name)

    tracker = ModelChoice(make, budget_s=0.01)
    assert set(pictures(tracker, 120)) == {"full"}
    assert pictures(tracker, 2 * TRIAL_PICTURES, first=120)[-1] == "lite"


def test_both_models_are_released_when_the_session_ends_in_between(
    live_tools: Any, curls: PoseRecording
) -> None:
    made = []

    def make(name: str) -> Any:
        if name == "lite":
            time.sleep(LOADING_S)
        made.append(live_tools.Replay(curls, pose_s=0.02 if name == "full" else 0.0, name=name))
        return made[-1]

    tracker = ModelChoice(make, budget_s=0.01)
    pictures(tracker, TRIAL_PICTURES + 1)
    tracker.close()
    assert [one.closed for one in made] == [True, True]
