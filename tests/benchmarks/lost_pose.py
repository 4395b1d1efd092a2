"""What a lost pose costs: ``python tests/benchmarks/lost_pose.py``

Sets of ten simulated repetitions, from quick to slow, in which the pose is lost once for a while.
Each row is a pace, each column how long it is lost; the share of the sets counted exactly, with
what the rhythm tells and without it. The exercise is given.
"""

from __future__ import annotations

import numpy as np

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import PoseRecording
from lastrep.reps.counting.count_reps import count_reps
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

EXERCISES = ("push_up", "barbell_squat", "barbell_curl", "overhead_press", "sit_up", "pull_up")
PACES_S = (0.7, 1.0, 1.6, 2.5, 4.0)  # of lift and lowering; a pause of about 0.4 s comes on top
LOST_S = (0.0, 0.5, 1.0, 1.5)
SEEDS, DRAWS, REPS = (1, 2), 4, 10


def without_poses(whole: PoseRecording, lost_s: float, back_s: float) -> PoseRecording:
    """Return a recording in which nobody was found for a while."""
    lost = (whole.time_s >= lost_s) & (whole.time_s < back_s)
    return PoseRecording(
        time_s=whole.time_s,
        keypoints_px=np.where(lost[:, None, None], np.nan, whole.keypoints_px),
        visibility=np.where(lost[:, None], 0.0, whole.visibility),
        image_size_px=whole.image_size_px,
    )


def exact(pace_s: float, lost_s: float, rng: np.random.Generator) -> tuple[float, float]:
    """Return the share of sets counted exactly: with the hidden repetitions, and without them."""
    right = []
    for exercise in EXERCISES:
        for seed in SEEDS:
            half_s = pace_s / 2
            script = Script(
                exercise=exercise,
                events=(
                    Rest(seconds=1.0),
                    Rep(times=REPS, concentric_s=half_s, eccentric_s=half_s),
                    Rest(seconds=1.0),
                ),
                camera=Camera(fps=20.0),
                seed=seed,
            )
            whole = simulate(script).recording
            first_s, last_s = 1.5 + pace_s, float(whole.time_s[-1]) - 2.0 - pace_s
            for _ in range(DRAWS if lost_s else 1):
                at_s = rng.uniform(first_s, last_s - lost_s)
                track = track_poses(without_poses(whole, at_s, at_s + lost_s))
                found = count_reps(track, load_exercise(exercise)).limits
                right.append((len(found) == REPS, sum(rep.seen for rep in found) == REPS))
    with_hidden, seen = np.mean(right, axis=0).tolist()
    return with_hidden, seen


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(5)
    print("pace s  " + "".join(f"lost {lost_s:.1f} s (without)  " for lost_s in LOST_S))
    for pace_s in PACES_S:
        cells = [exact(pace_s, lost_s, rng) for lost_s in LOST_S]
        print(f"{pace_s:6.1f}  " + "".join(f"{a:10.2f} ({b:.2f})     " for a, b in cells))


if __name__ == "__main__":
    main()
