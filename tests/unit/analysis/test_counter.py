"""Counting the same stretch once."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.analysis.counter import Counter
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import TrackBuilder, track_poses
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.records.pose import Pose
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, simulate

BODY_PX = np.random.default_rng(0).uniform(0.0, 400.0, (LANDMARK_COUNT, 2))
CURL, SQUAT = load_exercise("barbell_curl"), load_exercise("barbell_squat")


def pose(time_s: float) -> Pose:
    return Pose(
        time_s=time_s,
        keypoints_px=BODY_PX,
        visibility=np.ones(LANDMARK_COUNT),
        image_size_px=(640, 480),
    )


@pytest.fixture
def builder() -> TrackBuilder:
    """Return the builder of a track that has begun."""
    begun = TrackBuilder()
    for time_s in (0.0, 1.0, 2.0):
        begun.push(pose(time_s))
    return begun


def test_the_same_stretch_is_counted_once_until_a_pose_comes(builder: TrackBuilder) -> None:
    counter = Counter(whole_cycles=False)
    first = counter.count(builder.track(), CURL)
    assert counter.count(builder.track(), CURL) is first
    builder.push(pose(3.0))
    assert counter.count(builder.track(), CURL) is not first


def test_another_exercise_is_another_count(builder: TrackBuilder) -> None:
    counter = Counter(whole_cycles=False)
    assert counter.count(builder.track(), CURL) is not counter.count(builder.track(), SQUAT)


def test_what_was_forgotten_is_not_counted_as_it_was(builder: TrackBuilder) -> None:
    counter = Counter(whole_cycles=False)
    first = counter.count(builder.track(), CURL)
    builder.forget_before(1.0)
    assert builder.track().time_s.tolist() == [1.0, 2.0]
    assert counter.count(builder.track(), CURL) is not first


def track_of(share: float) -> MotionTrack:
    small = Rep(times=4, range_of_motion=share)
    script = Script(exercise="barbell_curl", events=(small,), seed=5, noise=Noise(level=0.3))
    return track_poses(simulate(script).recording)


def test_what_goes_nowhere_near_the_sets_before_is_no_repetition() -> None:
    counter = Counter(whole_cycles=False)
    stirs = counter.count(track_of(0.17), CURL)
    assert stirs.limits
    full = counter.count(track_of(1.0), CURL)
    counter.learn(full, CURL)
    assert not counter.count(track_of(0.17), CURL).limits
    for partial in (0.3, 0.35, 0.5):  # a set of them stays, however small beside the one before
        assert len(counter.count(track_of(partial), CURL).limits) == 4


def test_the_set_under_way_is_the_measure_until_another_begins() -> None:
    counter = Counter(whole_cycles=False)
    counter.follow(counter.count(track_of(1.0), CURL), CURL)
    rested = (Rep(times=8), Rest(seconds=40.0, fidget=True))
    script = Script(exercise="barbell_curl", events=rested, seed=3, camera=Camera(view="side"))
    shaken_out = track_poses(simulate(script).recording)
    assert len(counter.count(shaken_out, CURL).limits) == 8
    assert counter.count(track_of(0.17), CURL).limits  # it was something else, then
    counter.learn(counter.count(track_of(1.0), CURL), CURL)
    counter.begin()
    assert not counter.count(track_of(0.17), CURL).limits
