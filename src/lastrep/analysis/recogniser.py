"""Recognition for all who look at the stretch under way: what was recognised last is known."""

from __future__ import annotations

from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition, recognise


class Recogniser:
    """Recognises the exercise and keeps the last answer: at the end, two ask for the same one."""

    def __init__(self) -> None:
        self._last: tuple[MotionTrack, Recognition] | None = None

    def recognise(self, track: MotionTrack) -> Recognition:
        """Return which exercise a stretch is."""
        if self._last is None or self._last[0] is not track:
            self._last = track, recognise(track)
        return self._last[1]
