"""How well the plate of a barbell is found and measured in rendered sets, and speed by it.

    python tests/benchmarks/rendered_plates.py            all scenes, a line each, then the summary
    python tests/benchmarks/rendered_plates.py unseen     those that nothing was chosen on

Every scene is three repetitions at 15 pictures per second, 640 x 480. The plate's true half height
in the picture is known from the camera. Speeds are compared with what a sensor on the middle of the
bar would say, by the plate and by the lifter's height. Needs the extra ``render``.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from lastrep.analysis import Analyzer
from lastrep.pose.lifter import LifterTracker
from lastrep.pose.plate import PlateFinder
from lastrep.pose.plate_search import Plate
from lastrep.records.events import SetClosed
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.simulation import Athlete, Camera, Rep, Rest, Script, simulate
from lastrep.simulation.body import load_body
from lastrep.simulation.motions import MOTIONS, Motion
from lastrep.simulation.rendering import film
from lastrep.simulation.rendering.props import weights_in_hand
from lastrep.simulation.rendering.shapes import Mesh
from lastrep.simulation.rendering.skin import grip_of
from lastrep.simulation.script import Room
from lastrep.simulation.skeleton import Figure
from lastrep.video import open_frames

USUAL_M = 0.45  # what is looked for where there is no plate
ROOMS = ("studio", "garage")
# exercise, azimuth, height and distance of the camera, body, room, plates on either end
TUNED_ON = (
    ("deadlift", 90, 1.1, 3.0, "male1", 0, 1), ("deadlift", 80, 1.0, 3.5, "female1", 1, 1),
    ("deadlift", 70, 1.2, 3.5, "male2", 0, 2), ("deadlift", -75, 1.4, 4.5, "male3", 1, 3),
    ("deadlift", 60, 0.8, 3.0, "female2", 0, 3), ("bent_over_row", 90, 1.1, 3.0, "male2", 1, 1),
    ("bent_over_row", 75, 1.0, 2.6, "female1", 0, 2),
    ("bent_over_row", -65, 1.3, 3.5, "male1", 1, 3),
    ("barbell_squat", 90, 1.1, 3.5, "male3", 0, 1),
    ("barbell_squat", -80, 1.0, 4.0, "female2", 1, 2),
    ("barbell_squat", 65, 1.2, 3.5, "male1", 0, 3),
    ("barbell_bench_press", 70, 1.2, 3.0, "male2", 0, 1),
    ("barbell_bench_press", 60, 1.4, 3.5, "female1", 1, 2),
    ("barbell_bench_press", -75, 1.0, 3.5, "male1", 0, 2),
    ("barbell_curl", 90, 1.1, 2.6, "male1", 1, 1), ("barbell_curl", 75, 1.1, 3.0, "female2", 0, 2),
    ("barbell_curl", -60, 1.2, 3.0, "male3", 1, 3), ("overhead_press", 80, 1.2, 3.5, "male2", 0, 2),
    ("overhead_press", -65, 1.1, 4.0, "female1", 1, 1),
    ("romanian_deadlift", 85, 1.0, 3.5, "male3", 1, 2),
    ("hip_thrust", 80, 0.9, 3.0, "male1", 0, 2), ("good_morning", 75, 1.1, 3.5, "female2", 0, 1),
    ("dumbbell_curl", 80, 1.1, 2.6, "male1", 1, 0), ("dumbbell_row", 75, 1.0, 3.0, "male2", 0, 0),
    ("bodyweight_squat", 85, 1.1, 3.5, "female1", 1, 0), ("lunge", 90, 1.1, 3.5, "male3", 0, 0),
    ("lateral_raise", 60, 1.1, 3.0, "female2", 1, 0), ("push_up", 85, 0.8, 3.0, "male1", 0, 0),
    ("lat_pulldown", 75, 1.2, 3.0, "male2", 1, 0), ("goblet_squat", 80, 1.1, 3.0, "female1", 0, 0),
    ("dumbbell_shoulder_press", 70, 1.1, 3.5, "male3", 1, 0),
    ("triceps_pushdown", 85, 1.1, 2.8, "male1", 0, 0),
)  # fmt: skip
UNSEEN = (
    ("deadlift", 85, 1.3, 4.0, "female2", 1, 2), ("deadlift", -50, 1.1, 3.5, "male2", 1, 1),
    ("bent_over_row", -85, 1.2, 3.5, "female2", 0, 2),
    ("barbell_squat", 78, 0.9, 3.0, "female1", 1, 2),
    ("barbell_squat", -70, 1.4, 4.5, "male2", 0, 1),
    ("barbell_bench_press", 80, 1.1, 3.5, "male3", 1, 2),
    ("barbell_curl", -82, 1.0, 3.5, "female1", 0, 1),
    ("overhead_press", 72, 1.4, 3.0, "male1", 0, 2),
    ("romanian_deadlift", -65, 1.2, 3.0, "female1", 0, 3),
    ("hip_thrust", -75, 1.1, 3.5, "male2", 1, 1), ("shrug", 85, 1.1, 3.0, "male1", 0, 0),
    ("seated_row", 85, 1.1, 3.0, "female1", 1, 0),
    ("dumbbell_bench_press", 75, 1.1, 3.0, "male2", 0, 0),
    ("front_raise", 85, 1.1, 3.0, "male3", 1, 0),
)  # fmt: skip
Setup = tuple[str, int, float, float, str, int, int]


@dataclass
class Watched(PlateFinder):
    """A finder that remembers the sizes it found, in pixels of the picture."""

    diameter_m: float
    half_heights_px: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.diameter_m)

    def _take(self, small: float, plate: Plate | None) -> None:
        super()._take(small, plate)
        if plate is not None:
            self.half_heights_px.append(plate.half_height_px / small)


@dataclass
class Outcome:
    """Errors in percent; ``by_*`` of each repetition's speed."""

    has_plate: bool
    found: bool
    size: float
    by_plate: list[float]
    by_height: list[float]


