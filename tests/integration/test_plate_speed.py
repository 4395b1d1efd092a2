"""From pictures with a barbell to metres per second: in the file, in JSON, and from kept poses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from lastrep.apps import analyze as app
from lastrep.apps.analyze import Choices, run_analysis
from lastrep.pose import read_poses, write_poses
from lastrep.pose.plate import PlateFinder
from lastrep.pose.source import PoseSource, TrackedVideo
from lastrep.records.frame import Frame
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.profile import Profile
from lastrep.records.session import ModelFacts, Notice, Session
from lastrep.records.source import FrameFacts
from lastrep.simulation import Camera, Rep, Rest, Script, SimulatedSet, simulate

DIAMETER_M = 0.42
FROM_MIDDLE_M = 0.75
WRISTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
PROFILE = Profile(plate_diameter_m=DIAMETER_M)


@pytest.fixture(scope="module")
def deadlifts() -> SimulatedSet:
    """Two deadlifts, seen from almost the side by a slow camera."""
    rep = Rep(eccentric_s=1.6, concentric_s=1.2)
    camera = Camera(azimuth_deg=78.0, distance_m=3.5, fps=10.0, width=480, height=360)
    events = (Rest(seconds=0.6), rep, rep, Rest(seconds=0.6))
    return simulate(Script(exercise="deadlift", events=events, camera=camera, seed=4))


class Gym:
    """Pictures of the bar that the simulated lifter holds; the lifter is not drawn."""

    def __init__(self, simulated: SimulatedSet, plates: int) -> None:
        width, height = simulated.recording.image_size_px
        self.facts = FrameFacts(path="gym", width=width, height=height)
        self.notices: list[Notice] = []
        self._simulated = simulated
        self._plates = plates

    def frames(self) -> Iterator[Frame]:
        rng = np.random.default_rng(1)
        shape = (self.facts.height, self.facts.width, 3)
        wall = cv2.GaussianBlur(rng.uniform(0, 255, shape), (0, 0), 4.0)
        wall = np.clip(150 + 4 * (wall - wall.mean()), 0, 255).astype(np.uint8)
        for i, time_s in enumerate(self._simulated.recording.time_s):
            image = wall.copy()
            for outline in self._outlines(i)[: self._plates]:
                cv2.fillPoly(image, [np.round(outline * 16).astype(np.int32)], (140, 30, 30), 16, 4)
            yield Frame(time_s=float(time_s), image_rgb=image)

    def _outlines(self, i: int) -> list[FloatArray]:
        """Return the rims of the far and the near plate in the picture."""
        left, right = self._simulated.landmarks_m[i, WRISTS]
        along = (left - right) / np.linalg.norm(left - right)
        across = np.cross(along, [0.0, 0.0, 1.0])
        across = across / np.linalg.norm(across)
        angle = np.linspace(0.0, 2.0 * np.pi, 80, endpoint=False)[:, None]
        rim = np.cos(angle) * across + np.sin(angle) * np.cross(along, across)
        camera = self._simulated.scene.camera
        return [
            camera.project(
                (left + right) / 2.0 + side * FROM_MIDDLE_M * along + DIAMETER_M / 2.0 * rim
            )
            for side in (-1.0, 1.0)
        ]

    def close(self) -> None:
        pass


class Replay:
    """A pose model that reports what the simulated one did."""

    facts = ModelFacts(name="replay", sha256=None)

    def __init__(self, simulated: SimulatedSet) -> None:
        self._poses = iter(simulated.recording)

    def track(self, frame: Frame) -> Pose:
        pose = next(self._poses)
        assert pose.time_s == frame.time_s
        return pose

    def close(self) -> None:
        pass


@pytest.fixture
def gym(monkeypatch: pytest.MonkeyPatch, deadlifts: SimulatedSet) -> None:
    monkeypatch.setattr(
        app, "open_poses", lambda name, *_, **choices: opened(name, deadlifts, choices)
    )


def opened(name: str, simulated: SimulatedSet, choices: dict[str, object]) -> PoseSource:
    diameter_m = choices["plate_diameter_m"]
    plate = PlateFinder(diameter_m) if isinstance(diameter_m, float) else None
    return TrackedVideo(Gym(simulated, {"bare": 0, "gym": 2}[name]), Replay(simulated), plate)


def speeds_mps(session: Session) -> list[float | None]:
    return [rep.mean_concentric_velocity_mps for one in session.sets for rep in one.reps]


def true_speeds_mps(simulated: SimulatedSet) -> list[float]:
    """What a sensor on the bar would say: 0.8 of the way by the time it takes."""
    bar_m = simulated.landmarks_m[:, WRISTS].mean(axis=1)
    speeds = []
    for rep in simulated.truth.reps:
        fine_s = np.linspace(
            rep.concentric_start_time_s or 0.0, rep.concentric_end_time_s or 0.0, 300
        )
        way_m = np.stack(
            [np.interp(fine_s, simulated.recording.time_s, axis) for axis in bar_m.T], 1
        )
        gone_m = way_m - way_m[0]
        length_m = float(np.linalg.norm(gone_m[-1]))
        share = gone_m @ gone_m[-1] / length_m**2
        between_s = fine_s[np.argmax(share >= 0.9)] - fine_s[np.argmax(share >= 0.1)]
        speeds.append(0.8 * length_m / float(between_s))
    return speeds


@pytest.mark.usefixtures("gym")
def test_a_plate_gives_metres_per_second_again_from_kept_poses(
    tmp_path: Path, deadlifts: SimulatedSet
) -> None:
    first = run_analysis("gym", Choices("deadlift", profile=PROFILE), keep_poses=True)

    assert speeds_mps(first.session) == pytest.approx(true_speeds_mps(deadlifts), rel=0.15)
    assert "plate_not_found" not in {notice.code for notice in first.session.warnings}
    assert first.recording is not None
    again = run_analysis(first.recording, Choices("deadlift"))
    assert speeds_mps(again.session) == speeds_mps(first.session)
    write_poses(tmp_path / "kept.npz", first.recording)
    from_file = run_analysis(read_poses(tmp_path / "kept.npz"), Choices("deadlift"))
    assert speeds_mps(from_file.session) == speeds_mps(first.session)


@pytest.mark.usefixtures("gym")
def test_where_no_plate_is_seen_there_are_no_metres_and_that_is_said() -> None:
    session = run_analysis("bare", Choices("deadlift", profile=PROFILE)).session

    assert set(speeds_mps(session)) == {None}
    assert [notice.code for notice in session.warnings] == ["plate_not_found"]


def test_recorded_poses_have_no_picture_and_that_is_said(
    tmp_path: Path, deadlifts: SimulatedSet
) -> None:
    write_poses(tmp_path / "poses.npz", deadlifts.recording)

    session = run_analysis(tmp_path / "poses.npz", Choices("deadlift", profile=PROFILE)).session

    assert set(speeds_mps(session)) == {None}
    assert [notice.code for notice in session.warnings] == ["plate_not_found"]
