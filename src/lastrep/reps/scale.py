"""Metres, where the scene has a scale."""

from __future__ import annotations

import numpy as np

from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark

# what carries the load, or is it, depends on the lift: the part of the body that travels furthest
_CARRIERS = (
    (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
)
_AROUND_S = 0.1


def travel_px(track: MotionTrack, start_s: float, end_s: float) -> float | None:
    """Return how far the load travelled between two instants, in a straight line in the picture.

    The straight line is shorter than a curved path, and the picture shortens what moves towards the
    camera: a lower bound. None where no carrier was seen at both instants.
    """

    def place(when_s: float) -> np.ndarray:
        first, last = np.searchsorted(track.time_s, [when_s - _AROUND_S, when_s + _AROUND_S])
        points = track.keypoints_px[first : max(last, first + 1)]
        pairs = np.stack([points[:, carrier, :] for carrier in _CARRIERS], axis=1)
        flat = np.moveaxis(pairs, 1, 0).reshape(len(_CARRIERS), -1, 2)
        seen = np.asarray(np.isfinite(flat).all(-1))
        total = np.where(seen[..., None], flat, 0.0).sum(1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(total / seen.sum(1)[:, None])

    gap = place(end_s) - place(start_s)
    distance = np.linalg.norm(gap, axis=1)
    return float(np.nanmax(distance)) if np.isfinite(distance).any() else None
