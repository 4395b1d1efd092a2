"""What the adapters agree on: where pictures come from and what is known about them beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lastrep.records.frame import Frame
from lastrep.records.session import Notice


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What is known about a source before it is read to its end.

    Attributes
    ----------
    path
        As the user named it.
    width, height
        Of the upright picture, in pixels.
    duration_s
        None for cameras, streams, and files that do not say.
    frame_count
        How many pictures to expect, for a progress bar; None where nobody knows.
    live
        Whether the pictures come as they happen, so that a slow reader misses some.
    has_audio
        Whether there is a sound track.
    start_time_s
        What was subtracted from the file's own time stamps to make the first picture 0.
    """

    path: str
    width: int
    height: int
    duration_s: float | None = None
    frame_count: int | None = None
    live: bool = False
    has_audio: bool = False
    start_time_s: float = 0.0


class FrameSource(Protocol):
    """Pictures in the order they were taken, read once.

    ``notices`` grows while `frames` is read and is complete when it ends.
    """

    @property
    def facts(self) -> FrameFacts:
        """What is known beforehand."""
        ...

    @property
    def notices(self) -> list[Notice]:
        """What the user should know about the source, gathered so far."""
        ...

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures, strictly increasing in time."""
        ...

    def close(self) -> None:
        """Let go of the file or device; may be called twice."""
        ...
