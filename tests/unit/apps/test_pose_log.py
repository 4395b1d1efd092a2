from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lastrep.apps.pose_log import PoseLog, as_recorded
from lastrep.pose.recorded import read_poses, write_poses
from lastrep.pose.recorded_parts import join_parts, write_part
from lastrep.records.pose import FloatArray, Pose

SIZE = (640, 480)
OTHERS: tuple[FloatArray | None, ...] = (
    None,
    None,
    np.empty((0, 33, 2)),
    np.full((1, 33, 2), 7.0),
    None,
    np.full((2, 33, 2), 9.0),
)


def somebody(number: int, others_px: FloatArray | None) -> Pose:
    pose = replace(Pose.nobody(number / 30.0, SIZE), others_px=others_px)
    return as_recorded(replace(pose, keypoints_px=np.full((33, 2), 100.0 + number)))


@pytest.mark.parametrize("per_part", [1, 2, 6])
def test_where_nobody_looked_for_others_nobody_is_said_to_have_been_alone(
    tmp_path: Path, per_part: int
) -> None:
    target = tmp_path / "set.npz"
    poses = [somebody(i, others) for i, others in enumerate(OTHERS)]
    for number in range(0, len(poses), per_part):
        log = PoseLog()
        for pose in poses[number : number + per_part]:
            log.add(pose)
        recording = log.recording()
        assert recording is not None
        write_part(target, number, recording)
    assert join_parts(target)
    found = [None if pose.others_px is None else len(pose.others_px) for pose in read_poses(target)]
    assert found == [None, None, 0, 1, None, 2]


def test_a_recording_that_says_nothing_of_it_was_looked_at_throughout(tmp_path: Path) -> None:
    log = PoseLog()
    for i, others in enumerate(OTHERS):
        log.add(somebody(i, others))
    recording = log.recording()
    assert recording is not None
    write_poses(tmp_path / "old.npz", replace(recording, others_looked_for=None))
    found = [pose.others_px for pose in read_poses(tmp_path / "old.npz")]
    assert [None if one is None else len(one) for one in found] == [0, 0, 0, 1, 0, 2]
