"""How long a picture takes from the camera to the screen, and a repetition to the loudspeaker.

usage: xvfb-run -s '-screen 0 1280x720x24' python tests/benchmarks/live_latency.py VIDEO [MODEL]

The video is played at camera speed. What counts is what comes on top of the pose model: drawing,
waiting for the other threads, and putting the picture on the screen. Beside the clock's time stands
the processor's, which other programs lengthen less.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from typing import cast
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from lastrep.analysis import Analyzer
from lastrep.apps.live.core_process import CoreProcess, MakeAnalyzer
from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.pipeline import Seen
from lastrep.apps.live.run import run_live
from lastrep.apps.live.screen import Action, Screen
from lastrep.outputs.mixer import STALE_S, Mixer
from lastrep.outputs.speaker import BUFFER_MS, Clock
from lastrep.outputs.voice_clips import Samples
from lastrep.records.events import Event, RepSeen
from lastrep.records.pose import Pose


class TimedSink:
    """A sound device without sound: pulls every 10 ms and notes when each sentence begins."""

    born_s: list[float] = []  # noqa: RUF012 - one measurement per process
    begun_s: list[float] = []  # noqa: RUF012

    def __init__(self, mixer: Mixer, clock: Clock) -> None:
        say = mixer.say

        def timed(samples: Samples, born_s: float, now_s: float) -> bool:
            taken = say(samples, born_s, now_s)
            if taken:
                self.born_s.append(born_s)
                self.begun_s.append(clock())
            return taken

        mixer.say = timed  # type: ignore[method-assign] # measured where the product calls it

    def close(self) -> None:
        """Nothing is open."""


class TimedAnalyzer(Analyzer):
    """Notes the processor time of the looks that found a repetition."""

    def __init__(self, make_analyzer: MakeAnalyzer) -> None:
        self.__dict__.update(vars(make_analyzer()))
        self.looked_cpu_s: list[float] = []

    def push(self, pose: Pose) -> list[Event]:
        """Return what the analyser says."""
        start_s = time.thread_time()
        events = super().push(pose)
        if _found_a_repetition(events):
            self.looked_cpu_s.append(time.thread_time() - start_s)
        return events


class TimedCore(CoreProcess):
    """Notes how long the session waited for the looks that found a repetition."""

    looked_s: list[float] = []  # noqa: RUF012 - one measurement per process
    looked_cpu_s: list[float] = []  # noqa: RUF012 - the same
    answered_s: list[float] = []  # noqa: RUF012 - the same

    def __init__(self, make_analyzer: MakeAnalyzer) -> None:
        super().__init__(partial(TimedAnalyzer, make_analyzer))

    def push(self, pose: Pose) -> list[Event]:
        """Return what the analyser says."""
        start_s = time.perf_counter()
        events = super().push(pose)
        if _found_a_repetition(events):
            self.answered_s.append(time.perf_counter())
            self.looked_s.append(self.answered_s[-1] - start_s)
        return events

    def finish(self) -> list[Event]:
        """Return what the analyser says in the end."""
        self.looked_cpu_s.extend(cast("list[float]", self._ask("looked_cpu_s")))
        return super().finish()


def _found_a_repetition(events: list[Event]) -> bool:
    return any(isinstance(event, RepSeen) for event in events)


class TimedScreen(Screen):
    """Notes the processor time that a picture takes in the main thread."""

    drawn_s: list[float] = []  # noqa: RUF012 - one measurement per process

    def show(self, seen: Seen | None) -> Action | None:
        """Draw the picture."""
        start_s = time.thread_time()
        action = super().show(seen)
        if seen is not None:
            self.drawn_s.append(time.thread_time() - start_s)
        return action


def main() -> None:
    """Run a session on a video and print the figures."""
    video = sys.argv[1]
    model = sys.argv[2] if len(sys.argv) > 2 else "lite"
    timed = patch.multiple(
        "lastrep.apps.live.voice", sound_device_name=lambda: "timed", SoundDevice=TimedSink
    )
    screen = patch("lastrep.apps.live.run.Screen", TimedScreen)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, timed, screen:
        os.environ["LASTREP_SESSIONS"] = os.environ["XDG_DATA_HOME"] = folder
        start_s = time.perf_counter()
        outcome = run_live(
            LiveOptions(source=video, model=model, voice=VoiceOptions()),
            lambda _line: None,
            make_core=TimedCore,
        )
        wall_s = time.perf_counter() - start_s
    timing = outcome.timing
    added_ms = 1e3 * np.array(timing.added_s)
    pose_ms = 1e3 * np.array(timing.pose_s)
    sound_ms = 1e3 * (np.array(TimedSink.begun_s) - np.array(TimedSink.born_s)) + BUFFER_MS
    rate = timing.pictures_per_s
    print(f"{len(added_ms)} pictures looked at in {wall_s:.1f} s, {outcome.dropped} dropped")
    print(f"pictures a second            {0.0 if rate is None else rate:6.1f}")
    print(f"pose model, median / p95     {_two(pose_ms)} ms")
    print(f"on top of it, median / p95   {_two(added_ms)} ms")
    for name in ("waited", "handed", "drawn"):
        print(
            f"  {name:10s}                 {_two(1e3 * np.array(getattr(timing, name + '_s')))} ms"
        )
    print(f"  drawn, processor           {_two(1e3 * np.array(TimedScreen.drawn_s))} ms")
    print(f"look that found a repetition {_two(1e3 * np.array(TimedCore.looked_s))} ms")
    print(f"  of it the processor's      {_two(1e3 * np.array(TimedCore.looked_cpu_s))} ms")
    print(f"picture to sound, median / p95 {_two(sound_ms)} ms, buffer included")
    print(f"  from the answer on, median / p95 {_two(_answer_to_sound_ms())} ms, buffer included")
    print(f"load average before, after   {load:6.1f} / {os.getloadavg()[0]:.1f}")
    print(f"repetitions                  {outcome.session.counts.total:6d}")


def _answer_to_sound_ms() -> NDArray[np.float64]:
    """Return how long after the analyser was certain of a repetition its sound began."""
    begun_s = np.array(TimedSink.begun_s)
    after = np.searchsorted(begun_s, TimedCore.answered_s)
    heard = after < len(begun_s)
    waited_s = begun_s[after[heard]] - np.array(TimedCore.answered_s)[heard]
    said = waited_s < STALE_S  # later ones are other sentences: a count can be overtaken
    return np.asarray(1e3 * waited_s[said] + BUFFER_MS)


def _two(values_ms: NDArray[np.float64]) -> str:
    if not len(values_ms):
        return "    --"
    return f"{np.median(values_ms):6.1f} / {np.percentile(values_ms, 95):.1f}"


if __name__ == "__main__":
    main()
