"""How long each stage takes here, against the bare pose model on the same pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec
import numpy as np

from lastrep.analysis import Analyzer
from lastrep.errors import SourceError
from lastrep.pose.models import find_model
from lastrep.pose.quiet import hush_environment, native_stderr_silenced
from lastrep.pose.source import PoseSource, open_poses
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.pose import Pose
from lastrep.video.opening import open_frames

CHUNK = 24  # pictures per turn: the two sides of the ratio meet the same load on the machine
WARM_UP = 24
CORE_RUNS = 5


class BenchResult(msgspec.Struct, frozen=True, kw_only=True):
    """Mean wall-clock times per picture in milliseconds; None where the source has no pictures.

    The core runs in one thread, waits for nothing and always does the same: its times are processor
    time, in the least disturbed of a few runs.
    """

    source: str
    model: str | None
    frames: int
    width: int
    height: int
    decode_ms: float | None
    bare_pose_ms: float | None
    pose_stage_ms: float | None
    core_us_per_pose: float
    core_us_p95: float
    whole_ms: float | None
    ratio_to_bare_pose: float | None


def default_source() -> str:
    """Return a sample video that lies in the repository.

    Raises
    ------
    SourceError
        If this is an installed package without the repository around it.
    """
    root = Path(__file__).resolve().parents[3]
    samples = sorted((root / "sample_videos").glob("*.mp4"))
    if not samples:
        raise SourceError("there is no sample video here; name a video to measure with.")
    return str(samples[0])


def run_bench(
    source: str, *, model: str = "full", max_frames: int = 600, exercise: str = "auto"
) -> BenchResult:
    """Measure an analysis of ``source``, turn by turn with the bare model.

    Raises
    ------
    LastrepError
        If the source or the model cannot be read.
    """
    chain_s: list[float] = []
    bare_s: list[float] = []
    seen: list[Pose] = []
    with ExitStack() as stack:
        poses = stack.enter_context(open_poses(source, open_frames, model=model))
        items = iter(poses)
        bare = None if poses.model.name is None else stack.enter_context(_BareModel(model))
        while taken := _take(items, chain_s, most=min(CHUNK, max_frames - len(chain_s))):
            for frame, pose in taken:
                seen.append(pose)
                if bare is not None and frame is not None:
                    _timed(bare_s, partial(bare.see, frame.image_rgb))
        _analyse(seen, exercise)  # loads what is loaded once
        core_s = min((_analyse(seen, exercise) for _ in range(CORE_RUNS)), key=sum)
        return _result(poses, source, core_s, chain_s, bare_s)


class _BareModel:
    """MediaPipe's pose landmarker and nothing around it: what the ratio is against."""

    def __init__(self, model: str) -> None:
        from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415 - 0.7 s

        from lastrep.pose.mediapipe_pose import mediapipe_image  # noqa: PLC0415 - with it

        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(find_model(model).path)),
            running_mode=vision.RunningMode.VIDEO,
        )
        hush_environment()
        with native_stderr_silenced():
            self._landmarker = vision.PoseLandmarker.create_from_options(options)
        self._image = mediapipe_image
        self._time_ms = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._landmarker.close()

    def see(self, image_rgb: ImageArray) -> None:
        self._time_ms += 33
        self._landmarker.detect_for_video(self._image(image_rgb), self._time_ms)


def _timed(
    times_s: list[float],
    action: Callable[[], object],
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    start = clock()
    action()
    times_s.append(clock() - start)


def _analyse(poses: list[Pose], exercise: str) -> list[float]:
    """Return the processor time of every step of an analysis."""
    times_s: list[float] = []
    analyzer = Analyzer(exercise, provisional=False)  # as `analyze` runs it
    for pose in poses:
        _timed(times_s, partial(analyzer.push, pose), time.thread_time)
    _timed(times_s, analyzer.finish, time.thread_time)
    return times_s


def _take(
    items: Iterator[tuple[Frame | None, Pose]], times_s: list[float], *, most: int
) -> list[tuple[Frame | None, Pose]]:
    """Return the next pictures with their poses and note how long each took to come."""
    taken = []
    start = time.perf_counter()
    for item in islice(items, most):
        now = time.perf_counter()
        times_s.append(now - start)
        taken.append(item)
        start = time.perf_counter()
    return taken


def _decoding_s(source: str, frames: int) -> float:
    frame_source = open_frames(source)
    try:
        start = time.perf_counter()
        read = sum(1 for _ in islice(frame_source.frames(), frames))
        return (time.perf_counter() - start) / max(1, read)
    finally:
        frame_source.close()


def _result(
    poses: PoseSource,
    source: str,
    core_s: list[float],
    chain_s: list[float],
    bare_s: list[float],
) -> BenchResult:
    warm = slice(WARM_UP if len(bare_s) > 2 * WARM_UP else 0, None)
    core = float(np.mean(core_s))
    chain = float(np.mean(chain_s[warm])) if bare_s else None
    bare = float(np.mean(bare_s[warm])) if bare_s else None
    whole = None if chain is None else chain + core
    return BenchResult(
        source=source,
        model=poses.model.name,
        frames=len(chain_s),
        width=poses.facts.width,
        height=poses.facts.height,
        decode_ms=1e3 * _decoding_s(source, len(chain_s)) if bare_s else None,
        bare_pose_ms=_ms(bare),
        pose_stage_ms=_ms(chain),
        core_us_per_pose=1e6 * core,
        core_us_p95=1e6 * float(np.percentile(core_s, 95)),
        whole_ms=_ms(whole),
        ratio_to_bare_pose=None if whole is None or bare is None else whole / bare,
    )


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else 1e3 * seconds
