"""Negatives at the pace of a real partner, and what looks like them.

``python tests/benchmarks/negatives.py`` (some five minutes).

Simulated sets of 13 exercises from views that suit them. Five negatives alone, three after a set
to failure, and five whose lowerings get faster, lifted in 0.4 to 1.4 s with and without a helper in
view; then sets without a negative. Printed is how many repetitions were taken for negatives. The
exercise is given.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import lastrep
from lastrep.exercises import load_exercise
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import AnyEvent, Athlete, ChangeWeight

EXERCISES = (
    "barbell_curl",
    "dumbbell_curl",
    "lateral_raise",
    "lat_pulldown",
    "pull_up",
    "deadlift",
    "leg_extension",
    "triceps_pushdown",
    "barbell_squat",
    "overhead_press",
    "dumbbell_bench_press",
    "barbell_bench_press",
    "leg_press",
)
VIEWS = ("front", "three_quarter", "side", "back")
LIFTS_S = (0.4, 0.8, 1.0, 1.4)
LOWERINGS_S = (5.0, 4.2, 3.4, 2.5, 1.6)
FPS, NOISE, BODIES = (15.0, 30.0, 60.0), (0.8, 1.4, 2.4), ("male1", "female1", "male3")

Events = tuple[AnyEvent, ...]
Maker = Callable[[np.random.Generator], Events]


def main() -> None:
    """Print a line for each kind of set."""
    for lift_s in LIFTS_S:
        for helper in (True, False):
            seen = "with helper" if helper else "without"
            tell(f"only negatives, {lift_s} s, {seen}", _negatives(lift_s, 5, helper=helper))
            after = _negatives(lift_s, 3, helper=helper)
            tell(
                f"after failure, {lift_s} s, {seen}",
                (SetToFailure(reps=7), Rest(seconds=5.0), *after),
            )
    for helper in (True, False):
        quicker = tuple(
            Rep(kind="negative", helper=helper, concentric_s=1.0, eccentric_s=lowering_s)
            for lowering_s in LOWERINGS_S
        )
        tell(f"lowerings get faster, 1.0 s, {'with helper' if helper else 'without'}", quicker)
    for name, made in OTHERS.items():
        tell(name, made, times=2)


def tell(name: str, events: Events | Maker, *, times: int = 1) -> None:
    """Print how many repetitions of a kind of set are taken for negatives, and in how many sets."""
    negatives = true = sets = wrong = 0
    for i in range(times):
        for exercise in EXERCISES:
            seed = 700_000 + 31 * sum(map(ord, name)) + sum(map(ord, exercise)) + 7919 * i
            rng = np.random.default_rng(seed)
            simulation = simulate(_script(exercise, events, rng, seed))
            session = lastrep.analyze(simulation.recording, exercise=exercise)
            found = sum(rep.label == "negative" for one in session.sets for rep in one.reps)
            meant = sum(
                rep.label == "negative" for one in simulation.truth.sets for rep in one.reps
            )
            negatives, true, sets = negatives + found, true + meant, sets + 1
            wrong += found > meant
    print(f"{name}: {negatives} of {true}; too many in {wrong} of {sets} sets", flush=True)


def _script(exercise: str, events: Events | Maker, rng: np.random.Generator, seed: int) -> Script:
    good = load_exercise(exercise).views.good
    return Script(
        exercise=exercise,
        events=(
            Rest(seconds=1.5),
            *(events(rng) if callable(events) else events),
            Rest(seconds=3.0),
        ),
        athlete=Athlete(
            body=str(rng.choice(BODIES)),
            height_m=float(rng.uniform(1.55, 1.95)),
            variation=float(rng.uniform(0.01, 0.05)),
        ),
        camera=Camera(
            view=next(view for view in rng.permutation(VIEWS) if view in good),
            fps=float(rng.choice(FPS)),
        ),
        noise=Noise(level=float(rng.choice(NOISE)), drop_outs_per_min=1.0),
        seed=seed,
    )


def _negatives(lift_s: float, times: int, *, helper: bool) -> Events:
    return (Rep(kind="negative", helper=helper, times=times, concentric_s=lift_s, eccentric_s=4.0),)


def _forced(rng: np.random.Generator) -> Events:
    helped = Rep(
        kind="forced",
        helper=True,
        times=2,
        fails_at=float(rng.uniform(0.3, 0.6)),
        stall_s=float(rng.uniform(0.8, 1.4)),
        eccentric_s=float(rng.uniform(1.0, 2.0)),
    )
    return (SetToFailure(reps=8), Rest(seconds=float(rng.uniform(0.0, 2.0))), helped)


def _drop(rng: np.random.Generator) -> Events:
    change = ChangeWeight(load=0.75, seconds=float(rng.uniform(2.0, 4.0)))
    return (SetToFailure(reps=8), change, SetToFailure(reps=5))


def _slow_drop(rng: np.random.Generator) -> Events:
    change = ChangeWeight(load=0.75, seconds=float(rng.uniform(2.0, 4.0)))
    slow = [SetToFailure(reps=reps, eccentric_s=4.0, fresh_concentric_s=1.0) for reps in (6, 4)]
    return (slow[0], change, slow[1])


def _rest_pause(rng: np.random.Generator) -> Events:
    rests = [Rest(seconds=float(rng.uniform(5.0, 15.0))) for _ in range(2)]
    parts = [SetToFailure(reps=reps) for reps in (8, 3, 2)]
    return (parts[0], rests[0], parts[1], rests[1], parts[2])


def _cheats(rng: np.random.Generator) -> Events:
    swing = Rep(
        kind="cheat",
        times=3,
        swing_deg=float(rng.uniform(14.0, 26.0)),
        elbow_drift_deg=float(rng.uniform(15.0, 30.0)),
        eccentric_s=float(rng.uniform(1.5, 2.5)),
    )
    return (SetToFailure(reps=8), Rest(seconds=2.0), swing)


OTHERS: dict[str, Events | Maker] = {
    **{f"lowered in {s:.0f} s": (Rep(times=7, eccentric_s=s),) for s in (4.0, 6.0, 8.0)},
    "forced after failure": _forced,
    "drop": _drop,
    "drop, lowered in 4 s": _slow_drop,
    "rest-pause": _rest_pause,
    "cheats after failure": _cheats,
    "lifted in 0.6 s, lowered in 5 s": (Rep(times=7, concentric_s=0.6, eccentric_s=5.0),),
    "a drop lowered more slowly than before": (
        SetToFailure(reps=8),
        ChangeWeight(load=0.75, seconds=3.0),
        SetToFailure(reps=5, eccentric_s=3.5),
    ),
}


if __name__ == "__main__":
    main()
