"""Nobody leaps in a raise with the legs out of sight, and no pulldown carries the body."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.exercises import catalogue
from lastrep.motion.tracking import track_poses
from lastrep.recognition.channels import CHANNEL_INDEX, CHANNELS, read_channels
from lastrep.recognition.in_place import (
    IN_PLACE,
    leaps_nowhere,
    shoulders_stay,
    without_absent,
)
from lastrep.recognition.network import NONE, labels
from lastrep.records.pose import FloatArray
from lastrep.simulation import Camera, Rep, Script, simulate
from lastrep.simulation.script import CameraView

KNOWN = {label: catalogue()[label].movement for label in labels() if label != NONE}
LEAPING = [label for label, movement in KNOWN.items() if movement.leaps]
CARRYING = [label for label, movement in KNOWN.items() if movement.carries_body]


def channels(exercise: str, view: CameraView = "front") -> FloatArray:
    camera = Camera(view=view, fps=12.0)
    script = Script(exercise=exercise, events=(Rep(times=3),), camera=camera, seed=4)
    track = track_poses(simulate(script).recording)
    return read_channels(track.time_s, track.keypoints_px, track.visibility).values


def window(*, feet_m: float = np.nan, hop_m: float = np.nan, aside_m: float = np.nan) -> FloatArray:
    out = np.full((60, len(CHANNELS)), np.nan)
    swing = 0.5 * np.sin(np.linspace(0.0, 20.0, 60))
    out[:, CHANNEL_INDEX["feet"]] = feet_m * swing
    out[:, CHANNEL_INDEX["picture_shoulder_y"]] = hop_m * swing
    out[:, CHANNEL_INDEX["picture_shoulder_x"]] = aside_m * swing
    return out


def test_the_jumping_jack_leaps() -> None:
    assert LEAPING == ["jumping_jack"]
    assert not leaps_nowhere(channels("jumping_jack"))


@pytest.mark.parametrize("exercise", ["lateral_raise", "dumbbell_curl", "front_raise"])
def test_lifters_who_stand_stay_in_place(exercise: str) -> None:
    assert leaps_nowhere(channels(exercise))


@pytest.mark.parametrize("view", ["front", "side", "three_quarter"])
@pytest.mark.parametrize("exercise", CARRYING)
def test_what_carries_the_body_takes_the_shoulders_along(exercise: str, view: CameraView) -> None:
    assert not shoulders_stay(channels(exercise, view))


@pytest.mark.parametrize("exercise", ["lat_pulldown", "barbell_curl", "overhead_press", "rear_fly"])
def test_what_moves_the_arms_alone_leaves_the_shoulders(exercise: str) -> None:
    assert exercise not in CARRYING
    assert shoulders_stay(channels(exercise, "side"))


def test_one_way_of_leaping_is_enough_and_unknown_is_no_proof() -> None:
    assert leaps_nowhere(window(feet_m=0.1, hop_m=0.05))
    assert leaps_nowhere(window(hop_m=0.05))
    assert not leaps_nowhere(window(feet_m=0.1, hop_m=0.2))
    assert not leaps_nowhere(window(feet_m=0.6, hop_m=0.02))
    assert not leaps_nowhere(window())
    hardly = window(feet_m=0.1)
    hardly[8:] = np.nan
    assert not leaps_nowhere(hardly)


def test_either_way_through_the_picture_carries_and_unknown_is_no_proof() -> None:
    assert shoulders_stay(window(hop_m=0.1, aside_m=0.05))
    assert not shoulders_stay(window(hop_m=0.3, aside_m=0.0))
    assert not shoulders_stay(window(hop_m=0.0, aside_m=0.3))
    assert not shoulders_stay(window(hop_m=0.0))
    assert not shoulders_stay(window())


def test_only_still_windows_change_and_none_keeps_its_chance() -> None:
    chances = np.full((2, len(labels())), 1.0 / len(labels()))
    still, moving = window(hop_m=0.02, aside_m=0.02), window(hop_m=0.4, aside_m=0.02)
    out = without_absent([still, moving], chances)
    leap, squat, curl, none = (
        labels().index(label) for label in (LEAPING[0], "barbell_squat", "barbell_curl", NONE)
    )
    assert np.array_equal(out[1], chances[1])
    assert out[0, none] == chances[0, none]
    assert out.sum(axis=1) == pytest.approx(np.ones(2))
    assert out[0, leap] / out[0, curl] == pytest.approx(IN_PLACE)
    assert out[0, squat] / out[0, curl] == pytest.approx(IN_PLACE)
