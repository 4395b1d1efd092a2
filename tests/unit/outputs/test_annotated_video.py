from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lastrep.errors import OutputError
from lastrep.outputs.annotated_video import write_annotated_video
from lastrep.records.frame import Frame
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Session

TIMES_S = (0.0, 0.1, 0.15, 0.4, 0.5, 0.9, 1.0, 1.1, 1.2, 1.3)  # a phone's variable rate


def frames(width: int = 640, height: int = 480) -> Iterator[Frame]:
    for time_s in TIMES_S:
        yield Frame(time_s=time_s, image_rgb=np.full((height, width, 3), 120, np.uint8))


def recording_of(pattern: PoseRecording, width: int = 640, height: int = 480) -> PoseRecording:
    count = len(TIMES_S)
    return PoseRecording(
        time_s=np.array(TIMES_S),
        keypoints_px=pattern.keypoints_px[:count],
        visibility=pattern.visibility[:count],
        image_size_px=(width, height),
    )


def write_sound(path: Path, codec: str, seconds: float = 1.4) -> Path:
    rate = 44_100
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        kind, shape = ("s16", (1, -1)) if codec == "pcm_s16le" else ("fltp", (1, -1))
        tone = np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)
        samples = (tone * 20_000).astype(np.int16) if kind == "s16" else tone.astype(np.float32)
        for start in range(0, len(samples), 1024):
            piece = samples[start : start + 1024].reshape(shape)
            frame = av.AudioFrame.from_ndarray(piece, format=kind, layout="mono")
            frame.sample_rate = rate
            frame.pts = start
            frame.time_base = Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_it_is_h264_for_browsers_with_the_index_in_front(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    path = tmp_path / "out.mp4"
    write_annotated_video(path, frames(), recording_of(standing_recording), failed_session)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert not container.streams.audio


def test_the_true_time_stamps_are_kept(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    path = tmp_path / "out.mp4"
    write_annotated_video(path, frames(), recording_of(standing_recording), failed_session)
    with av.open(str(path)) as container:
        times_s = [frame.time for frame in container.decode(video=0)]
    assert times_s == pytest.approx(TIMES_S, abs=1e-3)


def test_odd_sizes_are_made_even(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    path = tmp_path / "out.mp4"
    recording = recording_of(standing_recording, 641, 481)
    write_annotated_video(path, frames(641, 481), recording, failed_session)
    with av.open(str(path)) as container:
        assert container.streams.video[0].width % 2 == 0


@pytest.mark.parametrize(("codec", "name"), [("aac", "sound.mp4"), ("pcm_s16le", "sound.wav")])
def test_the_sound_is_kept(
    tmp_path: Path,
    failed_session: Session,
    standing_recording: PoseRecording,
    codec: str,
    name: str,
) -> None:
    path = tmp_path / "out.mp4"
    write_annotated_video(
        path,
        frames(),
        recording_of(standing_recording),
        failed_session,
        sound_from=write_sound(tmp_path / name, codec),
    )
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.name == "aac"
        samples = sum(frame.samples for frame in container.decode(stream))
    assert samples / 44_100 == pytest.approx(1.4, abs=0.1)


def test_a_source_without_sound_stays_silent(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    silent, path = tmp_path / "silent.mp4", tmp_path / "out.mp4"
    recording = recording_of(standing_recording)
    write_annotated_video(silent, frames(), recording, failed_session)
    write_annotated_video(path, frames(), recording, failed_session, sound_from=silent)
    with av.open(str(path)) as container:
        assert not container.streams.audio


def test_breaking_off_leaves_the_earlier_video(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    def interrupted() -> Iterator[Frame]:
        yield next(frames())
        raise KeyboardInterrupt

    path = tmp_path / "out.mp4"
    path.write_bytes(b"earlier")
    with pytest.raises(KeyboardInterrupt):
        write_annotated_video(path, interrupted(), recording_of(standing_recording), failed_session)
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_source_without_pictures_is_said(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    with pytest.raises(OutputError, match="no pictures"):
        write_annotated_video(
            tmp_path / "out.mp4", iter(()), recording_of(standing_recording), failed_session
        )
    assert list(tmp_path.iterdir()) == []


def test_every_picture_is_reported(
    tmp_path: Path, failed_session: Session, standing_recording: PoseRecording
) -> None:
    seen: list[float] = []
    write_annotated_video(
        tmp_path / "out.mp4",
        frames(),
        recording_of(standing_recording),
        failed_session,
        on_frame=lambda frame: seen.append(frame.time_s),
    )
    assert seen == list(TIMES_S)
