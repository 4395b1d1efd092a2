"""A plate that moves with the wrists is measured; a room full of circles is not."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pytest

from lastrep.pose.plate import PlateFinder
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import Pose

SIZE_PX = (400, 400)
BODY_PX = 260.0
DIAMETER_M = 0.45
RADIUS_PX = 40.0
LOOK_S = 0.31
WRISTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]


@dataclass(frozen=True)
class Drawn:
    """What is drawn: a plate, or several, beside the wrists, before a room."""

    half_height_px: float = RADIUS_PX
    roundness: float = 1.0
    nearness: float = 1.0
    smaller: tuple[float, ...] = ()
    moves: bool = True
    plate: bool = True
    jitter_px: float = 1.5
    way_px: float = 110.0


def a_room(seed: int = 3) -> ImageArray:
    """A wall with posters, a rack of dumbbells and plates on a stand."""
    rng = np.random.default_rng(seed)
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), 150, np.uint8)
    for _ in range(14):
        left, top = (int(v) for v in rng.integers(0, SIZE_PX[0], 2))
        wide, high = (int(v) for v in rng.integers(10, 80, 2))
        colour = [int(v) for v in rng.integers(40, 230, 3)]
        cv2.rectangle(image, (left, top), (left + wide, top + high), colour, -1)
    for _ in range(8):
        place = [int(v) for v in rng.integers(0, SIZE_PX[0], 2)]
        cv2.circle(
            image, place, int(rng.integers(12, 55)), [int(v) for v in rng.integers(0, 255, 3)], -1
        )
    noise = rng.normal(0.0, 3.0, image.shape)
    return np.asarray(np.clip(image + noise, 0, 255), np.uint8)


def a_body(wrist_px: np.ndarray, time_s: float) -> Pose:
    """Somebody who stands, seen from the side, with both wrists at one place."""
    points = np.full((33, 2), np.nan)
    heights = {
        Landmark.LEFT_SHOULDER: 0.0,
        Landmark.LEFT_HIP: 0.288,
        Landmark.LEFT_KNEE: 0.533,
        Landmark.LEFT_ANKLE: 0.779,
    }
    for landmark, down in heights.items():
        points[[landmark, landmark + 1]] = 150.0, 90.0 + BODY_PX * down
    points[WRISTS] = wrist_px
    seen = np.isfinite(points).all(axis=1)
    return Pose(
        time_s=time_s, keypoints_px=points, visibility=seen.astype(float), image_size_px=SIZE_PX
    )


def watch(finder: PlateFinder, drawn: Drawn, looks: int = 18, start_s: float = 0.0) -> list[Pose]:
    """Show the finder three repetitions."""
    rng = np.random.default_rng(8)
    room = a_room()
    out = []
    for i in range(looks):
        time_s = start_s + i * LOOK_S
        way_px = drawn.way_px * (0.5 - 0.5 * np.cos(2 * np.pi * i / 8.3))
        wrist_px = np.array([190.0 + 0.1 * way_px, 130.0 + way_px])
        image = room.copy()
        if drawn.plate:
            gone_px = drawn.nearness * way_px if drawn.moves else 0.0
            middle_px = np.array([215.0 + 0.1 * gone_px, 140.0 + gone_px])
            for n, share in enumerate((1.0, *drawn.smaller)):
                high = share * drawn.half_height_px
                cv2.ellipse(
                    image,
                    [round(float(v) * 16) for v in (middle_px[0] + 3.0 * n, middle_px[1])],
                    [round(drawn.roundness * high * 16), round(high * 16)],
                    0, 0, 360, [(30, 30, 160), (160, 60, 20), (20, 150, 160)][n], -1,
                    lineType=cv2.LINE_AA, shift=4,
                )  # fmt: skip
        seen_px = wrist_px + rng.normal(0.0, drawn.jitter_px, 2)
        out.append(finder.add(Frame(time_s=time_s, image_rgb=image), a_body(seen_px, time_s)))
    return out


def scale_of(drawn: Drawn) -> float | None:
    return watch(PlateFinder(DIAMETER_M), drawn)[-1].wrist_scale_m_per_px


def true_scale(drawn: Drawn) -> float:
    return DIAMETER_M / (2 * drawn.half_height_px) * (drawn.nearness if drawn.moves else 0.0)


@pytest.mark.parametrize(
    "drawn",
    [
        Drawn(),
        Drawn(half_height_px=52.0, roundness=0.87, nearness=1.2),
        Drawn(half_height_px=46.0, smaller=(0.8, 0.62)),
    ],
    ids=["from the side", "at an angle and nearer", "of three plates the largest"],
)
def test_a_plate_that_moves_with_the_wrists_gives_the_scale(drawn: Drawn) -> None:
    assert scale_of(drawn) == pytest.approx(true_scale(drawn), rel=0.05)


def test_wrists_that_are_seen_badly_do_not_lose_the_plate() -> None:
    drawn = Drawn(jitter_px=3.0)
    assert scale_of(drawn) == pytest.approx(true_scale(drawn), rel=0.06)


@pytest.mark.parametrize(
    "drawn",
    [
        Drawn(plate=False),
        Drawn(moves=False),
        Drawn(half_height_px=0.4 * RADIUS_PX),
        Drawn(roundness=0.4),
    ],
    ids=["circles in the room", "a plate on a stand", "the head of a dumbbell", "from the front"],
)
def test_nothing_else_is_taken_for_a_plate_and_that_is_said(drawn: Drawn) -> None:
    finder = PlateFinder(DIAMETER_M)

    poses = watch(finder, drawn, looks=14)

    assert {pose.wrist_scale_m_per_px for pose in poses} == {None}
    assert [notice.code for notice in finder.notices] == ["plate_not_found"]


def test_who_stands_still_is_not_searched() -> None:
    finder = PlateFinder(DIAMETER_M)

    poses = watch(finder, Drawn(way_px=2.0), looks=14)

    assert {pose.wrist_scale_m_per_px for pose in poses} == {None}
    assert finder.notices == []


def test_a_plate_not_seen_for_long_is_forgotten() -> None:
    finder = PlateFinder(DIAMETER_M)
    assert watch(finder, Drawn(), looks=10)[-1].wrist_scale_m_per_px is not None

    later = watch(finder, Drawn(plate=False), looks=10, start_s=70.0)

    assert {pose.wrist_scale_m_per_px for pose in later} == {None}


def test_beside_the_pictures_the_same_is_found() -> None:
    finder = PlateFinder(DIAMETER_M, beside=True)
    watch(finder, Drawn(), looks=10)
    until = time.monotonic() + 10.0
    scale = None
    while scale is None and time.monotonic() < until:
        time.sleep(0.02)
        nobody = Pose.nobody(10 * LOOK_S, SIZE_PX)
        scale = finder.add(
            Frame(time_s=nobody.time_s, image_rgb=a_room()), nobody
        ).wrist_scale_m_per_px
    finder.close()

    assert scale == pytest.approx(true_scale(Drawn()), rel=0.06)  # from the first few pictures


def test_pictures_without_an_edge_do_no_harm() -> None:
    finder = PlateFinder(DIAMETER_M)
    for i in range(12):
        pose = a_body(np.array([200.0, 150.0 + 60.0 * (i % 2)]), i * LOOK_S)
        blank = np.full((SIZE_PX[1], SIZE_PX[0], 3), 90, np.uint8)
        seen = finder.add(Frame(time_s=pose.time_s, image_rgb=blank), pose)
        assert seen.wrist_scale_m_per_px is None


def test_wrists_beyond_the_picture_do_no_harm() -> None:
    finder = PlateFinder(DIAMETER_M)
    for i, place in enumerate([(-500.0, 50.0), (900.0, 900.0), (np.nan, np.nan), (0.0, 399.0)] * 6):
        pose = a_body(np.array(place), i * LOOK_S)
        seen = finder.add(Frame(time_s=pose.time_s, image_rgb=a_room()), pose)
        assert seen.wrist_scale_m_per_px is None


def test_who_comes_nearer_has_another_scale() -> None:
    finder = PlateFinder(DIAMETER_M)
    assert watch(finder, Drawn(), looks=10)[-1].wrist_scale_m_per_px is not None
    nearer = []
    for i in range(12):
        pose = a_body(np.array([190.0, 130.0 + 20.0 * i]), 3.2 + i * LOOK_S)
        points = 200.0 + 1.6 * (pose.keypoints_px - 200.0)
        frame = Frame(time_s=pose.time_s, image_rgb=a_room())
        nearer.append(finder.add(frame, replace(pose, keypoints_px=points)))
    assert nearer[-1].wrist_scale_m_per_px is None
