from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lastrep.errors import OutputError, SourceError
from lastrep.pose import read_poses, write_poses
from lastrep.records.pose import PoseRecording


def recording(count: int = 5, *, everything: bool = False) -> PoseRecording:
    rng = np.random.default_rng(1)
    keypoints_px = rng.uniform(0, 600, (count, 33, 2))
    keypoints_px[2] = np.nan
    optional: dict[str, Any] = {}
    if everything:
        others_px = np.full((count, 2, 33, 2), np.nan)
        others_px[1, 0] = 40.0
        optional = {
            "depth_px": rng.normal(0, 100, (count, 33)),
            "keypoints_world_m": rng.normal(0, 1, (count, 33, 3)),
            "others_px": others_px,
            "wrist_scale_m_per_px": np.array([np.nan, *(count - 1) * [0.00412345678]]),
        }
    return PoseRecording(
        time_s=np.cumsum(rng.uniform(0.01, 0.1, count)),
        keypoints_px=keypoints_px,
        visibility=rng.uniform(0, 1, (count, 33)),
        image_size_px=(640, 360),
        **optional,
    )


@pytest.mark.parametrize("everything", [False, True])
def test_what_is_written_is_read_back(tmp_path: Path, everything: bool) -> None:  # noqa: FBT001
    before = recording(everything=everything)
    path = tmp_path / "poses.npz"
    write_poses(path, before)
    after = read_poses(path)
    np.testing.assert_array_equal(after.time_s, before.time_s)
    np.testing.assert_allclose(after.keypoints_px, before.keypoints_px, atol=1e-4)
    np.testing.assert_allclose(after.visibility, before.visibility, atol=1e-6)
    assert after.image_size_px == (640, 360)
    for name in ("depth_px", "keypoints_world_m", "others_px", "wrist_scale_m_per_px"):
        written, read = getattr(before, name), getattr(after, name)
        if written is None:
            assert read is None
        else:
            np.testing.assert_allclose(read, written, rtol=1e-3, atol=1e-3)
    if everything:  # it decides what is said, so it stays what it was to the last digit
        np.testing.assert_array_equal(after.wrist_scale_m_per_px, before.wrist_scale_m_per_px)
    assert list(tmp_path.iterdir()) == [path]


def arrays(count: int = 4) -> dict[str, Any]:
    return {
        "time_s": np.arange(count) / 30,
        "keypoints_px": np.zeros((count, 33, 2)),
        "visibility": np.ones((count, 33)),
        "image_size_px": np.array([640, 360]),
    }


def changed(**changes: Any) -> dict[str, Any]:
    return {**arrays(), **changes}


def without(name: str) -> dict[str, Any]:
    kept = arrays()
    del kept[name]
    return kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (without("time_s"), "time_s missing"),
        (without("visibility"), "visibility missing"),
        (changed(keypoints_px=np.zeros((4, 17, 2))), r"shape \(4, 17, 2\), expected \(4, 33, 2\)"),
        (changed(keypoints_px=np.zeros((3, 33, 2))), "keypoints_px has the shape"),
        (changed(visibility=np.zeros((4, 33, 1))), "visibility has the shape"),
        (changed(image_size_px=np.array([640, 360, 3])), "image_size_px has the shape"),
        (changed(image_size_px=np.array([0, 360])), "image_size_px is 0 x 360"),
        (changed(image_size_px=np.array([np.nan, 360])), "image_size_px is nan x 360"),
        (changed(depth_px=np.zeros(4)), "depth_px has the shape"),
        (changed(keypoints_world_m=np.zeros((4, 33, 2))), "keypoints_world_m has the shape"),
        (changed(others_px=np.zeros((4, 33, 2))), "others_px has the shape"),
        (changed(time_s=np.zeros((4, 1))), "time_s has the shape"),
        (changed(time_s=np.array([0, 0.1, 0.1, 0.2])), "time_s repeats at pose 2"),
        (changed(time_s=np.array([0, 0.2, 0.1, 0.3])), "time_s goes backwards at pose 2"),
        (changed(time_s=np.array([0, np.nan, 0.1, 0.3])), "time_s is not a number at pose 1"),
        (changed(time_s=np.array(["a", "b", "c", "d"])), "time_s is of type"),
        (changed(keypoints_px=np.full((4, 33, 2), np.inf)), "keypoints_px holds infinite"),
        (changed(visibility=np.ones((4, 33), complex)), "visibility is of type complex128"),
        (changed(time_s=np.array([0, 1, 2, None], object)), "damaged or not an .npz"),
        (arrays(0), "holds no poses"),
    ],
)
def test_wrong_arrays_are_one_clear_sentence(
    tmp_path: Path, content: dict[str, Any], said: str
) -> None:
    path = tmp_path / "poses.npz"
    np.savez(path, allow_pickle=True, **content)
    with pytest.raises(SourceError, match=said) as caught:
        read_poses(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(data)


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


def make_text(path: Path) -> None:
    path.write_text("time_s,x,y\n0,1,2\n")


def make_single_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "damage",
    [cut_in_half, flip_the_middle, make_empty, make_text, make_single_array, make_folder, remove],
)
def test_damaged_files_are_one_clear_sentence(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "poses.npz"
    write_poses(path, recording(50, everything=True))
    damage(path)
    with pytest.raises(SourceError) as caught:
        read_poses(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_landmark_with_one_coordinate_is_unseen(tmp_path: Path) -> None:
    content = arrays()
    content["keypoints_px"][1, 3, 0] = np.nan
    content["visibility"][1, 3] = np.nan
    content["visibility"][1, 4] = 1.01
    np.savez(tmp_path / "poses.npz", allow_pickle=False, **content)
    read = read_poses(tmp_path / "poses.npz")
    assert np.isnan(read.keypoints_px[1, 3]).all()
    assert read.visibility[1, 3] == 0
    assert read.visibility[1, 4] == 1


def test_a_failed_write_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "poses.npz"
    path.write_bytes(b"earlier")

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full_disk)
    with pytest.raises(OutputError, match="no space left on device"):
        write_poses(path, recording())
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_poses(tmp_path / "missing" / "poses.npz", recording())
    with pytest.raises(OutputError, match="is a folder"):
        write_poses(tmp_path, recording())
