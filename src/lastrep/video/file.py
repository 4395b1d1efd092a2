"""Video files of every kind PyAV decodes, with each picture's own time stamp."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final, Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from lastrep.errors import SourceError
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.session import Notice
from lastrep.records.source import FrameFacts
from lastrep.video.ahead import read_ahead
from lastrep.video.clock import ForwardClock
from lastrep.video.steady_size import SteadySize

_USUAL_FPS: Final = 30.0
_TRUNCATED_S: Final = 0.5  # a file that ends this much before its own duration was cut off
_TRUNCATED_FRACTION: Final = 0.02  # ... unless it is long: duration fields are rounded
_SQUARE_TOLERANCE: Final = 0.01  # encoders round sizes: 1280/1281 is square
_LARGEST_SIDE_PX: Final = 16384


class VideoFile:
    """A video file, read once from its beginning.

    Rotation that a phone wrote as metadata is applied, and so is the shape of pixels that are not
    square. Pictures are decoded in a second thread.
    The protocol is limited to plain files, so that a playlist in disguise opens no connection.

    Raises
    ------
    SourceError
        Missing, a directory, not permitted, empty, not a video, or without a decodable picture.
    """

    def __init__(self, path: str) -> None:
        self._notices: list[Notice] = []
        self._size = SteadySize()
        self._refused: str | None = None
        self._reading: Generator[Frame] | None = None
        self._container = _open(path)
        try:
            stream = _picture_stream(self._container, path)
            stream.thread_type = "AUTO"
            self._stream = stream
            self._decoded = self._decode()
            first = self._first_picture(path)
            self._first: VideoFrame | None = first
            self._rotation_deg = int(first.rotation) % 360
            self.facts = self._describe(path, first)
        except BaseException:
            self._container.close()
            raise

    @property
    def notices(self) -> list[Notice]:
        """What was found while reading."""
        return [*self._notices, *self._size.notices]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._reading is not None:
            self._reading.close()  # the decoding thread first: it must not use a closed file
        self._first = None
        self._container.close()

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures, upright RGB; a file can be read once."""
        self._reading = read_ahead(self._upright_frames())
        return self._reading

    def _first_picture(self, path: str) -> VideoFrame:
        for picture in self._decoded:
            return picture
        said = f" ({self._refused})" if self._refused else ""
        raise SourceError(
            f"{path} has a video track, but not one picture of it can be decoded{said}; "
            "convert it to H.264 MP4 or record it again."
        )

    def _upright_frames(self) -> Iterator[Frame]:
        first, self._first = self._first, None
        if first is None:
            raise SourceError(f"{self.facts.path} was already read; open it again.")
        clock = ForwardClock(1.0 / _fps_of(self._stream))
        last_s = 0.0
        for picture in _chain(first, self._decoded):
            time_s = clock.time_s(_stamp_s(picture))
            if time_s is None:
                continue
            last_s = time_s
            yield self._size.fit(Frame(time_s=time_s, image_rgb=self._upright(picture)))
        self._conclude(last_s, clock)

    def _upright(self, picture: VideoFrame) -> ImageArray:
        width, height = _display_size(self._stream, picture)
        image = picture.to_ndarray(format="rgb24", width=width, height=height)
        # PyAV's rotation is counter-clockwise, as is rot90's. Rows may be padded: copy if so.
        upright = np.rot90(image, round(self._rotation_deg / 90))
        return np.ascontiguousarray(upright, dtype=np.uint8)

    def _decode(self) -> Iterator[VideoFrame]:
        """Yield what can be decoded; damaged packets are skipped, a broken file just ends."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except av.error.FFmpegError as error:
                self._refused = _reason(error)
                return
            if packet is None:
                return
            try:
                yield from packet.decode()
            except av.error.EOFError:
                return
            except av.error.FFmpegError as error:
                self._refused = _reason(error)

    def _describe(self, path: str, first: VideoFrame) -> FrameFacts:
        width, height = _display_size(self._stream, first)
        if self._rotation_deg in (90, 270):
            width, height = height, width
        duration_s = None
        stream = self._stream
        if stream.duration is not None and stream.time_base is not None:
            duration_s = float(stream.duration * stream.time_base)
        elif self._container.duration is not None:
            duration_s = self._container.duration / av.time_base
        if duration_s is not None and duration_s <= 0:
            duration_s = None
        count = stream.frames or None
        if count is None and duration_s is not None:
            count = max(1, round(duration_s * _fps_of(stream)))
        return FrameFacts(
            path=path,
            width=width,
            height=height,
            duration_s=duration_s,
            frame_count=count,
            has_audio=bool(self._container.streams.audio),
            start_time_s=_stamp_s(first) or 0.0,
        )

    def _conclude(self, last_s: float, clock: ForwardClock) -> None:
        """Say what was wrong with the file, once it has been read."""
        said = f" ({self._refused})" if self._refused else ""
        duration_s = self.facts.duration_s
        # Without a duration of its own the track may well be shorter than the sound.
        own = self._stream.duration is not None or not self.facts.has_audio
        tolerance_s = max(_TRUNCATED_S, _TRUNCATED_FRACTION * (duration_s or 0.0))
        if duration_s is not None and own and last_s < duration_s - tolerance_s:
            self._notices.append(
                Notice(
                    code="source_truncated",
                    text=f"The video ends after {last_s:.1f} s although it should last "
                    f"{duration_s:.1f} s{said}: only what is there was analysed.",
                    start_time_s=last_s,
                    end_time_s=duration_s,
                )
            )
        elif self._refused:
            self._notices.append(
                Notice(
                    code="source_damaged",
                    text=f"Parts of the video could not be decoded{said}: the rest was analysed.",
                )
            )
        if clock.restarts:
            self._notices.append(
                Notice(
                    code="time_stamps_restarted",
                    text="The video's time stamps start again in the middle: its pieces were "
                    "taken to follow each other without a gap.",
                )
            )


def _open(path: str) -> av.container.InputContainer:
    file = Path(path).absolute()
    try:
        if file.is_dir():
            raise SourceError(f"{path} is a directory, not a video file.")
        if file.stat().st_size == 0 and file.is_file():
            raise SourceError(f"{path} is empty (0 bytes); copy or record the video again.")
        with file.open("rb"):
            pass
        if file.suffix.lower() == ".npz":
            raise SourceError(
                f"{path} looks like recorded poses, which have no pictures; `lastrep analyze` reads"
                " them."
            )
        return av.open(str(file), options={"protocol_whitelist": "file"})
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(f"{path} does not exist; check the path.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read; check its permissions.") from None
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise SourceError(
            f"{path} is not a video that can be read ({_reason(error)}); expected a video file, "
            "a folder of images, a camera number, a stream URL or a recorded-pose .npz file."
        ) from None


def _picture_stream(container: av.container.InputContainer, path: str) -> VideoStream:
    # A song's cover and a text file drawn as "ANSI art" are video tracks to FFmpeg, not to us.
    tracks = [
        stream
        for stream in container.streams.video
        if not stream.disposition & av.stream.Disposition.attached_pic
        and container.format.name != "tty"
        and 0 < max(stream.width, stream.height) <= _LARGEST_SIDE_PX
    ]
    if tracks:
        return max(tracks, key=lambda stream: stream.width * stream.height)
    if container.streams.audio:
        raise SourceError(f"{path} holds only sound; a video track is needed.")
    raise SourceError(f"{path} holds no video track; a video file is needed.")


def _display_size(stream: VideoStream, picture: VideoFrame) -> tuple[int, int]:
    """Return width and height in square pixels, before rotation.

    Stored pixels need not be square. Left stretched, every angle is wrong and lying lifters are
    seldom found.
    """
    shape = stream.sample_aspect_ratio
    if not shape or abs(shape - 1) < _SQUARE_TOLERANCE or not 1 / 8 <= shape <= 8:  # noqa: PLR2004 - beyond 8 it is a damaged header
        return picture.width, picture.height
    return max(1, round(picture.width * shape)), picture.height


def _chain(first: VideoFrame, rest: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    yield first
    yield from rest


def _stamp_s(picture: VideoFrame) -> float | None:
    if picture.pts is None or picture.time_base is None:
        return None
    return float(picture.pts * Fraction(picture.time_base))


def _fps_of(stream: VideoStream) -> float:
    rate = stream.average_rate or stream.guessed_rate
    return float(rate) if rate else _USUAL_FPS


def _reason(error: BaseException) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said)[:1].lower() + str(said)[1:]
