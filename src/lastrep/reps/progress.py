"""How far along its movement the lifter is: one smooth curve, 0 = lengthened, 1 = shortened end.

Repetitions are found in a fused signal but measured here, on the raw angle of the joint that the
exercise names. The side is chosen by evidence; where the joint cannot be seen to carry the
movement, the signal that carries it best stands in, and degrees are claimed only for an angle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.repetition import Side
from lastrep.reps.limits import CountedReps
from lastrep.signals.whittaker import whittaker

CUTOFF_HZ = 3.0
STALL_CUTOFF_HZ = 1.5
SLOWEST_RATE_HZ, FASTEST_RATE_HZ = 10.0, 60.0
LONGEST_GAP_S = 0.3
LEAST_AGREEMENT = 0.6  # correlation with the fused signal below which a joint is not the movement
LEAST_SHARE = 0.35  # a side worth less than this share of the other is left out
LEAST_TRAVEL_DEG, LEAST_TRAVEL_TORSO = 15.0, 0.10
SETTLE_S = 2.0  # looked at on either side of the repetitions


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """The curve that repetitions are measured on.

    Attributes
    ----------
    time_s
        ``(N,)`` uniform.
    value
        ``(N,)`` smooth, rising in the concentric; degrees or torso lengths, NaN in long gaps.
    measure, sign, side
        Where it was read off: ``sign`` is -1 where the measure itself falls in the concentric.
    weights
        What the left and the right side contribute, summing to 1.
    offsets
        Added to the left and right values before they are averaged, so that losing one side for a
        moment does not make a step.
    is_angle
        Whether the unit is degrees.
    agreement
        Correlation with the fused signal over the repetitions.
    noise
        Standard deviation of the raw values about the curve.
    speed
        ``(N,)`` rate of change of a curve smoothed harder than `value`: calm enough to see a
        standstill in, too sluggish to measure a repetition's speed by.
    """

    time_s: FloatArray
    value: FloatArray
    speed: FloatArray
    measure: str
    sign: float
    side: Side
    weights: tuple[float, float]
    offsets: tuple[float, float]
    is_angle: bool
    agreement: float
    noise: float

    @property
    def rate_hz(self) -> float:
        """Samples a second."""
        return float(1.0 / (self.time_s[1] - self.time_s[0]))

    def read(self, values: FloatArray, visibility: FloatArray) -> float:
        """Return the raw value of one pose's measures ``(M, 2)``, for watching live."""
        return float(self.read_all(values[None], visibility[None])[0])

    def read_all(self, values: FloatArray, visibility: FloatArray) -> FloatArray:
        """Return the raw values of many poses' measures ``(T, M, 2)``, ``(T,)``."""
        at = MEASURE_INDEX[self.measure]
        pair = self.sign * values[:, at] + np.array(self.offsets)
        weight = np.array(self.weights) * np.maximum(visibility[:, at], 0.05)
        weight = np.where(np.isfinite(pair), weight, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((np.nan_to_num(pair) * weight).sum(1) / weight.sum(1))


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """One side of one measure, brought to the grid."""

    value: FloatArray
    weight: FloatArray
    smooth: FloatArray
    agreement: float
    noise: float
    travel: float
    worth: float


def build_progress(
    track: MotionTrack, counted: CountedReps, exercise: Exercise, *, side: Side = "both"
) -> Progress | None:
    """Return the progress curve of an exercise; None where nothing was seen to move.

    Parameters
    ----------
    track
        Raw measures at pose times.
    counted
        Its limits and its fused signal say when, and which way, the movement went.
    exercise
        Names the joint, its direction, and the signals that may stand in.
    side
        Which side's repetitions are to be measured; "both" chooses by evidence.
    """
    if len(track.time_s) < 8 or not counted.limits:  # noqa: PLR2004 - too short to smooth
        return None
    grid, work = _grid(track, counted)
    fused = np.interp(grid, counted.time_s, np.nan_to_num(counted.signal, nan=np.nan))
    movement = exercise.movement
    main = (movement.joint, 1.0 if movement.concentric == "rise" else -1.0)
    others = [(n, 1.0) for n in exercise.signals.rise] + [(n, -1.0) for n in exercise.signals.fall]
    best: Progress | None = None
    for measure, sign in (main, *(other for other in others if other != main)):
        found = _read(track, grid, fused, work, measure, sign, side)
        if found is None:
            continue
        if measure == main[0] and found.agreement >= LEAST_AGREEMENT:
            return found
        if best is None or found.agreement > best.agreement:
            best = found
    return best


def _grid(track: MotionTrack, counted: CountedReps) -> tuple[FloatArray, BoolArray]:
    """Uniform times about as dense as the poses, and which of them belong to the repetitions."""
    step_s = float(np.median(np.diff(track.time_s)))
    rate_hz = float(np.clip(1.0 / step_s, SLOWEST_RATE_HZ, FASTEST_RATE_HZ))
    grid = np.arange(track.time_s[0], track.time_s[-1] + 1e-9, 1.0 / rate_hz)
    first = min(rep.start_time_s for rep in counted.limits)
    last = max(rep.end_time_s for rep in counted.limits)
    return grid, (grid >= first - SETTLE_S) & (grid <= last + SETTLE_S)


def _read(
    track: MotionTrack,
    grid: FloatArray,
    fused: FloatArray,
    work: BoolArray,
    measure: str,
    sign: float,
    side: Side,
) -> Progress | None:
    sides = [0, 1] if side == "both" else [0] if side == "left" else [1]
    if MEASURES[MEASURE_INDEX[measure]].kind == "span":
        sides = [0]
    is_angle = MEASURES[MEASURE_INDEX[measure]].is_angle
    found = {
        i: one
        for i in sides
        if (one := _candidate(track, grid, fused, work, measure, sign, i, is_angle)) is not None
    }
    if not found:
        return None
    top = max(one.worth for one in found.values())
    kept = {i: one for i, one in found.items() if one.worth >= LEAST_SHARE * top}
    weights = np.array([kept[i].worth if i in kept else 0.0 for i in (0, 1)])
    weights /= weights.sum()
    # the sides differ by a constant (perspective); bring both to their weighted mean
    level = {i: float(np.nanmedian(one.smooth[work])) for i, one in kept.items()}
    mean_level = sum(weights[i] * level[i] for i in kept)
    offsets = [mean_level - level[i] if i in kept else 0.0 for i in (0, 1)]
    total = np.zeros(len(grid))
    weight = np.zeros(len(grid))
    for i, one in kept.items():
        share = weights[i] * one.weight
        total += share * np.nan_to_num(one.value + offsets[i])
        weight += share
    value = np.full(len(grid), np.nan)
    seen = weight > 0.0
    value[seen] = total[seen] / weight[seen]
    smooth = _smooth(grid, value, weight)
    calm = _smooth(grid, value, weight, cutoff_hz=STALL_CUTOFF_HZ)
    spread = _spread(value - smooth, work)
    used: Side = (
        "both"
        if len(kept) > 1 or (len(sides) == 1 and side == "both")
        else ("left", "right")[next(iter(kept))]
    )
    return Progress(
        time_s=grid,
        value=smooth,
        speed=np.gradient(calm, grid),
        measure=measure,
        sign=sign,
        side=used,
        weights=(float(weights[0]), float(weights[1])),
        offsets=(offsets[0], offsets[1]),
        is_angle=is_angle,
        agreement=_correlation(smooth[work], fused[work]),
        noise=spread,
    )


def _candidate(
    track: MotionTrack,
    grid: FloatArray,
    fused: FloatArray,
    work: BoolArray,
    measure: str,
    sign: float,
    side: int,
    is_angle: bool,  # noqa: FBT001 - a fact about the measure, passed on
) -> _Candidate | None:
    raw = sign * track.of(measure)[:, side]
    seen = np.isfinite(raw)
    if np.count_nonzero(seen) < 8:  # noqa: PLR2004 - too few to smooth
        return None
    visibility = np.clip(track.visibility[:, MEASURE_INDEX[measure], side], 0.05, 1.0)
    times = track.time_s[seen]
    value = np.interp(grid, times, raw[seen])
    weight = np.interp(grid, times, visibility[seen])
    weight[_away_from(grid, times) > 0.5 / FASTEST_RATE_HZ + 0.5 * (grid[1] - grid[0])] = 0.0
    smooth = _smooth(grid, value, weight)
    travel = float(np.nanpercentile(smooth[work], 95) - np.nanpercentile(smooth[work], 5))
    if not travel >= (LEAST_TRAVEL_DEG if is_angle else LEAST_TRAVEL_TORSO):
        return None
    agreement = _correlation(smooth[work], fused[work])
    noise = max(_spread(value - smooth, work & (weight > 0.0)), 0.01 * travel)
    if agreement <= 0.0:
        return None
    return _Candidate(
        value=value,
        weight=weight,
        smooth=smooth,
        agreement=agreement,
        noise=noise,
        travel=travel,
        worth=float(np.nanmean(weight[work])) * agreement**4 * (travel / noise) ** 2,
    )


def _away_from(grid: FloatArray, times: FloatArray) -> FloatArray:
    """Distance in seconds of every grid time to the nearest sample."""
    after = np.searchsorted(times, grid)
    left = times[np.clip(after - 1, 0, len(times) - 1)]
    right = times[np.clip(after, 0, len(times) - 1)]
    return np.minimum(np.abs(grid - left), np.abs(right - grid))


def _smooth(
    grid: FloatArray, value: FloatArray, weight: FloatArray, *, cutoff_hz: float = CUTOFF_HZ
) -> FloatArray:
    """Smooth, then unsay what lies in the middle of a gap too long to bridge."""
    rate_hz = 1.0 / (grid[1] - grid[0])
    smooth = whittaker(value, weight, rate_hz=rate_hz, cutoff_hz=min(cutoff_hz, 0.3 * rate_hz))
    seen = grid[(weight > 0.0) & np.isfinite(value)]
    if len(seen):
        smooth[_away_from(grid, seen) > 0.5 * LONGEST_GAP_S] = np.nan
    return smooth


def _spread(residual: FloatArray, where: BoolArray) -> float:
    """Robust standard deviation."""
    inside = residual[where & np.isfinite(residual)]
    return 1.4826 * float(np.median(np.abs(inside))) if len(inside) else float("nan")


def _correlation(a: FloatArray, b: FloatArray) -> float:
    both = np.isfinite(a) & np.isfinite(b)
    if np.count_nonzero(both) < 8:  # noqa: PLR2004 - no correlation from a handful
        return 0.0
    x, y = a[both] - a[both].mean(), b[both] - b[both].mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size > 0.0 else 0.0
