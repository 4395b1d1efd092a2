"""What lies around a set must not change its count: ``python tests/benchmarks/around_the_set.py``

First every exercise of the catalogue from its good views: the weight is picked up, seven
repetitions, put down; and a set to failure with two more blocks, for each of which the lifter puts
the weight down, rests, and picks it up again. Then three sets to failure, in whose rests the lifter
stands still or shakes out the arms. The exercise is given. Push-ups are left out of the rests:
simulated lifters rest in them lying on their hands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from lastrep.analysis import Analyzer
from lastrep.exercises import catalogue
from lastrep.records.events import SetClosed
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import (
    Athlete,
    Camera,
    Noise,
    PickUp,
    PutDown,
    Rep,
    Rest,
    Script,
    SetToFailure,
    simulate,
)
from lastrep.simulation.script import AnyEvent, CameraView

ATHLETES = {31: Athlete(body="female1"), 32: Athlete(body="male2")}  # by seed
VIEWS: tuple[CameraView, ...] = get_args(CameraView)
AWAY = (PutDown(), Rest(seconds=13.0), PickUp())
SCRIPTS: dict[str, tuple[AnyEvent, ...]] = {
    "picked up, seven, put down": (PickUp(), Rep(times=7), PutDown()),
    "three blocks, put down between": (
        SetToFailure(reps=8),
        *AWAY,
        SetToFailure(reps=3),
        *AWAY,
        SetToFailure(reps=2),
    ),
}
RESTING: dict[str, CameraView] = {
    "barbell_curl": "side",
    "lateral_raise": "front",
    "overhead_press": "three_quarter",
    "lat_pulldown": "front",
}


def analysed(script: Script) -> tuple[list[TrainingSet], int]:
    """Return the sets that were found, and how many repetitions were done."""
    simulated = simulate(script)
    analyzer = Analyzer(script.exercise, provisional=False)
    events = [event for pose in simulated.recording for event in analyzer.push(pose)]
    events += analyzer.finish()
    closed = [event.training_set for event in events if isinstance(event, SetClosed)]
    return closed, simulated.truth.counts.total


def around(events: tuple[AnyEvent, ...]) -> Iterable[int]:
    """Yield by how many the count is too large, in one recording after another."""
    for exercise, definition in catalogue().items():
        for view in (one for one in VIEWS if one in definition.views.good):
            for seed, athlete in ATHLETES.items():
                script = Script(
                    exercise=exercise,
                    seed=seed,
                    camera=Camera(view=view, fps=25.0),
                    noise=Noise(level=0.5),
                    athlete=athlete,
                    events=(Rest(seconds=1.5), *events, Rest(seconds=5.0)),
                )
                sets, true = analysed(script)
                yield sum(one.counts.total for one in sets) - true


def with_rests(rest_s: float, *, fidget: bool) -> Iterable[bool]:
    """Yield whether three sets to failure are found as they were done."""
    rest = Rest(seconds=rest_s, fidget=fidget, new_set=True)
    sets = (SetToFailure(reps=8), rest, SetToFailure(reps=7), rest, SetToFailure(reps=6))
    for exercise, view in RESTING.items():
        for seed in range(6):
            script = Script(
                exercise=exercise,
                seed=seed,
                camera=Camera(view=view),
                events=(Rest(seconds=1.0), *sets, Rest(seconds=8.0)),
            )
            found, _ = analysed(script)
            yield [(one.counts.total, one.failure.kind) for one in found] == [
                (8, "positive"),
                (7, "positive"),
                (6, "positive"),
            ]


def main() -> None:
    """Print a line for each kind of recording."""
    for name, events in SCRIPTS.items():
        off = list(around(events))
        exact, near = (sum(abs(one) <= most for one in off) / len(off) for most in (0, 1))
        few, many = -sum(min(one, 0) for one in off), sum(max(one, 0) for one in off)
        print(
            f"{name:32s} {len(off)} sets: exact {exact:.2f}, within one {near:.2f},"
            f" {few} repetitions too few and {many} too many in all",
            flush=True,
        )
    for how, fidget in (("quiet rests", False), ("arms shaken out for", True)):
        for rest_s in (60.0, 100.0):
            right = list(with_rests(rest_s, fidget=fidget))
            name = f"three sets, {how} {rest_s:.0f} s"
            print(f"{name:36s} {sum(right)} of {len(right)} as done", flush=True)


if __name__ == "__main__":
    main()
