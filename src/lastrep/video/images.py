"""A folder of images as a source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

import cv2
import numpy as np

from lastrep.errors import SourceError, UsageError
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.session import Notice
from lastrep.records.source import FrameFacts
from lastrep.video.ahead import read_ahead
from lastrep.video.steady_size import SteadySize

ASSUMED_FPS: Final = 30.0
_SUFFIXES: Final = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})

_RATE_ASSUMED: Final = Notice(
    code="rate_assumed",
    text=(
        f"Images do not say how many were taken a second: {ASSUMED_FPS:.0f} are assumed, and every"
        " time and speed rests on it. Give the true number with --fps."
    ),
)


class ImageFolder:
    """The images of a folder in natural order (``2.png`` before ``10.png``), one per 1/fps seconds.

    An image's place in the folder is its time, so a damaged one leaves a gap. Without ``fps`` 30 a
    second are assumed, and a notice says so: every time and speed rests on it. An image of another
    size is fitted into that of the first.

    Raises
    ------
    SourceError
        The folder cannot be read, or holds no readable image.
    UsageError
        The rate is not a number above 0.
    """

    def __init__(self, path: str, *, fps: float | None = None) -> None:
        if fps is not None and not 0.0 < fps < math.inf:
            raise UsageError(f"Images cannot be read at {fps} per second; give a number above 0.")
        self._fps = ASSUMED_FPS if fps is None else fps
        self._notices = [_RATE_ASSUMED] if fps is None else []
        self._size = SteadySize()
        self._paths = _images_in(path)
        first = next((image for image in map(_read, self._paths) if image is not None), None)
        if first is None:
            raise SourceError(
                f"None of the {len(self._paths)} images in {path} can be read; "
                "they are damaged or not images."
            )
        height, width = first.shape[:2]
        self.facts = FrameFacts(
            path=path,
            width=width,
            height=height,
            duration_s=len(self._paths) / self._fps,
            frame_count=len(self._paths),
        )

    @property
    def notices(self) -> list[Notice]:
        """What was found while reading."""
        return [*self._notices, *self._size.notices]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing stays open between images."""

    def frames(self) -> Iterator[Frame]:
        """Yield the images, RGB, upright as their EXIF orientation says."""
        return read_ahead(self._images())

    def _images(self) -> Iterator[Frame]:
        unreadable = []
        for i, path in enumerate(self._paths):
            image = _read(path)
            if image is None:
                unreadable.append(path.name)
            else:
                yield self._size.fit(Frame(time_s=i / self._fps, image_rgb=image))
        if unreadable:
            self._notices.append(
                Notice(code="image_unreadable", text=f"{_named(unreadable)} could not be read.")
            )


def _images_in(path: str) -> list[Path]:
    try:
        files = [file for file in Path(path).iterdir() if not file.name.startswith(".")]
    except PermissionError:
        raise SourceError(f"{path} may not be read; check its permissions.") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read as a folder ({error.strerror}).") from None
    found = [file for file in files if file.suffix.lower() in _SUFFIXES]
    if not found:
        other = sorted({file.suffix for file in files if file.suffix and file.is_file()})
        instead = f"give the files in it themselves ({path}/*{other[0]})" if other else ""
        raise SourceError(
            f"{path} holds no images ({', '.join(sorted(_SUFFIXES))}); "
            f"{instead or 'give a folder of images or a video file'}."
        )
    return sorted(found, key=_natural)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Return a key that orders digits as numbers."""
    parts = re.split(r"([0-9]+)", path.name.lower())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _read(path: Path) -> ImageArray | None:
    try:
        data = np.fromfile(path, dtype=np.uint8)  # OpenCV's own reader fails on some path names
        if data.size == 0:
            return None
        image_bgr = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None
    if image_bgr is None:
        return None
    return np.ascontiguousarray(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _named(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{len(names)} images ({names[0]}, ...)"
