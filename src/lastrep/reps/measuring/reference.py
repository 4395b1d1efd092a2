"""The lifter's own range: what a full repetition of this set is.

Taken from the best of the early repetitions and then frozen: a reference that follows the set
shrinks until half repetitions look full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import median

FULL = 0.85  # of the reference range: a repetition that covers as much, or ends there, is whole
EARLY = 5  # repetitions among which the reference is looked for first
ALIKE = 0.85  # share of the widest early range that still belongs to the reference
GROWN = 1.35  # later repetitions this much wider show that the early ones were partial, not strict
FEWEST_WIDER, WIDER_SHARE = 3, 0.3
WIDEST_USED = 3
DOUBTFUL = 0.6  # of the median confidence: such repetitions may be something else


@dataclass(frozen=True, slots=True)
class Reference:
    """The ends of a full repetition, in the unit of the progress curve.

    Attributes
    ----------
    lengthened, shortened
        The two ends.
    reps
        How many repetitions it rests on.
    """

    lengthened: float
    shortened: float
    reps: int

    @property
    def span(self) -> float:
        """The range of motion."""
        return self.shortened - self.lengthened

    def fraction(self, value: float) -> float:
        """Return a value of the curve as progress: 0 lengthened, 1 shortened."""
        return (value - self.lengthened) / self.span


def find_reference(strokes: Sequence[Stroke]) -> Reference | None:
    """Return the reference range of a set: the median of its best early repetitions.

    The first repetition of a set is often a cautious one, so it counts only if it is as wide as the
    others. Where clearly wider repetitions come later (a set that begins with partials), the first
    of those are the reference.
    """
    if not strokes:
        return None
    strokes = _sure(strokes)
    ranges = np.array([stroke.concentric.range for stroke in strokes])
    widest = _widest(ranges[:EARLY])
    wider = np.sort(ranges[ranges > GROWN * widest])
    # one or two wild swings are somebody bending down for a weight, not a fuller repetition
    if len(wider) >= max(FEWEST_WIDER, WIDER_SHARE * len(ranges)):
        widest = float(wider[len(wider) // 2])
    good = [stroke for stroke, size in zip(strokes, ranges, strict=True) if size >= ALIKE * widest]
    # the first one only if there is nothing better to go by
    good = good[1:] if len(good) > WIDEST_USED and good[0] is strokes[0] else good
    best = good[:WIDEST_USED]
    return Reference(
        lengthened=median([stroke.low for stroke in best]),
        shortened=median([stroke.high for stroke in best]),
        reps=len(best),
    )


def _sure(strokes: Sequence[Stroke]) -> Sequence[Stroke]:
    """Return the strokes that counting was as sure of as of most."""
    sure = [stroke.limits.confidence if stroke.limits is not None else 0.0 for stroke in strokes]
    limit = DOUBTFUL * median(sure)
    return [stroke for stroke, own in zip(strokes, sure, strict=True) if own >= limit]


def _widest(ranges: np.ndarray) -> float:
    """Return the second widest of three or more: one wild swing must not set the measure."""
    ordered = np.sort(ranges)
    return float(ordered[-2] if len(ordered) >= 3 else ordered[-1])  # noqa: PLR2004 - two would be no choice
