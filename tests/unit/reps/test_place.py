"""Where the work is done, and when the lifter is away from it."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray
from lastrep.reps.counting.absence import cut_at_absences
from lastrep.reps.counting.place import absences
from lastrep.reps.limits import RepLimits

RATE_HZ, TORSO_PX = 20.0, 100.0
REP_S, REPS = 2.0, 4
GETTING_UP_S = 4.0
STANDING = (0.0, -1.5)  # torso lengths beside where the lifter lies


def reps(*starts_s: float, confidence: float = 0.9) -> list[RepLimits]:
    return [
        RepLimits(
            concentric_start_time_s=start_s + 1.0,
            concentric_end_time_s=start_s + REP_S,
            eccentric_time_s=start_s,
            eccentric_first=True,
            confidence=confidence,
        )
        for start_s in starts_s
    ]


def track_of(moved: FloatArray) -> MotionTrack:
    """A lifter whose trunk and wrists are moved, ``(T, 2)`` torso lengths."""
    points = np.full((len(moved), 33, 2), np.nan)
    places = {"HIP": 300.0, "SHOULDER": 200.0, "WRIST": 150.0}
    for name, x in places.items():
        for side in ("LEFT", "RIGHT"):
            points[:, Landmark[f"{side}_{name}"]] = (x, 240.0) + TORSO_PX * moved
    return MotionTrack(
        time_s=np.arange(len(moved)) / RATE_HZ,
        values=np.zeros((len(moved), 1, 2)),
        visibility=np.ones((len(moved), 1, 2)),
        keypoints_px=points,
        torso_px=TORSO_PX,
    )


def with_a_trip(*, suddenly: bool = False, seconds: float = GETTING_UP_S) -> MotionTrack:
    """Four repetitions, somewhere else for a while, four repetitions."""
    half = int(REPS * REP_S * RATE_HZ)
    still = np.zeros((half, 2))
    count = int(seconds * RATE_HZ)
    along = np.ones(count) if suddenly else np.sin(np.linspace(0.0, np.pi, count)) ** 0.5
    return track_of(np.concatenate([still, along[:, None] * STANDING, still]))


def set_around(seconds: float = GETTING_UP_S) -> list[RepLimits]:
    first = [REP_S * i for i in range(REPS)]
    return reps(*first, *(REPS * REP_S + seconds + start for start in first))


def test_who_gets_up_and_comes_back_was_away() -> None:
    track = with_a_trip()
    away = absences(track, set_around())
    assert away[int((REPS * REP_S + GETTING_UP_S / 2) * RATE_HZ)]
    assert not away[: int(REPS * REP_S * RATE_HZ)].any()
    assert not away[int((REPS * REP_S + GETTING_UP_S) * RATE_HZ) :].any()


def test_ways_that_were_taken_for_repetitions_do_not_make_a_place_of_work() -> None:
    ways = reps(REPS * REP_S, REPS * REP_S + REP_S)  # getting up, lying down
    counted = sorted([*set_around(), *ways], key=lambda rep: rep.start_time_s)
    assert absences(with_a_trip(), counted)[int((REPS * REP_S + 2.0) * RATE_HZ)]


@pytest.mark.parametrize(
    ("track", "counted"),
    [
        (with_a_trip(suddenly=True), set_around()),
        (with_a_trip(seconds=0.8), set_around(0.8)),
        (with_a_trip(), set_around()[:2]),
        (with_a_trip(), [*reps(*(REP_S * i for i in range(REPS)), confidence=0.3)]),
    ],
    ids=["an edit", "a flicker", "two repetitions", "nothing sure"],
)
def test_nobody_is_away(track: MotionTrack, counted: list[RepLimits]) -> None:
    assert not absences(track, counted).any()


def test_who_walks_from_repetition_to_repetition_is_never_away() -> None:
    seconds = 10 * REP_S
    walk = np.linspace(0.0, 12.0, int(seconds * RATE_HZ))
    track = track_of(np.stack([walk, np.zeros_like(walk)], axis=1))
    assert not absences(track, reps(*(REP_S * i for i in range(10)))).any()


def cut(signal: list[float], gone: list[int], bottom: int, top: int, other: int) -> list[list[int]]:
    away = np.zeros(len(signal), dtype=bool)
    away[gone] = True
    kept = cut_at_absences(
        np.array(signal), away, np.array([bottom]), np.array([top]), np.array([other])
    )
    return [part.tolist() for part in kept]


NAN = float("nan")


def test_a_concentric_keeps_the_side_on_which_most_of_it_was_done() -> None:
    assert cut([0.1, NAN, NAN, 0.0, 0.5, 1.0], [1, 2], 0, 5, -1) == [[3], [5], [-1]]
    assert cut([0.0, 0.5, 1.0, NAN, NAN, 0.9], [3, 4], 0, 5, -1) == [[0], [2], [-1]]


def test_what_is_done_on_neither_side_is_no_repetition() -> None:
    assert cut([0.0, 0.1, NAN, NAN, 0.9, 1.0], [2, 3], 0, 5, -1) == [[], [], []]


def test_an_eccentric_keeps_the_side_of_its_concentric() -> None:
    assert cut([1.2, NAN, NAN, 1.0, 0.0, 1.0], [1, 2], 4, 5, 0) == [[4], [5], [3]]
    assert cut([0.0, 1.0, 0.4, NAN, NAN, 0.0], [3, 4], 0, 1, 5) == [[0], [1], [2]]
    assert cut([0.0, 1.0, 0.5, 0.0], [], 0, 1, 3) == [[0], [1], [3]]
