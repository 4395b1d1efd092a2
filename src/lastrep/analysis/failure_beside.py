"""Failure watched for beside the looks, on every pose as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.events import Event, FailureSeen, FailureWithdrawn
from lastrep.records.repetition import Repetition, Side
from lastrep.records.training_set import Failure
from lastrep.reps.measurement import MeasuredReps, MeasuredSide
from lastrep.sets.effort import forecast
from lastrep.sets.failure_watch import FailureWatch
from lastrep.sets.reserve import OwnHistory

OVER_S = 0.5  # after its end a repetition is judged as the final word will judge it
MEANT = frozenset({"hold", "half", "full"})


def was_meant(failed_s: float | None, reps: Iterable[Repetition], now_s: float) -> bool:
    """Whether what was called a failure turned out to be a repetition that was meant so.

    A lift that is held in mid-range stands as still as one that fails; the difference is seen when
    it is over, from how it was come to and what followed.
    """
    if failed_s is None:
        return False
    there = (rep for rep in reps if rep.start_time_s <= failed_s <= rep.end_time_s)
    return any(rep.label in MEANT and rep.end_time_s <= now_s - OVER_S for rep in there)


@dataclass(slots=True)
class _Watched:
    """One side with its own watch; ``best_speed`` is the fastest of all looks so far."""

    measured: MeasuredSide
    best_speed: float
    watch: FailureWatch = field(default_factory=FailureWatch)
    called: Failure | None = None  # the latest one


class FailureBeside:
    """Reads the progress of the set on from the last look and watches it for a stall.

    Arms that part have each its own curve and fail each by itself.
    """

    def __init__(self) -> None:
        self._sides: dict[Side, _Watched] = {}
        self._tired = False

    def follow(
        self,
        measured: MeasuredReps,
        reps: tuple[Repetition, ...],
        exercise: Exercise,
        *,
        own: OwnHistory | None = None,
    ) -> None:
        """Take over the curves and references that a look has found, and the best speeds so far.

        ``reps`` are those of the whole set; the measurement may be of its latest part only.
        ``own`` are the lifter's earlier sets to failure, which say how near this one is.
        """
        parted = [one for one in measured.sides if one.progress.whose != "both"]
        before, self._sides = self._sides, {}
        for one in parted or measured.sides:
            known = before.get(one.progress.whose)
            best = max(one.fresh_speed or 0.0, 0.0 if known is None else known.best_speed)
            if best > 0.0:
                watch = _Watched(one, best) if known is None else known
                watch.measured, watch.best_speed = one, best
                self._sides[one.progress.whose] = watch
        self._tired = forecast(reps, exercise.effort, own=own) in {"slowing", "near_failure"}

    def push(self, latest: MotionTrack) -> list[Event]:
        """Return whether the latest poses show failure, or that there was none after all."""
        found = [event for side in self._sides.values() for event in self._said(side, latest)]
        return sorted(found, key=lambda event: event.time_s)

    def _said(self, side: _Watched, latest: MotionTrack) -> Iterator[Event]:
        raw = side.measured.progress.follow(latest)
        for time_s, value in zip(latest.time_s.tolist(), raw.tolist(), strict=True):
            failure = side.watch.push(
                time_s,
                side.measured.reference.fraction(value),
                best_speed=side.best_speed,
                tired=self._tired,
            )
            if failure is None:
                continue
            if failure.kind != "none":
                side.called = failure
                yield FailureSeen(time_s=time_s, failure=failure)
            elif side.called is not None:
                yield FailureWithdrawn(time_s=time_s, failed_s=side.called.time_s)
