from __future__ import annotations

from itertools import pairwise

import pytest

from lastrep.apps.live.phase_watch import PhaseWatch
from lastrep.exercises import load_exercise
from lastrep.records.pose import Pose, PoseRecording


def test_phases_follow_the_lifter_and_say_how_long_they_last(curls: PoseRecording) -> None:
    watch, exercise = PhaseWatch(), load_exercise("barbell_curl")
    seen = [(pose.time_s, *watch.push(pose, exercise)) for pose in curls]
    words = [phase for _, phase, _ in seen]
    assert {"lifting", "lowering", "hold"} <= set(words)
    begun_s: float | None = None
    long_lifts = set()
    for (_, before, _), (time_s, phase, lasted_s) in pairwise(seen):
        begun_s = time_s if phase != before else begun_s
        if phase is not None and begun_s is not None:
            assert lasted_s == pytest.approx(time_s - begun_s)
            if phase == "lifting" and time_s - begun_s >= 0.5:
                long_lifts.add(begun_s)
    assert len(long_lifts) == 5


def test_nobody_and_no_exercise_have_no_phase(curls: PoseRecording) -> None:
    watch, exercise = PhaseWatch(), load_exercise("barbell_curl")
    for pose in list(curls)[:60]:
        watch.push(pose, exercise)
    assert watch.push(Pose.nobody(99.0, (640, 480)), exercise) == (None, None)
    assert watch.push(next(iter(curls)), None) == (None, None)
