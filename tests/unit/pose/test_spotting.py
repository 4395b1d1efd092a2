"""A spotter who was there first: who lies at their feet is the lifter, once and for all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from lastrep.pose.bodies import centre_px, lies, lies_at, stands
from lastrep.pose.lifter import LifterTracker
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.session import ModelFacts
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, simulate

SIZE = WIDTH, HEIGHT = 480, 360
FPS = 10.0


def people_px(azimuth_deg: float, *, exercise: str = "dumbbell_bench_press") -> list[FloatArray]:
    """Return lifter and spotter in one picture, ``(33, 2)`` each."""
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=0.5), Rep(kind="forced", helper=True)),
        helper_waits=True,
        camera=Camera(azimuth_deg=azimuth_deg, width=WIDTH, height=HEIGHT, fps=FPS),
        noise=Noise(level=0.0, drop_outs_per_min=0.0),
    )
    scene = simulate(script).scene
    return [scene.camera.project(f.landmarks_m())[0] for f in scene.figures(scene.time_s[:1])]


def pose_of(keypoints_px: FloatArray, time_s: float = 0.0) -> Pose:
    return Pose(
        time_s=time_s, keypoints_px=keypoints_px, visibility=np.ones(33), image_size_px=SIZE
    )


class Blind:
    """A fake pose model: one body where two overlap, the spotter's as long as their head shows."""

    def __init__(self, *, lying: FloatArray, spotter: FloatArray, lies_from_s: float = 0.0) -> None:
        self.lying, self.spotter, self.lies_from_s = lying, spotter, lies_from_s
        self.facts = ModelFacts(name="fake", sha256="0")

    def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:
        def shows(body: FloatArray, landmarks: Sequence[int]) -> bool:
            x, y = body[list(landmarks)].mean(axis=0).astype(int)
            return bool(image_rgb[y, x, 0] == 10)

        if shows(self.spotter, [Landmark.NOSE]):
            return [pose_of(self.spotter, time_s)]
        hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
        if time_s >= self.lies_from_s and shows(self.lying, hips):
            return [pose_of(self.lying, time_s)]
        return []

    def close(self) -> None:
        """Nothing to release."""


def followed(eyes: Blind, seconds: float, lifter: str = "largest") -> list[float]:
    """Return how far each picture's pose is from the one who lies, in pixels."""
    tracker = LifterTracker(eyes, eyes, lifter=lifter)
    image = np.full((HEIGHT, WIDTH, 3), 10, np.uint8)
    poses = [
        tracker.track(Frame(time_s=i / FPS, image_rgb=image)) for i in range(int(seconds * FPS))
    ]
    target = centre_px(pose_of(eyes.lying))
    return [float(np.hypot(*(centre_px(pose) - target))) for pose in poses]


@pytest.mark.parametrize("azimuth_deg", [30.0, 60.0, 90.0, 120.0, -45.0])
def test_who_lies_at_somebodys_feet_is_told_from_who_stands(azimuth_deg: float) -> None:
    lying, spotter = (pose_of(body) for body in people_px(azimuth_deg))
    assert lies(lying)
    assert stands(spotter)
    assert lies_at(lying, spotter)
    assert not lies_at(spotter, lying)


def test_a_lifter_who_stands_is_not_taken_for_one_who_lies() -> None:
    lifter, spotter = (pose_of(body) for body in people_px(40.0, exercise="barbell_squat"))
    assert not lies_at(lifter, spotter)
    assert not lies_at(spotter, lifter)


def test_somebody_who_lies_further_away_is_not_spotted() -> None:
    lying, spotter = people_px(60.0)
    away = pose_of(lying - np.array([150.0, 0.0]))
    assert not lies_at(away, pose_of(spotter))
    behind = pose_of(lying.mean(axis=0) + 0.4 * (lying - lying.mean(axis=0)))
    assert not lies_at(behind, pose_of(spotter))


@pytest.mark.parametrize("azimuth_deg", [60.0, 90.0])
def test_the_lock_goes_to_who_lies_at_the_feet_of_the_only_one_who_is_seen(
    azimuth_deg: float,
) -> None:
    lying, spotter = people_px(azimuth_deg)
    away_px = followed(Blind(lying=lying, spotter=spotter), 3.0)
    assert np.nanmax(away_px) < 1.0
    assert np.isfinite(away_px).all()


def test_a_lifter_who_lies_down_later_gets_the_lock_back_from_the_spotter() -> None:
    lying, spotter = people_px(60.0)
    away_px = followed(Blind(lying=lying, spotter=spotter, lies_from_s=5.0), 9.0)
    assert min(away_px[:50]) > 20.0
    assert max(away_px[-10:]) < 1.0


def test_the_longer_somebody_is_alone_the_more_seldom_it_is_looked_for_others() -> None:
    lying, spotter = people_px(60.0)
    eyes = Blind(lying=lying, spotter=spotter, lies_from_s=1e9)
    searched_s: list[float] = []
    people = eyes.people

    def watched(image_rgb: ImageArray, time_s: float) -> list[Pose]:
        if image_rgb[0, 0, 0] != 10:  # the picture below the chest: its upper part is blank
            searched_s.append(time_s)
        return people(image_rgb, time_s)

    eyes.people = watched  # type: ignore[method-assign] # to see what is searched
    followed(eyes, 60.0)
    pauses_s = np.diff(searched_s)
    assert max(pauses_s[np.array(searched_s[1:]) < 2.0]) <= 0.6
    assert pauses_s[-1] > 5.0
    assert 10 <= len(searched_s) <= 14
    assert searched_s[-1] > 25.0


def test_whoever_the_user_pointed_at_keeps_the_lock() -> None:
    lying, spotter = people_px(60.0)
    x, y = centre_px(pose_of(spotter)).astype(int)
    away_px = followed(Blind(lying=lying, spotter=spotter), 3.0, lifter=f"{x},{y}")
    assert min(away_px) > 20.0