def script_of(number: int, setup: Setup) -> Script:
    """Return the script of a scene."""
    exercise, azimuth, height_m, distance_m, body, room, _ = setup
    reps = [Rep(eccentric_s=1.5, concentric_s=1.0) for _ in range(3)]
    return Script(
        exercise=exercise,
        events=(Rest(seconds=0.8), *reps, Rest(seconds=0.8)),
        athlete=Athlete(body=body),
        camera=Camera(
            azimuth_deg=float(azimuth), height_m=height_m, distance_m=distance_m, fps=15.0
        ),
        room=Room(look=ROOMS[room]),  # type: ignore[arg-type]
        seed=100 + number,
    )


def watch(number: int, setup: Setup) -> Outcome:
    """Return how a scene was measured."""
    script = script_of(number, setup)
    simulated = simulate(script)
    motion = MOTIONS[script.exercise]
    grips: list[FloatArray] = []

    def with_plates(
        motion: Motion, figure: Figure, i: int, load: float, left_at: FloatArray | None
    ) -> list[Mesh]:
        if motion.weight == "barbell":
            grips.append(np.stack([grip_of(figure, side)[0][i] for side in "lr"]))
            load = setup[-1] / 3.0
        return weights_in_hand(motion, figure, i, load, left_at)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scene.mp4"
        with patch.object(film, "weights_in_hand", with_plates):
            film.encode(film.pictures(simulated.scene), path, script)
        finder = Watched(2.0 * motion.plate_m if setup[-1] else USUAL_M)
        source = open_frames(str(path))
        with LifterTracker.with_model() as tracker:
            poses = [finder.add(frame, tracker.track(frame)) for frame in source.frames()]
        source.close()
    if not setup[-1]:
        return Outcome(False, bool(finder.half_heights_px), np.nan, [], [])
    ends = np.array(grips)
    along = (ends[:, 0] - ends[:, 1]) / np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)[:, None]
    middle = ends.mean(axis=1)
    out_m = motion.bar_length_m / 2.0 - 0.2 + 0.028 + 0.03
    camera = simulated.scene.camera
    depth_m = [camera.in_camera_m(middle + side * out_m * along)[:, 2] for side in (-1.0, 1.0)]
    near = -1.0 if depth_m[0].mean() < depth_m[1].mean() else 1.0
    half_px = [
        half_height_px(camera.project(rim))
        for rim in rims(middle + near * out_m * along, along, motion.plate_m)
    ]
    found = bool(finder.half_heights_px)
    size = 100.0 * (finder.half_heights_px[-1] / np.mean(half_px) - 1.0) if found else np.nan
    true = []
    for rep in simulated.truth.reps:
        start_s, end_s = rep.concentric_start_time_s or 0.0, rep.concentric_end_time_s or 0.0
        true.append((end_s, bar_speed_mps(simulated.scene.time_s, middle, (start_s, end_s))))
    plain = [replace(pose, wrist_scale_m_per_px=None) for pose in poses]
    height_m = load_body(script.athlete.body).height_m
    return Outcome(
        has_plate=True,
        found=found,
        size=float(size),
        by_plate=speed_errors(reps_of(script.exercise, poses, None), true),
        by_height=speed_errors(reps_of(script.exercise, plain, height_m), true),
    )


