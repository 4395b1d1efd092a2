"""The scripted sets that kinds, failure and effort are scored on.

Every case is a way people really train or stop, in mixed order, generated from a seed. No two parts
share a seed, and none shares a lifter with the tuning part. The held-out part has been looked at
many times by now; "unseen" is a second one for which no limit was ever chosen, and "fresh" a third,
of the lifters of both, for when that one has been looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lastrep.evaluation.grid_cases import CASES
from lastrep.exercises import load_exercise
from lastrep.exercises.definition import Exercise
from lastrep.simulation.script import Athlete, Camera, CameraView, Noise, Rest, Script

EXERCISES: dict[str, str] = {  # name in the simulation: id in the catalogue
    "barbell_curl": "barbell_curl",
    "dumbbell_curl": "dumbbell_curl",
    "squat": "barbell_squat",
    "overhead_press": "overhead_press",
    "dumbbell_bench_press": "dumbbell_bench_press",
    "lateral_raise": "lateral_raise",
    "bent_over_row": "bent_over_row",
    "pull_up": "pull_up",
    "lat_pulldown": "lat_pulldown",
    "triceps_pushdown": "triceps_pushdown",
    "leg_press": "leg_press",
    "leg_extension": "leg_extension",
    "deadlift": "deadlift",
    "hip_thrust": "hip_thrust",
    "front_raise": "front_raise",
}
LIFTERS = {
    "tuning": ("male1", "female1"),
    "held_out": ("male2",),
    "unseen": ("male3", "female2"),
    "fresh": ("male2", "male3", "female2"),
}
HEIGHTS_M = {
    "tuning": (1.60, 1.85),
    "held_out": (1.55, 1.98),
    "unseen": (1.50, 2.00),
    "fresh": (1.50, 2.00),
}
FIRST_SEED = {"tuning": 1_000, "held_out": 500_000, "unseen": 900_000, "fresh": 1_300_000}
FPS = (15.0, 30.0, 60.0)
NOISE = (
    0.8,
    1.4,
    2.4,
)  # of the middle of public recordings: their lower half, median, upper quarter
CHEAT_FAMILIES = frozenset(
    {"biceps_curl", "lateral_raise", "bent_over_row", "lat_pulldown", "triceps_pushdown"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """One set to be scored."""

    name: str
    script: Script
    exercise: Exercise


def grid(part: str, *, rounds: int = 1, exercises: tuple[str, ...] = ()) -> Iterator[Case]:
    """Yield every case of every exercise, views, lifters, noise and frame rates taking turns.

    Parameters
    ----------
    part
        "tuning", "held_out", "unseen" or "fresh".
    rounds
        How many times every pair of case and exercise is drawn anew.
    exercises
        Names in the simulation; all of them if empty.
    """
    lifters = LIFTERS[part]
    seed = FIRST_SEED[part]
    for _ in range(rounds):
        for name, exercise_id in EXERCISES.items():
            exercise = load_exercise(exercise_id)
            for case, maker in CASES.items():
                seed += 1
                rng = np.random.default_rng(seed)
                if case.endswith("cheats") and exercise.family not in CHEAT_FAMILIES:
                    continue
                if exercises and name not in exercises:
                    continue
                view: CameraView = str(rng.choice(exercise.views.good))  # type: ignore[assignment] # good views are camera views
                events = maker(rng)
                script = Script(
                    exercise=name,
                    # halves of a squat end half-way up, and nobody stays there
                    events=(
                        Rest(seconds=1.5),
                        *events,
                        Rest(seconds=1.0 if "hal" in case else 3.0),
                    ),
                    athlete=Athlete(
                        body=lifters[seed % len(lifters)],
                        height_m=float(rng.uniform(*HEIGHTS_M[part])),
                        variation=float(rng.uniform(0.01, 0.05)),
                        asymmetry=float(rng.uniform(0.0, 0.05)),
                    ),
                    camera=Camera(
                        view=view,
                        fps=FPS[int(rng.integers(3))],
                        height_m=float(rng.uniform(0.8, 1.4)),
                    ),
                    noise=Noise(level=NOISE[int(rng.integers(3))], drop_outs_per_min=4.0),
                    seed=seed,
                )
                yield Case(name=case, script=script, exercise=exercise)
