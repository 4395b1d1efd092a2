from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lastrep.errors import OutputError
from lastrep.pose.recorded import read_poses, write_poses
from lastrep.pose.recorded_parts import drop_parts, join_parts, parts_folder, write_part
from lastrep.records.pose import PoseRecording


def part(first_s: float, count: int, *, people: int = 0, depth: bool = True) -> PoseRecording:
    rng = np.random.default_rng(int(first_s))
    others_px = rng.uniform(0, 600, (count, people, 33, 2)) if people else None
    return PoseRecording(
        time_s=first_s + np.arange(count) / 30,
        keypoints_px=rng.uniform(0, 600, (count, 33, 2)),
        visibility=rng.uniform(0, 1, (count, 33)),
        image_size_px=(640, 360),
        depth_px=rng.normal(0, 100, (count, 33)) if depth else None,
        others_px=others_px,
    )


def test_joined_parts_are_what_would_have_been_written_at_once(tmp_path: Path) -> None:
    parts = [part(0.0, 5, people=1), part(1.0, 3, people=1), part(2.0, 7, people=1)]
    target = tmp_path / "set.npz"
    for number, one in enumerate(parts):
        write_part(target, number, one)
    whole = PoseRecording(
        time_s=np.concatenate([one.time_s for one in parts]),
        keypoints_px=np.concatenate([one.keypoints_px for one in parts]),
        visibility=np.concatenate([one.visibility for one in parts]),
        image_size_px=(640, 360),
        depth_px=np.concatenate([np.asarray(one.depth_px) for one in parts]),
        others_px=np.concatenate([np.asarray(one.others_px) for one in parts]),
    )
    write_poses(tmp_path / "at_once.npz", whole)
    assert join_parts(target)
    joined, at_once = np.load(target), np.load(tmp_path / "at_once.npz")
    assert set(joined) == set(at_once)
    for name in joined:
        np.testing.assert_array_equal(joined[name], at_once[name])
        assert joined[name].dtype == at_once[name].dtype
    assert not parts_folder(target).exists()


def test_what_only_some_parts_know_is_unknown_in_the_others(tmp_path: Path) -> None:
    target = tmp_path / "set.npz"
    write_part(target, 0, part(0.0, 2, depth=False))
    write_part(target, 1, part(1.0, 2, people=1))
    write_part(target, 2, part(2.0, 2, people=3))
    assert join_parts(target)
    joined = read_poses(target)
    assert joined.depth_px is not None
    assert np.isnan(joined.depth_px[:2]).all()
    assert np.isfinite(joined.depth_px[2:]).all()
    people = [pose.others_px for pose in joined]
    assert [0 if group is None else len(group) for group in people] == [0, 0, 1, 1, 3, 3]


def test_without_parts_nothing_is_joined(tmp_path: Path) -> None:
    assert not join_parts(tmp_path / "set.npz")
    assert list(tmp_path.iterdir()) == []


def test_dropped_parts_are_gone_and_the_recording_stays(tmp_path: Path) -> None:
    target = tmp_path / "set.npz"
    write_poses(target, part(0.0, 2))
    write_part(target, 0, replace(part(5.0, 2)))
    drop_parts(target)
    assert list(tmp_path.iterdir()) == [target]
    assert read_poses(target).time_s[0] == pytest.approx(0.0)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "set.npz.parts").touch()
    with pytest.raises(OutputError, match="cannot be kept"):
        write_part(tmp_path / "set.npz", 0, part(0.0, 2))
