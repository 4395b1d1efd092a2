"""One voice at a time: the newer sentence wins, and nothing stale is spoken."""

from __future__ import annotations

from threading import Lock

import numpy as np

from lastrep.outputs.voice_clips import RATE_HZ, Samples

STALE_S = 0.5
FADE_S = 0.02


class Mixer:
    """Turns sentences into a stream of samples; safe to feed from another thread.

    A new sentence waits for the one being spoken only if that ends before the new one is stale;
    else it cuts in. A waiting sentence gives way to a newer one. All times are on one clock, in
    seconds; the mixer reads none itself.
    """

    def __init__(self, volume: float = 1.0) -> None:
        self.volume = volume
        self._lock = Lock()
        self._playing: Samples = np.zeros(0, np.float32)
        self._waiting: tuple[Samples, float] | None = None
        self._tail: Samples = np.zeros(0, np.float32)

    def say(self, samples: Samples, born_s: float, now_s: float) -> bool:
        """Take a sentence that became worth saying at ``born_s``; False if it is too late."""
        age_s = now_s - born_s
        if age_s > STALE_S:
            return False
        with self._lock:
            left_s = len(self._playing) / RATE_HZ
            if left_s and left_s + age_s <= STALE_S:
                self._waiting = (samples, born_s)
                return True
            fade = round(FADE_S * RATE_HZ)
            cut = self._playing[:fade]
            self._tail = cut * np.linspace(1.0, 0.0, len(cut), dtype=np.float32)
            self._playing = samples
            self._waiting = None
        return True

    @property
    def speaking(self) -> bool:
        """Whether a sentence is being spoken or waits to be."""
        with self._lock:
            return bool(len(self._playing)) or self._waiting is not None

    def render(self, count: int, now_s: float) -> Samples:
        """Return the next ``count`` samples; silence where nothing is to be said."""
        out = np.zeros(count, np.float32)
        with self._lock:
            tail = self._tail[:count]
            out[: len(tail)] += tail
            self._tail = self._tail[count:]
            at = 0
            while at < count:
                if not len(self._playing) and not self._next(now_s + at / RATE_HZ):
                    break
                piece = self._playing[: count - at]
                out[at : at + len(piece)] += piece
                self._playing = self._playing[len(piece) :]
                at += len(piece)
        return np.asarray(np.clip(out * self.volume, -1.0, 1.0), np.float32)

    def _next(self, now_s: float) -> bool:
        """Begin what is waiting, unless it has become stale."""
        if self._waiting is None:
            return False
        samples, born_s = self._waiting
        self._waiting = None
        if now_s - born_s > STALE_S:
            return False
        self._playing = samples
        return len(samples) > 0
