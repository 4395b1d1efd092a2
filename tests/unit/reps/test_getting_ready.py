"""Taking the weight up and putting it down, where the body goes the way of a repetition."""

from __future__ import annotations

import pytest

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.reps.counting.count_reps import count_reps
from lastrep.simulation import Camera, Noise, PickUp, PutDown, Rep, Rest, Script, simulate
from lastrep.simulation.script import AnyEvent, CameraView


def counted(
    exercise: str, *events: AnyEvent, view: CameraView = "side"
) -> tuple[list[float], list[float]]:
    """Return when each repetition was completed, as counted and in truth."""
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=1.5), *events, Rest(seconds=4.0)),
        camera=Camera(view=view, fps=25.0),
        noise=Noise(level=0.5),
        seed=31,
    )
    done = simulate(script)
    limits = count_reps(track_poses(done.recording), load_exercise(exercise)).limits
    (true,) = done.truth.sets
    return [one.concentric_end_time_s for one in limits], [
        rep.concentric_end_time_s or 0.0 for rep in true.reps
    ]


@pytest.mark.parametrize(
    ("exercise", "view"),
    [
        ("lunge", "side"),
        ("lunge", "three_quarter"),
        ("goblet_squat", "three_quarter"),
        ("rear_fly", "front"),
    ],
)
def test_it_is_not_counted(exercise: str, view: CameraView) -> None:
    found_s, true_s = counted(exercise, PickUp(), Rep(times=7), PutDown(), view=view)
    assert found_s == pytest.approx(true_s, abs=0.6)


@pytest.mark.parametrize("exercise", ["barbell_curl", "barbell_squat", "deadlift", "lunge"])
def test_what_differs_from_the_others_on_their_own_way_stays(exercise: str) -> None:
    unlike = Rep(range_of_motion=0.7), Rep(concentric_s=3.0), Rep(range_of_motion=1.15)
    for odd in unlike:
        assert len(counted(exercise, odd, Rep(times=6), odd)[0]) == 8


def test_of_few_nobody_knows_where_they_go() -> None:
    few, _ = counted("lunge", PickUp(), Rep(times=2), PutDown())
    assert len(few) == 4


def test_a_movement_that_the_recording_cuts_is_left_alone() -> None:
    script = Script(
        exercise="lunge",
        events=(Rest(seconds=1.5), PickUp(), Rep(times=7), Rest(seconds=2.0)),
        camera=Camera(view="side", fps=25.0),
        noise=Noise(level=0.5),
        seed=31,
    )
    track = track_poses(simulate(script).recording)
    lunge = load_exercise("lunge")
    assert len(count_reps(track, lunge).limits) == 7
    bent_down_s = 2.75
    cut = track.between(bent_down_s, 1e9)
    assert len(count_reps(cut, lunge).limits) == 8
