"""The measures that a progress curve is read from: which sides to trust, brought to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.repetition import Side
from lastrep.signals.order_statistics import median, percentiles, robust_sd
from lastrep.signals.whittaker import whittaker

CUTOFF_HZ = 4.0
LONGEST_GAP_S = 0.3
LEAST_SHARE = 0.35  # a side worth less than this share of the other is left out
LEAST_TRAVEL_DEG, LEAST_TRAVEL_TORSO = 15.0, 0.10
FEWEST = 8  # samples
JITTER_FROM = 2.0  # times the cut-off: a quick movement must not pass for jitter
TELLING_RATE = 5.0  # samples a period of the cut-off: below, a quick movement looks like jitter
BURST_S = 0.15  # over this much, jitter is about equally strong
LEAST_JITTER = 0.002  # ranges: what is left of the movement itself
LEAST_VARIANCE = 0.3  # of the usual: a few samples that agree by chance are not exact


@dataclass(frozen=True, slots=True)
class Part:
    """One measure's share in the curve.

    Attributes
    ----------
    measure, sign
        ``sign`` is -1 where the measure falls in the concentric.
    weights
        What the left and the right side contribute.
    offsets
        Added to the left and right values, so that losing one side for a moment makes no step.
    travel
        Range of the measure over the repetitions, by which it is divided.
    agreement
        Correlation with the fused signal over the repetitions.
    """

    measure: str
    sign: float
    weights: tuple[float, float]
    offsets: tuple[float, float]
    travel: float
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of one measure."""

    level: float
    travel: float
    agreement: float
    worth: float


def choose_sides(
    track: MotionTrack,
    grid: FloatArray,
    fused: FloatArray,
    work: BoolArray,
    signal: tuple[str, float],
    side: Side,
) -> Part | None:
    """Judge the sides of a measure by how they follow the movement, and weigh them."""
    measure, sign = signal
    span = MEASURES[MEASURE_INDEX[measure]].kind == "span"
    wanted = [0] if span or side == "left" else [1] if side == "right" else [0, 1]
    found = {
        i: one
        for i in wanted
        if (one := _judge_side(track, grid, fused, work, measure, sign, i)) is not None
    }
    if not found:
        return None
    top = max(one.worth for one in found.values())
    kept = {i: one for i, one in found.items() if one.worth >= LEAST_SHARE * top}
    total = sum(one.worth for one in kept.values())
    # the sides differ by a constant (perspective): each is brought to zero in its middle
    return Part(
        measure=measure,
        sign=sign,
        weights=(
            kept[0].worth / total if 0 in kept else 0.0,
            kept[1].worth / total if 1 in kept else 0.0,
        ),
        offsets=(
            -kept[0].level if 0 in kept else 0.0,
            -kept[1].level if 1 in kept else 0.0,
        ),
        travel=sum(one.travel * one.worth for one in kept.values()) / total,
        agreement=max(one.agreement for one in kept.values()),
    )


def _judge_side(
    track: MotionTrack,
    grid: FloatArray,
    fused: FloatArray,
    work: BoolArray,
    measure: str,
    sign: float,
    side: int,
) -> _Side | None:
    one_side = (1.0, 0.0) if side == 0 else (0.0, 1.0)
    alone = Part(measure, sign, one_side, (0.0, 0.0), 1.0, 1.0)
    value, weight = read_on_grid(track, grid, (alone,))
    if np.count_nonzero(weight[work]) < FEWEST:
        return None
    smooth = smooth_on_grid(grid, value, weight, CUTOFF_HZ)
    known = smooth[work]
    low, middle, high = percentiles(known[np.isfinite(known)], (5.0, 50.0, 95.0))
    travel = high - low
    is_angle = MEASURES[MEASURE_INDEX[measure]].is_angle
    agreement = _correlation(smooth[work], fused[work])
    if not travel >= (LEAST_TRAVEL_DEG if is_angle else LEAST_TRAVEL_TORSO) or agreement <= 0.0:
        return None
    noise = max(noise_of(value - smooth, work & (weight > 0.0)), 0.01 * travel)
    worth = float(np.mean(weight[work])) * agreement**4 * (travel / noise) ** 2
    return _Side(level=middle, travel=travel, agreement=agreement, worth=worth)


