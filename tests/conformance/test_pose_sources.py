"""What must hold for every source of poses."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from lastrep.pose import PoseSource, open_poses, write_poses
from lastrep.pose.source import TrackedVideo
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.session import ModelFacts, Notice
from lastrep.records.source import FrameFacts, FrameSource
from lastrep.video import open_frames

COUNT, WIDTH, HEIGHT = 6, 64, 48
MakeSource = Callable[[Path], PoseSource]


class BlankPictures:
    """A source of black pictures."""

    def __init__(self) -> None:
        self.facts = FrameFacts(path="blank", width=WIDTH, height=HEIGHT)
        self.notices: list[Notice] = []
        self.closed = 0

    def frames(self) -> Iterator[Frame]:
        for i in range(COUNT):
            yield Frame(time_s=i / 10, image_rgb=np.zeros((HEIGHT, WIDTH, 3), np.uint8))

    def close(self) -> None:
        self.closed += 1


class CentreTracker:
    """Sees somebody in the middle of every second picture."""

    def __init__(self) -> None:
        self.facts = ModelFacts(name="fake", sha256="0")
        self.closed = 0
        self.count = 0

    def track(self, frame: Frame) -> Pose:
        self.count += 1
        if self.count % 2 == 0:
            return Pose.nobody(frame.time_s, (WIDTH, HEIGHT))
        return Pose(
            time_s=frame.time_s,
            keypoints_px=np.full((33, 2), 20.0),
            visibility=np.ones(33),
            image_size_px=(WIDTH, HEIGHT),
        )

    def close(self) -> None:
        self.closed += 1


def tracked(_: Path) -> PoseSource:
    return TrackedVideo(BlankPictures(), CentreTracker())


def recorded(folder: Path) -> PoseSource:
    keypoints_px = np.full((COUNT, 33, 2), 20.0)
    keypoints_px[1::2] = np.nan
    recording = PoseRecording(
        time_s=np.arange(COUNT) / 10,
        keypoints_px=keypoints_px,
        visibility=np.ones((COUNT, 33)),
        image_size_px=(WIDTH, HEIGHT),
    )
    path = folder / "poses.npz"
    write_poses(path, recording)
    return open_poses(str(path), open_frames)


@pytest.fixture(params=[tracked, recorded], ids=lambda make: make.__name__)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> PoseSource:
    made: PoseSource = request.param(tmp_path)
    return made


def test_poses_have_the_records_shapes(source: PoseSource) -> None:
    with source:
        pairs = list(source)
    assert len(pairs) == COUNT
    for frame, pose in pairs:
        assert pose.keypoints_px.shape == (33, 2)
        assert pose.visibility.shape == (33,)
        assert pose.image_size_px == (WIDTH, HEIGHT) == (source.facts.width, source.facts.height)
        assert frame is None or frame.time_s == pose.time_s
    assert [pose.seen for _, pose in pairs] == [True, False] * (COUNT // 2)


def test_time_only_goes_forward(source: PoseSource) -> None:
    times_s = [pose.time_s for _, pose in source]
    assert all(late > early for early, late in itertools.pairwise(times_s))


def test_it_says_who_saw_the_poses_and_closes_twice(source: PoseSource) -> None:
    assert (source.model.name is None) == (source.model.sha256 is None)
    assert source.notices == []
    source.close()
    source.close()
    assert source.facts.width == WIDTH


def test_a_tracked_video_closes_what_it_owns() -> None:
    pictures, tracker = BlankPictures(), CentreTracker()
    with TrackedVideo(pictures, tracker):
        pass
    assert pictures.closed == tracker.closed == 1


def test_a_failing_model_closes_the_pictures() -> None:
    pictures = BlankPictures()

    def open_blank(_: str) -> FrameSource:
        return pictures

    with pytest.raises(Exception, match="no pose model"):
        open_poses("blank.mp4", open_blank, model="huge")
    assert pictures.closed == 1
