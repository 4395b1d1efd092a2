"""Movement of the body that the repetition itself does not explain.

Shoulders, head and elbows have a usual place at every point of a movement: a row tips the trunk a
little, a curl pulls the shoulders down. What is left beside that is sway, breath and the noise of
the pose. A swing leaves much more. How much more is said in the lifter's own measure: against what
is left over in the calmer half of the set's repetitions, seen by the same camera, in every
direction by itself (a Mahalanobis distance), so that a view that hides a direction, a trembling
keypoint or a restless lifter needs no limit of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX
from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import Reference
from lastrep.reps.measuring.stroke import Stroke, seen_throughout
from lastrep.signals.order_statistics import percentiles_along
from lastrep.signals.whittaker import whittaker

SMOOTH_HZ = 2.5
LEAD_S, TAIL_S = 0.45, 0.1  # a swing begins before the weight moves
IN_FLOW_S = 3.0
LONGEST_S = 1.6  # and has done its work soon after
BESIDE_S = 1.0  # what lies so near a repetition still shows the posture it is done in
SAMPLES = 24
BINS = np.linspace(-0.1, 1.1, 10)  # of progress
FEWEST_IN_BIN = 6
FEWEST_REPS = 3  # that show what this body does anyway
CALM_SHARE = 0.5
OWN_DIRECTION = 0.2  # share of the usual motion taken as if its channels were unrelated
SEEN_SHARE = 0.9  # landmarks of the face seen about as often as the best of them

_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_ELBOWS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)


@dataclass(frozen=True, slots=True)
class Excess:
    """Unexplained movement during one concentric.

    Attributes
    ----------
    times_usual
        Its standard deviation against that of the calmer repetitions, over all directions.
    travel_torso
        The longest way between two places of its first point.
    """

    times_usual: float
    travel_torso: float


def upper_body_path(track: MotionTrack) -> FloatArray:
    """Return where the shoulders and the head are, ``(T, 4)`` torso lengths.

    ``(T, 2)``, the shoulders alone, where the head is out of the picture.
    """
    points = track.keypoints_px
    seen = np.isfinite(points[:, : Landmark.LEFT_SHOULDER, 0]).mean(axis=0)
    face = np.flatnonzero((seen > 0.0) & (seen >= SEEN_SHARE * seen.max()))
    middles = [points[:, _SHOULDERS].mean(axis=1)]
    if len(face):
        middles.append(points[:, face].mean(axis=1))
    return np.asarray(np.concatenate(middles, axis=1) / track.torso_px)


def elbow_path(track: MotionTrack) -> FloatArray:
    """Return where the elbows are as seen from the shoulders, ``(T, 2)`` torso lengths.

    The side that is seen better weighs more, and does so all the time.
    """
    points = track.keypoints_px
    arms = points[:, _ELBOWS] - points[:, _SHOULDERS]
    seen = np.nan_to_num(track.visibility[:, MEASURE_INDEX["shoulder"]]).mean(axis=0)
    weight = np.maximum(seen, 0.05) ** 2
    weight /= weight.sum()
    return np.asarray((arms * weight[:, None]).sum(axis=1) / track.torso_px)


def measure_excess(
    path: FloatArray,
    track: MotionTrack,
    progress: Progress,
    reference: Reference,
    strokes: Sequence[Stroke],
    *,
    most_usual_torso: float,
) -> tuple[Excess | None, ...]:
    """Return the unexplained movement of every stroke; None where too little is known.

    Parameters
    ----------
    path
        ``(T, 2 P)`` x and y of points at the times of the track, torso lengths.
    progress, reference
        The curve and the lifter's range on it: what explains movement.
    strokes
        Those that counting listed say what is usual.
    most_usual_torso
        Standard deviation of a point beyond which no strict lifter is calm: who swings in every
        repetition is measured against this.
    """
    unknown = (None,) * len(strokes)
    if not strokes:
        return unknown
    grid = progress.time_s
    smooth = np.stack([_smooth(column, track.time_s, grid) for column in path.T], axis=1)
    along = np.clip(
        np.nan_to_num((progress.value - reference.lengthened) / reference.span), -0.1, 1.1
    )
    # standing about between blocks says nothing of where the body is in the movement
    work = np.zeros(len(grid), dtype=bool)
    for stroke in strokes:
        work |= (grid >= stroke.start_time_s - BESIDE_S) & (grid <= stroke.end_time_s + BESIDE_S)
    work &= np.isfinite(progress.value)
    rest = smooth - _usual(smooth, along, work)
    paths = []
    before_s = float("-inf")
    for stroke in strokes:
        # before the first repetition after a break, the lifter is still getting into place
        in_flow = stroke.start_time_s - before_s <= IN_FLOW_S
        # where the pose was lost, the path is a guess
        known = seen_throughout(progress, stroke.concentric)
        lead_s = LEAD_S if in_flow else 0.0
        paths.append(_window(rest, grid, stroke, lead_s=lead_s) if known else None)
        before_s = stroke.end_time_s
    spreads = [None if one is None else one.T @ one / (len(one) - 1) for one in paths]
    listed = [
        spread
        for spread, stroke in zip(spreads, strokes, strict=True)
        if spread is not None and stroke.limits is not None
    ]
    if len(listed) < FEWEST_REPS:
        return unknown
    inverse = np.linalg.inv(_calm(listed, most_usual_torso))
    return tuple(
        None
        if one is None or spread is None
        else Excess(
            times_usual=float(np.sqrt(np.trace(inverse @ spread) / len(spread))),
            travel_torso=_longest_way(one[:, :2]),
        )
        for one, spread in zip(paths, spreads, strict=True)
    )


def _smooth(raw: FloatArray, time_s: FloatArray, grid: FloatArray) -> FloatArray:
    seen = np.isfinite(raw)
    if np.count_nonzero(seen) < SAMPLES:
        return np.full(len(grid), np.nan)
    rate_hz = float(1.0 / (grid[1] - grid[0]))
    value = np.interp(grid, time_s[seen], raw[seen])
    return whittaker(
        value, np.ones(len(grid)), rate_hz=rate_hz, cutoff_hz=min(SMOOTH_HZ, 0.3 * rate_hz)
    )


def _usual(path: FloatArray, along: FloatArray, work: np.ndarray) -> FloatArray:
    """Return where the points usually are at each sample's progress: medians, joined by lines."""
    middle = 0.5 * (BINS[1:] + BINS[:-1])
    place = np.digitize(along, BINS[1:-1])
    known, level = [], []
    for i in range(len(middle)):
        inside = path[work & (place == i)]
        if len(inside) >= FEWEST_IN_BIN:
            known.append(middle[i])
            level.append(percentiles_along(inside, (50.0,))[0])
    if not known:
        return np.zeros_like(path)
    levels = np.array(level)
    return np.stack([np.interp(along, known, column) for column in levels.T], axis=1)


