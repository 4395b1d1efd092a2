"""A zero-lag smoother for closed windows that bridges gaps and takes a weight for every sample."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.signals.order_statistics import percentiles, robust_sd

_ORDER = 3  # third differences: what is left when a constant acceleration is free of charge
_STENCIL = (-1.0, 3.0, -3.0, 1.0)
_ROUNDS = 2
_OUTLIER_SD = 4.0
_OUTLIER_RANGE = 0.10


def whittaker(
    value: FloatArray, weight: FloatArray, *, rate_hz: float, cutoff_hz: float
) -> FloatArray:
    """Return the smooth curve through weighted samples on a uniform grid.

    Minimises ``sum w (x - y)^2 + k sum (third difference of x)^2``. Away from the ends and with
    equal weights this is the zero-lag filter with gain ``1 / (1 + (f / cutoff)^6)``, which is also
    the steady state of a fixed-interval Kalman smoother whose jerk is white noise.

    Parameters
    ----------
    value
        ``(N,)``; NaN counts as a missing sample.
    weight
        ``(N,)``, 0 or more; a sample of weight 0 is bridged.
    rate_hz
        Samples a second.
    cutoff_hz
        Where the gain is one half.

    Notes
    -----
    P. H. C. Eilers, "A perfect smoother", Analytical Chemistry 75 (2003) 3631. We add a second
    round in which samples more than four robust standard deviations, and more than a tenth of the
    range, away lose their weight: a keypoint that jumps to another limb must not bend the curve.
    """
    from scipy.linalg.lapack import dpbsv  # noqa: PLC0415 - half a second that --help must not pay

    count = len(value)
    seen = np.isfinite(value) & (weight > 0.0)
    if np.count_nonzero(seen) <= _ORDER + 1:
        return np.where(seen, value, np.nan)
    target = np.where(seen, value, 0.0)
    weights = np.where(seen, weight, 0.0)
    weights /= weights[seen].mean()
    turn = 2.0 - 2.0 * np.cos(2.0 * np.pi * min(cutoff_hz / rate_hz, 0.49))
    penalty = _penalty(count) / turn**_ORDER  # a new array: the cached one stays as it is
    smooth = target
    for again in range(_ROUNDS):
        banded = penalty.copy(order="F")
        banded[-1] += weights
        _, smooth, failed = dpbsv(banded, weights * target, overwrite_ab=True)
        if failed:
            raise np.linalg.LinAlgError("the smoother's equations cannot be solved")
        if again == 0:
            away = np.abs(target - smooth)
            far = seen & (away > _OUTLIER_SD * robust_sd(away[seen]))
            if not far.any():
                break
            # a fast movement is bent by the smoothing itself: that is no outlier
            low, high = percentiles(target[seen], (5.0, 95.0))
            usual = _OUTLIER_RANGE * (high - low)
            outliers = far & (away > usual)
            if not outliers.any() or np.count_nonzero(seen & ~outliers) <= _ORDER + 1:
                break
            weights = np.where(outliers, 0.0, weights)
    return np.asarray(smooth)


@lru_cache(maxsize=8)
def _penalty(count: int) -> FloatArray:
    """Upper band form of ``D'D`` for third differences of ``count`` samples."""
    rows = np.zeros((_ORDER + 1, count), order="F")  # as LAPACK wants it
    last = count - _ORDER
    for lag in range(_ORDER + 1):
        for i in range(_ORDER + 1 - lag):
            # entry (j, j + lag) sums the stencil products of every difference that holds both
            rows[_ORDER - lag, i + lag : i + lag + last] += _STENCIL[i] * _STENCIL[i + lag]
    rows[_ORDER] += 1e-9  # keeps the system solvable where a gap touches an end
    return rows
