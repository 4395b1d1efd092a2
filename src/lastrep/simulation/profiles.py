"""How displacement grows during a phase: velocity bells that are skewed, stick, stall or plateau.

Every profile is ``(K,)`` displacement from 0 to 1 at ``K`` equal steps of the phase's time.
"""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray

STEPS = np.linspace(0.0, 1.0, 161)
BELL_EXPONENTS = 4.4
"""Sum of the exponents of the velocity x^a (1-x)^b; 4 is the minimum-jerk bell. 4.4 gives the
trimmed peak-to-mean ratio of 1.3 that real unloaded squats show."""
STICKING_WIDTH = 0.13
SLOWEST = 0.03
"""Least share of the peak velocity inside a sticking region; anything slower is a stall."""


def bell(peak_at: float = 0.5) -> FloatArray:
    """Return a bell-shaped phase whose velocity peaks at this fraction of its duration."""
    early = float(np.clip(peak_at, 0.25, 0.78)) * BELL_EXPONENTS
    return _displacement(STEPS**early * (1.0 - STEPS) ** (BELL_EXPONENTS - early))


def sticking(peak_at: float, *, depth: float, at: float) -> FloatArray:
    """Return a bell that slows down by ``depth`` (0..1) around the fraction ``at`` of the way."""
    base = bell(peak_at)
    velocity = np.gradient(base, STEPS)
    dip = 1.0 - depth * np.exp(-(((base - at) / STICKING_WIDTH) ** 2))
    velocity = np.maximum(velocity * dip, SLOWEST * velocity.max() * (velocity > 0.0))
    # same displacement, slower passage: time is the integral of 1 / velocity over displacement
    moving = np.maximum(velocity, 1e-3 * velocity.max())
    pace = 2.0 / (moving[1:] + moving[:-1])
    passed = np.concatenate([[0.0], np.cumsum(np.diff(base) * pace)])
    return np.interp(STEPS, passed / passed[-1], base)


def controlled() -> FloatArray:
    """Return a phase of nearly constant speed with soft ends: a weight lowered on purpose."""
    ramp = np.clip(np.minimum(STEPS, 1.0 - STEPS) / 0.2, 0.0, 1.0)
    return _displacement(ramp**2 * (3.0 - 2.0 * ramp))


def dying() -> FloatArray:
    """Return a phase that starts quickly and creeps to a halt: it runs into a stall."""
    return _displacement(STEPS**1.2 * (1.0 - STEPS) ** 2.6)


def losing_control() -> FloatArray:
    """Return a lowering that speeds up towards its end: the weight wins."""
    soft_ends = np.clip(STEPS / 0.1, 0.0, 1.0) * np.clip((1.0 - STEPS) / 0.06, 0.0, 1.0)
    return _displacement((0.25 + STEPS**2) * soft_ends)


def smooth() -> FloatArray:
    """Return the minimum-jerk displacement, for everything that is not a repetition."""
    return np.asarray(STEPS**3 * (10.0 - 15.0 * STEPS + 6.0 * STEPS**2))


def _displacement(velocity: FloatArray) -> FloatArray:
    passed = np.concatenate([[0.0], np.cumsum((velocity[1:] + velocity[:-1]) / 2.0)])
    return np.asarray(passed / passed[-1])
