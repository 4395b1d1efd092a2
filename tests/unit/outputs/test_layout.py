from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lastrep.outputs.layout import Extent, choose_layout, lifter_extent
from lastrep.records.pose import PoseRecording


@given(
    width=st.integers(64, 4000),
    height=st.integers(64, 4000),
    edges=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_the_panel_never_lies_over_the_lifter(
    width: int, height: int, edges: tuple[float, float]
) -> None:
    lifter = Extent(min(edges), max(edges))
    layout = choose_layout(width, height, lifter)
    picture, panel = layout.picture, layout.panel
    assert panel.x + panel.width <= layout.canvas_width_px
    assert panel.y + panel.height <= layout.canvas_height_px
    if layout.panel_on_picture:
        left, right = lifter.left * picture.width, lifter.right * picture.width
        assert panel.x >= right or panel.x + panel.width <= left


@given(width=st.integers(33, 4000), height=st.integers(33, 4000))
def test_the_encoder_gets_even_sizes(width: int, height: int) -> None:
    layout = choose_layout(width, height, None)
    assert layout.canvas_width_px % 2 == 0
    assert layout.canvas_height_px % 2 == 0


def test_a_tall_picture_gets_its_panel_below() -> None:
    layout = choose_layout(720, 1280, Extent(0.4, 0.6))
    assert layout.direction == "row"
    assert layout.panel.y == layout.picture.height
    assert not layout.panel_on_picture


def test_the_freer_side_is_taken() -> None:
    assert choose_layout(1280, 720, Extent(0.5, 0.7)).panel.x == 0
    assert choose_layout(1280, 720, Extent(0.2, 0.5)).panel.x > 640


def test_a_lifter_who_fills_the_picture_gets_a_wider_canvas() -> None:
    layout = choose_layout(1280, 720, Extent(0.1, 0.9))
    assert layout.canvas_width_px == 1280 + layout.panel.width
    assert not layout.panel_on_picture


@pytest.mark.parametrize(("size", "short_side"), [((320, 240), 480), ((1280, 720), 720)])
def test_small_pictures_are_enlarged_for_the_text(size: tuple[int, int], short_side: int) -> None:
    assert choose_layout(*size, None).picture.height == short_side


def test_very_large_pictures_are_made_smaller() -> None:
    assert choose_layout(3840, 2160, None).picture.width == 1920


def test_the_extent_counts_visible_joints_only(standing_recording: PoseRecording) -> None:
    assert lifter_extent(standing_recording) == Extent(440 / 640, 500 / 640)
    unseen = PoseRecording(
        time_s=standing_recording.time_s,
        keypoints_px=np.full_like(standing_recording.keypoints_px, np.nan),
        visibility=np.zeros_like(standing_recording.visibility),
        image_size_px=(640, 480),
    )
    assert lifter_extent(unseen) is None
