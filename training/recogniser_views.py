"""How a camera and a pose model show a moving body: many views, cut off, hidden, badly placed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from recogniser_exercises import Clip

from lastrep.motion.measures import MEASURE_LANDMARKS
from lastrep.simulation import Camera, Noise
from lastrep.simulation.camera import place_camera
from lastrep.simulation.noise import disturb, hidden_share

FloatArray = NDArray[np.float64]
_GROUPS = (  # landmarks that a machine, a bench or a person in front hides together
    tuple(range(11)),
    (25, 26, 27, 28, 29, 30, 31, 32),
    (27, 28, 29, 30, 31, 32),
    (13, 15, 17, 19, 21),
    (14, 16, 18, 20, 22),
    (25, 27, 29, 31),
    (26, 28, 30, 32),
)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One clip as a pose model reports it; ``stretch``: how many times too wide the picture is."""

    time_s: FloatArray
    keypoints_px: FloatArray
    visibility: FloatArray
    stretch: float = 1.0

    @property
    def measure_visibility(self) -> FloatArray:
        """``(T, M, 2)``, all that a track knows of it."""
        return self.visibility[:, MEASURE_LANDMARKS].min(axis=1)


def look_at(clip: Clip, rng: np.random.Generator) -> View:
    """Return a clip seen by a camera somewhere, with a pose model's errors."""
    tall = rng.random() < 0.4
    setup = Camera(
        azimuth_deg=_azimuth(rng),
        height_m=float(
            rng.choice([rng.uniform(0.15, 0.8), rng.uniform(0.7, 1.7), rng.uniform(1.4, 3.2)])
        ),
        field_of_view_deg=float(rng.uniform(32, 75)),
        roll_deg=float(rng.normal(0, 3)),
        width=480 if tall else 854,
        height=854 if tall else 480,
    )
    camera = place_camera(setup, clip.landmarks_m)
    exact = camera.project(clip.landmarks_m)
    hidden = hidden_share(camera.in_camera_m(clip.landmarks_m))
    code = np.stack([_slow(clip, rng) for _ in range(2)], -1)
    noise = Noise(
        level=float(np.exp(rng.normal(0.2, 0.7))),
        drop_outs_per_min=float(rng.choice([0, 2, 15])),
        swaps_per_min=float(rng.choice([0, 0, 0, 12])),
    )
    points, visibility = disturb(exact, hidden, code, clip.time_s, noise, rng)
    points, visibility = _framed(points, visibility, (setup.width, setup.height), code[:, 0], rng)
    if rng.random() < 0.25:
        visibility = _covered(visibility, rng)
    if rng.random() < 0.15:  # a hand-held or panning camera
        way = np.cumsum(rng.normal(0, 1, (len(points), 2)), axis=0) * rng.uniform(0, 4)
        points = points + way[:, None]
    if rng.random() < 0.12:
        points = _zoomed(points, clip.time_s, (setup.width, setup.height), rng)
    stretch = _stretch(rng) if rng.random() < 0.15 else 1.0
    points = points * [stretch, 1.0]
    if rng.random() < 0.3:
        points = _pinned(points, clip.time_s, rng)
    if rng.random() < 0.15:
        points = _confused(points, rng)
    keep = 1.0 if rng.random() < 0.6 else rng.uniform(0.3, 1.0)
    visibility = np.where(rng.random(len(points)) < keep, 1.0, 0.0)[:, None] * visibility
    dice = rng.random()
    if dice < 0.15:  # recordings that know only seen and unseen
        visibility = (visibility > rng.uniform(0.2, 0.6)).astype(float)
    elif dice < 0.40:  # and those that know only whether there was a pose
        visibility = np.repeat((visibility > 0.0).any(axis=1, keepdims=True), 33, axis=1) * 1.0
    return View(clip.time_s, points, visibility, stretch)


def _zoomed(
    points: FloatArray, time_s: FloatArray, size: tuple[int, int], rng: np.random.Generator
) -> FloatArray:
    """Come closer or draw back while filming, as edited videos do."""
    share = (time_s - time_s[0]) / max(float(np.ptp(time_s)), 1e-6)
    middle = np.array(size) * rng.uniform(0.3, 0.7, 2)
    return middle + (points - middle) * np.exp(rng.normal(0, 0.35) * share)[:, None, None]


def _stretch(rng: np.random.Generator) -> float:
    """A picture brought to another shape, mostly a tall one to a wide one.

    The pose model takes back a part of it: it has learned how people are shaped.
    """
    wide = rng.uniform(0.15, 0.8) if rng.random() < 0.75 else -rng.uniform(0.15, 0.6)
    return float(np.exp(wide))


