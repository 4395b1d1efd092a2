from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lastrep.records.landmarks import Landmark
from lastrep.reps.measurement import measure_set
from lastrep.reps.measuring.scale import LengthScale, length_scale, metres_per_px, travel_px
from lastrep.reps.measuring.sides import left_right_changes
from lastrep.reps.measuring.stroke import Stroke, measure_strokes

WRISTS = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]


def six_curls(make_curls: Any, one_curl: Any) -> tuple[Any, list[Stroke]]:
    made = make_curls(6 * one_curl())
    measured = measure_set(made.track, made.counted, made.exercise)
    assert measured.lead is not None
    strokes = measure_strokes(measured.lead.progress, made.counted.limits)
    return made, [one for one in strokes if one is not None]


def test_the_lifters_height_gives_the_picture_a_scale(make_curls: Any, one_curl: Any) -> None:
    track = make_curls(2 * one_curl()).track

    # the figure's trunk is 180 px long, and 0.288 of its height
    assert metres_per_px(track, 1.8) == pytest.approx(1.8 * 0.288 / 180.0, rel=0.01)
    assert metres_per_px(track, None) is None


def test_a_trunk_that_points_at_the_camera_gives_no_scale(make_curls: Any, one_curl: Any) -> None:
    track = make_curls(2 * one_curl()).track
    shortened = track.keypoints_px.copy()
    shortened[:, SHOULDERS, 1] += 90.0

    assert metres_per_px(replace(track, keypoints_px=shortened), 1.8) is None


def test_a_plate_goes_before_the_height_and_is_of_the_wrists_way(
    make_curls: Any, one_curl: Any
) -> None:
    track = make_curls(2 * one_curl()).track
    by_plate = length_scale(replace(track, wrist_scale_m_per_px=0.004), 1.8)
    by_height = length_scale(track, 1.8)

    assert by_plate == LengthScale(0.004, by_wrists=True)
    assert by_height == LengthScale(metres_per_px(track, 1.8) or 0.0)
    assert length_scale(track, None) is None
    keypoints_px = track.keypoints_px.copy()
    late = track.time_s > 1.0
    keypoints_px[:, WRISTS] = 100.0
    keypoints_px[np.ix_(late, WRISTS)] = [100.0, 50.0]
    keypoints_px[np.ix_(late, SHOULDERS)] += [500.0, 0.0]  # no load hangs on the shoulders
    moved = replace(track, keypoints_px=keypoints_px)
    assert by_plate.travelled_m(moved, 0.5, 1.5) == pytest.approx(50.0 * 0.004)


@pytest.mark.parametrize("unseen", [[0.5], [0.5, 1.5]])
def test_a_wrist_that_hides_at_one_end_moves_no_load(
    make_curls: Any, one_curl: Any, unseen: list[float]
) -> None:
    track = make_curls(2 * one_curl()).track
    keypoints_px = np.full_like(track.keypoints_px, np.nan)
    keypoints_px[:, WRISTS] = [[100.0, 100.0], [200.0, 100.0]]
    keypoints_px[np.ix_(track.time_s > 1.0, WRISTS, [1])] -= 50.0
    for when_s in unseen:
        keypoints_px[np.abs(track.time_s - when_s) < 0.2, Landmark.RIGHT_WRIST] = np.nan
    moved = replace(track, keypoints_px=keypoints_px)

    assert travel_px(moved, 0.5, 1.5) == pytest.approx(50.0)


def test_a_load_that_no_side_shows_at_both_ends_has_no_way(make_curls: Any, one_curl: Any) -> None:
    track = make_curls(2 * one_curl()).track
    keypoints_px = np.full_like(track.keypoints_px, np.nan)
    early = track.time_s < 1.0
    keypoints_px[early, Landmark.LEFT_WRIST] = 100.0
    keypoints_px[~early, Landmark.RIGHT_WRIST] = 150.0

    assert travel_px(replace(track, keypoints_px=keypoints_px), 0.5, 1.5) is None


def test_a_side_that_loses_range_is_told_although_the_sides_never_looked_alike(
    make_curls: Any, one_curl: Any
) -> None:
    made, strokes = six_curls(make_curls, one_curl)
    half_way_s = strokes[3].start_time_s
    values = made.track.values.copy()
    late = made.track.time_s >= half_way_s
    values[..., 1] = 170.0 - 0.7 * (170.0 - values[..., 0])  # the view shows the right side smaller
    values[late, :, 0] = 170.0 - 0.9 * (170.0 - values[late, :, 0])  # and the left one tires

    changes = left_right_changes(replace(made.track, values=values), strokes, "elbow")

    assert changes[:3] == pytest.approx([0.0] * 3, abs=0.01)
    assert changes[3:] == pytest.approx([-0.1] * 3, abs=0.02)


def test_a_side_that_leaps_from_repetition_to_repetition_is_not_compared(
    make_curls: Any, one_curl: Any
) -> None:
    made, strokes = six_curls(make_curls, one_curl)
    values = made.track.values.copy()
    for stroke in strokes[1::2]:
        during = (made.track.time_s >= stroke.start_time_s) & (
            made.track.time_s < stroke.end_time_s
        )
        values[during, :, 1] = 170.0 - 0.7 * (170.0 - values[during, :, 1])
    changes = left_right_changes(replace(made.track, values=values), strokes, "elbow")
    assert changes == [None] * len(strokes)


def test_a_hidden_side_is_not_compared(make_curls: Any, one_curl: Any) -> None:
    made = make_curls(4 * one_curl())
    hidden = made.track.visibility.copy()
    hidden[..., 1] = 0.1

    reps = measure_set(replace(made.track, visibility=hidden), made.counted, made.exercise).reps

    assert {rep.left_right_change_fraction for rep in reps} == {None}
