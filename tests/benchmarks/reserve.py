"""How well repetitions in reserve are told: ``python tests/benchmarks/reserve.py`` (two minutes).

Simulated sets of 13 exercises from views that suit them, at usual noise, that stop one, two, three
or five repetitions short of failure; then sets in which the lifter goes over to a slower pace on
purpose. Printed is how often the range of two chances in three holds the truth, and how often a
change of pace is taken for exhaustion. The exercise is given.
"""

from __future__ import annotations

import numpy as np

import lastrep
from lastrep.exercises import load_exercise
from lastrep.records.training_set import RepsInReserve
from lastrep.simulation import Athlete, Camera, Noise, Rep, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import AnyEvent

EXERCISES = (
    "barbell_curl",
    "dumbbell_curl",
    "barbell_squat",
    "overhead_press",
    "dumbbell_bench_press",
    "lateral_raise",
    "pull_up",
    "lat_pulldown",
    "triceps_pushdown",
    "leg_press",
    "leg_extension",
    "barbell_bench_press",
    "leg_curl",
)
VIEWS = ("front", "three_quarter", "side", "back")
FPS, NOISE, BODIES = (15.0, 30.0, 60.0), (0.8, 1.4, 2.4), ("male1", "female1", "male3")
LEFT, SEEDS, PACES, NEAR = (1, 2, 3, 5), 3, (1.5, 2.0, 3.0), 3.0


def reserve(exercise: str, events: tuple[AnyEvent, ...], seed: int) -> RepsInReserve | None:
    """Return what is told of a simulated set; None where none was found."""
    rng = np.random.default_rng(seed)
    good = load_exercise(exercise).views.good
    script = Script(
        exercise=exercise,
        seed=seed,
        camera=Camera(
            view=next(view for view in rng.permutation(VIEWS) if view in good),
            fps=float(rng.choice(FPS)),
        ),
        noise=Noise(level=float(rng.choice(NOISE)), drop_outs_per_min=1.0),
        athlete=Athlete(body=str(rng.choice(BODIES)), variation=float(rng.uniform(0.01, 0.05))),
        events=(Rest(seconds=1.5), *events, Rest(seconds=3.0)),
    )
    sets = lastrep.analyze(simulate(script).recording, exercise).sets
    return sets[0].effort.reps_in_reserve if sets else None


if __name__ == "__main__":
    for left in LEFT:
        told = []
        for number, exercise in enumerate(EXERCISES):
            for i in range(SEEDS):
                seed = 640_000 + 1000 * left + 100 * i + number
                reps = int(np.random.default_rng(seed).integers(8, 14))
                found = reserve(exercise, (SetToFailure(reps=reps, stops_at_reserve=left),), seed)
                if found is not None and found.estimate is not None:
                    told.append((found.estimate, found.low or 0.0, found.high or 0.0))
        estimate, low, high = np.array(told).T
        held = float(((low <= left) & (left <= high)).mean())
        print(
            f"{left} left: {len(told)} of {len(EXERCISES) * SEEDS} told, the range holds it in"
            f" {held:.2f}, mean error {float((estimate - left).mean()):+.1f}",
            flush=True,
        )
    for pace in PACES:
        quick = Rep(times=4, concentric_s=0.8, eccentric_s=1.2)
        slow = Rep(times=6, concentric_s=0.8 * pace, eccentric_s=1.2 * pace)
        near = 0
        for number, exercise in enumerate(EXERCISES):
            found = reserve(exercise, (quick, slow), 650_000 + int(100 * pace) + number)
            near += found is not None and found.high is not None and found.high <= NEAR
        print(f"slower {pace:g} times on purpose: near failure in {near} of {len(EXERCISES)}")
