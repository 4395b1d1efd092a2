from __future__ import annotations

import numpy as np
import pytest

from lastrep.motion.view import estimate_view
from lastrep.simulation import Camera, Rep, Script, simulate


@pytest.mark.parametrize("exercise", ["barbell_curl", "barbell_squat"])
@pytest.mark.parametrize(
    ("azimuth_deg", "view"),
    [
        (0.0, "front"),
        (12.0, "front"),
        (-40.0, "three_quarter"),
        (40.0, "three_quarter"),
        (55.0, "three_quarter"),
        (90.0, "side"),
        (130.0, "three_quarter"),
        (180.0, "back"),
        (270.0, "side"),
    ],
)
def test_the_view_follows_the_camera_round_the_lifter(
    exercise: str, azimuth_deg: float, view: str
) -> None:
    script = Script(
        exercise=exercise,
        camera=Camera(azimuth_deg=azimuth_deg, fps=15.0),
        events=(Rep(times=2),),
    )
    assert estimate_view(simulate(script).recording.keypoints_px) == view


@pytest.mark.parametrize(("azimuth_deg", "view"), [(40.0, "three_quarter"), (90.0, "side")])
def test_lying_lifters_are_read_the_same_way(azimuth_deg: float, view: str) -> None:
    script = Script(
        exercise="barbell_bench_press",
        camera=Camera(azimuth_deg=azimuth_deg, fps=15.0),
        events=(Rep(times=2),),
    )
    assert estimate_view(simulate(script).recording.keypoints_px) == view


def test_nobody_is_seen_from_nowhere() -> None:
    assert estimate_view(np.full((10, 33, 2), np.nan)) == "unknown"
