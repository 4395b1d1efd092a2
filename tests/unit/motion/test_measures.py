from __future__ import annotations

import numpy as np
import pytest

from lastrep.motion.measures import MEASURE_INDEX, MEASURE_LANDMARKS, MEASURES, measure_body
from lastrep.records.landmarks import MIRRORED, Landmark


def a_body(**points: tuple[float, float]) -> np.ndarray:
    body = np.full((33, 2), np.nan)
    for name, point in points.items():
        body[Landmark[name.upper()]] = point
    return body


def read(body: np.ndarray, name: str) -> np.ndarray:
    return np.asarray(measure_body(body)[MEASURE_INDEX[name]])


def test_a_right_angle_is_90_degrees_and_a_straight_arm_180() -> None:
    bent = a_body(left_shoulder=(0, 0), left_elbow=(0, 10), left_wrist=(10, 10))
    straight = a_body(left_shoulder=(0, 0), left_elbow=(0, 10), left_wrist=(0, 20))
    assert read(bent, "elbow")[0] == pytest.approx(90)
    assert read(straight, "elbow")[0] == pytest.approx(180)


def test_the_unseen_side_is_nan_and_the_seen_one_is_not() -> None:
    body = a_body(left_shoulder=(0, 0), left_elbow=(0, 10), left_wrist=(10, 10))
    elbow = read(body, "elbow")
    assert np.isfinite(elbow[0])
    assert np.isnan(elbow[1])


def test_heights_are_up_though_pixels_go_down() -> None:
    body = a_body(left_wrist=(0, 10), left_shoulder=(0, 40))
    assert read(body, "wrist_over_shoulder")[0] == 30


def test_upright_trunk_leans_90_degrees_whichever_way_it_faces() -> None:
    for side in (-1, 1):
        body = a_body(left_shoulder=(side, 0), left_hip=(0, 100))
        assert read(body, "trunk")[0] == pytest.approx(90, abs=1)


def test_mirroring_swaps_the_sides_of_every_measure() -> None:
    body = np.random.default_rng(1).uniform(0, 500, (33, 2))
    mirrored = body[list(MIRRORED)] * [-1, 1] + [640, 0]
    assert measure_body(mirrored) == pytest.approx(measure_body(body)[:, ::-1])


def test_many_poses_read_as_each_alone() -> None:
    bodies = np.random.default_rng(2).uniform(0, 500, (5, 33, 2))
    assert measure_body(bodies) == pytest.approx(np.array([measure_body(b) for b in bodies]))


@pytest.mark.parametrize("index", range(len(MEASURES)))
def test_a_measure_needs_just_the_landmarks_it_is_said_to_need(index: int) -> None:
    body = np.random.default_rng(3).uniform(0, 500, (33, 2))
    needed = set(MEASURE_LANDMARKS[:, index, 0].tolist())
    for landmark in range(33):
        blind = body.copy()
        blind[landmark] = np.nan
        assert np.isnan(measure_body(blind)[index, 0]) == (landmark in needed)
