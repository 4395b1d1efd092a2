"""Which reader a source needs."""

from __future__ import annotations

from pathlib import Path

from lastrep.errors import SourceError
from lastrep.records.source import FrameSource

_MOST_DIGITS = 3  # nobody has more cameras, and OpenCV overflows


def open_frames(source: str) -> FrameSource:
    """Return the reader for a source as it is written on the command line.

    Parameters
    ----------
    source
        Digits are a camera, ``scheme://...`` is a stream, a directory is a folder of images,
        everything else is a video file.

    Raises
    ------
    SourceError
        It has no name, is missing, empty, damaged, or holds no pictures.
    """
    if not source.strip():
        raise SourceError("The source has no name; give a file, a folder, a stream or a number.")
    # Each reader brings a heavy library of its own: only the one that is needed is loaded.
    is_index = source.isascii() and source.isdigit() and len(source) <= _MOST_DIGITS
    if is_index and not Path(source).exists():
        from lastrep.video.camera import Camera  # noqa: PLC0415 - OpenCV only for a camera

        return Camera(int(source))
    if "://" in source:
        from lastrep.video.camera import Stream  # noqa: PLC0415 - the same

        return Stream(source)
    if Path(source).is_dir():
        from lastrep.video.images import ImageFolder  # noqa: PLC0415 - the same

        return ImageFolder(source)
    from lastrep.video.file import VideoFile  # noqa: PLC0415 - PyAV only for a file

    return VideoFile(source)