def _window(
    path: FloatArray, grid: FloatArray, stroke: Stroke, *, lead_s: float
) -> FloatArray | None:
    """Return a stroke's path about its own middle, ``(SAMPLES, C)``; None where it is not seen."""
    start_s = stroke.concentric.start_time_s - lead_s
    end_s = min(stroke.concentric.end_time_s + TAIL_S, start_s + LONGEST_S)
    instants = np.linspace(start_s, end_s, SAMPLES)
    piece = np.stack([np.interp(instants, grid, column) for column in path.T], axis=1)
    return piece - piece.mean(axis=0) if np.isfinite(piece).all() else None


def _calm(spreads: Sequence[FloatArray], most_torso: float) -> FloatArray:
    """Return the mean spread of the calmer repetitions, never more than a strict lifter shows."""
    all_of_them = np.array(spreads)
    sizes = all_of_them.trace(axis1=1, axis2=2)
    count = max(FEWEST_REPS, int(np.ceil(CALM_SHARE * len(sizes))))
    calm = all_of_them[np.argsort(sizes)[:count]].mean(axis=0)
    for x in range(0, len(calm), 2):
        size = float(np.sqrt(calm[x, x] + calm[x + 1, x + 1]))
        if size > most_torso:
            calm[x : x + 2] *= most_torso / size
            calm[:, x : x + 2] *= most_torso / size
    own = np.diag(np.diag(calm))
    return np.asarray((1.0 - OWN_DIRECTION) * calm + OWN_DIRECTION * own + 1e-9 * np.eye(len(calm)))


def _longest_way(points: FloatArray) -> float:
    gaps = points[:, None] - points[None]
    return float(np.hypot(gaps[..., 0], gaps[..., 1]).max())
