"""What time tells of small repetitions: ``python tests/benchmarks/small_repetitions.py``

Simulated sets of eight whole repetitions, between the fourth and the fifth of which something else
is done: small repetitions, or none for as long as one to three take. Each row is what, each column
the share of the sets of which too few, just as many and too many are counted, by size alone and
with what comes when it is due. Counts only; the exercise is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.records.repetition import PartialRegion
from lastrep.reps.counting import count_reps as counting
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

EXERCISES = (
    "barbell_curl",
    "push_up",
    "barbell_squat",
    "barbell_bench_press",
    "lateral_raise",
    "pull_up",
    "sit_up",
    "jumping_jack",
)
SEEDS = range(6)
CONCENTRIC_S, ECCENTRIC_S = 0.8, 0.9
WHOLE = Rep(times=4, concentric_s=CONCENTRIC_S, eccentric_s=ECCENTRIC_S)


def small(range_of_motion: float, region: PartialRegion, times: int = 1) -> Rep:
    return Rep(
        kind="half",
        region=region,
        range_of_motion=range_of_motion,
        times=times,
        concentric_s=CONCENTRIC_S,
        eccentric_s=ECCENTRIC_S,
    )


BETWEEN: dict[str, Rep | Rest] = {
    "one of 0.35 of the range, lengthened": small(0.35, "lengthened"),
    "one of 0.35 of the range, shortened": small(0.35, "shortened"),
    "three of 0.35 of the range, lengthened": small(0.35, "lengthened", times=3),
    "one of 0.25 of the range, lengthened": small(0.25, "lengthened"),
    "a rest as long as one": Rest(seconds=1.8),
    "a rest as long as two": Rest(seconds=3.6),
    "a rest as long as three": Rest(seconds=5.4),
}


def as_they_are(_signal: FloatArray, turns: IntArray, _seen: BoolArray, **_: object) -> IntArray:
    return turns


def too_many(between: Rep | Rest) -> tuple[list[int], list[int]]:
    """Return by how many each count is too large: by size alone, and as shipped."""
    true = 2 * WHOLE.times + (between.times if isinstance(between, Rep) else 0)
    by_size, shipped = [], []
    for exercise in EXERCISES:
        for seed in SEEDS:
            events = (Rest(seconds=1.0), WHOLE, between, WHOLE, Rest(seconds=1.0))
            script = Script(exercise=exercise, events=events, camera=Camera(fps=20.0), seed=seed)
            track = track_poses(simulate(script).recording)
            definition = load_exercise(exercise)
            shipped.append(len(counting.count_reps(track, definition).limits) - true)
            with patch.object(counting, "with_small_in_time", as_they_are):
                by_size.append(len(counting.count_reps(track, definition).limits) - true)
    return by_size, shipped


def shares(off: Sequence[int]) -> str:
    by = np.sign(off)
    return "".join(f"{np.mean(by == sign):6.2f}" for sign in (-1, 0, 1))


def main() -> None:
    """Print the table."""
    print(f"{'between':40}{'by size: few, exact, many':>28}{'as shipped':>18}")
    for name, between in BETWEEN.items():
        by_size, shipped = too_many(between)
        print(f"{name:40}{shares(by_size):>28}{shares(shipped):>18}")


if __name__ == "__main__":
    main()
