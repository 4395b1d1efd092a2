"""The voice of a session: from events to what is heard, in the thread that counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from lastrep.apps.live.options import VoiceOptions
from lastrep.outputs.announcer import Announcer, Cue
from lastrep.outputs.mixer import Mixer
from lastrep.outputs.speaker import (
    Clock,
    Sink,
    SoundDevice,
    Speaker,
    WavFile,
    sound_device_name,
)
from lastrep.records.events import Event

REPEAT_S = 8.0  # the same hint about the picture is not spoken again sooner


class Voice:
    """Announces a session; ``state`` says whether anything can be heard.

    Parameters
    ----------
    clock_of
        Returns the machine's clock at an instant of the session: what is said is as old as the
        picture that showed it, whatever kept the counting up meanwhile.
    """

    def __init__(self, options: VoiceOptions, clock_of: Callable[[float], float]) -> None:
        self._clock_of = clock_of
        self._announcer = Announcer(options.topics)
        self._framing = "framing" in options.topics
        self._hints: dict[str, float] = {}
        self.state = ""
        opened: Callable[[Mixer, Clock], Sink] | None = None
        if options.to_file is not None:
            opened = partial(WavFile, options.to_file)
        elif not options.wanted:
            self.state = "voice off"
        elif sound_device_name() is None:
            self.state = "no sound device"
        else:
            opened = SoundDevice
        try:
            self._speaker = Speaker(opened, volume=options.volume, rate=options.rate)
        except Exception:  # noqa: BLE001 - whatever the driver says: a session goes on silently
            self.state = "the sound device does not work"
            self._speaker = Speaker(None)

    @property
    def speaking(self) -> bool:
        """Whether anything is being said."""
        return self._speaker.speaking

    def hear(self, events: list[Event]) -> None:
        """Speak what the events make worth saying, as one sentence."""
        cues = [cue for event in events for cue in self._announcer.hear(event)]
        if cues:
            self._speaker.say(cues, self._clock_of(events[-1].time_s))

    def hint(self, words: str) -> None:
        """Speak a hint about the picture, unless it was just spoken."""
        now_s = time.perf_counter()
        if self._framing and now_s - self._hints.get(words, -REPEAT_S) >= REPEAT_S:
            self._hints[words] = now_s
            self._speaker.say([Cue("framing", words, "attention")], now_s)

    def answer(self, words: str) -> None:
        """Confirm something the user did."""
        self._speaker.say([Cue("framing", words)], time.perf_counter())

    def take_back(self) -> None:
        """Let the number of the last repetition be spoken again: it was taken back."""
        self._announcer.take_back()

    def close(self) -> None:
        """Be silent and finish the file, if there is one."""
        self._speaker.close()
