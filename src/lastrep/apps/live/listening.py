"""Where spoken commands come from: the microphone, or a WAV file that stands in for it."""

from __future__ import annotations

import queue
import threading
import time
import wave
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from lastrep.apps.live.spoken_command import RATE_HZ, SAMPLE_BYTES, Command, SpokenCommands
from lastrep.errors import SourceError
from lastrep.outputs.speaker import NULL_DEVICE

MICROPHONE = "mic"
BUFFER_MS = 50


class Listening:
    """Hears in a thread of its own; `take` hands out what was commanded.

    Parameters
    ----------
    source
        ``mic``, or the path of a WAV file (mono, 16 bits, 16 kHz), which is played once in life.
    commands
        What understands.

    Raises
    ------
    SourceError
        There is no microphone, or the file is not such a WAV file.
    """

    def __init__(self, source: str, commands: SpokenCommands) -> None:
        self._commands = commands
        self._sound: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._taken: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._close: Callable[[], None] = (
            _microphone(self._sound.put) if source == MICROPHONE else _file(source, self._sound.put)
        )
        self._thread = threading.Thread(target=self._run, name="commands", daemon=True)
        self._thread.start()

    def take(self) -> Command | None:
        """Return a command that was not taken yet."""
        try:
            return self._taken.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Stop listening."""
        self._close()
        self._sound.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (pcm := self._sound.get()) is not None:
            for command in self._commands.push(pcm):
                self._taken.put(command)


def _microphone(put: Callable[[bytes], None]) -> Callable[[], None]:
    """Start the default microphone and return what stops it."""
    import miniaudio  # noqa: PLC0415 - only where somebody listens

    def pulled() -> Generator[None, bytes, None]:
        while True:
            put(bytes((yield)))

    try:
        names = [str(device["name"]) for device in miniaudio.Devices().get_captures()]
        if all(name.lower().startswith(NULL_DEVICE) for name in names):
            raise SourceError("no microphone was found.")
        device: Any = miniaudio.CaptureDevice(
            input_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=BUFFER_MS,
        )
        stream = pulled()
        next(stream)
        device.start(stream)
    except miniaudio.MiniaudioError as error:
        raise SourceError(f"the microphone does not work: {error}.") from error
    close: Callable[[], None] = device.close
    return close


def _file(path: str, put: Callable[[bytes], None]) -> Callable[[], None]:
    """Start playing a file into ``put`` at the speed of life and return what stops it."""
    try:
        with wave.open(str(Path(path)), "rb") as file:
            kind = file.getnchannels(), file.getsampwidth(), file.getframerate()
            pcm = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(
            f"{path} cannot be read as a WAV file ({reason or type(error).__name__}); give one "
            f"that is mono, 16 bits and {RATE_HZ} Hz, or say {MICROPHONE}."
        ) from error
    if kind != (1, SAMPLE_BYTES, RATE_HZ):
        raise SourceError(f"{path} is not mono, 16 bits and {RATE_HZ} Hz, as commands must be.")
    stopped = threading.Event()
    step = SAMPLE_BYTES * RATE_HZ * BUFFER_MS // 1000

    def play() -> None:
        begun_s = time.perf_counter()
        for at in range(0, len(pcm), step):
            due_s = begun_s + at / (SAMPLE_BYTES * RATE_HZ)
            if stopped.wait(max(0.0, due_s - time.perf_counter())):
                return
            put(pcm[at : at + step])

    threading.Thread(target=play, name="wav in", daemon=True).start()
    return stopped.set
