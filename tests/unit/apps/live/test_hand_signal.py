from __future__ import annotations

import numpy as np
import pytest

from lastrep.apps.live.hand_signal import CHOICES, HOLD_S, RELEASE_S, STEP_S, UNSEEN_S, HandSignal
from lastrep.records.landmarks import LANDMARK_COUNT, Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.simulation.script import Rep, Script
from lastrep.simulation.simulate import simulate

RATE_HZ = 20


def body(*, left: str = "low", right: str = "low") -> FloatArray:
    points = np.full((LANDMARK_COUNT, 2), 300.0)
    points[Landmark.NOSE] = (320.0, 85.0)
    points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER] = (350, 130), (290, 130)
    points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP] = (340, 250), (300, 250)
    heights = {"low": 240.0, "high": 40.0, "middle": 130.0}
    points[Landmark.LEFT_WRIST] = (380.0, heights[left])
    points[Landmark.RIGHT_WRIST] = (260.0, heights[right])
    return points


def taken(
    *stretches: tuple[FloatArray, float], between_sets: bool = True, sway_px: float = 0.0
) -> list[str]:
    """Return the choices that holding each body for so many seconds took."""
    signal, time_s = HandSignal(), 0.0
    found: list[str] = []
    for points, seconds in stretches:
        for _ in range(round(seconds * RATE_HZ)):
            time_s += 1 / RATE_HZ
            shaken = points.copy()
            shaken[Landmark.LEFT_WRIST, 0] += sway_px * np.sin(7 * time_s)
            pose = Pose(
                time_s=time_s,
                keypoints_px=shaken,
                visibility=np.ones(LANDMARK_COUNT),
                image_size_px=(640, 480),
            )
            if (choice := signal.push(pose, between_sets=between_sets)) is not None:
                found.append(choice)
    return found


DOWN = (body(), 2 * RELEASE_S)


@pytest.mark.parametrize("step", range(len(CHOICES)))
@pytest.mark.parametrize("side", ["left", "right"])
def test_the_choice_is_the_one_named_when_the_hand_is_lowered(step: int, side: str) -> None:
    up = body(left="high") if side == "left" else body(right="high")
    held_s = HOLD_S + (step + 0.5) * STEP_S
    assert taken((up, held_s), DOWN) == [CHOICES[step]]


def test_a_short_wave_means_nothing() -> None:
    assert taken((body(left="high"), HOLD_S / 2), DOWN) == []


def test_holding_through_all_choices_takes_none() -> None:
    assert taken((body(left="high"), HOLD_S + (len(CHOICES) + 0.5) * STEP_S), DOWN) == []


def test_both_hands_up_mean_nothing() -> None:
    assert taken((body(left="high", right="high"), 4.0), DOWN) == []


def test_a_hand_at_the_shoulder_is_not_low() -> None:
    assert taken((body(left="high", right="middle"), 4.0), DOWN) == []


def test_a_moving_hand_means_nothing() -> None:
    assert taken((body(left="high"), 3.0), DOWN, sway_px=60.0) == []


def test_nothing_is_taken_during_a_set() -> None:
    assert taken((body(left="high"), 2.0), DOWN, between_sets=False) == []


def test_lying_down_with_an_arm_up_means_nothing() -> None:
    lying = body(left="high")
    lying[:, [0, 1]] = lying[:, [1, 0]]
    assert taken((lying, 3.0), DOWN) == []


@pytest.mark.parametrize(
    "exercise", ["pull_up", "overhead_press", "lateral_raise", "jumping_jack", "lat_pulldown"]
)
def test_exercise_never_gives_the_signal(exercise: str) -> None:
    signal = HandSignal()
    recording = simulate(Script(exercise=exercise, events=(Rep(times=6),))).recording
    assert not any(signal.push(pose, between_sets=True) for pose in recording)


@pytest.mark.parametrize("unseen", ["nobody", "the raised hand"])
def test_a_hand_out_of_sight_is_not_a_lowered_one(unseen: str) -> None:
    up, gone = body(left="high"), body(left="high")
    if unseen == "nobody":
        gone[:] = np.nan
    else:
        gone[Landmark.LEFT_WRIST] = np.nan
    held = (up, HOLD_S + 0.5)
    assert taken(held, (gone, 0.5)) == []
    assert taken(held, (gone, 0.5), DOWN) == [CHOICES[0]]  # lowered once it is seen again
    assert taken(held, (gone, UNSEEN_S + 0.3), DOWN) == []