def weigh(
    parts: Sequence[Part], values: FloatArray, visibility: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the weighed sum of all parts and sides, and the sum of weights, ``(T,)`` each."""
    at = [MEASURE_INDEX[part.measure] for part in parts]
    scale = np.array([(part.sign, part.travel) for part in parts])
    pair = (scale[:, :1] * values[:, at] + [part.offsets for part in parts]) / scale[:, 1:]
    known = np.isfinite(pair)
    share = np.maximum(visibility[:, at], 0.05) * [part.weights for part in parts]
    share = np.where(known, share, 0.0)
    seen = np.where(known, pair, 0.0) * share
    total, weight = (sum(one.sum(axis=2).T) for one in (seen, share))
    return np.asarray(total), np.asarray(weight)


def read_on_grid(
    track: MotionTrack, grid: FloatArray, parts: Sequence[Part]
) -> tuple[FloatArray, FloatArray]:
    """Return value and weight of parts on the grid; weight 0 where no pose is near."""
    total, weight = weigh(parts, track.values, track.visibility)
    seen = weight > 0.0
    if not seen.any():
        return np.full(len(grid), np.nan), np.zeros(len(grid))
    times = track.time_s[seen]
    value = np.interp(grid, times, total[seen] / weight[seen])
    trust = np.interp(grid, times, weight[seen])
    trust[_away_from(grid, times) > 0.75 * (grid[1] - grid[0])] = 0.0
    return value, trust


def _away_from(grid: FloatArray, times: FloatArray) -> FloatArray:
    """Distance in seconds of every grid time to the nearest sample."""
    after = times.searchsorted(grid)
    left, right = times.take(after - 1, mode="clip"), times.take(after, mode="clip")
    return np.minimum(np.abs(grid - left), np.abs(right - grid))


def smooth_on_grid(
    grid: FloatArray, value: FloatArray, weight: FloatArray, cutoff_hz: float
) -> FloatArray:
    """Smooth, then unsay what lies in the middle of a gap too long to bridge."""
    rate_hz = 1.0 / (grid[1] - grid[0])
    smooth = whittaker(value, weight, rate_hz=rate_hz, cutoff_hz=min(cutoff_hz, 0.3 * rate_hz))
    seen = (weight > 0.0) & np.isfinite(value)
    if seen.any() and not seen.all():
        smooth[_away_from(grid, grid[seen]) > 0.5 * LONGEST_GAP_S] = np.nan
    return smooth


def trust_the_calm(
    grid: FloatArray, value: FloatArray, weight: FloatArray, cutoff_hz: float
) -> FloatArray:
    """Return weights that trust a value less where a pose model jitters more.

    Jitter comes in bursts, and a fast limb jitters more than a slow one. Its local variance about
    a first smooth curve divides the weight, as in any weighted least squares.
    """
    smooth = smooth_on_grid(grid, value, weight, JITTER_FROM * cutoff_hz)
    seen = (weight > 0.0) & np.isfinite(smooth)
    if not seen.any():
        return weight
    squares = np.where(seen, (value - smooth) ** 2, 0.0)
    window = np.ones(max(3, round(BURST_S / (grid[1] - grid[0])) | 1))
    local = np.convolve(squares, window, "same") / np.maximum(
        np.convolve(seen.astype(float), window, "same"), 1.0
    )
    usual = max(median(local[seen]), LEAST_JITTER**2)
    return np.asarray(weight / (local / usual + LEAST_VARIANCE))


def tells_jitter(grid: FloatArray, weight: FloatArray, cutoff_hz: float) -> bool:
    """Whether enough was seen to tell jitter from a quick movement."""
    rate_hz = float(np.mean(weight > 0.0)) / (grid[1] - grid[0])
    return bool(rate_hz >= TELLING_RATE * cutoff_hz)


def noise_of(residual: FloatArray, where: BoolArray) -> float:
    """Return the standard deviation of what smoothing left of a signal, for the most part."""
    return robust_sd(residual[where & np.isfinite(residual)])


def _correlation(a: FloatArray, b: FloatArray) -> float:
    both = np.isfinite(a) & np.isfinite(b)
    if np.count_nonzero(both) < FEWEST:
        return 0.0
    x, y = a[both] - a[both].mean(), b[both] - b[both].mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size > 0.0 else 0.0
