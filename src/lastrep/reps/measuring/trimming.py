"""Cuts a repetition back to the lifter's range: nobody starts a repetition at the rack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import Reference
from lastrep.reps.measuring.stroke import Stroke, stroke_between
from lastrep.reps.measuring.tempo import stretch_between

BEYOND = 0.2  # of the reference range


def trim_strokes(
    progress: Progress, reference: Reference, strokes: Sequence[Stroke]
) -> list[Stroke]:
    """Return the strokes without what lies far beyond the ends of the reference range.

    A first repetition that was counted from the floor on, or a last one up to the rack, starts and
    ends where the lifter's others do.
    """
    return [
        _trim_lowering(progress, reference, _trim(progress, reference, stroke))
        for stroke in strokes
    ]


def _trim(progress: Progress, reference: Reference, stroke: Stroke) -> Stroke:
    under = reference.fraction(stroke.low) < -BEYOND
    over = reference.fraction(stroke.high) > 1.0 + BEYOND
    if not under and not over:
        return stroke
    first, last = (
        int(i) for i in np.searchsorted(progress.time_s, [stroke.low_time_s, stroke.high_time_s])
    )
    share = (progress.value[first : last + 1] - reference.lengthened) / reference.span
    low_at, high_at = first, last
    if over:
        reached = np.flatnonzero(share >= 1.0)
        high_at = first + int(reached[0]) if len(reached) else last
    if under:
        left = np.flatnonzero(share[: high_at - first] <= 0.0)
        low_at = first + int(left[-1]) if len(left) else first
    trimmed = stroke_between(
        progress,
        low_at,
        high_at,
        earliest_s=stroke.start_time_s,
        latest_s=stroke.end_time_s,
        limits=stroke.limits,
        eccentric_first=stroke.eccentric_first,
    )
    return trimmed if trimmed is not None else stroke


def _trim_lowering(progress: Progress, reference: Reference, stroke: Stroke) -> Stroke:
    """Return the stroke with a lowering that begins or ends where the lifter's others do."""
    fall = stroke.eccentric
    if fall is None:
        return stroke
    first, last = (int(i) for i in np.searchsorted(progress.time_s, fall.turned_s))
    share = (progress.value[first : last + 1] - reference.lengthened) / reference.span
    above, below = np.flatnonzero(share >= 1.0), np.flatnonzero(share <= 0.0)
    begin, end = first, last
    if reference.fraction(fall.from_value) > 1.0 + BEYOND and len(above):
        begin = first + int(above[-1])
    if reference.fraction(fall.to_value) < -BEYOND and len(below):
        end = first + int(below[0])
    if (begin, end) == (first, last):
        return stroke
    trimmed = stretch_between(progress.time_s, progress.value, begin, end)
    return stroke if trimmed is None else replace(stroke, eccentric=trimmed)
