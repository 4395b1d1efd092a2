"""Commands by voice, an extra: "hey mycroft", then what is wanted; understood on this machine.

The phrase that nobody says by chance is spotted by a small network made for nothing else. Only what
follows it is held against the few commands there are, so that talk, music and a coach's own voice
are never taken for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, cast, get_args

from lastrep.errors import UsageError

Command = Literal["undo", "pause", "go on", "next exercise", "pain"]
RATE_HZ = 16_000
SAMPLE_BYTES = 2
WAKE = 0.5  # mean chance over the network's window; its makers' 0.95 misses a fifth of the voices
LISTEN_S = 2.0  # after the phrase
_HOP_BYTES = SAMPLE_BYTES * RATE_HZ // 100
_GRAMMAR = "#JSGF V1.0;\ngrammar commands;\npublic <command> = {};\n"


class SpokenCommands:
    """Finds commands in sound, however it is cut into pieces.

    Attributes
    ----------
    deaf
        Asked when the phrase was heard: whether no command may be given now.

    Raises
    ------
    UsageError
        The extra is not installed.
    """

    def __init__(self) -> None:
        try:
            import pocketsphinx  # noqa: PLC0415 - an extra
            import pymicro_wakeword as wakeword  # noqa: PLC0415 - the same
        except ImportError as error:
            raise UsageError(
                "voice commands are an extra; install it: pip install 'lastrep[commands]'."
            ) from error
        self.deaf: Callable[[], bool] = lambda: False
        self._features: Any = wakeword.MicroWakeWordFeatures()
        self._phrase: Any = wakeword.MicroWakeWord.from_builtin(wakeword.Model.HEY_MYCROFT)
        self._words: Any = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
        self._words.add_jsgf_string("commands", _GRAMMAR.format(" | ".join(get_args(Command))))
        self._words.activate_search("commands")
        self._rest = b""
        self._heard: bytearray | None = None  # since the phrase

    def push(self, pcm: bytes) -> Iterator[Command]:
        """Take the next mono sound, 16 bits a sample at `RATE_HZ`; yield the commands in it."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % _HOP_BYTES
        self._rest = pcm[whole:]
        for at in range(0, whole, _HOP_BYTES):
            command = self._hop(pcm[at : at + _HOP_BYTES])
            if command is not None:
                yield command

    def _hop(self, pcm: bytes) -> Command | None:
        if self._heard is not None:
            self._heard += pcm
            if len(self._heard) < LISTEN_S * RATE_HZ * SAMPLE_BYTES:
                return None
            heard, self._heard = bytes(self._heard), None
            return self._understood(heard)
        for features in self._features.process_streaming(pcm):
            chance = self._phrase.process_streaming_prob(features)
            if chance is not None and chance > WAKE:
                self._phrase.reset()
                self._features.reset()
                if not self.deaf():
                    self._heard = bytearray()
                return None
        return None

    def _understood(self, pcm: bytes) -> Command | None:
        self._words.start_utt()
        self._words.process_raw(pcm, full_utt=True)
        self._words.end_utt()
        best = self._words.hyp()
        words = "" if best is None else best.hypstr.strip()
        return cast("Command", words) if words in get_args(Command) else None
