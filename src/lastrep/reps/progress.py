"""How far along its movement the lifter is: one smooth curve, rising in the concentric.

Repetitions are found in a fused signal smoothed for finding. They are measured here, on the raw
measures of the exercise: those that follow the movement are brought to one scale and averaged, so
that neither the noise of one joint nor the way one angle bends in the picture decides alone. Which
side counts is chosen by evidence. Degrees come from the joint that the exercise names, and only
where that joint is seen to follow the movement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.repetition import Side
from lastrep.reps.limits import CountedReps
from lastrep.signals.whittaker import whittaker

CUTOFF_HZ = 4.0
STALL_CUTOFF_HZ = 1.5
SLOWEST_RATE_HZ, FASTEST_RATE_HZ = 10.0, 60.0
LONGEST_GAP_S = 0.3
LEAST_AGREEMENT = 0.6  # correlation with the fused signal below which a joint is not the movement
AGREEMENT_BEHIND = 0.04  # how much worse than the best a measure may follow and still be used
JOINT_BEHIND = 0.10  # the same for the joint that the exercise names
LEAST_SHARE = 0.35  # a side worth less than this share of the other is left out
LEAST_TRAVEL_DEG, LEAST_TRAVEL_TORSO = 15.0, 0.10
SETTLE_S = 2.0  # looked at on either side of the repetitions
FEWEST = 8  # samples
ABOUT_TORSO = 0.4  # how far beside the place of the repetitions is still there
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)


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


@dataclass(frozen=True, slots=True)
class Place:
    """A box in the picture, pixels."""

    left_px: float
    right_px: float
    top_px: float
    bottom_px: float

    def left(self, keypoints_px: FloatArray) -> BoolArray:
        """Return where the middle of the hips is outside, ``(T,)``; unseen hips are not."""
        hips = keypoints_px[:, HIPS].mean(axis=1)
        with np.errstate(invalid="ignore"):
            out = (hips[:, 0] < self.left_px) | (hips[:, 0] > self.right_px)
            return np.asarray(out | (hips[:, 1] < self.top_px) | (hips[:, 1] > self.bottom_px))


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """The curve that repetitions are measured on.

    Attributes
    ----------
    time_s
        ``(N,)`` uniform.
    value
        ``(N,)`` smooth, in usual ranges of the movement, rising in the concentric; NaN in gaps.
    speed
        ``(N,)`` rate of change of a curve smoothed harder than `value`: calm enough to see a
        standstill in, too sluggish to measure a repetition's speed by.
    degrees
        ``(N,)`` smooth angle of the exercise's joint, rising in the concentric; None where that
        joint does not follow the movement or is no angle.
    parts
        What the curve was read from.
    side
        Which side of the lifter it shows.
    noise
        Standard deviation of the raw values about the curve.
    place
        Where the middle of the hips was during the repetitions; None where it was not seen.
    """

    time_s: FloatArray
    value: FloatArray
    speed: FloatArray
    degrees: FloatArray | None
    parts: tuple[Part, ...]
    side: Side
    noise: float
    place: Place | None

    @property
    def rate_hz(self) -> float:
        """Samples a second."""
        return float(1.0 / (self.time_s[1] - self.time_s[0]))

    @property
    def agreement(self) -> float:
        """How well the best of the measures follows the counted movement."""
        return max(part.agreement for part in self.parts)

    def follow(self, track: MotionTrack) -> FloatArray:
        """Return the raw value at every pose of a track, ``(T,)``, for watching live.

        NaN where the lifter is not seen, or has left the place of the repetitions.
        """
        value = self.read_all(track.values, track.visibility)
        if self.place is not None:
            value[self.place.left(track.keypoints_px)] = np.nan
        return value

    def read_all(self, values: FloatArray, visibility: FloatArray) -> FloatArray:
        """Return the raw value of poses' measures ``(T, M, 2)``, for watching live: ``(T,)``."""
        total, weight = _weighed(self.parts, values, visibility)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(total / weight)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of one measure."""

    level: float
    travel: float
    agreement: float
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
        Names the joint, its direction, and the other measures of the movement.
    side
        Which side's repetitions are to be measured; "both" chooses by evidence.
    """
    if len(track.time_s) < FEWEST or not counted.limits:
        return None
    grid, work = _grid(track, counted)
    fused = np.interp(grid, counted.time_s, counted.signal)
    movement = exercise.movement
    main = (movement.joint, 1.0 if movement.concentric == "rise" else -1.0)
    others = [(n, 1.0) for n in exercise.signals.rise] + [(n, -1.0) for n in exercise.signals.fall]
    read = [
        part
        for one in dict.fromkeys((main, *others))
        if (part := _part(track, grid, fused, work, one, side)) is not None
    ]
    if not read:
        return None
    best = max(part.agreement for part in read)
    # the joint the exercise names has the benefit of the doubt
    parts = tuple(
        part
        for part in read
        if part.agreement
        >= best - (JOINT_BEHIND if part.measure == movement.joint else AGREEMENT_BEHIND)
    )
    value, weight = _on_grid(track, grid, parts)
    smooth = _smooth(grid, value, weight, CUTOFF_HZ)
    degrees = None
    joint = read[0]
    is_angle = MEASURES[MEASURE_INDEX[main[0]]].is_angle
    if joint.measure == main[0] and is_angle and joint.agreement >= LEAST_AGREEMENT:
        degrees = joint.travel * _smooth(grid, *_on_grid(track, grid, (joint,)), CUTOFF_HZ)
    left = any(part.weights[0] > 0.0 for part in parts)
    right = any(part.weights[1] > 0.0 for part in parts)
    return Progress(
        time_s=grid,
        value=smooth,
        speed=np.gradient(_smooth(grid, value, weight, STALL_CUTOFF_HZ), grid),
        degrees=degrees,
        parts=parts,
        side="both" if left and right else "left" if left else "right",
        noise=_spread(value - smooth, work & (weight > 0.0)),
        place=_place(track, counted),
    )


