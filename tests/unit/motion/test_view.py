from __future__ import annotations

import numpy as np
import pytest

from lastrep.motion.view import estimate_view
from lastrep.simulation import Camera, Rep, Script, simulate


@pytest.mark.parametrize(
    ("azimuth_deg", "views"),
    [
        (0.0, {"front"}),
        (45.0, {"three_quarter", "front"}),
        (90.0, {"side"}),
        (180.0, {"back"}),
        (270.0, {"side"}),
    ],
)
def test_the_view_follows_the_camera_round_the_lifter(azimuth_deg: float, views: set[str]) -> None:
    script = Script(
        exercise="barbell_curl",
        camera=Camera(azimuth_deg=azimuth_deg, fps=15.0),
        events=(Rep(times=2),),
    )
    assert estimate_view(simulate(script).recording.keypoints_px) in views


def test_nobody_is_seen_from_nowhere() -> None:
    assert estimate_view(np.full((10, 33, 2), np.nan)) == "unknown"
