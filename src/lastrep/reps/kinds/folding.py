"""How far the legs are drawn up at the end of a lift: who kneels is getting up, not lifting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray
from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import median

LEGS = ("hip", "knee")
ABOUT_S = 0.15
FEWEST = 3  # repetitions that say how the legs are kept in this set


def folded_deg(
    track: MotionTrack, strokes: Sequence[Stroke], exercise: Exercise
) -> list[float | None]:
    """Return how much further than usual both hips and knees are bent at the end of each lift.

    The smaller of the two, in degrees; negative where they are straighter. None where they were not
    seen, and in exercises that bend them anyway.
    """
    moved = {*exercise.signals.rise, *exercise.signals.fall, exercise.movement.joint}
    if moved & set(LEGS):
        return [None] * len(strokes)
    bent = [_legs_deg(track, stroke.high_time_s) for stroke in strokes]
    known = [
        legs
        for legs, stroke in zip(bent, strokes, strict=True)
        if stroke.limits is not None and np.isfinite(legs).all()
    ]
    if len(known) < FEWEST:
        return [None] * len(strokes)
    usual = [median([float(legs[i]) for legs in known]) for i in range(len(LEGS))]
    return [float((usual - legs).min()) if np.isfinite(legs).all() else None for legs in bent]


def _legs_deg(track: MotionTrack, time_s: float) -> FloatArray:
    """Return the angles of hip and knee about an instant, both sides and some poses averaged."""
    about = track.between(time_s - ABOUT_S, time_s + ABOUT_S)
    seen = [angle[np.isfinite(angle)] for angle in map(about.of, LEGS)]
    return np.array([angle.mean() if len(angle) else np.nan for angle in seen])
