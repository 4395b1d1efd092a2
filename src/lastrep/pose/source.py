"""One interface for poses, whether a model sees them now or somebody recorded them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from lastrep.pose.recorded import read_poses
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.session import ModelFacts, Notice
from lastrep.records.source import FrameFacts, FrameSource

if TYPE_CHECKING:
    from lastrep.pose.plate import PlateFinder

NO_PICTURE = Notice(
    code="plate_not_found",
    text=(
        "Recorded poses have no picture to find a plate in. Give the diameter when the video is"
        " analysed; what is found then is kept with the poses."
    ),
)


class Tracker(Protocol):
    """Anything that finds the lifter in one picture after the other."""

    @property
    def facts(self) -> ModelFacts:
        """Which pose model it is."""
        ...

    def track(self, frame: Frame) -> Pose:
        """Return the lifter's pose; times increase from call to call."""
        ...

    def close(self) -> None:
        """Release the model."""
        ...


class PoseSource(Protocol):
    """Poses in order of time, read once; with their pictures where there are any.

    ``notices`` grows while the source is read and is complete when it ends.
    """

    @property
    def facts(self) -> FrameFacts:
        """What is known beforehand."""
        ...

    @property
    def model(self) -> ModelFacts:
        """Which pose model saw the poses; unknown where they came recorded."""
        ...

    @property
    def notices(self) -> list[Notice]:
        """What the user should know about the source, gathered so far."""
        ...

    def __iter__(self) -> Iterator[tuple[Frame | None, Pose]]: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None:
        """Let go of the file, device and model; may be called twice."""
        ...


class TrackedVideo:
    """Poses of a lifter whom a tracker finds in pictures; owns and closes both.

    With a ``plate`` finder the poses carry the scale that it finds.
    """

    def __init__(
        self, frame_source: FrameSource, tracker: Tracker, plate: PlateFinder | None = None
    ) -> None:
        self._frames = frame_source
        self._tracker = tracker
        self._plate = plate

    @property
    def facts(self) -> FrameFacts:
        """What the picture source says about itself."""
        return self._frames.facts

    @property
    def model(self) -> ModelFacts:
        """The tracker's pose model."""
        return self._tracker.facts

    @property
    def notices(self) -> list[Notice]:
        """What was found while reading the pictures."""
        of_plate = [] if self._plate is None else self._plate.notices
        return [*self._frames.notices, *of_plate]

    def __iter__(self) -> Iterator[tuple[Frame | None, Pose]]:
        for frame in self._frames.frames():
            pose = self._tracker.track(frame)
            yield frame, pose if self._plate is None else self._plate.add(frame, pose)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the pictures, the tracker and the search for a plate."""
        with ExitStack() as stack:
            if self._plate is not None:
                stack.callback(self._plate.close)
            stack.callback(self._tracker.close)
            self._frames.close()


class PosesInMemory:
    """A recording in memory as a source of poses; there are no pictures."""

    def __init__(self, recording: PoseRecording) -> None:
        self.recording = recording
        width, height = recording.image_size_px
        self.facts = FrameFacts(
            path="", width=width, height=height, frame_count=len(recording.time_s)
        )
        self.model = ModelFacts(name=None, sha256=None)
        self.notices: list[Notice] = []

    def __iter__(self) -> Iterator[tuple[Frame | None, Pose]]:
        for pose in self.recording:
            yield None, pose

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


class RecordedPoses(PosesInMemory):
    """Poses from a recorded-pose file.

    Raises
    ------
    SourceError
        The file is not what the contract says.
    """

    def __init__(self, path: str, plate_diameter_m: float | None = None) -> None:
        super().__init__(read_poses(path))
        if plate_diameter_m is not None and self.recording.wrist_scale_m_per_px is None:
            self.notices.append(NO_PICTURE)
        times_s = self.recording.time_s
        self.facts = replace(self.facts, path=path, duration_s=float(times_s[-1] - times_s[0]))


def open_poses(
    source: str,
    open_frames: Callable[[str], FrameSource],
    *,
    model: str = "full",
    lifter: str = "largest",
    plate_diameter_m: float | None = None,
) -> PoseSource:
    """Return the poses of a source as it is written on the command line.

    Parameters
    ----------
    source
        A recorded-pose file (``.npz``), or anything ``open_frames`` reads.
    open_frames
        What opens pictures: `lastrep.video.open_frames`, or a fake in tests.
    model
        ``lite``, ``full``, ``heavy`` or the path of a ``.task`` file.
    lifter
        Whom to follow: ``largest``, ``central``, ``moving``, or ``X,Y`` in pixels.
    plate_diameter_m
        Of the largest plate on the bar, to be looked for in the pictures; None looks for none.

    Raises
    ------
    SourceError
        The source cannot be read.
    ModelError
        The model is missing or damaged.
    UsageError
        There is no such policy.
    """
    if Path(source).suffix.lower() == ".npz" and "://" not in source:
        return RecordedPoses(source, plate_diameter_m)
    from lastrep.pose.lifter import LifterTracker  # noqa: PLC0415 - only for pixels

    frame_source = open_frames(source)  # first, since a wrong path is the likelier mistake
    try:
        tracker = LifterTracker.with_model(model, lifter=lifter)
    except BaseException:
        frame_source.close()
        raise
    if plate_diameter_m is None:
        return TrackedVideo(frame_source, tracker)
    from lastrep.pose.plate import PlateFinder  # noqa: PLC0415 - brings OpenCV

    return TrackedVideo(frame_source, tracker, PlateFinder(plate_diameter_m))
