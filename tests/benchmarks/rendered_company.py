"""Whether the pose stage stays with the lifter: rendered scenes with somebody else in the picture.

    python tests/benchmarks/rendered_company.py             all scenes, as a table
    python tests/benchmarks/rendered_company.py mirror      only these

A picture is right when the shoulders and hips of the pose are both nearer to the lifter's true ones
than to anybody else's, and within 15 % of the body size. Needs the extra ``render``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from lastrep.pose.lifter import LifterTracker
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.pose import FloatArray
from lastrep.simulation import Athlete, Camera, Rep, Rest, Script, simulate
from lastrep.simulation.rendering import film
from lastrep.simulation.script import Bystander, Neighbour, Room
from lastrep.simulation.simulate import Scene

FPS = 12.0
NEAR = 0.15
TRUNK = (11, 12, 23, 24)
CURLS = (Rest(seconds=0.8), Rep(times=6, concentric_s=0.9, eccentric_s=1.2), Rest(seconds=0.8))
WITH_REST = (*CURLS, Rest(seconds=8.0), *CURLS[1:])
HELPED = (
    Rest(seconds=1.0),
    Rep(times=4, concentric_s=0.9, eccentric_s=1.2),
    Rep(kind="forced", helper=True),
)


def _script(exercise: str, azimuth_deg: float, events: tuple[Rep | Rest, ...]) -> Script:
    return Script(
        exercise=exercise,
        events=events,
        athlete=Athlete(body="male1"),
        camera=Camera(azimuth_deg=azimuth_deg, width=480, height=360, fps=FPS),
        seed=5,
    )


def scenes() -> dict[str, Script]:
    """Return every scene by its name."""
    curl, lone = _script("dumbbell_curl", 20.0, CURLS), _script("dumbbell_curl", 20.0, WITH_REST)
    replace = msgspec.structs.replace
    out = {
        "mirror": replace(curl, room=Room(mirror_behind_m=1.3)),
        "somebody else trains": replace(curl, neighbour=Neighbour()),
        "somebody else trains on while the lifter rests": replace(lone, neighbour=Neighbour()),
        "a walker behind": replace(
            curl, bystander=Bystander(start_time_s=4.0, body="female1", distance_behind_m=1.2)
        ),
        "a walker before the set": replace(
            curl,
            events=(Rest(seconds=7.0), *CURLS),
            bystander=Bystander(start_time_s=1.0, seconds=5.0, body="female1"),
        ),
    }
    for azimuth in (30.0, 60.0):
        bench = _script("dumbbell_bench_press", azimuth, HELPED)
        out[f"bench, spotter from the start, {azimuth:.0f}"] = replace(bench, helper_waits=True)
        out[f"bench, spotter walks up, {azimuth:.0f}"] = bench
    squat = _script("barbell_squat", 40.0, HELPED)
    out["squat, spotter from the start, 40"] = replace(squat, helper_waits=True)
    negatives = (*CURLS[:2], Rest(seconds=2.0), Rep(kind="negative", helper=True, times=2))
    out["curl negatives, partner in front, 42"] = _script("barbell_curl", 42.0, negatives)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """Whether each picture is right, and whether anybody else is in it."""

    right: FloatArray
    company: FloatArray
    cpu_s: float


def people_px(scene: Scene) -> list[FloatArray]:
    """Return everybody's landmarks in the picture, ``(T, 33, 2)`` each, the lifter first."""
    people = [figure.landmarks_m() for figure in scene.figures(scene.time_s)]
    mirror_m = scene.script.room.mirror_behind_m
    if mirror_m is not None:
        flip = np.array([1.0, -1.0, 1.0])
        people += [person * flip + [0.0, 2.0 * mirror_m, 0.0] for person in people]
    return [scene.camera.project(person) for person in people]


def watch(script: Script, pictures: list[ImageArray] | None = None) -> Watched:
    """Track a scene and compare with the truth."""
    scene = simulate(script).scene
    images: Iterator[ImageArray] = iter(pictures or film.pictures(scene))
    truth = np.stack(people_px(scene), axis=1)
    size = np.linalg.norm(np.ptp(truth[:, 0], axis=1), axis=-1)
    inside = ((truth >= 0) & (truth < scene.camera.image_size_px)).all(axis=-1).mean(axis=-1)
    right, spent_s = [], 0.0
    with LifterTracker.with_model() as tracker:
        for i, image in enumerate(images):
            started = time.process_time()
            pose = tracker.track(Frame(time_s=float(scene.time_s[i]), image_rgb=image))
            spent_s += time.process_time() - started
            apart = pose.keypoints_px[list(TRUNK)] - truth[i][:, list(TRUNK)]
            ends = np.linalg.norm(apart.reshape(-1, 2, 2, 2).mean(axis=2), axis=-1) / size[i]
            right.append(bool((ends[0] < NEAR).all() and (ends[0] <= ends.min(axis=0)).all()))
    return Watched(np.array(right), (inside[:, 1:] > 0.5).any(axis=1), spent_s / len(right))


if __name__ == "__main__":
    print("| scene | right, all pictures | right in company | pose s |")
    print("| --- | --- | --- | --- |")
    for name, script in scenes().items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            seen = watch(script)
            company = seen.right[seen.company].mean() if seen.company.any() else float("nan")
            print(
                f"| {name} | {seen.right.mean():.2f} | {company:.2f} | {seen.cpu_s:.3f} |",
                flush=True,
            )
