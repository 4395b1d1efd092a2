"""Work out how long a movement goes on beyond its last tenth, for `lastrep.reps.measuring.tempo`.

    python tools/soft_ends.py

Draws movements of many shapes, has each read through noise as strong as a handful of repetitions
leave it, and prints how the stretch from 90 percent to the end hangs together with that from 90 to
97 percent, both beside the stretch from 10 to 90. No recording is asked.
"""

from __future__ import annotations

import click
import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.reps.measuring.parts import CUTOFF_HZ, smooth_on_grid
from lastrep.reps.measuring.tempo import stretch_between
from lastrep.simulation.wobble import correlated

SHAPES = 4000
STEPS = np.linspace(0.0, 1.0, 1001)
RATE_HZ = 60.0
BESIDE_S = 0.8  # rest on either side
DURATION_S = (0.7, 4.0)
BELL_EXPONENTS = (3.6, 5.2)  # minimum jerk has 4; unloaded squats about 4.4
PEAK_AT = (0.32, 0.68)
EVEN_SHARE, EVEN_FOR = 0.4, (0.1, 0.65)  # how often speed is even for a while, and how long
STICKING_SHARE, STICKING_DEPTH, STICKING_AT = 0.35, (0.1, 0.85), (0.3, 0.55)
END_SLOPE = (0.3, 1.2)  # of what is measured against the movement: heights of upright limbs stand
NOISE, NOISE_CORNER_HZ = (0.0015, 0.005), 1.2  # of the range
ROUNDS = 10


def draw_shape(rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Return instants from 0 to 1, and the share of the way as it is measured then."""
    exponents, peak = rng.uniform(*BELL_EXPONENTS), rng.uniform(*PEAK_AT)
    instants: FloatArray = STEPS
    speed = STEPS ** (exponents * peak) * (1.0 - STEPS) ** (exponents * (1 - peak))
    if rng.random() < EVEN_SHARE:
        even, fastest = rng.uniform(*EVEN_FOR), int(speed.argmax())
        instants = np.concatenate(
            [STEPS[: fastest + 1] * (1 - even), STEPS[fastest:] * (1 - even) + even]
        )
        speed = np.concatenate([speed[: fastest + 1], speed[fastest:]])
    way = _summed((speed[1:] + speed[:-1]) * np.diff(instants))
    if rng.random() < STICKING_SHARE:
        depth, at = rng.uniform(*STICKING_DEPTH), rng.uniform(*STICKING_AT)
        slowed = 1.0 - depth * np.exp(-(((way - at) / 0.13) ** 2))
        instants = _summed(np.diff(instants) / (slowed[1:] + slowed[:-1]))
    first, last = rng.uniform(*END_SLOPE, 2)
    bent = (first - 1.0) * way * (1.0 - way) ** 2 - (last - 1.0) * way**2 * (1.0 - way)
    return instants, way + bent


def _summed(steps: FloatArray) -> FloatArray:
    summed = np.concatenate([[0.0], np.cumsum(steps)])
    return np.asarray(summed / summed[-1])


def read_shape(rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Return outer share, true rest and weight at either end of one movement; nothing if unread."""
    instants, way = draw_shape(rng)
    seconds = float(np.exp(rng.uniform(*np.log(DURATION_S))))
    time_s = np.arange(-BESIDE_S, seconds + BESIDE_S, 1.0 / RATE_HZ)
    noise = np.exp(rng.uniform(*np.log(NOISE)))
    seen = np.interp(time_s, instants * seconds, way) + noise * correlated(
        time_s, rng, corner_hz=NOISE_CORNER_HZ, shape=()
    )
    smooth = smooth_on_grid(time_s, seen, np.ones(len(time_s)), CUTOFF_HZ)
    found = stretch_between(time_s, smooth, 0, len(time_s) - 1)
    if found is None:
        return []
    inner_s = found.inner_s
    return [
        ((found.t10_s - found.passed_s[0]) / inner_s, found.t10_s / inner_s, inner_s),
        ((found.passed_s[-1] - found.t90_s) / inner_s, (seconds - found.t90_s) / inner_s, inner_s),
    ]


def main() -> None:
    """Print the constants."""
    rng = np.random.default_rng(0)
    outer, rest, inner_s = np.array([row for _ in range(SHAPES) for row in read_shape(rng)]).T
    usual = float(np.median(outer))
    basis = np.stack([np.ones(len(outer)), outer - usual], axis=1)
    weight = inner_s.copy()
    line = np.zeros(2)
    for _ in range(ROUNDS):  # least sum of absolute errors in seconds
        line = np.linalg.lstsq(basis * weight[:, None] ** 0.5, rest * weight**0.5, rcond=None)[0]
        weight = inner_s / np.maximum(np.abs(rest - basis @ line), 0.02)
    click.echo(f"USUAL_OUTER {usual:.3f}, USUAL_REST {line[0]:.3f}, REST_PER_OUTER {line[1]:.2f}")
    click.echo(
        f"rest, percentiles 1 5 50 95 99: {np.percentile(rest, (1, 5, 50, 95, 99)).round(2)}"
    )
    off_s = inner_s * np.abs(rest - basis @ line)
    click.echo(
        f"mean error {off_s.mean():.3f} s; {np.mean(inner_s * abs(rest - line[0])):.3f} s without"
    )


if __name__ == "__main__":
    main()
