"""What went before a repetition in its set: tiredness, failure, help, and the rest since."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.reps.kinds.cheat import cheat
from lastrep.reps.kinds.facts import Before, RepFacts
from lastrep.reps.kinds.failed import failed
from lastrep.reps.kinds.forced import forced
from lastrep.reps.kinds.negative import negative
from lastrep.reps.measuring.reference import FULL
from lastrep.reps.measuring.stroke import Stroke

LET_GO_S = 3.0  # a whole movement so soon after failing is the weight being put down
RESTED_S = 12.0  # half of the speed is back: what is lifted then may be the lifter's own again


@dataclass(slots=True)
class Course:
    """A set so far, repetition by repetition.

    Attributes
    ----------
    fresh_speed
        Fastest strict full concentric, reference ranges a second; None where there is none.
    """

    fresh_speed: float | None
    _after_failure: bool = False
    _negatives: tuple[bool, ...] = ()  # of the last two: one may be misread
    _recent: tuple[float, ...] = ()
    _rested_s: float | None = None  # since an attempt failed
    _end_s: float | None = None

    def before(self, stroke: Stroke) -> Before:
        """Return what went before this one, which comes after all that were noted."""
        fresh = self.fresh_speed
        slowest = min(self._recent, default=fresh or 0.0)
        pause_s = None if self._end_s is None else max(0.0, stroke.start_time_s - self._end_s)
        if pause_s is not None and stroke.eccentric_first:
            pause_s += stroke.hold_s or 0.0  # under the weight that failed, or where it lies
        rested_s = self._rested_s
        if rested_s is not None and pause_s is not None:
            rested_s = rested_s + pause_s if pause_s <= RESTED_S else None
        return Before(
            fatigue=1.0 - slowest / fresh if fresh else 0.0,
            after_failure=self._after_failure,
            after_negative=any(self._negatives),
            pause_s=pause_s,
            rested_s=rested_s,
        )

    def note(self, stroke: Stroke, rep: RepFacts, *, own_speed: float | None) -> None:
        """Go on to what comes after this one.

        ``own_speed``: reference ranges a second, of a lift that may be the lifter's own and whole.
        """
        has_failed = failed(rep) is not None
        at_once = self._end_s is not None and stroke.start_time_s - self._end_s < LET_GO_S
        helped = stroke.limits is not None and negative(rep) is not None
        self._after_failure = self._after_failure or has_failed
        self._negatives = (*self._negatives[-1:], helped)
        if own_speed is not None and not helped:
            self._recent = (*self._recent[-1:], own_speed)
        if not has_failed and stroke.limits is None:
            return  # a stir: it ends no rest
        if has_failed:
            self._rested_s = 0.0
        elif helped or not _own(rep) or at_once:
            self._rested_s = rep.before.rested_s
        else:
            self._rested_s = None  # the weight was lifted again, or a lighter one
        stood_s = rep.stall.start_time_s + rep.stall.duration_s if rep.stall and has_failed else 0.0
        self._end_s = max(stroke.end_time_s, stroke.concentric.end_time_s, stood_s)


def _own(rep: RepFacts) -> bool:
    """Whether the lifter did the whole of it alone, without swing."""
    return rep.range >= FULL and forced(rep) is None and cheat(rep) is None