def _azimuth(rng: np.random.Generator) -> float:
    spread = rng.random()
    if spread < 0.35:
        return float(rng.choice([90, 270]) + rng.normal(0, 14))
    if spread < 0.55:
        return float(rng.normal(0, 14))
    if spread < 0.65:
        return float(180 + rng.normal(0, 18))
    return float(rng.uniform(0, 360)) - 180.0


def _slow(clip: Clip, rng: np.random.Generator) -> FloatArray:
    """Return a number that goes with the pose, for errors that go with the pose."""
    joint = rng.choice([15, 25, 13, 11])
    line = clip.landmarks_m[:, joint, rng.integers(3)]
    return (line - line.mean()) / max(float(line.std()), 0.05)


def _framed(
    points: FloatArray,
    visibility: FloatArray,
    size: tuple[int, int],
    code: FloatArray,
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """Zoom in so that parts lie outside the picture: those are guessed, and mostly rated low.

    A guess may go with the pose, ``code`` ``(T,)``: legs that fold and stretch as the arms move.
    """
    if rng.random() < 0.6:
        return points, visibility
    low, high = np.nanmin(points, axis=(0, 1)), np.nanmax(points, axis=(0, 1))
    left, top = low + rng.uniform(-0.3, 0.25, 2) * (high - low)
    right, bottom = high - rng.uniform(-0.3, 0.45, 2) * (high - low)
    out = (
        (points[..., 0] < left) | (points[..., 0] > right)
        | (points[..., 1] < top) | (points[..., 1] > bottom)
    )  # fmt: skip
    inside = np.clip(points, [left, top], [right, bottom])
    share = rng.uniform(0, 0.9)
    if rng.random() < 0.4:
        share = np.clip(share + rng.normal(0, 0.3) * code, 0.0, 1.0)[:, None, None]
    guess = inside + share * (points - inside)
    guess = guess + rng.normal(0, 0.02 * max(size), points.shape)
    # three in ten of what a rendered picture cut off were rated as if they were seen
    sure = rng.random() < 0.3
    rated = rng.uniform(0.3, 1.0) if sure else rng.uniform(0.0, 0.25, visibility.shape)
    points = np.where(out[..., None], guess, points)
    return points, np.where(out, np.minimum(rated, visibility), visibility)


def _covered(visibility: FloatArray, rng: np.random.Generator) -> FloatArray:
    out = visibility.copy()
    for _ in range(rng.integers(1, 3)):
        group = list(_GROUPS[rng.integers(len(_GROUPS))])
        first = int(rng.integers(len(out))) if rng.random() < 0.4 else 0
        out[first:, group] *= rng.uniform(0.0, 0.25)
    return out


def _pinned(points: FloatArray, time_s: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Each pose shifted onto its hips and brought to one size, as some data sets store them.

    The size is that of a torso in space, whose depth is a guess: it breathes.
    """
    moved = points - points[:, 23:25].mean(axis=1, keepdims=True)
    torso = np.linalg.norm(moved[:, 11:13].mean(axis=1), axis=-1)
    relative = torso / max(float(np.nanmax(torso)), 1e-6)
    hz = rng.uniform(0.05, 1.0)
    slow = np.sin(2 * np.pi * hz * time_s + rng.uniform(0, 6))
    breath = rng.choice([0.05, 0.12, 0.25])
    size = 1.0 + breath * rng.normal() * slow + rng.normal(0, 0.35) * (relative - 0.7)
    size = size + rng.uniform(0, 0.3 * breath) * rng.standard_normal(len(time_s))
    return moved / np.clip(size, 0.5, 2.0)[:, None, None] + [320.0, 240.0]


def _confused(points: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Moments in which the model sees another pose, or another person."""
    out = points.copy()
    size = np.nanstd(points)
    for _ in range(rng.integers(1, 5)):
        first = int(rng.integers(len(out)))
        last = first + int(rng.exponential(6.0)) + 1
        turn = rng.uniform(-np.pi, np.pi) if rng.random() < 0.5 else 0.0
        cos, sin = np.cos(turn), np.sin(turn)
        middle = np.nanmean(points[first : first + 1], axis=1, keepdims=True)
        piece = (out[first:last] - middle) @ np.array([[cos, -sin], [sin, cos]])
        piece = piece * rng.uniform(0.5, 1.3) + middle + rng.normal(0, 0.4 * size, 2)
        out[first:last] = piece + rng.normal(0, 0.1 * size, piece.shape)
    return out
