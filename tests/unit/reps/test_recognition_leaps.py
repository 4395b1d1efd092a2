"""A raise with the legs out of sight is no jumping jack: nobody leaps in it."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.exercises import catalogue
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import FloatArray
from lastrep.reps.recognition_channels import CHANNEL_INDEX, CHANNELS, read_channels
from lastrep.reps.recognition_leaps import IN_PLACE, stays_in_place, without_leaps
from lastrep.reps.recognition_network import NONE, labels
from lastrep.simulation import Camera, Rep, Script, simulate

LEAPS = [label for label in labels() if label != NONE and catalogue()[label].movement.leaps]


def channels(exercise: str) -> FloatArray:
    script = Script(
        exercise=exercise, events=(Rep(times=3),), camera=Camera(view="front", fps=12.0), seed=4
    )
    track = track_poses(simulate(script).recording)
    return read_channels(track.time_s, track.keypoints_px, track.visibility).values


def window(*, feet_m: float = np.nan, hop_m: float = np.nan) -> FloatArray:
    out = np.full((60, len(CHANNELS)), np.nan)
    swing = 0.5 * np.sin(np.linspace(0.0, 20.0, 60))
    out[:, CHANNEL_INDEX["feet"]] = feet_m * swing
    out[:, CHANNEL_INDEX["picture_shoulder_y"]] = hop_m * swing
    return out


def test_the_jumping_jack_leaps() -> None:
    assert LEAPS == ["jumping_jack"]
    assert not stays_in_place(channels("jumping_jack"))


@pytest.mark.parametrize("exercise", ["lateral_raise", "dumbbell_curl", "front_raise"])
def test_lifters_who_stand_stay_in_place(exercise: str) -> None:
    assert stays_in_place(channels(exercise))


def test_one_way_of_leaping_is_enough_and_unknown_is_no_proof() -> None:
    assert stays_in_place(window(feet_m=0.1, hop_m=0.05))
    assert stays_in_place(window(hop_m=0.05))
    assert not stays_in_place(window(feet_m=0.1, hop_m=0.2))
    assert not stays_in_place(window(feet_m=0.6, hop_m=0.02))
    assert not stays_in_place(window())
    hardly = window(feet_m=0.1)
    hardly[8:] = np.nan
    assert not stays_in_place(hardly)


def test_only_still_windows_change_and_none_keeps_its_chance() -> None:
    chances = np.full((2, len(labels())), 1.0 / len(labels()))
    out = without_leaps([window(hop_m=0.02), window(hop_m=0.3)], chances)
    leap, none = labels().index(LEAPS[0]), labels().index(NONE)
    squat = labels().index("barbell_squat")
    assert np.array_equal(out[1], chances[1])
    assert out[0, none] == chances[0, none]
    assert out.sum(axis=1) == pytest.approx(np.ones(2))
    assert out[0, leap] / out[0, squat] == pytest.approx(IN_PLACE)
