"""What a lifter usually looks like tells them from who passes by, standing or at the bottom."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.pose.usual import Usual
from lastrep.records.pose import Pose

BODY = np.stack([np.linspace(-30.0, 30.0, 33), np.linspace(-100.0, 100.0, 33)], axis=1)


def body(x_px: float, *, height: float = 1.0, time_s: float = 0.0) -> Pose:
    return Pose(
        time_s=time_s,
        keypoints_px=BODY * (1.0, height) + (x_px, 200.0),
        visibility=np.ones(33),
        image_size_px=(640, 480),
    )


def test_what_was_seen_first_fits_exactly() -> None:
    assert Usual.of(body(300.0)).misfit(body(300.0)) == 0.0


@pytest.mark.parametrize("height", [0.55, 0.75, 1.0])
def test_a_lifter_at_the_bottom_fits_better_than_who_passes_by(height: float) -> None:
    usual = Usual.of(body(300.0))
    assert usual.misfit(body(300.0, height=height)) < usual.misfit(body(450.0))


def test_somebody_far_smaller_in_the_same_place_fits_worse_than_the_lifter_aside() -> None:
    usual = Usual.of(body(300.0))
    assert usual.misfit(body(300.0, height=0.4)) > usual.misfit(body(340.0))


def test_a_lifter_who_walks_is_followed_slowly() -> None:
    usual = Usual.of(body(300.0))
    for _ in range(100):
        usual.follow(body(400.0), 0.1)
    assert 380.0 < usual.x_px < 400.0
