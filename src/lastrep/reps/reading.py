"""Go on reading a fused signal pose by pose, between two looks at the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A fused signal as a weighted sum of raw measures: quick, unsmoothed, good for a while.

    ``which`` (K,) indices of measures, ``sign``, ``mean``, ``spread`` and ``weight`` ``(K,)``.
    """

    which: IntArray
    sign: FloatArray
    mean: FloatArray
    spread: FloatArray
    weight: FloatArray

    def of(self, values: FloatArray) -> FloatArray:
        """Return the fused value of measures ``(T, M, 2)``, ``(T,)``; NaN where none was seen."""
        sides = values[:, self.which, :]
        known = np.isfinite(sides)
        count = known.sum(axis=2)
        total = np.where(known, sides, 0.0).sum(axis=2)
        mean = total / np.maximum(count, 1) * self.sign
        weight = np.where(count > 0, self.weight, 0.0)
        scaled = np.where(count > 0, (mean - self.mean) / self.spread, 0.0)
        share = weight.sum(axis=1)
        fused = (weight * scaled).sum(axis=1) / np.maximum(share, 1e-9)
        return np.where(share > 0, fused, np.nan)
