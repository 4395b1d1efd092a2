"""What was said of a set that was none, or of another exercise, does not stand."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from lastrep.analysis import Analyzer
from lastrep.analysis.coaching import Lifter
from lastrep.analysis.counter import Counter
from lastrep.analysis.exercise_choice import ChosenExercise, ExerciseChoice
from lastrep.analysis.open_set import OpenSet
from lastrep.coach import WorkLog
from lastrep.errors import UnknownExerciseError
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.records.events import Event, RepSeen, RepWithdrawn, SetClosed, SetStarted
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile
from lastrep.simulation import Camera, Rep, Rest, Script, simulate


class Oracle:
    """Says what it is told to, instead of a choice that recognises."""

    given = None

    def __init__(self, meanwhile: str, in_the_end: str | None) -> None:
        self.meanwhile, self.in_the_end = meanwhile, in_the_end

    def of(self, _track: MotionTrack, *, reps: int = 0) -> ChosenExercise:
        assert reps >= 0
        return ChosenExercise(load_exercise(self.meanwhile), 0.9, given=False)

    def final(self, _track: MotionTrack) -> ChosenExercise | None:
        if self.in_the_end is None:
            return None
        return ChosenExercise(load_exercise(self.in_the_end), 0.9, given=False)


@pytest.fixture(scope="module")
def curls() -> MotionTrack:
    events = (Rest(seconds=1.0), Rep(times=4), Rest(seconds=2.0))
    script = Script(exercise="barbell_curl", events=events, camera=Camera(view="side"), seed=3)
    return track_poses(simulate(script).recording)


def a_set(oracle: Oracle) -> OpenSet:
    lifter = Lifter(Profile(), WorkLog())
    return OpenSet(
        cast("ExerciseChoice", oracle), lifter=lifter, counter=Counter(whole_cycles=False)
    )


def kinds(events: list[Event]) -> Tally[str]:
    return Tally(type(event).__name__ for event in events)


def test_a_set_that_was_none_is_taken_back(curls: MotionTrack) -> None:
    end_s = float(curls.time_s[-1])
    running = a_set(Oracle("barbell_curl", None))
    seen = [one for one in running.look(curls, end_s) if isinstance(one, RepSeen)]
    last = running.close(curls, end_s, by_rest=False)
    assert len(seen) == 4
    assert kinds(last) == {"RepWithdrawn": 4}
    assert not running.any_closed
    assert running.close(curls, end_s, by_rest=False) == []


def test_a_set_that_was_one_is_closed_and_nothing_taken_back(curls: MotionTrack) -> None:
    end_s = float(curls.time_s[-1])
    running = a_set(Oracle("barbell_curl", "barbell_curl"))
    running.look(curls, end_s)
    assert kinds(running.close(curls, end_s, by_rest=False)) == {"SetClosed": 1}


def test_poses_let_go_of_take_what_was_said_of_them_along(curls: MotionTrack) -> None:
    end_s = float(curls.time_s[-1])
    running = a_set(Oracle("barbell_curl", "barbell_curl"))
    running.look(curls, end_s)
    assert running.let_go(end_s - 5.0, end_s) == []  # the last one is later: something goes on
    assert kinds(running.let_go(end_s, end_s)) == {"RepWithdrawn": 4}
    again = running.look(curls, end_s)
    assert kinds(again)["SetStarted"] == 1


def test_another_exercise_than_was_said_begins_the_set_anew(curls: MotionTrack) -> None:
    end_s = float(curls.time_s[-1])
    oracle = Oracle("barbell_curl", "preacher_curl")
    running = a_set(oracle)
    running.look(curls.between(0.0, end_s - 2.0), end_s - 2.0)
    oracle.meanwhile = "preacher_curl"
    events = running.look(curls, end_s)
    assert isinstance(events[0], RepWithdrawn)
    started = [one.exercise for one in events if isinstance(one, SetStarted)]
    assert started == ["preacher_curl"]
    assert kinds(events)["RepSeen"] == 4


def test_a_name_that_is_refused_changes_nothing() -> None:
    events = (Rest(seconds=1.0), Rep(times=3), Rest(seconds=2.0))
    script = Script(exercise="barbell_curl", events=events, camera=Camera(view="side"), seed=3)
    analyzer = Analyzer("barbell_curl")
    for pose in simulate(script).recording:
        analyzer.push(pose)
    with pytest.raises(UnknownExerciseError):
        analyzer.next_set("barbel curl")
    closed = [one for one in analyzer.finish() if isinstance(one, SetClosed)]
    assert [one.training_set.exercise for one in closed] == ["barbell_curl"]
    assert closed[0].training_set.counts.total == 3


@pytest.mark.parametrize("jump_s", [61.0, 3e8])
def test_a_clock_that_jumps_ends_the_set_and_costs_nothing(jump_s: float) -> None:
    events = (Rest(seconds=1.0), Rep(times=4), Rest(seconds=3.0))
    script = Script(exercise="barbell_curl", events=events, camera=Camera(view="side"), seed=3)
    poses = simulate(script).recording
    time_s = poses.time_s.copy()
    time_s[-10:] += jump_s
    analyzer = Analyzer("barbell_curl")
    said = [one for pose in replace(poses, time_s=time_s) for one in analyzer.push(pose)]
    closed = [one.training_set for one in said + analyzer.finish() if isinstance(one, SetClosed)]
    assert [(one.counts.total, one.ended_by) for one in closed] == [(4, "rest")]
    assert closed[0].end_time_s < time_s[-11]


@pytest.mark.filterwarnings("error")
def test_landmarks_that_are_all_on_one_point_are_nobody() -> None:
    poses = PoseRecording(
        time_s=np.arange(200) / 30.0,
        keypoints_px=np.zeros((200, 33, 2)),
        visibility=np.ones((200, 33)),
        image_size_px=(640, 480),
    )
    analyzer = Analyzer("auto")
    assert [one for pose in poses for one in analyzer.push(pose)] + analyzer.finish() == []
