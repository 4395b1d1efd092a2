"""Run a session for hours on looped input and watch its memory.

usage: python tests/benchmarks/live_soak.py VIDEO|POSES|sets|one-set [--minutes 120] [--speed 1]
           [--every 1] [--record PATH]

A video is played over and over at camera speed, of which every EVERYth picture is used. Recorded
poses (.npz), ``sets`` (simulated sets of two exercises, with rests) and ``one-set`` (simulated
repetitions without a rest) need no pose model and run SPEED times as fast as life; the minutes are
those of the session. With a display (``xvfb-run -s '-screen 0 1280x720x24'``) the window is part of
it, with --record what is kept of pictures and poses. Prints the resident memory and the processor
time every minute of the session, and how much the memory grew after the first fifth.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.run import run_live
from lastrep.errors import SourceError
from lastrep.outputs.window import display_available
from lastrep.pose.recorded import read_poses
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.session import ModelFacts, Notice
from lastrep.records.source import FrameFacts
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate
from lastrep.video.opening import open_frames

GAP_S = 1.0  # between two rounds
SAMPLE_S = 60.0
GREY = np.full((480, 640, 3), 90, np.uint8)
NO_DEPTH, NO_WORLD = np.zeros(33), np.zeros((33, 3))  # as heavy to keep as real ones


class LoopedPoses:
    """A camera with grey pictures and the tracker that knows where the lifter is in each."""

    facts = ModelFacts(name="replay", sha256=None)

    def __init__(self, rounds: list[PoseRecording], minutes: float, speed: float) -> None:
        self._rounds = rounds
        self._end_s = 60.0 * minutes
        self._speed = speed
        self._poses: dict[float, Pose] = {}

    def shown(self) -> Iterator[tuple[float, float]]:
        """Yield the session's time of each picture, and when in life it is due."""
        offset_s, number = 0.0, 0
        while offset_s < self._end_s:
            recording = self._rounds[number % len(self._rounds)]
            for pose in recording:
                time_s = offset_s + pose.time_s
                self._poses = {time_s: pose, **dict(list(self._poses.items())[:3])}
                yield time_s, time_s / self._speed
            offset_s, number = time_s + GAP_S, number + 1

    def picture(self, time_s: float) -> Frame:
        """Return a picture, whatever it shows."""
        return Frame(time_s=time_s, image_rgb=GREY)

    def track(self, frame: Frame) -> Pose:
        """Return where the lifter was in this picture."""
        pose = self._poses.get(frame.time_s)
        size = (GREY.shape[1], GREY.shape[0])
        if pose is None:
            return Pose.nobody(frame.time_s, size)
        return Pose(
            time_s=frame.time_s,
            keypoints_px=pose.keypoints_px,
            visibility=pose.visibility,
            image_size_px=pose.image_size_px,
            depth_px=NO_DEPTH,
            keypoints_world_m=NO_WORLD,
        )

    def close(self) -> None:
        """Nothing is open."""


class LoopedVideo:
    """Every nth picture of a video, again and again."""

    def __init__(self, video: str, minutes: float, every: int) -> None:
        self._video = video
        self._end_s = 60.0 * minutes
        self._every = every
        self._frame: Frame | None = None

    def shown(self) -> Iterator[tuple[float, float]]:
        """Yield the session's time of each picture, and when in life it is due."""
        offset_s = 0.0
        while offset_s < self._end_s:
            source = open_frames(self._video)
            time_s = offset_s
            for number, frame in enumerate(source.frames()):
                time_s = offset_s + frame.time_s
                if number % self._every == 0:
                    self._frame = frame
                    yield time_s, time_s
            source.close()
            offset_s = time_s + GAP_S

    def picture(self, time_s: float) -> Frame:
        """Return the picture of the video."""
        assert self._frame is not None
        return Frame(time_s=time_s, image_rgb=self._frame.image_rgb)


class Camera:
    """A camera that shows a loop on one clock and is gone when the loop is over."""

    def __init__(self, loop: LoopedPoses | LoopedVideo) -> None:
        self._loop = loop
        self.notices: list[Notice] = []
        # its pictures come when they are due, as those of a camera do
        self.facts = FrameFacts(path="loop", width=640, height=480, live=True)

    def frames(self) -> Iterator[Frame]:
        """Yield pictures on one clock that never goes back."""
        begun_s = time.perf_counter()
        for time_s, due_s in self._loop.shown():
            time.sleep(max(0.0, begun_s + due_s - time.perf_counter()))
            yield self._loop.picture(time_s)

    def close(self) -> None:
        """Nothing stays open between rounds."""


def recordings(source: str) -> list[PoseRecording] | None:
    """Return what is looped, or None for a video."""
    if source.endswith(".npz"):
        return [read_poses(Path(source))]
    if source == "one-set":
        return [_simulated("barbell_curl", Rep(times=10))]
    if source == "sets":
        rest = Rest(seconds=70.0)
        return [
            _simulated("barbell_curl", Rest(seconds=3.0), Rep(times=10), rest),
            _simulated("bodyweight_squat", Rest(seconds=3.0), Rep(times=8), rest),
        ]
    return None


def _simulated(exercise: str, *events: Rep | Rest) -> PoseRecording:
    return simulate(Script(exercise=exercise, events=events)).recording


def resident_mb() -> float:
    """Return the memory that the session holds, the process that counts included."""
    processes = ["self", *(str(child.pid) for child in multiprocessing.active_children())]
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) for pid in processes)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def watch(samples_mb: list[float], stopped: threading.Event, speed: float) -> None:
    """Sample the memory until told to stop."""
    while not stopped.wait(SAMPLE_S / speed):
        samples_mb.append(resident_mb())
        cpu_s = time.process_time()
        print(f"{len(samples_mb):4d} min  {samples_mb[-1]:7.1f} MB  {cpu_s:8.1f} s", flush=True)


def main() -> None:
    """Run the soak and print what it came to."""
    parser = argparse.ArgumentParser(description="Watch the memory of a long session.")
    parser.add_argument("source", help="VIDEO, POSES, sets or one-set")
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    looped = recordings(given.source)
    speed = 1.0 if looped is None else given.speed
    loop = (
        LoopedVideo(given.source, given.minutes, given.every)
        if looped is None
        else LoopedPoses(looped, given.minutes, speed)
    )
    cameras = [Camera(loop)]

    def open_once(_name: str) -> Camera:
        if not cameras:
            raise SourceError("the loop is over.")
        return cameras.pop()

    samples_mb: list[float] = []
    stopped = threading.Event()
    threading.Thread(target=watch, args=(samples_mb, stopped, speed), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LASTREP_SESSIONS"] = os.environ["XDG_DATA_HOME"] = folder
        outcome = run_live(
            LiveOptions(
                source="loop",
                model="lite",
                window=display_available(),
                voice=VoiceOptions(wanted=False),
                give_up_s=0.0,
                record=given.record,
            ),
            lambda _line: None,
            open_source=open_once,
            make_tracker=(lambda _model: loop) if isinstance(loop, LoopedPoses) else None,
        )
    stopped.set()
    settled = samples_mb[len(samples_mb) // 5 :]
    if settled:
        print(f"grew by {settled[-1] - settled[0]:.1f} MB after the first fifth")
        print(f"between {min(settled):.1f} and {max(settled):.1f} MB after the first fifth")
    print(f"{len(outcome.session.sets)} sets, {outcome.session.counts.total} repetitions")
    print(f"{outcome.captured} pictures, {outcome.dropped} dropped")


if __name__ == "__main__":
    main()
