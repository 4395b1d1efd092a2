"""Which lifts somebody else may have done: told from tempo and hands, for all alike at once.

A lift that is quick beside a slow lowering may have been a helper's. It may as well be how this
lifter trains: repetitions of one tempo are of one kind, and a single quick one among them is
jitter. Only lifts that differ from the others in both phases are told apart by tempo.
"""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.reps.kinds.body import BodyMotion
from lastrep.reps.kinds.facts import Row, hands_for_lift
from lastrep.reps.kinds.negative import HANDS_LOWERING_S, HANDS_RATIO
from lastrep.reps.measuring.stroke import Stroke
from lastrep.signals.order_statistics import median

QUICK_LOWERING_S, QUICK_RATIO = 1.8, 5.0  # so slow, and so many times as long as the lift
SLOWER, FASTER = 1.3, 1.2  # than the others: more than one lifter's repetitions scatter
EARLY = 3  # repetitions that say what a row is: later lowerings may get away
ALONE_LIFT_S, ALONE_RATIO = 0.5, 6.0  # few lift so fast what they then lower so slowly
MOST = 0.5  # of the repetitions of a row


def assisted_lifts(
    full: Sequence[Stroke], bodies: Sequence[BodyMotion]
) -> tuple[list[bool], Row | None]:
    """Return which lifts may be a helper's, and what the row is where all are of one kind.

    Parameters
    ----------
    full
        The repetitions that went the whole way, in order of time.
    bodies
        What the rest of the body did in each of them.
    """
    seen = [one for one in full if one.eccentric is not None]
    held = [hands_for_lift(body) for body in bodies]
    quick = [_by_tempo(one) for one in full]
    plain = [
        one
        for one, by_hands, is_quick in zip(full, held, quick, strict=True)
        if one.eccentric is not None and not by_hands and not is_quick
    ]
    share = sum(held) / len(seen) if seen else 0.0
    if share > MOST and _worked_at(seen[:EARLY]) and (not plain or _worked_at(plain)):
        lift_s, times = _tempo(seen[:EARLY])
        row = Row(lift_s=lift_s, times=times, least_times=HANDS_RATIO, hands_share=share)
        return [True] * len(full), row
    if plain:
        slow_s = SLOWER * median([_lowering_s(one) for one in plain])
        fast = FASTER * median([one.concentric.mean_speed for one in plain])
        hands = [
            by_hands and _worked_at([one]) and _lowering_s(one) >= slow_s
            for one, by_hands in zip(full, held, strict=True)
        ]
        candidates = [one for one, is_quick in zip(full, quick, strict=True) if is_quick]
        apart = (
            bool(candidates)
            and median([_lowering_s(one) for one in candidates]) >= slow_s
            and median([one.concentric.mean_speed for one in candidates]) >= fast
        )
        if any(hands) or apart:
            return [one or (apart and other) for one, other in zip(hands, quick, strict=True)], None
    if seen:
        lift_s, times = _tempo(seen[:EARLY])
        if lift_s <= ALONE_LIFT_S and times >= ALONE_RATIO:
            row = Row(lift_s=lift_s, times=times, least_times=ALONE_RATIO, hands_share=share)
            return [True] * len(full), row
    return [False] * len(full), None


def _tempo(strokes: Sequence[Stroke]) -> tuple[float, float]:
    """Return the usual duration of the lift, and how many times as long its lowering takes."""
    return (
        median([one.concentric.duration_s for one in strokes]),
        median([_lowering_s(one) / one.concentric.duration_s for one in strokes]),
    )


def _worked_at(strokes: Sequence[Stroke]) -> bool:
    """Whether the lowerings are usually the work: slow, and much slower than the lifts."""
    lowering_s = median([_lowering_s(one) for one in strokes])
    return lowering_s >= HANDS_LOWERING_S and _tempo(strokes)[1] >= HANDS_RATIO


def _by_tempo(stroke: Stroke) -> bool:
    """Whether the lowering is so much slower than the lift that somebody may have lifted it."""
    lowering_s = _lowering_s(stroke)
    return lowering_s >= QUICK_LOWERING_S and (
        lowering_s >= QUICK_RATIO * stroke.concentric.duration_s
    )


def _lowering_s(stroke: Stroke) -> float:
    return stroke.eccentric.duration_s if stroke.eccentric is not None else 0.0
