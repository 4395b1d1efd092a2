"""How far along its movement the lifter is: one smooth curve, rising in the concentric.

Repetitions are found in a fused signal smoothed for finding. They are measured here, on the raw
measures of the exercise: those that follow the movement are brought to one scale and averaged, so
that neither the noise of one joint nor the way one angle bends in the picture decides alone. Which
side counts is chosen by evidence. Degrees come from the joint that the exercise names, and only
where that joint is seen to follow the movement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.records.repetition import Side
from lastrep.reps.counting.absence import on_grid_of
from lastrep.reps.counting.place import Place, place_of
from lastrep.reps.limits import CountedReps
from lastrep.reps.measuring.parts import (
    CUTOFF_HZ,
    FEWEST,
    Part,
    choose_sides,
    noise_of,
    read_on_grid,
    smooth_on_grid,
    tells_jitter,
    trust_the_calm,
    weigh,
)
from lastrep.signals.uniform_grid import uniform_times

STALL_CUTOFF_HZ = 1.5
CALM_CUTOFF_HZ = 3.0
CUTOFF_PER_LIFT = 3.6  # periods between two turning points above which a bell is only noise
QUICKEST_PCT = 10.0  # a lift or two may have been cut short in counting
SLOWEST_RATE_HZ, FASTEST_RATE_HZ = 10.0, 60.0
LEAST_AGREEMENT = 0.6  # correlation with the fused signal below which a joint is not the movement
AGREEMENT_BEHIND = 0.04  # how much worse than the best a measure may follow and still be used
JOINT_BEHIND = 0.10  # the same for the joint that the exercise names
SETTLE_S = 2.0  # looked at on either side of the repetitions


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """The curve that repetitions are measured on.

    Attributes
    ----------
    time_s
        ``(N,)`` uniform.
    value
        ``(N,)`` smooth, in usual ranges of the movement, rising in the concentric; NaN in gaps.
    trust
        ``(N,)`` how much `value` can be relied on: less where the pose jitters, 0 in gaps.
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
    whose
        Which side's repetitions it is for: of both, it may show the one that is seen better.
    noise
        Standard deviation of the raw values about the curve.
    place
        Where hips and shoulders were during the repetitions; None where they were not seen.
    """

    time_s: FloatArray
    value: FloatArray
    trust: FloatArray
    speed: FloatArray
    degrees: FloatArray | None
    parts: tuple[Part, ...]
    side: Side
    whose: Side
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
        total, weight = weigh(self.parts, track.values, track.visibility)
        with np.errstate(invalid="ignore", divide="ignore"):
            value = np.asarray(total / weight)
        if self.place is not None:
            value[self.place.left(track.keypoints_px)] = np.nan
        return value


def build_progress(
    track: MotionTrack,
    counted: CountedReps,
    exercise: Exercise,
    away: BoolArray | None = None,
    *,
    side: Side = "both",
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
    away
        ``(T,)``: when the lifter was not at the exercise, and showed nothing of the movement; None:
        never.
    side
        Which side's repetitions are to be measured; "both" chooses by evidence.
    """
    if len(track.time_s) < FEWEST or not counted.limits:
        return None
    grid, work = _grid(track, counted)
    if away is not None:
        work &= ~on_grid_of(away, track.time_s, grid)
    for rep in counted.limits:
        if rep.side != side:  # meanwhile this one rests, and follows nothing
            work &= (grid < rep.start_time_s) | (grid > rep.end_time_s)
    first_s = min(rep.start_time_s for rep in counted.limits)
    last_s = max(rep.end_time_s for rep in counted.limits)
    fused = np.interp(grid, counted.time_s, counted.signal)
    movement = exercise.movement
    main = (movement.joint, 1.0 if movement.concentric == "rise" else -1.0)
    others = [(n, 1.0) for n in exercise.signals.rise] + [(n, -1.0) for n in exercise.signals.fall]
    read = [
        part
        for one in dict.fromkeys((main, *others))
        if (part := choose_sides(track, grid, fused, work, one, side)) is not None
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
    value, weight = read_on_grid(track, grid, parts)
    cutoff_hz = _cutoff_hz(counted)
    trust = trust_the_calm(grid, value, weight, cutoff_hz)
    told = tells_jitter(grid, weight, cutoff_hz)
    smooth = smooth_on_grid(grid, value, trust if told else weight, cutoff_hz)
    degrees = None
    joint = read[0]
    is_angle = MEASURES[MEASURE_INDEX[main[0]]].is_angle
    if joint.measure == main[0] and is_angle and joint.agreement >= LEAST_AGREEMENT:
        degrees = joint.travel * smooth_on_grid(
            grid, *read_on_grid(track, grid, (joint,)), cutoff_hz
        )
    left = any(part.weights[0] > 0.0 for part in parts)
    right = any(part.weights[1] > 0.0 for part in parts)
    return Progress(
        time_s=grid,
        value=smooth,
        trust=trust,
        speed=np.gradient(smooth_on_grid(grid, value, weight, STALL_CUTOFF_HZ), grid),
        degrees=degrees,
        parts=parts,
        side="both" if left and right else "left" if left else "right",
        whose=side,
        noise=noise_of(value - smooth, work & (weight > 0.0)),
        place=place_of(track, first_s, last_s),
    )


def _cutoff_hz(counted: CountedReps) -> float:
    """Return where to smooth: quick lifts need more of the spectrum than slow ones."""
    lifts_s = [one.concentric_end_time_s - one.concentric_start_time_s for one in counted.limits]
    quickest_s = float(np.percentile(lifts_s, QUICKEST_PCT))
    return float(np.clip(CUTOFF_PER_LIFT / max(quickest_s, 1e-3), CALM_CUTOFF_HZ, CUTOFF_HZ))


def _grid(track: MotionTrack, counted: CountedReps) -> tuple[FloatArray, BoolArray]:
    """Uniform times about as dense as the poses, and which of them belong to the repetitions."""
    step_s = float(np.median(np.diff(track.time_s)))
    rate_hz = float(np.clip(1.0 / step_s, SLOWEST_RATE_HZ, FASTEST_RATE_HZ))
    grid = uniform_times(float(track.time_s[0]), float(track.time_s[-1]), rate_hz)
    first = min(rep.start_time_s for rep in counted.limits)
    last = max(rep.end_time_s for rep in counted.limits)
    return grid, (grid >= first - SETTLE_S) & (grid <= last + SETTLE_S)
