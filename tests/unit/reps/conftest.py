"""A side-view stick figure whose elbow angle follows a script: enough to measure curls on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from lastrep.exercises import load_exercise
from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, PoseRecording
from lastrep.reps.limits import CountedReps, RepLimits

STRAIGHT_DEG, BENT_DEG = 165.0, 50.0
IMAGE_PX = (1280, 720)


@dataclass(frozen=True)
class Move:
    """Go to a share of the range within a time; the lean goes along."""

    to: float
    seconds: float
    lean_deg: float = 0.0


@dataclass(frozen=True)
class Curls:
    """Scripted curls with the instants of every move."""

    track: MotionTrack
    counted: CountedReps
    exercise: Exercise
    moves: tuple[tuple[float, float, Move], ...]


def _bell(x: FloatArray) -> FloatArray:
    x = np.clip(x, 0.0, 1.0)
    return x**3 * (10.0 - 15.0 * x + 6.0 * x * x)


def curl(
    up_s: float = 0.9, down_s: float = 1.4, *, top: float = 1.0, pause_s: float = 0.3
) -> list[Move]:
    return [Move(top, up_s), Move(top, pause_s), Move(0.0, down_s), Move(0.0, 0.4)]


def keypoints(progress: FloatArray, lean_deg: FloatArray) -> FloatArray:
    """``(T, 33, 2)`` of a figure seen from its left."""
    points = np.full((len(progress), 33, 2), np.nan)
    lean = np.radians(lean_deg)
    hip = np.tile([640.0, 420.0], (len(progress), 1))
    up = np.stack([np.sin(lean), -np.cos(lean)], axis=1)
    shoulder = hip + 180.0 * up
    elbow = shoulder + np.array([0.0, 105.0])
    bend = np.radians(STRAIGHT_DEG + (BENT_DEG - STRAIGHT_DEG) * progress)
    # the forearm turns forward from the upper arm, which points down
    wrist = elbow + 95.0 * np.stack([np.sin(np.pi - bend), np.cos(np.pi - bend)], axis=1)
    for left, right, place in (
        (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, shoulder),
        (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW, elbow),
        (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, wrist),
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP, hip),
        (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, hip + np.array([0.0, 160.0])),
        (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, hip + np.array([0.0, 310.0])),
    ):
        points[:, left] = place
        points[:, right] = place + np.array([12.0, 4.0])
    points[:, Landmark.NOSE] = shoulder + 60.0 * up
    return points


@pytest.fixture
def make_curls() -> Callable[..., Curls]:
    """Return a maker of scripted curls, their limits taken from the script."""

    def make(
        moves: Sequence[Move],
        *,
        fps: float = 30.0,
        noise_px: float = 0.0,
        seed: int = 0,
        listed: Sequence[int] | None = None,
    ) -> Curls:
        moves = [Move(0.0, 1.5), *moves, Move(0.0, 2.0)]
        edges = np.concatenate([[0.0], np.cumsum([move.seconds for move in moves])])
        time_s = np.arange(0.0, edges[-1], 1.0 / fps)
        progress, lean = np.zeros(len(time_s)), np.zeros(len(time_s))
        spans: list[tuple[float, float, Move]] = []
        at = 0.0
        for start, move in zip(edges, moves, strict=False):
            share = _bell((time_s - start) / move.seconds)
            progress += (move.to - at) * share
            lean += move.lean_deg * np.sin(np.pi * np.clip((time_s - start) / move.seconds, 0, 1))
            spans.append((float(start), float(start + move.seconds), move))
            at = move.to
        points = keypoints(progress, lean)
        points += np.random.default_rng(seed).normal(0.0, noise_px, points.shape)
        seen = np.isfinite(points).all(-1)
        recording = PoseRecording(
            time_s=time_s,
            keypoints_px=points,
            visibility=np.asarray(seen * 0.95),
            image_size_px=IMAGE_PX,
        )
        limits = []
        level = 0.0
        for i, (start, end, move) in enumerate(spans):
            if move.to > level + 0.1:
                later = next((b for _, b, m in spans[i + 1 :] if m.to < move.to - 0.1), None)
                limits.append(
                    RepLimits(
                        concentric_start_time_s=start,
                        concentric_end_time_s=end,
                        eccentric_time_s=later,
                        eccentric_first=False,
                        confidence=0.9,
                    )
                )
            level = move.to
        if listed is not None:
            limits = [limits[i] for i in listed]
        counted = CountedReps(
            limits=tuple(limits), time_s=time_s, signal=2.0 * progress - 1.0, likeness=0.9
        )
        return Curls(
            track=track_poses(recording),
            counted=counted,
            exercise=load_exercise("barbell_curl"),
            moves=tuple(spans),
        )

    return make


@pytest.fixture
def one_curl() -> Callable[..., list[Move]]:
    """Return the moves of one repetition."""
    return curl


@pytest.fixture
def move() -> type[Move]:
    """Return the kind of a single move."""
    return Move
