"""What the rest of the body does during a repetition: swing, drifting elbows, helping hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray
from lastrep.reps.kinds.excess import LEAD_S, Excess, elbow_path, measure_excess, upper_body_path
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import Reference
from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import percentiles

CLOSE_TORSO = 0.25  # a second person's wrist this near the lifter's hand or elbow helps
NEAR_TORSO = 2.5  # within reach of the lifter, one way or the other
IN_VIEW = 0.3
TRUNK_MOVES = frozenset({"dumbbell_row", "seated_row", "bent_over_row", "lat_pulldown"})
ON_THE_BAR = (0.25, 0.5, 0.75)  # of the way from wrist to wrist: a bar can be held there, too
ENDS_PCT = (5.0, 95.0)
# torso lengths, standard deviation: twice what strict lifters show on public clips and in the grid
MOST_SWAY_STILL, MOST_SWAY_MOVING, MOST_DRIFT = 0.03, 0.10, 0.06

_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_HELD = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
)
_HUNG = (*_HIPS, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
_HANDS = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_INDEX,
    Landmark.RIGHT_INDEX,
)


@dataclass(frozen=True, slots=True)
class BodyMotion:
    """Movement of the body during one concentric.

    Attributes
    ----------
    lean_deg
        How far the trunk tilted in the picture plane; NaN where it could not be seen.
    swing
        Movement of shoulders and head that the repetition does not explain; None where unknown.
    elbows
        The same of the elbows against the shoulders.
    helped_share
        Share of the time a second person's hands were at the lifter's; None where nobody looked.
    helper_in_view
        Whether a second person was near the lifter for a good part of it.
    lowering_share
        As ``helped_share``, of the lowering that belongs to it.
    """

    lean_deg: float
    swing: Excess | None
    elbows: Excess | None
    helped_share: float | None
    helper_in_view: bool
    lowering_share: float | None = None


def watch_body(
    track: MotionTrack,
    progress: Progress,
    reference: Reference,
    strokes: Sequence[Stroke],
    *,
    exercise: Exercise,
) -> list[BodyMotion]:
    """Return what the body did during the concentric of every stroke."""
    trunk_moves = exercise.family in TRUNK_MOVES
    swings, elbows = (
        measure_excess(path, track, progress, reference, strokes, most_usual_torso=most)
        for path, most in (
            (upper_body_path(track), MOST_SWAY_MOVING if trunk_moves else MOST_SWAY_STILL),
            (elbow_path(track), MOST_DRIFT),
        )
    )
    bodies = []
    for stroke, swing, drift in zip(strokes, swings, elbows, strict=True):
        rise, fall = stroke.concentric, stroke.eccentric
        helped, near = _company(track, exercise, rise.start_time_s, rise.end_time_s)
        bodies.append(
            BodyMotion(
                lean_deg=_lean_deg(track, rise.start_time_s - LEAD_S, rise.end_time_s),
                swing=swing,
                elbows=drift,
                helped_share=helped,
                helper_in_view=near is not None and near >= IN_VIEW,
                lowering_share=(
                    None
                    if fall is None
                    else _company(track, exercise, fall.start_time_s, fall.end_time_s)[0]
                ),
            )
        )
    return bodies


def _lean_deg(track: MotionTrack, start_s: float, end_s: float) -> float:
    first, last = np.searchsorted(track.time_s, [start_s, end_s])
    points = track.keypoints_px[first:last]
    line = (points[:, _SHOULDERS] - points[:, _HIPS]).sum(axis=1)  # twice the trunk
    line = line[np.isfinite(line).all(axis=1)]
    if not len(line):
        return float("nan")
    low, high = percentiles(np.degrees(np.arctan2(line[:, 0], -line[:, 1])), ENDS_PCT)
    return high - low


def _company(
    track: MotionTrack, exercise: Exercise, start_s: float, end_s: float
) -> tuple[float | None, float | None]:
    """Return the shares of a span with hands where help is given, and with anybody near at all."""
    if not track.others_px:
        return None, None
    first, last = np.searchsorted(track.time_s, [start_s, end_s])
    looked = close = near = 0
    for i in range(int(first), int(last)):
        others = track.others_px[i]
        if others is None:
            continue
        looked += 1
        if not len(others):
            continue
        held = _held(track.keypoints_px[i], exercise)
        gap = others[:, _HANDS, None, :] - held[None, None]
        distance = np.hypot(gap[..., 0], gap[..., 1]) / track.torso_px
        if np.isfinite(distance).any():
            nearest = np.nanmin(distance)
            close += bool(nearest <= CLOSE_TORSO)
            near += bool(nearest <= NEAR_TORSO)
    return (close / looked, near / looked) if looked else (None, None)


def _held(keypoints_px: FloatArray, exercise: Exercise) -> FloatArray:
    """Return the points, ``(N, 2)``, at which a partner helps with this exercise."""
    points = [keypoints_px[list(_HELD)]]
    if exercise.equipment == "barbell":  # between the lifter's hands
        left, right = keypoints_px[Landmark.LEFT_WRIST], keypoints_px[Landmark.RIGHT_WRIST]
        points.append(np.array([left + share * (right - left) for share in ON_THE_BAR]))
    if exercise.movement.posture == "hanging":  # nobody reaches the bar: by the waist or the legs
        points.append(keypoints_px[list(_HUNG)])
    return np.concatenate(points)
