from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lastrep.apps.live import recorder as module
from lastrep.apps.live.recorder import PART_S, Recorder
from lastrep.errors import OutputError
from lastrep.pose.recorded import read_poses
from lastrep.pose.recorded_parts import join_parts, parts_folder
from lastrep.records.pose import Pose


def fill(recorder: Recorder, seconds: float) -> list[float]:
    times_s = np.arange(0.0, seconds, 0.5).tolist()
    for time_s in times_s:
        recorder.add_pose(
            Pose(
                time_s=time_s,
                keypoints_px=np.full((33, 2), time_s),
                visibility=np.ones(33),
                image_size_px=(64, 48),
            )
        )
    return times_s


def test_poses_are_on_disk_while_they_are_recorded(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "set.mp4")
    times_s = fill(recorder, 3 * PART_S + 1.0)
    assert len(list(parts_folder(recorder.poses).iterdir())) == 3
    assert join_parts(recorder.poses)  # as after a kill
    kept = read_poses(recorder.poses)
    assert kept.time_s.tolist() == [time_s for time_s in times_s if time_s < 3 * PART_S]
    recorder.close()


def test_all_poses_are_there_in_the_end(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "set.mp4")
    times_s = fill(recorder, 2 * PART_S + 1.0)
    recorder.close()
    kept = read_poses(recorder.poses)
    assert kept.time_s.tolist() == times_s
    assert kept.keypoints_px[:, 0, 0].tolist() == times_s
    assert list(tmp_path.iterdir()) == [recorder.poses]


def test_recording_to_the_same_place_again_replaces_what_a_kill_left(tmp_path: Path) -> None:
    killed = Recorder(tmp_path / "set.mp4")
    fill(killed, 3 * PART_S)
    again = Recorder(tmp_path / "set.mp4")
    times_s = fill(again, 5.0)
    again.close()
    assert read_poses(again.poses).time_s.tolist() == times_s


def test_a_full_disk_ends_the_recording_and_not_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OutputError("there is no room.")

    recorder = Recorder(tmp_path / "set.mp4")
    monkeypatch.setattr(module, "write_part", full)
    fill(recorder, 3 * PART_S)
    with pytest.raises(OutputError, match="no room"):
        recorder.close()
