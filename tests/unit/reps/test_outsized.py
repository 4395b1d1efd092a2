"""Repetitions of a short way beside movements far larger than they."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.counting.outsized import far_away, joint_tells_against
from lastrep.simulation import (
    Camera,
    Noise,
    PickUp,
    PutDown,
    Rep,
    Rest,
    Script,
    simulate,
)


@pytest.mark.parametrize(
    ("exercise", "view", "seed"),
    [("shrug", "front", 31), ("shrug", "three_quarter", 32), ("glute_bridge", "side", 31)],
)
def test_picking_up_and_putting_down_hide_no_small_repetitions(
    exercise: str, view: str, seed: int
) -> None:
    script = Script(
        exercise=exercise,
        seed=seed,
        camera=Camera(view=view, fps=25.0),  # type: ignore[arg-type] # one of the literals
        noise=Noise(level=0.5),
        events=(Rest(seconds=1.5), PickUp(), Rep(times=7), PutDown(), Rest(seconds=5.0)),
    )
    simulated = simulate(script)
    counted = count_reps(track_poses(simulated.recording), load_exercise(exercise))
    ends_s = np.array([one.concentric_end_time_s for one in counted.limits])
    true_s = [rep.concentric_end_time_s for rep in simulated.truth.reps]
    assert len(true_s) == 7
    assert all(np.abs(ends_s - one_s).min() < 0.5 for one_s in true_s if one_s is not None)
    assert len(ends_s) <= 9  # the ways down and up again may look like two more


def test_two_heavy_singles_are_not_outweighed_by_sway() -> None:
    single = (Rep(concentric_s=2.5), Rest(seconds=25.0))
    script = Script(
        exercise="barbell_squat",
        seed=4,
        camera=Camera(view="side", fps=25.0),
        events=(Rest(seconds=3.0), *single, *single),
    )
    track = track_poses(simulate(script).recording)
    assert len(count_reps(track, load_exercise("barbell_squat")).limits) == 2


def test_far_away_is_beyond_the_quartiles() -> None:
    signal = np.concatenate([np.linspace(0.0, 1.0, 100), [4.0, -3.0, np.nan]])
    assert np.flatnonzero(far_away(signal, 1.0)).tolist() == [100, 101]
    assert not far_away(np.full(5, np.nan), 1.0).any()


def test_a_joint_that_hardly_turns_tells_against_repetitions() -> None:
    curls = Script(exercise="barbell_curl", events=(Rep(times=3),), noise=Noise(level=0.3))
    track = track_poses(simulate(curls).recording)
    movement = load_exercise("barbell_curl").movement
    limits = count_reps(track, load_exercise("barbell_curl")).limits
    starts_s = np.array([one.concentric_start_time_s for one in limits])
    ends_s = np.array([one.concentric_end_time_s for one in limits])
    assert not joint_tells_against(track, starts_s, ends_s, movement)
    assert joint_tells_against(track, starts_s, starts_s + 0.05, movement)
    unseen = track.without(np.ones(len(track.time_s), dtype=bool))
    assert not joint_tells_against(unseen, starts_s, starts_s + 0.05, movement)
    silent = msgspec.structs.replace(movement, joint_tells=False)
    assert not joint_tells_against(track, starts_s, starts_s + 0.05, silent)
