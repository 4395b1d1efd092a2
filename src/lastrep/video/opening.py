"""Which reader a source needs."""

from __future__ import annotations

from pathlib import Path

from lastrep.errors import SourceError, UsageError
from lastrep.records.source import FrameSource

_MOST_DIGITS = 3  # nobody has more cameras, and OpenCV overflows


def _is_folder(source: str) -> bool:
    try:
        return Path(source).is_dir()
    except OSError as error:  # a name that is too long
        raise SourceError(f"'{source[:40]}...' cannot be opened ({error.strerror}).") from error


def check_rate(source: str, fps: float | None) -> None:
    """Refuse a rate for what says its own.

    Raises
    ------
    UsageError
        A rate is given, and the source is no folder.
    """
    if fps is not None and not _is_folder(source):
        raise UsageError(f"'{source}' is no folder of images: it says its own rate, without --fps.")


def open_frames(source: str, *, fps: float | None = None) -> FrameSource:
    """Return the reader for a source as it is written on the command line.

    Parameters
    ----------
    source
        Digits are a camera, ``scheme://...`` is a stream, a directory is a folder of images,
        everything else is a video file.
    fps
        How many pictures a second a folder of images holds; nothing else needs to be told.

    Raises
    ------
    SourceError
        It has no name, is missing, empty, damaged, or holds no pictures.
    UsageError
        A rate is given for something else than a folder, or is not above 0.
    """
    if not source.strip():
        raise SourceError("The source has no name; give a file, a folder, a stream or a number.")
    check_rate(source, fps)
    # Each reader brings a heavy library of its own: only the one that is needed is loaded.
    if _is_folder(source):
        from lastrep.video.images import ImageFolder  # noqa: PLC0415 - OpenCV only for images

        return ImageFolder(source, fps=fps)
    is_index = source.isascii() and source.isdigit() and len(source) <= _MOST_DIGITS
    if is_index and not Path(source).exists():
        from lastrep.video.camera import Camera  # noqa: PLC0415 - OpenCV only for a camera

        return Camera(int(source))
    if "://" in source:
        from lastrep.video.camera import Stream  # noqa: PLC0415 - the same

        return Stream(source)
    from lastrep.video.file import VideoFile  # noqa: PLC0415 - PyAV only for a file

    return VideoFile(source)
