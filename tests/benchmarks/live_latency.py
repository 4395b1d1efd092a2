"""How long a picture takes from the camera to the screen, and a repetition to the loudspeaker.

usage: xvfb-run -s '-screen 0 1280x720x24' python tests/benchmarks/live_latency.py VIDEO [MODEL]

The video is played at camera speed. What counts is what comes on top of the pose model: drawing,
waiting for the other threads, and putting the picture on the screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.run import run_live
from lastrep.outputs.mixer import Mixer
from lastrep.outputs.speaker import BUFFER_MS, Clock
from lastrep.outputs.voice_clips import Samples


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


def main() -> None:
    """Run a session on a video and print the figures."""
    video = sys.argv[1]
    model = sys.argv[2] if len(sys.argv) > 2 else "lite"
    timed = patch.multiple(
        "lastrep.apps.live.voice", sound_device_name=lambda: "timed", SoundDevice=TimedSink
    )
    with tempfile.TemporaryDirectory() as folder, timed:
        os.environ["LASTREP_SESSIONS"] = os.environ["XDG_DATA_HOME"] = folder
        start_s = time.perf_counter()
        outcome = run_live(
            LiveOptions(source=video, model=model, voice=VoiceOptions()), lambda _line: None
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
    print(f"picture to sound, median / p95 {_two(sound_ms)} ms, buffer included")
    print(f"repetitions                  {outcome.session.counts.total:6d}")


def _two(values_ms: NDArray[np.float64]) -> str:
    if not len(values_ms):
        return "    --"
    return f"{np.median(values_ms):6.1f} / {np.percentile(values_ms, 95):.1f}"


if __name__ == "__main__":
    main()
