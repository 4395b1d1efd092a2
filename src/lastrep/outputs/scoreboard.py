"""What a picture shows at one instant: derived from a finished session, or built up live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lastrep.records.advice import Advice
from lastrep.records.repetition import Repetition, shown_at_s
from lastrep.records.session import Session
from lastrep.records.training_set import Counts, Failure, RepsInReserve, TrainingSet, counts_of

MovePhase = Literal["lifting", "lowering", "hold"]


@dataclass(frozen=True, slots=True)
class SetLine:
    """One closed set in the list of sets."""

    number: int
    exercise: str
    counts: Counts
    reached_failure: bool


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The state of play at ``time_s``; None where there is nothing to show.

    ``reps`` are those of the set shown: the running one, or the last one while the lifter rests.
    ``phase_s`` is how long the phase has lasted, ``corrected_s`` how long ago a live count was last
    corrected.
    """

    time_s: float
    set_number: int | None = None
    exercise: str | None = None
    reps: tuple[Repetition, ...] = ()
    phase: MovePhase | None = None
    failure: Failure | None = None
    velocity_loss_fraction: float | None = None
    reps_in_reserve: RepsInReserve | None = None
    advice: Advice | None = None
    message: str | None = None
    rest_s: float | None = None
    sets_done: tuple[SetLine, ...] = ()
    corrected_s: float | None = None
    phase_s: float | None = None

    @property
    def counts(self) -> Counts:
        """Repetitions of the set shown, by label."""
        return counts_of(self.reps)

    @property
    def dose_done(self) -> int | None:
        """How many of the advised repetitions have been done; None where the dose is not reps."""
        if self.advice is None or not isinstance(self.advice.dose.get("reps"), int):
            return None
        since = self.advice.time_s
        return sum(shown_at_s(rep) > since and rep.label != "failed" for rep in self.reps)


def phase_of(rep: Repetition, time_s: float) -> MovePhase | None:
    """Return what the lifter is doing at an instant of a repetition; None outside of it."""
    if not rep.start_time_s <= time_s < rep.end_time_s:
        return None
    start, end = rep.concentric_start_time_s, rep.concentric_end_time_s
    if start is None or end is None:
        return "hold" if rep.phases == "isometric" else "lowering"
    if start <= time_s < end:
        return "lifting"
    if time_s < start:  # the eccentric comes first, then the hold at the lengthened end
        return "hold" if time_s >= start - (rep.tempo_s.lengthened_hold or 0.0) else "lowering"
    return "hold" if time_s < end + (rep.tempo_s.shortened_hold or 0.0) else "lowering"


def set_line(training_set: TrainingSet) -> SetLine:
    """Return a closed set as one line."""
    return SetLine(
        number=training_set.number,
        exercise=training_set.exercise,
        counts=training_set.counts,
        reached_failure=training_set.failure.kind != "none",
    )


def scoreboard_at(session: Session, time_s: float) -> Scoreboard:
    """Return what a picture taken at ``time_s`` shows, nothing of it from the future."""
    begun = [a_set for a_set in session.sets if a_set.start_time_s <= time_s]
    message = next(
        (
            notice.text
            for notice in session.warnings
            if notice.start_time_s is not None
            and notice.end_time_s is not None
            and notice.start_time_s <= time_s < notice.end_time_s
        ),
        None,
    )
    if not begun:
        return Scoreboard(time_s=time_s, message=message)
    current = begun[-1]
    reps = tuple(rep for rep in current.reps if shown_at_s(rep) <= time_s)
    failed = current.failure.time_s is not None and current.failure.time_s <= time_s
    over = time_s >= current.end_time_s
    return Scoreboard(
        time_s=time_s,
        set_number=current.number,
        exercise=current.exercise,
        reps=reps,
        phase=next((p for rep in current.reps if (p := phase_of(rep, time_s))), None),
        failure=current.failure if failed else None,
        velocity_loss_fraction=_velocity_loss(reps),
        reps_in_reserve=current.effort.reps_in_reserve if failed or over else None,
        advice=max(
            (a for a in current.advice if a.time_s <= time_s), key=lambda a: a.time_s, default=None
        ),
        message=message,
        rest_s=time_s - current.end_time_s if over else None,
        sets_done=tuple(set_line(a_set) for a_set in begun if time_s >= a_set.end_time_s),
    )


def _velocity_loss(reps: tuple[Repetition, ...]) -> float | None:
    """Return the velocity loss of the latest repetition that has one."""
    return next(
        (r.velocity_loss_fraction for r in reversed(reps) if r.velocity_loss_fraction is not None),
        None,
    )
