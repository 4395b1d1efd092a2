"""Attempts that stand still for long have failed: ``python tests/benchmarks/stuck_attempts.py``

Six repetitions to failure of eight exercises, simulated, and an attempt that gets to three tenths
up to three quarters of the way and stands there for 1 to 4 s. The exercise is given. Printed is
what the attempts were taken for, and how much the sets are said to have left.
"""

from __future__ import annotations

from collections import Counter

import lastrep
from lastrep.simulation import Camera, Noise, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import CameraView

VIEWS: dict[str, CameraView] = {
    "barbell_curl": "side",
    "deadlift": "side",
    "barbell_squat": "side",
    "barbell_bench_press": "three_quarter",
    "lat_pulldown": "front",
    "overhead_press": "front",
    "leg_extension": "side",
    "bent_over_row": "side",
}
REPS = 6
GETS_TO = (0.3, 0.45, 0.6, 0.75)
STANDS_S = (1.0, 2.5, 4.0)
SEEDS = (1, 2)


def main() -> None:
    """Print a line for each length of the standstill."""
    for stall_s in STANDS_S:
        taken_for: Counter[str] = Counter()
        failures = 0
        for exercise, view in VIEWS.items():
            for fails_at in GETS_TO:
                for seed in SEEDS:
                    done = SetToFailure(reps=REPS, fails_at=fails_at, stall_s=stall_s)
                    script = Script(
                        exercise=exercise,
                        events=(Rest(seconds=1.5), done, Rest(seconds=2.0)),
                        camera=Camera(view=view),
                        noise=Noise(level=0.8, drop_outs_per_min=0.0),
                        seed=seed,
                    )
                    session = lastrep.analyze(simulate(script).recording, exercise=exercise)
                    reps = [rep for one in session.sets for rep in one.reps]
                    last = reps[REPS].label if len(reps) == REPS + 1 else f"{len(reps)} in all"
                    taken_for[last] += 1
                    failures += any(one.failure.kind == "positive" for one in session.sets)
        words = ", ".join(f"{label} {count}" for label, count in taken_for.most_common())
        print(
            f"{stall_s:.1f} s: failure seen in {failures} of {taken_for.total()}; {words}",
            flush=True,
        )


if __name__ == "__main__":
    main()
