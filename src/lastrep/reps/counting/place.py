"""Where in the picture the repetitions are done: who leaves it, or lets go, is not lifting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.reps.limits import RepLimits
from lastrep.signals.order_statistics import percentiles_along

ABOUT_TORSO = 0.4  # how far beside the place of the repetitions is still there
FEWEST = 8  # poses
FEWEST_IN_REP = 4  # the same in one repetition
IN_A_ROW = 3  # repetitions at one place: getting up and lying down again are two movements
SURE = 0.7  # confidence of a repetition that shows where the work is done
LEAVES_S = 1.2  # nobody leaves and is back sooner
JUMP_TORSO, JUMP_TORSO_PER_S = 0.6, 8.0  # further and faster than people move: an edit
MOST_AWAY = 0.25  # of the repetitions: who does more of them elsewhere moves about
PAIRS = (
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Boxes in the picture for the middles of the hips, of the shoulders and of the wrists.

    Attributes
    ----------
    low_px, high_px
        ``(B, 3, 2)`` each: boxes by hips, shoulders, wrists by x, y.
    """

    low_px: FloatArray
    high_px: FloatArray

    def left(self, keypoints_px: FloatArray) -> BoolArray:
        """Return where the lifter is in none of the boxes, ``(T,)``; what is unseen is not."""
        return self.left_by(_middles(keypoints_px))

    def left_by(self, middles: FloatArray) -> BoolArray:
        """Return the same from the middles of hips, shoulders and wrists, ``(T, 3, 2)``."""
        boxes = len(self.low_px)
        middle = middles.reshape(len(middles), -1).T[:, None]  # (6, 1, T): quick along time
        low, high = (edge.reshape(boxes, -1).T[..., None] for edge in (self.low_px, self.high_px))
        outside = (middle < low) | (middle > high)
        return np.asarray(outside.any(axis=0).all(axis=0))


def place_of(track: MotionTrack, first_s: float, last_s: float) -> Place | None:
    """Return the place of a stretch of time; None where the trunk was not seen."""
    first, last = np.searchsorted(track.time_s, [first_s, last_s])
    middles = _middles(track.keypoints_px[first:last])
    box = _box(middles[_all_seen(middles)], fewest=FEWEST)
    if box is None:
        return None
    about = ABOUT_TORSO * track.torso_px
    return Place(box[0][None] - about, box[1][None] + about)


def absences(track: MotionTrack, reps: Sequence[RepLimits]) -> BoolArray:
    """Return when the lifter was away from the exercise, ``(T,)``: up, bent down, hands elsewhere.

    The work is where three sure repetitions in a row were done; a camera or a scene that changes
    gives several such places. Away is who goes somewhere else for a while. Who is suddenly there
    has been cut, and who does much of the work elsewhere is moving about: neither is away.
    """
    nowhere = np.zeros(len(track.time_s), dtype=bool)
    sure = [rep for rep in reps if rep.confidence >= SURE]
    if len(sure) < IN_A_ROW:
        return nowhere
    middles = _middles(track.keypoints_px)
    seen = _all_seen(middles)
    during = [_samples(track, rep) for rep in sure]
    place = _place_of_rows(track, [middles[one][seen[one]] for one in during])
    if place is None:
        return nowhere
    gone = _long_stretches(track, middles, seen.nonzero()[0], place.left_by(middles))
    if not gone.any():
        return nowhere
    elsewhere = sum(bool(gone[one].mean() > 0.5) for one in during)  # noqa: PLR2004 - most of it
    return nowhere if elsewhere > MOST_AWAY * len(sure) else gone


def _place_of_rows(track: MotionTrack, reps: Sequence[FloatArray]) -> Place | None:
    """Return the places that several repetitions in a row have in common.

    ``reps`` are the middles during each of them, ``(n, 3, 2)``, where all were seen.
    """
    boxes = [box for rep in reps if (box := _box(rep, fewest=FEWEST_IN_REP)) is not None]
    if len(boxes) < IN_A_ROW:
        return None
    low, high = np.array(boxes).swapaxes(0, 1)
    rows = [slice(i, len(boxes) - IN_A_ROW + 1 + i) for i in range(IN_A_ROW)]
    about = ABOUT_TORSO * track.torso_px
    return Place(
        np.max([low[row] for row in rows], axis=0) - about,
        np.min([high[row] for row in rows], axis=0) + about,
    )


def _samples(track: MotionTrack, rep: RepLimits) -> slice:
    first, last = track.time_s.searchsorted([rep.start_time_s, rep.end_time_s]).tolist()
    first = min(first, len(track.time_s) - 1)
    return slice(first, max(last, first + 1))


def _long_stretches(
    track: MotionTrack, middles: FloatArray, seen: IntArray, left: BoolArray
) -> BoolArray:
    """Keep the stretches that last and were begun and ended by moving, unseen moments included."""
    gone = np.zeros(len(left), dtype=bool)
    if not len(seen):
        return gone
    changes = np.flatnonzero(np.diff(left[seen].astype(int))) + 1
    edges = [0, *changes.tolist(), len(seen)]
    for first, end in pairwise(edges):
        last = end - 1
        if not left[seen[first]]:
            continue
        start_s, end_s = track.time_s[seen[first]], track.time_s[seen[last]]
        jumped = any(
            _jumps(track, middles, int(seen[i]), int(seen[i + 1]))
            for i in (first - 1, last)
            if 0 <= i < len(seen) - 1
        )
        if end_s - start_s >= LEAVES_S and not jumped:
            gone[seen[first] : seen[last] + 1] = True
    return gone


def _jumps(track: MotionTrack, middles: FloatArray, before: int, after: int) -> bool:
    way = np.abs(middles[after] - middles[before]).max() / track.torso_px
    speed = way / (track.time_s[after] - track.time_s[before])
    return bool(way > JUMP_TORSO and speed > JUMP_TORSO_PER_S)


def _all_seen(middles: FloatArray) -> BoolArray:
    return np.asarray(np.isfinite(middles).reshape(len(middles), -1).all(axis=1))


def _box(seen: FloatArray, *, fewest: int) -> tuple[FloatArray, FloatArray] | None:
    if len(seen) < fewest:
        return None
    low, high = percentiles_along(seen, (5.0, 95.0))
    return low, high


def _middles(keypoints_px: FloatArray) -> FloatArray:
    """``(T, 3, 2)``: hips, shoulders, wrists by x, y."""
    left, right = zip(*PAIRS, strict=True)
    return np.asarray((keypoints_px[:, left] + keypoints_px[:, right]) / 2)
