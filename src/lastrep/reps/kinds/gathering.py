"""Turns the strokes of a set into the facts that the rules of kind look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.kinds.assistance import assisted_lifts
from lastrep.reps.kinds.body import BodyMotion, watch_body
from lastrep.reps.kinds.course import Course
from lastrep.reps.kinds.facts import Before, RepFacts, SetFacts
from lastrep.reps.kinds.folding import folded_deg
from lastrep.reps.kinds.negative import LONG_LOWERING_S, LONG_RATIO
from lastrep.reps.measuring.joint_scale import JointScale
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import FULL, Reference
from lastrep.reps.measuring.speed import OUTLIER_SPEED
from lastrep.reps.measuring.stall import Stall, longest_stall
from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import median

FIRST = 3  # repetitions of which one at least is fresh and nobody's but the lifter's
EARLY = 4  # full repetitions that say how fast and how slowly this lifter moves
HELPED_SPEED = 1.1  # of the fresh one: nobody who has just failed lifts faster than when fresh
EDGE_S = 0.2
WHOLE_LOWERING = 0.7  # getting up from where one failed is no repetition


def gather_facts(
    progress: Progress,
    reference: Reference,
    strokes: Sequence[Stroke],
    exercise: Exercise,
    track: MotionTrack,
    joint: JointScale,
) -> tuple[list[tuple[Stroke, RepFacts]], float | None]:
    """Return each stroke with its facts, and the fresh speed in reference ranges a second.

    Parameters
    ----------
    progress, reference
        The curve and the lifter's range on it.
    strokes
        In order of time, counted ones and attempts.
    exercise
        Its definition.
    track
        The poses, for what the rest of the body does.
    joint
        How far the exercise's joint turns in each of the strokes.
    """
    span = reference.span
    bodies = watch_body(track, progress, reference, strokes, exercise=exercise)
    full = [
        stroke
        for stroke in strokes
        if stroke.limits is not None and stroke.concentric.range >= FULL * span
    ]
    watched = [body for stroke, body in zip(strokes, bodies, strict=True) if stroke in full]
    assisted, row = assisted_lifts(full, watched)
    own = [stroke for stroke, helped in zip(full, assisted, strict=True) if not helped]
    speeds = np.array([stroke.concentric.mean_speed / span for stroke in own])
    fresh = _fresh(speeds)
    turned_deg = [deg for one in full[:EARLY] if (deg := joint.range_deg(one)) is not None]
    usual_deg = median(turned_deg) if turned_deg else None
    lowerings = [one.eccentric.duration_s for one in own[:EARLY] if one.eccentric is not None]
    shared = SetFacts(
        exercise=exercise,
        reference_reps=reference.reps,
        fresh_speed=fresh,
        eccentric_s=median(lowerings) if lowerings else None,
        noise=progress.noise / span,
        span=span,
        usual_share=(
            None if usual_deg is None else usual_deg / exercise.movement.range_of_motion_deg
        ),
        row=row,
    )
    not_own = [stroke for stroke in full if stroke not in own]
    facts: list[tuple[Stroke, RepFacts]] = []
    course = Course(fresh)
    folded = folded_deg(track, strokes, exercise)
    for i, (stroke, body, bent_deg) in enumerate(zip(strokes, bodies, folded, strict=True)):
        own_deg = joint.range_deg(stroke)
        later = [one for one in strokes[i + 1 :] if one not in not_own]
        rep = _facts(
            progress,
            reference,
            stroke,
            body,
            shared,
            course.before(stroke),
            full_after_s=_full_after(stroke, later, reference, shared),
            joint_range=own_deg / usual_deg if own_deg is not None and usual_deg else None,
            folded_deg=bent_deg,
        )
        facts.append((stroke, rep))
        course.note(stroke, rep, own_speed=rep.speed if stroke in own else None)
    return facts, fresh


def _fresh(speeds: np.ndarray) -> float | None:
    """Fastest, but not one that stands out from the early ones: somebody may have helped it."""
    if not len(speeds):
        return None
    usual = float(speeds[:FIRST].max())
    plausible = speeds[speeds <= OUTLIER_SPEED * usual]
    return float(plausible.max())


def _full_after(
    stroke: Stroke, later: Sequence[Stroke], reference: Reference, shared: SetFacts
) -> float | None:
    """Return how soon the lifter's own next full repetition starts; a helper's lift is none."""
    fresh, usual_s = shared.fresh_speed, shared.eccentric_s
    helped_speed = HELPED_SPEED * fresh * reference.span if fresh else np.inf
    helped_s = max(LONG_LOWERING_S, LONG_RATIO * usual_s) if usual_s is not None else np.inf
    for other in later:
        lowering_s = other.eccentric.duration_s if other.eccentric is not None else 0.0
        if other.concentric.mean_speed >= helped_speed or lowering_s >= helped_s:
            continue
        own = other.limits is not None and (
            not other.eccentric_first
            or (
                other.eccentric is not None
                and other.eccentric.range >= WHOLE_LOWERING * reference.span
            )
        )
        if own and other.concentric.range >= FULL * reference.span:
            return other.start_time_s - max(stroke.end_time_s, stroke.concentric.end_time_s)
    return None


def _facts(
    progress: Progress,
    reference: Reference,
    stroke: Stroke,
    body: BodyMotion,
    shared: SetFacts,
    before: Before,
    *,
    full_after_s: float | None,
    joint_range: float | None,
    folded_deg: float | None,
) -> RepFacts:
    rise, fall = stroke.concentric, stroke.eccentric
    return RepFacts(
        cut_low=_unseen_at(progress, stroke.low_time_s - EDGE_S),
        cut_high=_unseen_at(progress, stroke.high_time_s + EDGE_S),
        low=reference.fraction(rise.from_value),
        high=reference.fraction(rise.to_value),
        concentric_s=rise.duration_s,
        speed=rise.mean_speed / reference.span,
        eccentric_s=None if fall is None else fall.duration_s,
        eccentric_range=None if fall is None else fall.range / reference.span,
        hold_s=stroke.hold_s if not stroke.eccentric_first else None,
        stall=_stall(progress, reference, stroke, shared),
        dwell_s=_dwell_s(progress, reference, stroke),
        before=before,
        full_after_s=full_after_s,
        joint_range=joint_range,
        folded_deg=folded_deg,
        body=body,
        others=shared,
    )


def _leaves(progress: Progress, stroke: Stroke, band: float) -> float:
    """Return when the curve leaves the height that a stroke ended at, up or down."""
    first = int(np.searchsorted(progress.time_s, stroke.high_time_s))
    away = np.flatnonzero(~(np.abs(progress.value[first:] - stroke.high) <= band))
    last = first + int(away[0]) if len(away) else len(progress.time_s) - 1
    return float(progress.time_s[last])


def _halfway_s(progress: Progress, stroke: Stroke) -> float:
    """Return when the curve first stands halfway between the ends of a concentric."""
    first, last = np.searchsorted(progress.time_s, [stroke.low_time_s, stroke.high_time_s])
    above = progress.value[first : last + 1] >= 0.5 * (stroke.low + stroke.high)
    return float(progress.time_s[int(first) + int(np.argmax(above))])


def _unseen_at(progress: Progress, time_s: float) -> bool:
    """Whether nothing is seen at an instant: beyond the ends of the curve, or in a gap."""
    at = int(np.searchsorted(progress.time_s, time_s))
    return not 0 < at < len(progress.value) or not np.isfinite(progress.value[at])


def _dwell_s(progress: Progress, reference: Reference, stroke: Stroke) -> float:
    if reference.fraction(stroke.high) >= FULL:
        return 0.0
    arrived_s = stroke.concentric.end_time_s
    return max(0.0, _leaves(progress, stroke, 0.10 * reference.span) - arrived_s)


def _stall(
    progress: Progress, reference: Reference, stroke: Stroke, shared: SetFacts
) -> Stall | None:
    """Return the longest standstill between the start of a concentric and its end or undoing."""
    if shared.fresh_speed is None:
        return None
    rise = stroke.concentric
    top = reference.fraction(rise.to_value)
    if top >= FULL:
        start_s, end_s = rise.t10_s, rise.t90_s
    else:
        # short of the end, the standstill lies at its very top; below is where it set out from
        start_s, end_s = (
            _halfway_s(progress, stroke),
            _leaves(progress, stroke, 0.10 * reference.span),
        )
    return longest_stall(progress, start_s, end_s, best_speed=shared.fresh_speed * reference.span)
