"""Every exercise of the catalogue counts the scripted lifter, in each view it claims."""

from __future__ import annotations

import pytest

from lastrep.exercises import catalogue, load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.reps.counting.count_reps import count_reps
from lastrep.simulation import Camera, Rep, Rest, Script, simulate


@pytest.mark.parametrize("reps", [0, 1, 7])
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_counts_the_scripted_repetitions(name: str, reps: int) -> None:
    exercise = load_exercise(name)
    work = (Rep(times=reps),) if reps else (Rest(seconds=6.0),)
    for view in exercise.views.good:
        if view == "unknown":
            continue
        script = Script(
            exercise=name,
            seed=3,
            camera=Camera(view=view, fps=15.0),
            events=(Rest(seconds=1.0), *work, Rest(seconds=1.0)),
        )
        counted = count_reps(track_poses(simulate(script).recording), exercise)
        assert len(counted.limits) == reps, view
