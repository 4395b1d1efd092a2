"""Where the voice is heard: a sound device, a WAV file, or nowhere."""

from __future__ import annotations

import threading
import time
import wave
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from lastrep.files.safe_write import replacing
from lastrep.outputs.announcer import Cue
from lastrep.outputs.mixer import Mixer
from lastrep.outputs.time_stretch import stretched
from lastrep.outputs.tones import tone
from lastrep.outputs.voice_clips import PAUSE_S, RATE_HZ, Samples, speech

# of the sound device: small, so that a count is heard when it happens
PERIOD_MS, PERIODS = 10, 3
BUFFER_MS = PERIOD_MS * PERIODS
BLOCK_S = 0.02
NULL_DEVICE = "discard all samples"  # what ALSA calls the one that is none

Clock = Callable[[], float]


class Sink(Protocol):
    """Something that pulls samples from a mixer until it is closed."""

    def close(self) -> None:
        """Stop pulling and finish what was begun."""
        ...


class Speaker:
    """Speaks cues through a sink; without one it stays silent and costs nothing.

    Parameters
    ----------
    open_sink
        Given the mixer and the clock, returns what pulls from it; None for silence.
    volume
        0..1.
    rate
        1 is the voice's own speed; pitch stays.
    """

    def __init__(
        self,
        open_sink: Callable[[Mixer, Clock], Sink] | None,
        *,
        volume: float = 1.0,
        rate: float = 1.0,
        clock: Clock = time.perf_counter,
    ) -> None:
        self._mixer = Mixer(volume)
        self._rate = rate
        self._clock = clock
        self._sink = None if open_sink is None else open_sink(self._mixer, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def say(self, cues: Sequence[Cue], born_s: float) -> bool:
        """Speak cues as one sentence; they became worth saying at ``born_s`` on the clock.

        Returns False where nothing is heard: no sink, no words, or too late.
        """
        if self._sink is None:
            return False
        sounds = [sound for cue in cues if (sound := sound_of(cue, rate=self._rate)) is not None]
        if not sounds:
            return False
        pause = np.zeros(round(PAUSE_S * RATE_HZ), np.float32)
        parts = [part for sound in sounds for part in (sound, pause)][:-1]
        return self._mixer.say(np.concatenate(parts), born_s, self._clock())

    @property
    def speaking(self) -> bool:
        """Whether anything is being said."""
        return self._sink is not None and self._mixer.speaking

    def close(self) -> None:
        """Let go of the device or finish the file."""
        if self._sink is not None:
            self._sink.close()
            self._sink = None


def sound_of(cue: Cue, *, rate: float = 1.0) -> Samples | None:
    """Return tone and words as samples; None where there is neither a tone nor a clip."""
    words = speech(cue.words) if cue.words else None
    if words is not None and rate != 1.0:
        words = stretched(words, rate)
    parts = [part for part in (tone(cue.tone) if cue.tone else None, words) if part is not None]
    return np.concatenate(parts) if parts else None


class SoundDevice:
    """The default sound device, through miniaudio."""

    def __init__(self, mixer: Mixer, clock: Clock) -> None:
        import miniaudio  # noqa: PLC0415 - only where something is heard

        self._device: Any = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
        )
        stream = _pulled(mixer, clock)
        next(stream)
        self._device.start(stream)

    def close(self) -> None:
        """Stop the sound and free the device."""
        self._device.close()


class WavFile:
    """A file with everything that was heard, at the time when it was heard."""

    def __init__(self, path: Path, mixer: Mixer, clock: Clock) -> None:
        self._path = path
        self._mixer = mixer
        self._clock = clock
        self._blocks: list[bytes] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._pull, name="wav", daemon=True)
        self._thread.start()

    def _pull(self) -> None:
        start_s, pulled = self._clock(), 0
        while not self._stopped.wait(BLOCK_S):
            due = round((self._clock() - start_s) * RATE_HZ) - pulled
            if due > 0:
                self._blocks.append(_pcm(self._mixer.render(due, self._clock())))
                pulled += due

    def close(self) -> None:
        """Write the file."""
        self._stopped.set()
        self._thread.join()
        with replacing(self._path) as temporary, wave.open(str(temporary), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(b"".join(self._blocks))


def sound_device_name() -> str | None:
    """Return the name of the default sound device; None where there is none that can be heard."""
    import miniaudio  # noqa: PLC0415 - only where something is heard

    try:
        devices = miniaudio.Devices().get_playbacks()
    except miniaudio.MiniaudioError:
        return None
    names = [str(device["name"]) for device in devices]
    return next((name for name in names if not name.lower().startswith(NULL_DEVICE)), None)


def _pulled(mixer: Mixer, clock: Clock) -> Generator[bytes, int, None]:
    """Answer the device's requests for frames."""
    count = yield b""
    while True:
        count = yield _pcm(mixer.render(count, clock()))


def _pcm(samples: Samples) -> bytes:
    return (samples * 32767.0).astype(np.int16).tobytes()
