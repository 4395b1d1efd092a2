"""The scoreboard of a running session, built up from what the analyser says."""

from __future__ import annotations

from lastrep.outputs.scoreboard import MovePhase, Scoreboard, SetLine, set_line
from lastrep.records.advice import Advice
from lastrep.records.events import (
    AdviceGiven,
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    NoticeRaised,
    RepRevised,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetCorrected,
    SetStarted,
)
from lastrep.records.repetition import Repetition, shown_at_s
from lastrep.records.training_set import Failure, RepsInReserve

REST_SHOWN_AFTER_S = 6.0  # without a repetition for this long, the lifter is resting
MESSAGE_S = 4.0


class LiveScoreboard:
    """Keeps the state of play; `at` returns it as a record for the eye."""

    def __init__(self) -> None:
        self._sets: list[SetLine] = []
        self._message: tuple[str, float] | None = None
        self._corrected_s: float | None = None
        self._last_rep_end_s: float | None = None
        self._set_over_s: float | None = None
        self._number: int | None = None
        self._exercise: str | None = None
        self._clear()

    def _clear(self) -> None:
        self._reps: list[Repetition] = []
        self._failures: list[Failure] = []  # those that stand; the latest last
        self._loss: float | None = None
        self._reserve: RepsInReserve | None = None
        self._advice: Advice | None = None

    @property
    def reps(self) -> tuple[Repetition, ...]:
        """Repetitions of the running set as far as they are known."""
        return tuple(self._reps)

    def withdrawals(self, time_s: float) -> list[FailureWithdrawn]:
        """Return what takes back every failure that stands."""
        return [FailureWithdrawn(time_s=time_s, failed_s=one.time_s) for one in self._failures]

    @property
    def between_sets(self) -> bool:
        """Whether no set is under way: before the first one, or after one has closed."""
        return self._set_over_s is not None or not self._reps

    def hear(self, event: Event) -> None:
        """Take note of one event."""
        if isinstance(event, SetStarted):
            self._clear()
            self._number, self._exercise = event.number, event.exercise
            self._set_over_s = None
        elif isinstance(event, RepSeen | RepRevised):
            self._take(event)
        elif isinstance(event, RepWithdrawn):
            self._withdraw(event)
        elif isinstance(event, EffortSeen):
            self._loss, self._reserve = event.velocity_loss_fraction, event.reps_in_reserve
        elif isinstance(event, FailureSeen):
            self._failures.append(event.failure)
        elif isinstance(event, FailureWithdrawn):
            self._withdraw_failure(event)
        elif isinstance(event, AdviceGiven):
            self._advice = event.advice
        elif isinstance(event, NoticeRaised):
            self._message = (event.notice.text, event.time_s)
        elif isinstance(event, SetClosed | SetCorrected):
            self._close(event)

    def drop_advice(self) -> None:
        """Take the advice away: the lifter's situation no longer allows it."""
        self._advice = None

    def at(
        self,
        time_s: float,
        *,
        phase: MovePhase | None = None,
        phase_s: float | None = None,
        message: str | None = None,
    ) -> Scoreboard:
        """Return what is shown at an instant of the session."""
        if message is None and self._message and time_s - self._message[1] < MESSAGE_S:
            message = self._message[0]
        return Scoreboard(
            time_s=time_s,
            set_number=self._number,
            exercise=self._exercise,
            reps=tuple(self._reps),
            phase=phase,
            phase_s=phase_s,
            failure=self._failures[-1] if self._failures else None,
            velocity_loss_fraction=self._loss,
            reps_in_reserve=self._reserve,
            advice=self._advice,
            message=message,
            rest_s=self.rest_s(time_s),
            sets_done=tuple(self._sets),
            corrected_s=None if self._corrected_s is None else time_s - self._corrected_s,
        )

    def rest_s(self, time_s: float) -> float | None:
        """Return how long the lifter has been resting; None during a set."""
        if self._set_over_s is not None:
            return max(0.0, time_s - self._set_over_s)
        if self._last_rep_end_s is None or not self._reps:
            return None
        idle_s = time_s - self._last_rep_end_s
        return idle_s if idle_s > REST_SHOWN_AFTER_S else None

    def _take(self, event: RepSeen | RepRevised) -> None:
        if isinstance(event, RepSeen):
            self._set_over_s = None
            self._last_rep_end_s = max(self._last_rep_end_s or 0.0, shown_at_s(event.rep))
            known = [*self._reps, event.rep]
        else:
            known = [event.rep if event.means(rep) else rep for rep in self._reps]
        self._reps = sorted(known, key=shown_at_s)

    def _withdraw(self, event: RepWithdrawn) -> None:
        kept = [rep for rep in self._reps if not event.means(rep)]
        if len(kept) < len(self._reps):
            self._reps = kept
            self._corrected_s = event.time_s
            if not kept:
                self._clear()  # there is no set of which anything could be said

    def _withdraw_failure(self, event: FailureWithdrawn) -> None:
        self._failures = [one for one in self._failures if one.time_s != event.failed_s]
        if not self._failures:
            self._advice = None  # it was for somebody who has failed

    def _close(self, event: SetClosed | SetCorrected) -> None:
        closed = event.training_set
        if isinstance(event, SetCorrected):
            del self._sets[-1:]
            self._advice = None  # it may have been for what is gone
        self._number, self._exercise = closed.number, closed.exercise
        self._reps = list(closed.reps)
        self._failures = [closed.failure] if closed.failure.kind != "none" else []
        self._loss = closed.effort.velocity_loss_fraction
        self._reserve = closed.effort.reps_in_reserve
        if closed.advice:
            self._advice = closed.advice[-1]
        self._sets.append(set_line(closed))
        self._set_over_s = closed.end_time_s
        self._last_rep_end_s = closed.end_time_s
