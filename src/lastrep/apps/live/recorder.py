"""Keeping a session: its pictures as a video that survives a crash, its poses as a recording."""

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
from lastrep.pose.recorded import write_poses
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

TIME_BASE = Fraction(1, 90_000)
QUALITY_CRF = "21"
WAITING_FRAMES = 30  # about a second; beyond that the disk or the encoder is too slow


class Recorder:
    """Writes the pictures that were tracked, with their own time stamps, in a thread.

    The video is fragmented, so that it plays up to the last second even if the process is killed.
    The poses are written when the session ends; they are what `lastrep analyze` repeats exactly.

    Parameters
    ----------
    path
        Of the video (``.mp4``); the poses go beside it as ``.npz``.

    Raises
    ------
    OutputError
        One of them cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.video = path if path.suffix else path.with_suffix(".mp4")
        self.poses = self.video.with_suffix(".npz")
        for target in (self.video, self.poses):
            check_writable(target)
        self.missed = 0
        self._log = PoseLog()
        self._waiting: queue.Queue[Frame | None] = queue.Queue(WAITING_FRAMES)
        self._error: OSError | None = None
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
        recording = self._log.recording()
        if recording is not None:
            write_poses(self.poses, recording)
        if self._error is not None:
            raise OutputError(f"the recording '{self.video}' broke off: {self._error}.")

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
