"""Run a session for hours on looped input and watch its memory.

usage: python tests/benchmarks/live_soak.py VIDEO [MINUTES]

The video is played over and over at camera speed, without a window.
Prints the resident memory every minute and how much it grew after the first fifth.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.run import run_live
from lastrep.records.frame import Frame
from lastrep.records.session import Notice
from lastrep.records.source import FrameFacts
from lastrep.video.opening import open_frames

GAP_S = 1.0  # between two rounds of the video
SAMPLE_S = 60.0


class Loop:
    """A camera that shows a video again and again until its time is over."""

    def __init__(self, video: str, minutes: float) -> None:
        self._video = video
        self._end_s = 60.0 * minutes
        self.notices: list[Notice] = []
        first = open_frames(video)
        self.facts = FrameFacts(
            path=video, width=first.facts.width, height=first.facts.height, live=False
        )
        first.close()

    def frames(self) -> Iterator[Frame]:
        """Yield pictures on one clock that never goes back."""
        begun_s = time.perf_counter()
        offset_s = 0.0
        while offset_s < self._end_s:
            source = open_frames(self._video)
            time_s = offset_s
            for frame in source.frames():
                time_s = offset_s + frame.time_s
                time.sleep(max(0.0, begun_s + time_s - time.perf_counter()))
                yield Frame(time_s=time_s, image_rgb=frame.image_rgb)
            source.close()
            offset_s = time_s + GAP_S

    def close(self) -> None:
        """Nothing stays open between rounds."""


def resident_mb() -> float:
    """Return the memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def watch(samples_mb: list[float], stopped: threading.Event) -> None:
    """Sample the memory until told to stop."""
    while not stopped.wait(SAMPLE_S):
        samples_mb.append(resident_mb())
        print(f"{len(samples_mb):4d} min  {samples_mb[-1]:7.1f} MB", flush=True)


def main() -> None:
    """Run the soak and print what it came to."""
    video = sys.argv[1]
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 120.0
    samples_mb: list[float] = []
    stopped = threading.Event()
    threading.Thread(target=watch, args=(samples_mb, stopped), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LASTREP_SESSIONS"] = os.environ["XDG_DATA_HOME"] = folder
        outcome = run_live(
            LiveOptions(source=video, model="lite", window=False, voice=VoiceOptions(wanted=False)),
            lambda _line: None,
            open_source=lambda name: Loop(name, minutes),
        )
    stopped.set()
    settled = samples_mb[len(samples_mb) // 5 :]
    if settled:
        print(f"grew by {settled[-1] - settled[0]:.1f} MB after the first fifth")
    print(f"{len(outcome.session.sets)} sets, {outcome.session.counts.total} repetitions")


if __name__ == "__main__":
    main()
