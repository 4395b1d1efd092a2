from __future__ import annotations

import lastrep
from lastrep.simulation import Camera, Rep, Rest, Script, simulate


def stuck(*, sticking: float, concentric_s: float, seed: int) -> list[bool]:
    lifted = Rep(times=6, concentric_s=concentric_s, eccentric_s=4.0, sticking=sticking)
    script = Script(
        exercise="barbell_curl",
        seed=seed,
        camera=Camera(view="side"),
        events=(Rest(seconds=1.5), lifted, Rest(seconds=3.0)),
    )
    (a_set,) = lastrep.analyze(simulate(script).recording, "barbell_curl").sets
    return [rep.sticking_region is not None for rep in a_set.reps]


def test_a_slow_lift_sways_and_sticks_only_where_it_does() -> None:
    seeds = range(5, 9)
    even = [one for seed in seeds for one in stuck(sticking=0.0, concentric_s=4.0, seed=seed)]
    held_up = [one for seed in seeds for one in stuck(sticking=0.8, concentric_s=4.0, seed=seed)]
    assert len(even) == len(held_up) == 24
    assert sum(even) <= 2
    assert sum(held_up) >= 22
