"""Many measures of one movement, brought to one scale and one direction and fused into one signal.

No single angle is right for every body, camera and edit: a limb is hidden, foreshortened or
mistaken. All measures of an exercise rise and fall together in its repetitions while their errors
do not, so their weighted mean is a cleaner signal than the best of them. Which weighting and which
memory suit a recording is left open here: every combination is offered, and counting takes the one
whose cycles look most alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lastrep.exercises.definition import Signals
from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray, IntArray
from lastrep.reps.reading import Reading
from lastrep.signals.running_moments import running_mean, running_moments
from lastrep.signals.uniform_grid import on_grid, uniform_times
from lastrep.signals.zero_phase import smooth_zero_phase

Weighting = Literal["equal", "agree", "agree_locally"]

RATE_HZ = 20.0
CUTOFF_HZ = 2.0
LONGEST_GAP_S = 0.5
# A swing smaller than this is no movement but jitter of the pose.
FLOOR_DEG = 12.0
FLOOR_TORSO = 0.08
WEIGHTINGS: tuple[Weighting, ...] = ("equal", "agree", "agree_locally")
MEMORIES_S: tuple[float | None, ...] = (8.0, None)
_AGREEMENT_S = 3.0
_AGREEMENT_ROUNDS = 3
_LEAST_WEIGHT = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class AlignedSignals:
    """The smooth signals of an exercise on an even grid, all rising during the concentric.

    Attributes
    ----------
    time_s
        ``(N,)`` grid.
    values
        ``(K, N)`` degrees or torso lengths, NaN where unseen; the sides are averaged, and one
        alone stands for both.
    floors
        ``(K,)``: the swing of each that is no more than jitter.
    which, sign
        ``(K,)``: index of each measure, and -1 where it was turned over.
    """

    time_s: FloatArray
    values: FloatArray
    floors: FloatArray
    which: IntArray
    sign: FloatArray


def align_signals(track: MotionTrack, signals: Signals) -> AlignedSignals:
    """Return the exercise's measures, smoothed, on a grid, and turned to rise in the concentric.

    Measures that were hardly ever seen are left out, so ``K`` may be smaller than the exercise's
    list, even 0.
    """
    names = (*signals.rise, *signals.fall)
    sign = np.repeat([1.0, -1.0], [len(signals.rise), len(signals.fall)])
    which = np.array([MEASURE_INDEX[name] for name in names])
    grid = uniform_times(float(track.time_s[0]), float(track.time_s[-1]), RATE_HZ)
    both = track.values[:, which, :].transpose(2, 1, 0).reshape(2 * len(which), -1)
    left, right = on_grid(track.time_s, both, grid, longest_gap_s=LONGEST_GAP_S).reshape(
        2, len(which), -1
    )
    mean = np.where(
        np.isfinite(left), np.where(np.isfinite(right), (left + right) / 2, left), right
    )
    smooth = smooth_zero_phase(mean * sign[:, None], cutoff_hz=CUTOFF_HZ, rate_hz=RATE_HZ)
    floors = np.array([FLOOR_DEG if MEASURES[i].is_angle else FLOOR_TORSO for i in which])
    seen = np.isfinite(smooth).sum(axis=1) >= RATE_HZ / 3
    return AlignedSignals(
        time_s=grid,
        values=smooth[seen],
        floors=floors[seen],
        which=which[seen],
        sign=sign[seen],
    )


@dataclass(frozen=True, slots=True, eq=False)
class FusedSignal:
    """One way of fusing, and how to go on reading it pose by pose.

    Attributes
    ----------
    value
        ``(N,)`` on the grid, NaN where nothing was seen.
    reading
        How the last grid point was made, to be applied to the poses that follow.
    memory_s
        Over how much to either side it was scaled; None: over all of it.
    """

    value: FloatArray
    reading: Reading
    memory_s: float | None


def fusions(aligned: AlignedSignals) -> Iterator[FusedSignal]:
    """Yield every fusion of the aligned signals: each memory with each weighting."""
    known = np.isfinite(aligned.values)
    seen, anything = known.astype(float), known.any(axis=0)
    for memory_s in MEMORIES_S:
        half = None if memory_s is None else int(memory_s * RATE_HZ)
        mean, spread = running_moments(aligned.values, half)
        # The spread never falls below that of a swing at the floor, so that rest is not magnified.
        spread = np.maximum(spread, aligned.floors[:, None] / 2)
        stack = np.where(known, (aligned.values - mean) / spread, 0.0)
        for weighting in WEIGHTINGS:
            value, weight = _fuse(stack, seen, weighting)
            reading = Reading(
                which=aligned.which,
                sign=aligned.sign,
                mean=mean[:, -1],
                spread=spread[:, -1],
                weight=weight[:, -1],
            )
            yield FusedSignal(np.where(anything, value, np.nan), reading, memory_s)


def _fuse(
    stack: FloatArray, seen: FloatArray, weighting: Weighting
) -> tuple[FloatArray, FloatArray]:
    """Return the weighted mean of scaled signals, ``(N,)``, and the weights, ``(K, 1 or N)``.

    ``stack`` is ``(K, N)``, 0 where a signal was not seen; ``seen`` is 1 where it was, else 0.
    ``agree`` weights a signal by the square of its correlation with the fused one;
    ``agree_locally`` by that correlation around each instant, so that an arm hidden for a while
    counts less then. The weight of a signal is 0 where it was not seen.
    """
    trust = np.ones((len(stack), 1))
    fused = _weighted_mean(stack, trust, seen)
    if weighting == "equal":
        return fused, trust
    half = int(_AGREEMENT_S * RATE_HZ)

    def mean(x: FloatArray) -> FloatArray:
        if weighting == "agree_locally":
            return running_mean(x, half)
        return np.asarray(x.sum(axis=-1, keepdims=True) / x.shape[-1])

    own_mean = mean(stack)
    own_spread = mean(stack**2) - own_mean**2
    for _ in range(_AGREEMENT_ROUNDS):
        # with the fused one: each signal, 1 and itself, for its own mean and mean square
        means = mean(np.concatenate([stack, [np.ones_like(fused), fused]]) * fused)
        both, fused_mean, fused_square = means[:-2], means[-2], means[-1]
        spread = own_spread * (fused_square - fused_mean**2)
        agreement = (both - own_mean * fused_mean) / np.sqrt(np.maximum(spread, 1e-6))
        trust = np.minimum(np.maximum(agreement, _LEAST_WEIGHT), 1.0) ** 2
        fused = _weighted_mean(stack, trust, seen)
    return fused, trust


def _weighted_mean(stack: FloatArray, trust: FloatArray, seen: FloatArray) -> FloatArray:
    total = np.maximum((trust * seen).sum(axis=0), 1e-9)
    return np.asarray((trust * stack).sum(axis=0) / total)
