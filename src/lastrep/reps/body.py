"""What the rest of the body does during a repetition: sway, heave, drive, helping hands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX
from lastrep.motion.track import MotionTrack
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray
from lastrep.reps.stroke import Stroke
from lastrep.signals.whittaker import whittaker

SMOOTH_HZ = 2.5
LEAD_S = 0.25  # a swing begins before the weight moves
CLOSE_TORSO = 0.25  # a second person's wrist this near the lifter's hand or elbow helps

NEAR_TORSO = 2.5  # within reach of the lifter, one way or the other
IN_VIEW = 0.3

_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_HELD = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
)
_HANDS = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_INDEX,
    Landmark.RIGHT_INDEX,
)


@dataclass(frozen=True, slots=True)
class BodyMotion:
    """Movement of the body during one concentric; NaN where it could not be seen.

    Attributes
    ----------
    lean_deg
        How far the trunk tilted in the picture plane, from one extreme to the other.
    upper_arm_deg
        How far the upper arm drifted against the trunk.
    legs_deg
        How far hips or knees straightened in the first third.
    heave_torso
        How far the shoulders rose.
    shortening
        By what share the trunk looked shorter at its shortest: a lean towards or from the camera.
    helped_share
        Share of the time a second person's hands were at the lifter's; None where nobody looked.
    helper_in_view
        Whether a second person was near the lifter for a good part of it.
    """

    lean_deg: float
    upper_arm_deg: float
    legs_deg: float
    heave_torso: float
    shortening: float
    helped_share: float | None
    helper_in_view: bool


class BodyWatch:
    """The smooth channels of a track, from which any repetition's body motion is read."""

    def __init__(self, track: MotionTrack) -> None:
        self._track = track
        step_s = float(np.median(np.diff(track.time_s)))
        self._time_s = np.arange(track.time_s[0], track.time_s[-1] + 1e-9, step_s)
        points = track.keypoints_px
        line = points[:, _SHOULDERS].mean(1) - points[:, _HIPS].mean(1)
        self._lean = self._smooth(np.degrees(np.arctan2(line[:, 0], -line[:, 1])))
        self._trunk = self._smooth(np.hypot(line[:, 0], line[:, 1]) / track.torso_px)
        self._upper_arm = self._smooth(_both(track, "shoulder"))
        self._hip = self._smooth(_both(track, "hip"))
        self._knee = self._smooth(_both(track, "knee"))
        self._shoulder = self._smooth(-points[:, _SHOULDERS, 1].mean(1) / track.torso_px)

    def of(self, stroke: Stroke) -> BodyMotion:
        """Return what the body did during a stroke's concentric."""
        rise = stroke.concentric
        whole = self._between(rise.start_time_s - LEAD_S, rise.end_time_s)
        first = self._between(
            rise.start_time_s - LEAD_S, rise.start_time_s + 0.35 * rise.duration_s
        )
        shares = self._company(rise.start_time_s, rise.end_time_s)
        return BodyMotion(
            lean_deg=_range(self._lean[whole]),
            upper_arm_deg=_range(self._upper_arm[whole]),
            legs_deg=float(np.nanmax([_gain(self._hip[first]), _gain(self._knee[first]), -1e9])),
            heave_torso=_gain(self._shoulder[whole]),
            shortening=_range(self._trunk[whole]),
            helped_share=shares[0],
            helper_in_view=shares[1] is not None and shares[1] >= IN_VIEW,
        )

    def _between(self, start_s: float, end_s: float) -> slice:
        first, last = np.searchsorted(self._time_s, [start_s, end_s])
        return slice(int(first), int(last) + 1)

    def _smooth(self, raw: FloatArray) -> FloatArray:
        seen = np.isfinite(raw)
        if np.count_nonzero(seen) < 8:  # noqa: PLR2004 - too few to smooth
            return np.full(len(self._time_s), np.nan)
        value = np.interp(self._time_s, self._track.time_s[seen], raw[seen])
        rate_hz = 1.0 / (self._time_s[1] - self._time_s[0])
        return whittaker(
            value, np.ones(len(value)), rate_hz=rate_hz, cutoff_hz=min(SMOOTH_HZ, 0.3 * rate_hz)
        )

    def _company(self, start_s: float, end_s: float) -> tuple[float | None, float | None]:
        """Return the shares of a span with hands at the lifter's, and with anybody near at all."""
        track = self._track
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
            gap = others[:, _HANDS, None, :] - track.keypoints_px[i][None, None, _HELD, :]
            distance = np.hypot(gap[..., 0], gap[..., 1]) / track.torso_px
            if np.isfinite(distance).any():
                nearest = np.nanmin(distance)
                close += bool(nearest <= CLOSE_TORSO)
                near += bool(nearest <= NEAR_TORSO)
        return (close / looked, near / looked) if looked else (None, None)


def _both(track: MotionTrack, name: str) -> FloatArray:
    """Mean of the sides by visibility."""
    value, weight = track.of(name), _visibility(track, name)
    weight = np.where(np.isfinite(value), np.maximum(weight, 0.05), 0.0)
    total = weight.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((np.nan_to_num(value) * weight).sum(1) / total)


def _visibility(track: MotionTrack, name: str) -> FloatArray:
    return track.visibility[:, MEASURE_INDEX[name], :]


def _range(piece: FloatArray) -> float:
    return float(np.ptp(piece)) if len(piece) and np.isfinite(piece).all() else float("nan")


def _gain(piece: FloatArray) -> float:
    """Greatest rise from any earlier value."""
    if not len(piece) or not np.isfinite(piece).all():
        return float("nan")
    return float((piece - np.minimum.accumulate(piece)).max())