def rims(centres_m: FloatArray, along: FloatArray, radius_m: float) -> list[FloatArray]:
    """Return the rim of a plate at every instant, ``(60, 3)`` each."""
    angle = np.linspace(0.0, 2.0 * np.pi, 60)[:, None]
    out = []
    for centre_m, axis in zip(centres_m, along, strict=True):
        across = np.cross(axis, [0.0, 0.0, 1.0])
        across /= np.linalg.norm(across)
        rim = np.cos(angle) * across + np.sin(angle) * np.cross(axis, across)
        out.append(np.asarray(centre_m + radius_m * rim))
    return out


def half_height_px(rim_px: FloatArray) -> float:
    """Return half the height of an outline."""
    return float(np.ptp(rim_px[:, 1])) / 2.0


def bar_speed_mps(time_s: FloatArray, bar_m: FloatArray, when_s: tuple[float, float]) -> float:
    """Return 0.8 of the way by the time that its middle four fifths take."""
    fine_s = np.linspace(*when_s, 300)
    way_m = np.stack([np.interp(fine_s, time_s, axis) for axis in bar_m.T], axis=1)
    gone_m = way_m - way_m[0]
    length_m = float(np.linalg.norm(gone_m[-1]))
    share = gone_m @ gone_m[-1] / length_m**2
    return 0.8 * length_m / float(fine_s[np.argmax(share >= 0.9)] - fine_s[np.argmax(share >= 0.1)])


def reps_of(exercise: str, poses: list[Pose], height_m: float | None) -> list[Repetition]:
    """Return the final repetitions."""
    analyzer = Analyzer(exercise, profile=Profile(height_m=height_m), provisional=False)
    events = [event for pose in poses for event in analyzer.push(pose)] + analyzer.finish()
    closed = [event.training_set for event in events if isinstance(event, SetClosed)]
    return [rep for one in closed for rep in one.reps]


def speed_errors(reps: list[Repetition], true: list[tuple[float, float]]) -> list[float]:
    """Return the errors of those repetitions that were found and have a speed."""
    errors = []
    for end_s, speed_mps in true:
        for rep in reps:
            ended_s, said = rep.concentric_end_time_s, rep.mean_concentric_velocity_mps
            if ended_s is not None and said is not None and abs(ended_s - end_s) < 0.6:
                errors.append(100.0 * (said / speed_mps - 1.0))
                break
    return errors


def summary(name: str, errors: list[float]) -> str:
    """Return mean, spread and the largest of some errors."""
    known = np.array([error for error in errors if np.isfinite(error)])
    if not len(known):
        return f"{name}: none"
    largest = float(np.abs(known).max())
    spread = f"mean {known.mean():+.1f} %, SD {known.std():.1f} %, largest {largest:.1f} %"
    return f"{name}: n {len(known)}, {spread}"


def main() -> None:
    """Measure and print."""
    setups: list[tuple[int, Setup]] = list(enumerate((*TUNED_ON, *UNSEEN)))
    chosen = setups[len(TUNED_ON) :] if "unseen" in sys.argv else setups
    outcomes = []
    for number, setup in chosen:
        outcome = watch(number, setup)
        outcomes.append(outcome)
        print(*setup, outcome, flush=True)
    with_plate = [one for one in outcomes if one.has_plate]
    found = sum(one.found for one in with_plate)
    false = sum(one.found for one in outcomes if not one.has_plate)
    print(f"found {found} of {len(with_plate)}; false {false} of {len(outcomes) - len(with_plate)}")
    print(summary("size", [one.size for one in with_plate]))
    print(summary("speed by plate", [error for one in with_plate for error in one.by_plate]))
    print(summary("speed by height", [error for one in with_plate for error in one.by_height]))


if __name__ == "__main__":
    main()
