from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lastrep.errors import ModelError
from lastrep.pose.mediapipe_pose import Landmarker, mediapipe_image


@pytest.fixture(scope="module")
def landmarker() -> Iterator[Landmarker]:
    with Landmarker("lite") as made:
        yield made


@pytest.mark.parametrize(
    "view",
    [
        np.s_[:, ::-1],
        np.s_[..., ::-1],
        np.s_[3:17, 5:21],
        np.s_[::2, ::2],
    ],
    ids=["mirror", "bgr", "crop", "thinned"],
)
def test_a_strided_view_gives_the_pixels_it_shows(view: Any) -> None:
    image = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    shown = image[view]
    assert not shown.flags.c_contiguous
    made = mediapipe_image(shown)
    np.testing.assert_array_equal(made.numpy_view(), shown)


def test_a_turned_view_gives_the_pixels_it_shows() -> None:
    image = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    made = mediapipe_image(np.rot90(image))
    np.testing.assert_array_equal(made.numpy_view(), np.rot90(image))


def test_nobody_in_an_empty_picture(landmarker: Landmarker) -> None:
    assert landmarker.people(np.zeros((90, 160, 3), np.uint8), 0.0) == []
    assert landmarker.facts.name == "lite"


def test_the_models_clock_goes_forward_by_whole_milliseconds(
    landmarker: Landmarker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps: list[int] = []

    def record(_: object, stamp_ms: int) -> Any:
        stamps.append(stamp_ms)
        return SimpleNamespace(pose_landmarks=[], pose_world_landmarks=[])

    monkeypatch.setattr(landmarker._landmarker, "detect_for_video", record)
    image = np.zeros((8, 8, 3), np.uint8)
    for time_s in (1.0, 1.0002, 1.0004, 1.04):
        landmarker.people(image, time_s)
    assert stamps == [1000, 1001, 1002, 1040]


def test_landmarks_are_in_pixels_and_depth_in_the_unit_of_x(
    landmarker: Landmarker, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = [SimpleNamespace(x=0.5, y=0.25, z=-0.1, visibility=0.9)] * 33
    world = [SimpleNamespace(x=0.1, y=-0.2, z=0.3)] * 33
    result = SimpleNamespace(pose_landmarks=[person], pose_world_landmarks=[world])
    monkeypatch.setattr(landmarker._landmarker, "detect_for_video", lambda *_: result)
    (pose,) = landmarker.people(np.zeros((100, 400, 3), np.uint8), 3.0)
    assert pose.time_s == 3.0
    assert pose.image_size_px == (400, 100)
    assert pose.depth_px is not None
    assert pose.keypoints_world_m is not None
    np.testing.assert_allclose(pose.keypoints_px, np.tile([200.0, 25.0], (33, 1)))
    np.testing.assert_allclose(pose.depth_px, -40.0)
    np.testing.assert_allclose(pose.keypoints_world_m[0], [0.1, -0.2, 0.3])
    np.testing.assert_allclose(pose.visibility, 0.9)


def test_a_bundle_that_is_no_pose_model_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "other.task"
    path.write_bytes(b"PK\x05\x06" + bytes(18))  # an empty zip archive
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        Landmarker(str(path))
    assert "\n" not in str(caught.value)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with Landmarker("lite") as landmarker:
        landmarker.people(np.zeros((90, 160, 3), np.uint8), 0.0)
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err == ""
