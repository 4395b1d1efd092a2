"""A few movements far larger than the repetitions: bending down for the weight, sitting up.

Beside them, repetitions of a short way (a shrug, a bridge, a crunch) are too small to be seen: the
large ones set the scale and are the most alike. So where few were found, the time in which the
signal is far from where it mostly is is left out, and what repeats in the rest is asked for.
"""

from __future__ import annotations

import numpy as np

from lastrep.exercises.definition import Movement
from lastrep.motion.measures import MEASURE_INDEX
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.signals.order_statistics import median, percentiles

MOST = 6  # more large movements than this are a set
BANDS = (1.0, 2.0)  # how far from its quartiles a signal is far away, in what lies between them
AROUND_S = 0.1
LEAST_OF_JOINT = (
    0.5  # share of a usual repetition that the joint turns in small ones, or it is sway
)


def far_away(signal: FloatArray, band: float) -> BoolArray:
    """Return where a signal is far from where it mostly is, ``(N,)``; not where it is unknown.

    Parameters
    ----------
    signal
        ``(N,)``, NaN where unseen.
    band
        How far beyond its quartiles that is, in what lies between these.
    """
    known = np.isfinite(signal)
    if not known.any():
        return known
    low, high = percentiles(signal[known], (25.0, 75.0))
    beyond = band * (high - low)
    return np.asarray(known & ((signal < low - beyond) | (signal > high + beyond)))


def joint_tells_against(
    track: MotionTrack, starts_s: FloatArray, ends_s: FloatArray, movement: Movement
) -> bool:
    """Whether the exercise's joint turns too little in most concentrics to be doing it.

    False where no joint angle carries the movement, or it was not seen.
    """
    if not movement.joint_tells:
        return False
    at = MEASURE_INDEX[movement.joint]
    turned = [
        np.abs(track.about(end_s, AROUND_S)[at] - track.about(start_s, AROUND_S)[at])
        for start_s, end_s in zip(starts_s.tolist(), ends_s.tolist(), strict=True)
    ]
    seen = [float(one[np.isfinite(one)].max()) for one in turned if np.isfinite(one).any()]
    return bool(seen) and median(seen) < LEAST_OF_JOINT * movement.range_of_motion_deg
