"""Failure watched for beside the looks, on every pose as it comes."""

from __future__ import annotations

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.events import Event, FailureSeen, FailureWithdrawn
from lastrep.records.repetition import Repetition
from lastrep.reps.measurement import MeasuredReps
from lastrep.sets.effort import forecast
from lastrep.sets.failure_watch import FailureWatch
from lastrep.sets.reserve import OwnHistory


class FailureBeside:
    """Reads the progress of the set on from the last look and watches it for a stall."""

    def __init__(self) -> None:
        self._watch = FailureWatch()
        self._measured: MeasuredReps | None = None
        self._tired = False
        self._best_speed: float | None = None

    def follow(
        self,
        measured: MeasuredReps,
        reps: tuple[Repetition, ...],
        exercise: Exercise,
        *,
        own: OwnHistory | None = None,
    ) -> None:
        """Take over the curve and the reference that a look has found, and the best speed so far.

        ``reps`` are those of the whole set; the measurement may be of its latest part only.
        ``own`` are the lifter's earlier sets to failure, which say how near this one is.
        """
        fresh = measured.fresh_speed
        if fresh is not None:
            self._best_speed = max(fresh, self._best_speed or 0.0)
        self._measured = measured
        self._tired = forecast(reps, exercise.effort, own=own) in {"slowing", "near_failure"}

    def push(self, latest: MotionTrack) -> list[Event]:
        """Return whether the latest poses show failure, or that there was none after all."""
        found: list[Event] = []
        known = self._measured
        if known is None or known.progress is None or known.reference is None:
            return found
        if self._best_speed is None:
            return found
        raw = known.progress.follow(latest)
        for time_s, value in zip(latest.time_s.tolist(), raw.tolist(), strict=True):
            failure = self._watch.push(
                time_s,
                known.reference.fraction(value),
                best_speed=self._best_speed,
                tired=self._tired,
            )
            if failure is None:
                continue
            if failure.kind == "none":
                found.append(FailureWithdrawn(time_s=time_s))
            else:
                found.append(FailureSeen(time_s=time_s, failure=failure))
        return found
