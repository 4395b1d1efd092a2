"""The measures of a stretch of time: what repetitions are found in and measured on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX
from lastrep.records.pose import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MotionTrack:
    """Raw measures at the poses' own time stamps; nothing is smoothed or resampled here.

    Attributes
    ----------
    time_s
        ``(T,)``, strictly increasing.
    values
        ``(T, M, 2)`` in the order of `lastrep.motion.measures.MEASURES`; left, right. Degrees, or
        torso lengths. NaN where unseen.
    visibility
        ``(T, M, 2)`` in 0..1: the least of the landmarks that the measure needs.
    keypoints_px
        ``(T, 33, 2)``, for the judgements that need the body itself (sway, a spotter's hands).
    torso_px
        The lifter's torso length used for the heights and distances; NaN if never seen.
    others_px
        Per time stamp the other people ``(N, 33, 2)``, or None where nobody looked.
    wrist_scale_m_per_px
        How many metres the load travels while the wrists travel a pixel, as it was last known in
        this stretch; None where no plate was found.
    """

    time_s: FloatArray
    values: FloatArray
    visibility: FloatArray
    keypoints_px: FloatArray
    torso_px: float
    others_px: tuple[FloatArray | None, ...] = ()
    wrist_scale_m_per_px: float | None = None

    def of(self, name: str) -> FloatArray:
        """Return one measure, ``(T, 2)``, left and right."""
        return self.values[:, MEASURE_INDEX[name], :]

    def about(self, time_s: float, around_s: float) -> FloatArray:
        """Return the mean of every measure about an instant, ``(K, 2)``; NaN where unseen."""
        first, last = self.time_s.searchsorted([time_s - around_s, time_s + around_s])
        near = self.values[int(first) : int(last)]
        seen = np.isfinite(near)
        with np.errstate(invalid="ignore"):  # the mean of nothing is unknown
            return np.asarray(np.where(seen, near, 0.0).sum(axis=0) / seen.sum(axis=0))

    def without(self, away: BoolArray) -> MotionTrack:
        """Return the track with the measures unknown where ``away``, ``(T,)``, holds."""
        values = self.values.copy()
        values[away] = np.nan
        return replace(self, values=values)

    def between(self, start_time_s: float, end_time_s: float) -> MotionTrack:
        """Return the part in ``[start_time_s, end_time_s)``."""
        first, last = self.time_s.searchsorted([start_time_s, end_time_s])
        piece = slice(int(first), int(last))
        return MotionTrack(
            time_s=self.time_s[piece],
            values=self.values[piece],
            visibility=self.visibility[piece],
            keypoints_px=self.keypoints_px[piece],
            torso_px=self.torso_px,
            others_px=self.others_px[piece],
            wrist_scale_m_per_px=self.wrist_scale_m_per_px,
        )
