"""Keeping a session: its pictures as a video and its poses as a recording; both survive a crash."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from lastrep.apps.pose_log import PoseLog
from lastrep.errors import OutputError
from lastrep.files.safe_write import check_writable
from lastrep.pose.recorded_parts import drop_parts, join_parts, write_part
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

TIME_BASE = Fraction(1, 90_000)
QUALITY_CRF = "21"
WAITING_FRAMES = 30  # about a second; beyond that the disk or the encoder is too slow
PART_S = 20.0  # poses are on disk this often


def recording_files(path: Path) -> tuple[Path, Path]:
    """Return where the pictures and the poses of a recording go.

    Raises
    ------
    OutputError
        The name is not that of an MP4 file; the pictures would end up under a false name, or where
        the poses go.
    """
    if path.suffix.lower() not in {"", ".mp4"}:
        raise OutputError(
            f"'{path}' cannot be recorded to: the pictures are kept as .mp4 and the poses beside"
            " them as .npz; give a name that ends in .mp4."
        )
    video = path if path.suffix else path.with_suffix(".mp4")
    return video, video.with_suffix(".npz")


class Recorder:
    """Writes the pictures that were tracked, with their own time stamps, in a thread.

    The video is fragmented, so that it plays up to the last second even if the process is killed.
    The poses are written in parts, which are joined when the session ends; they are what
    `lastrep analyze` repeats exactly.

    Parameters
    ----------
    path
        Of the video (``.mp4``); the poses go beside it as ``.npz``.

    Raises
    ------
    OutputError
        One of them cannot be written, or the name is not a video's.
    """

    def __init__(self, path: Path) -> None:
        self.video, self.poses = recording_files(path)
        for target in (self.video, self.poses):
            check_writable(target)
        drop_parts(self.poses)  # what is recorded to the same place again is replaced
        self.missed = 0
        self._log = PoseLog()
        self._parts = 0
        self._part_until_s = 0.0
        self._waiting: queue.Queue[Frame | None] = queue.Queue(WAITING_FRAMES)
        self._error: OSError | None = None
        self._poses_error: OutputError | None = None
        self._thread = threading.Thread(target=self._write, name="recorder", daemon=True)
        self._thread.start()

    def add(self, frame: Frame) -> None:
        """Take one picture; one that the encoder cannot keep up with is left out and counted."""
        try:
            self._waiting.put_nowait(frame)
        except queue.Full:
            self.missed += 1

    def add_pose(self, pose: Pose) -> None:
        """Take one pose, as the analyser got it."""
        if pose.time_s >= self._part_until_s:
            self._write_part()
            self._part_until_s = pose.time_s + PART_S
        if self._poses_error is None:
            self._log.add(pose)

    def close(self) -> None:
        """Finish both files.

        Raises
        ------
        OutputError
            One of them could not be written to the end.
        """
        while self._thread.is_alive():
            with suppress(queue.Full):
                self._waiting.put(None, timeout=0.1)
                break
        self._thread.join()
        self._write_part()
        join_parts(self.poses)
        if self._error is not None:
            raise OutputError(f"the recording '{self.video}' broke off: {self._error}.")
        if self._poses_error is not None:
            raise self._poses_error

    def _write_part(self) -> None:
        """Put the latest poses on disk; a disk that is full ends the recording, not the session."""
        recording = self._log.recording()
        if recording is None:
            return
        self._log = PoseLog()
        try:
            write_part(self.poses, self._parts, recording)
        except OutputError as error:
            self._poses_error = error
        self._parts += 1

    def _write(self) -> None:
        import av  # noqa: PLC0415 - only where something is recorded

        frame = self._waiting.get()
        if frame is None:
            return
        try:
            options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
            with av.open(str(self.video), "w", format="mp4", options=options) as container:
                stream = _stream(container, frame)
                while frame is not None:
                    picture = av.VideoFrame.from_ndarray(
                        frame.image_rgb[: stream.height, : stream.width], format="rgb24"
                    )
                    picture.pts = round(frame.time_s / TIME_BASE)
                    picture.time_base = TIME_BASE
                    container.mux(stream.encode(picture))
                    frame = self._waiting.get()
                container.mux(stream.encode(None))
        except (OSError, av.FFmpegError) as error:
            self._error = error if isinstance(error, OSError) else OSError(str(error))


def _stream(container: Any, frame: Frame) -> Any:  # noqa: ANN401 - PyAV's own types
    """Return the video stream: even sizes, a key picture twice a second, quick to encode."""
    height, width = frame.image_rgb.shape[:2]
    stream = container.add_stream("libx264", rate=Fraction(30))
    stream.width, stream.height = width - width % 2, height - height % 2
    stream.pix_fmt = "yuv420p"
    stream.options = {
        "crf": QUALITY_CRF,
        "preset": "ultrafast",
        "tune": "zerolatency",
        "g": "15",
        "threads": "1",
    }
    stream.codec_context.time_base = TIME_BASE
    stream.time_base = TIME_BASE
    return stream