def _place(track: MotionTrack, counted: CountedReps) -> Place | None:
    first, last = np.searchsorted(
        track.time_s,
        [
            min(rep.start_time_s for rep in counted.limits),
            max(rep.end_time_s for rep in counted.limits),
        ],
    )
    hips = track.keypoints_px[first:last, HIPS].mean(axis=1)
    hips = hips[np.isfinite(hips).all(axis=1)]
    if len(hips) < FEWEST:
        return None
    low, high = np.percentile(hips, (5.0, 95.0), axis=0)
    about = ABOUT_TORSO * track.torso_px
    return Place(low[0] - about, high[0] + about, low[1] - about, high[1] + about)


def _grid(track: MotionTrack, counted: CountedReps) -> tuple[FloatArray, BoolArray]:
    """Uniform times about as dense as the poses, and which of them belong to the repetitions."""
    step_s = float(np.median(np.diff(track.time_s)))
    rate_hz = float(np.clip(1.0 / step_s, SLOWEST_RATE_HZ, FASTEST_RATE_HZ))
    grid = np.arange(track.time_s[0], track.time_s[-1] + 1e-9, 1.0 / rate_hz)
    first = min(rep.start_time_s for rep in counted.limits)
    last = max(rep.end_time_s for rep in counted.limits)
    return grid, (grid >= first - SETTLE_S) & (grid <= last + SETTLE_S)


def _part(
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
    value, weight = _on_grid(track, grid, (alone,))
    if np.count_nonzero(weight[work]) < FEWEST:
        return None
    smooth = _smooth(grid, value, weight, CUTOFF_HZ)
    low, middle, high = np.nanpercentile(smooth[work], (5.0, 50.0, 95.0))
    travel = float(high - low)
    is_angle = MEASURES[MEASURE_INDEX[measure]].is_angle
    agreement = _correlation(smooth[work], fused[work])
    if not travel >= (LEAST_TRAVEL_DEG if is_angle else LEAST_TRAVEL_TORSO) or agreement <= 0.0:
        return None
    noise = max(_spread(value - smooth, work & (weight > 0.0)), 0.01 * travel)
    worth = float(np.mean(weight[work])) * agreement**4 * (travel / noise) ** 2
    return _Side(level=float(middle), travel=travel, agreement=agreement, worth=worth)


def _weighed(
    parts: Sequence[Part], values: FloatArray, visibility: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the weighed sum of all parts and sides, and the sum of weights, ``(T,)`` each."""
    total = np.zeros(len(values))
    weight = np.zeros(len(values))
    for part in parts:
        at = MEASURE_INDEX[part.measure]
        pair = (part.sign * values[:, at] + np.array(part.offsets)) / part.travel
        share = np.array(part.weights) * np.maximum(visibility[:, at], 0.05)
        share = np.where(np.isfinite(pair), share, 0.0)
        total += (np.nan_to_num(pair) * share).sum(1)
        weight += share.sum(1)
    return total, weight


def _on_grid(
    track: MotionTrack, grid: FloatArray, parts: Sequence[Part]
) -> tuple[FloatArray, FloatArray]:
    """Return value and weight of parts on the grid; weight 0 where no pose is near."""
    total, weight = _weighed(parts, track.values, track.visibility)
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
    after = np.searchsorted(times, grid)
    left = times[np.clip(after - 1, 0, len(times) - 1)]
    right = times[np.clip(after, 0, len(times) - 1)]
    return np.minimum(np.abs(grid - left), np.abs(right - grid))


def _smooth(
    grid: FloatArray, value: FloatArray, weight: FloatArray, cutoff_hz: float
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
    if np.count_nonzero(both) < FEWEST:
        return 0.0
    x, y = a[both] - a[both].mean(), b[both] - b[both].mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size > 0.0 else 0.0
