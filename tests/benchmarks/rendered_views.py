"""How well the pose stage follows rendered lifters, exercise by exercise and view by view.

    python tests/benchmarks/rendered_views.py TABLE.csv       all cells; goes on where it stopped
    python tests/benchmarks/rendered_views.py TABLE.csv --markdown

Every cell is one repetition at 25 pictures per second, 480 x 360, by one of the athletes, tracked
with the default settings. The joint is the one that moves most in space, on the side nearer to the
camera; errors are of its angle in the picture plane. Needs the extra ``render``.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX, measure_body
from lastrep.pose.lifter import LifterTracker
from lastrep.records.frame import Frame
from lastrep.records.pose import FloatArray
from lastrep.signals.zero_phase import smooth_zero_phase
from lastrep.simulation import Athlete, Camera, Rep, Rest, Script, simulate
from lastrep.simulation.rendering import film
from lastrep.simulation.script import Room

EXERCISES = (
    "dumbbell_curl", "barbell_curl", "barbell_squat", "overhead_press", "push_up",
    "lateral_raise", "bent_over_row", "pull_up", "triceps_pushdown", "lunge",
    "dumbbell_bench_press", "barbell_bench_press", "dumbbell_fly",
)  # fmt: skip
VIEWS = {"front": 0.0, "three-quarter": 40.0, "side": 90.0}
BODIES = ("male1", "female1", "male2", "female2", "male3")
JOINTS = ("elbow", "knee", "shoulder", "hip")
FPS = 25.0
JITTER_HZ = 6.0
FIELDS = (
    "exercise", "view", "joint", "detected", "rmse_deg", "bias_deg", "correlation", "jitter_deg",
    "render_cpu_s", "pose_cpu_s", "bytes_per_s",
)  # fmt: skip


def cell(exercise: str, view: str, body: str) -> dict[str, str | float]:
    """Return one row of the table."""
    lying = "bench" in exercise or "fly" in exercise
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=0.4), Rep(concentric_s=1.0, eccentric_s=1.2), Rest(seconds=0.4)),
        athlete=Athlete(body=body),
        camera=Camera(
            azimuth_deg=VIEWS[view],
            height_m=1.3 if lying else 1.1,
            width=480,
            height=360,
            fps=FPS,
        ),
        room=Room(look="garage" if lying else "studio"),
        seed=3,
    )
    simulated = simulate(script)
    started = time.process_time()
    images = list(film.pictures(simulated.scene))
    render_s = (time.process_time() - started) / len(images)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cell.mp4"
        film.encode(iter(images), path, script)
        size = path.stat().st_size
    started = time.process_time()
    time_s = simulated.scene.time_s
    with LifterTracker.with_model() as tracker:
        poses = [
            tracker.track(Frame(time_s=float(t), image_rgb=image))
            for t, image in zip(time_s, images, strict=True)
        ]
    pose_s = (time.process_time() - started) / len(images)
    joint = max(JOINTS, key=lambda name: float(np.ptp(simulated.angle_deg(name), axis=0).max()))
    ends = simulated.scene.camera.in_camera_m(simulated.landmarks_m)[:, [11, 12], 2].mean(axis=0)
    moved = np.ptp(simulated.angle_deg(joint), axis=0)
    side = int(ends[1] < ends[0]) if moved.min() > 0.5 * moved.max() else int(moved.argmax())
    true = simulated.angle_deg(joint, projected=True)[:, side]
    keypoints = np.array([pose.keypoints_px for pose in poses])
    seen = measure_body(keypoints)[:, MEASURE_INDEX[joint], side]
    found = np.isfinite(seen)
    error = seen[found] - true[found]
    return {
        "exercise": exercise,
        "view": view,
        "joint": joint,
        "detected": np.mean([pose.seen for pose in poses]),
        "rmse_deg": np.sqrt(np.mean(error**2)),
        "bias_deg": error.mean(),
        "correlation": np.corrcoef(true[found], seen[found])[0, 1],
        "jitter_deg": jitter(error),
        "render_cpu_s": render_s,
        "pose_cpu_s": pose_s,
        "bytes_per_s": size / float(time_s[-1]),
    }


def jitter(error_deg: FloatArray) -> float:
    """Return the standard deviation of an error above 6 Hz."""
    slow = smooth_zero_phase(error_deg[None], cutoff_hz=JITTER_HZ, rate_hz=FPS)[0]
    return float(np.nanstd(error_deg - slow))


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return what has been measured already."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(path: Path) -> None:
    """Measure the cells that are missing in the table."""
    done = {(row["exercise"], row["view"]) for row in rows_of(path)}
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        if new:
            writer.writeheader()
        for i, exercise in enumerate(EXERCISES):
            for view in VIEWS:
                if (exercise, view) not in done:
                    row = cell(exercise, view, BODIES[i % len(BODIES)])
                    writer.writerow(
                        {k: f"{v:.4f}" if isinstance(v, float) else v for k, v in row.items()}
                    )
                    file.flush()


def markdown(path: Path) -> str:
    """Return the table as the documentation shows it."""
    lines = [
        "| exercise | view | joint | found | RMSE | bias | r | jitter | render s | pose s | kB/s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row['exercise']} | {row['view']} | {row['joint']} "
        f"| {100 * float(row['detected']):.0f} % | {float(row['rmse_deg']):.1f} "
        f"| {float(row['bias_deg']):+.1f} | {float(row['correlation']):.3f} "
        f"| {float(row['jitter_deg']):.2f} | {float(row['render_cpu_s']):.2f} "
        f"| {float(row['pose_cpu_s']):.3f} | {float(row['bytes_per_s']) / 1000:.0f} |"
        for row in rows_of(path)
    ]
    return "\n".join(lines).replace("+nan", "-").replace("nan", "-")


if __name__ == "__main__":
    table = Path(sys.argv[1])
    if "--markdown" in sys.argv:
        print(markdown(table))
    else:
        measure(table)
