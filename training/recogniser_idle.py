"""What movements without an exercise are made of: drifting cycles, jerks, postures, idle arms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from recogniser_exercises import RATE_HZ

from lastrep.simulation.postures import ANGLE_INDEX, Posture

FloatArray = NDArray[np.float64]


def joint_of(angles: FloatArray, name: str) -> FloatArray:
    """One joint angle over time, left and right ``(T, 2)``, to be changed in place."""
    return angles[:, ANGLE_INDEX[name]]


def wander(time_s: FloatArray, rng: np.random.Generator, hz: float) -> FloatArray:
    """Smooth random movement of unit spread with nothing much above ``hz``."""
    tones = rng.uniform(0.05, hz, 5)
    phase = rng.uniform(0, 2 * np.pi, 5)
    weight = rng.random(5) + 0.2
    wave = np.sin(2 * np.pi * tones * time_s[:, None] + phase) @ weight
    return wave / np.sqrt((weight**2).sum() / 2)


def cycle(
    time_s: FloatArray, rng: np.random.Generator, low_hz: float, high_hz: float
) -> FloatArray:
    """Phase of a cycle whose pace drifts a little."""
    hz = rng.uniform(low_hz, high_hz)
    slow = 1 + rng.uniform(0, 0.15) * wander(time_s, rng, 0.3)
    return 2 * np.pi * np.cumsum(hz * slow) / RATE_HZ + rng.uniform(0, 2 * np.pi)


def posed(
    time_s: FloatArray, posture: Posture, rng: np.random.Generator, size: float = 5.0
) -> FloatArray:
    angles = np.repeat(posture.array()[None], len(time_s), axis=0)
    angles += rng.normal(0, size, angles.shape[1:]) * np.array([1.0, 0.6])
    for name in ("lean", "spine", "twist", "bend"):
        row = joint_of(angles, name)
        row[:] = row[:, :1] * 0.5
    return np.maximum(angles, -170.0)


def in_place(time_s: FloatArray) -> FloatArray:
    return np.zeros((len(time_s), 3))


def jerks(time_s: FloatArray, rng: np.random.Generator, per_s: float, width_s: float) -> FloatArray:
    """Return short bumps at irregular instants, 0..1."""
    out = np.zeros(len(time_s))
    at = rng.exponential(1 / per_s)
    while at < time_s[-1]:
        out += np.exp(-0.5 * ((time_s - at) / width_s) ** 2) * rng.uniform(0.6, 1.0)
        at += rng.uniform(0.6, 1.4) / per_s
    return np.minimum(out, 1.0)


def hold_arms(angles: FloatArray, rng: np.random.Generator) -> None:
    """Put the arms anywhere people hold them."""
    choices = ((5, 10, 15), (10, 10, 80), (45, 20, 110), (60, 20, 60), (20, 70, 30), (90, 10, 10))
    for side in range(2):
        shoulder, abduction, elbow = (
            choices[rng.integers(len(choices))]
            if side == 0 or (rng.random() < 0.4)
            else (None,) * 3
        )
        if shoulder is None:
            for name in ("shoulder", "abduction", "elbow"):
                joint_of(angles, name)[:, 1] = joint_of(angles, name)[:, 0]
        else:
            joint_of(angles, "shoulder")[:, side] = shoulder + rng.normal(0, 8)
            joint_of(angles, "abduction")[:, side] = abduction + rng.normal(0, 8)
            joint_of(angles, "elbow")[:, side] = max(elbow + rng.normal(0, 10), 3)


def travelled(distance: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return where a walker is: going away, across, or in place on a treadmill."""
    out = np.zeros((len(distance), 3))
    if rng.random() < 0.6:
        way = np.radians(rng.normal(0, 10) + rng.choice([0, 0, 0, 90, 180]))
        middle = distance - distance.mean()
        out[:, 0], out[:, 1] = np.sin(way) * middle, -np.cos(way) * middle
    return out
