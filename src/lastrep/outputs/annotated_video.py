"""The annotated video: H.264 with true time stamps and the sound kept; plays in any browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from lastrep.errors import OutputError
from lastrep.files.safe_write import replacing
from lastrep.outputs.layout import Layout, choose_layout, lifter_extent
from lastrep.outputs.overlay import draw
from lastrep.outputs.scoreboard import scoreboard_at
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Session

TIME_BASE = Fraction(1, 90_000)
QUALITY_CRF = "23"
SAME_INSTANT_S = 1e-3


def write_annotated_video(
    path: str | Path,
    frames: Iterable[Frame],
    recording: PoseRecording,
    session: Session,
    *,
    sound_from: str | Path | None = None,
    sound_offset_s: float = 0.0,
    on_frame: Callable[[Frame], None] | None = None,
) -> None:
    """Draw every picture of a source with its scoreboard and encode them as one video.

    Parameters
    ----------
    path
        Where to write; an existing file stays as it is unless the whole video succeeds.
    frames
        The source's pictures, once more, in order.
    recording
        The poses found in those pictures; matched by time stamp.
    sound_from
        A file whose sound track is kept: AAC as it is, anything else is turned into AAC.
    sound_offset_s
        What the source's clock subtracts from that file's own time stamps.
    on_frame
        Called after each picture, for a progress bar.

    Raises
    ------
    OutputError
        If the file cannot be written or holds no picture.
    """
    width, height = recording.image_size_px
    layout = choose_layout(width, height, lifter_extent(recording))
    with replacing(path) as temporary, ExitStack() as stack:
        try:
            container = stack.enter_context(
                av.open(str(temporary), "w", format="mp4", options={"movflags": "+faststart"})
            )
            picture = _add_picture_stream(container, layout)
            sound = _Sound.of(container, sound_from, sound_offset_s, stack)
            pictures = 0
            for frame, image in _drawn(frames, recording, session, layout):
                video_frame = av.VideoFrame.from_ndarray(image, format="rgb24")
                video_frame.pts = round(frame.time_s / TIME_BASE)
                video_frame.time_base = TIME_BASE
                container.mux(picture.encode(video_frame))
                sound.mux_until(frame.time_s)
                pictures += 1
                if on_frame is not None:
                    on_frame(frame)
            if not pictures:
                raise OutputError(f"cannot write '{path}': the source has no pictures to draw on")
            container.mux(picture.encode(None))
            sound.mux_until(None)
        except av.FFmpegError as error:
            raise OutputError(
                f"cannot write '{path}': {error.strerror}; what was there before is untouched"
            ) from error


def _drawn(
    frames: Iterable[Frame], recording: PoseRecording, session: Session, layout: Layout
) -> Iterator[tuple[Frame, ImageArray]]:
    """Yield each picture with its drawing; its pose is the one with the same time stamp."""
    poses = iter(recording)
    pose = next(poses, None)
    for frame in frames:
        while pose is not None and pose.time_s < frame.time_s - SAME_INSTANT_S:
            pose = next(poses, None)
        same = pose is not None and abs(pose.time_s - frame.time_s) <= SAME_INSTANT_S
        board = scoreboard_at(session, frame.time_s)
        yield frame, draw(frame.image_rgb, pose if same else None, board, layout)


def _add_picture_stream(container: Any, layout: Layout) -> Any:  # noqa: ANN401 - PyAV's own types
    stream = container.add_stream("libx264", rate=Fraction(30))
    stream.width, stream.height = layout.canvas_width_px, layout.canvas_height_px
    stream.pix_fmt = "yuv420p"
    stream.options = {"crf": QUALITY_CRF, "preset": "veryfast"}
    stream.codec_context.time_base = TIME_BASE
    stream.time_base = TIME_BASE
    return stream


class _Sound:
    """The sound track of the source on its way into the new file; silent where there is none."""

    def __init__(self, container: Any, source: Any, offset_s: float) -> None:  # noqa: ANN401 - PyAV has no types
        self._container = container
        self._offset_s = offset_s
        self._source = source
        self._packets: Iterator[Any] = iter(())
        self._held: Any = None
        self._resampler: Any = None
        self._stream: Any = None
        if source is None:
            return
        track = source.streams.audio[0]
        self._copied = track.codec_context.name == "aac"
        if self._copied:
            self._stream = container.add_stream_from_template(track)
        else:
            rate = track.codec_context.sample_rate or 44_100
            self._stream = container.add_stream("aac", rate=rate)
            self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=rate)
        self._packets = self._demuxed(track)

    @staticmethod
    def of(
        container: Any,  # noqa: ANN401 - PyAV's own types
        path: str | Path | None,
        offset_s: float,
        stack: ExitStack,
    ) -> _Sound:
        """Open the sound track of ``path``, if there is one."""
        if path is None:
            return _Sound(container, None, offset_s)
        source = stack.enter_context(av.open(str(path)))
        return _Sound(container, source if source.streams.audio else None, offset_s)

    def mux_until(self, time_s: float | None) -> None:
        """Write the sound up to a time on the source's clock, or all that is left."""
        while (packet := self._held or next(self._packets, None)) is not None:
            self._held = None
            if time_s is not None and float(packet.pts * packet.time_base) > time_s:
                self._held = packet
                return
            self._container.mux(packet)

    def _demuxed(self, track: Any) -> Iterator[Any]:  # noqa: ANN401 - PyAV's own types
        """Yield packets of the new stream, on the new clock, in order."""
        try:
            if self._copied:
                for packet in self._source.demux(track):
                    if packet.dts is None:
                        continue
                    shift = round(self._offset_s / packet.time_base)
                    packet.pts -= shift
                    packet.dts -= shift
                    if packet.pts >= 0:
                        packet.stream = self._stream
                        yield packet
                return
            for frame in self._source.decode(track):
                for piece in self._resampler.resample(frame):
                    yield from self._encoded(piece)
            yield from self._encoded(None)
        except av.FFmpegError:
            return  # a damaged sound track ends the sound, not the video

    def _encoded(self, piece: Any) -> Iterator[Any]:  # noqa: ANN401 - PyAV's own types
        if piece is not None:
            time_s = float(piece.pts * piece.time_base) - self._offset_s
            if time_s < 0:
                return
            piece.pts = round(time_s * piece.sample_rate)
            piece.time_base = Fraction(1, piece.sample_rate)
        yield from self._stream.encode(piece)
