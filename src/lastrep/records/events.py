"""What the analyser says while poses are pushed into it.

Provisional events (`RepSeen`, `RepWithdrawn`, `FailureSeen`, ...) come at once and may be corrected
by later ones. `SetClosed` is final: only the user changes it, by a `SetCorrected`.
"""

from __future__ import annotations

import msgspec

from lastrep.records.advice import Advice
from lastrep.records.repetition import Repetition, end_of
from lastrep.records.session import Notice
from lastrep.records.training_set import Failure, RepsInReserve, TrainingSet


class Event(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Anything that happened; ``time_s`` is when it became known, on the source's clock."""

    time_s: float


class SetStarted(Event, frozen=True, kw_only=True, tag=True):
    """The first repetitions of a set were seen; the exercise is as sure as it is so far."""

    number: int
    exercise: str
    exercise_confidence: float
    exercise_given: bool


class RepSeen(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: a repetition was completed (or, labelled failed, given up)."""

    rep: Repetition


class RepWithdrawn(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: a repetition was none after all, or another one than was said.

    ``concentric_end_time_s`` is its end as it was said last.
    """

    concentric_end_time_s: float

    def means(self, rep: Repetition) -> bool:
        """Whether this is the repetition, given as it was said last."""
        return end_of(rep) == self.concentric_end_time_s


class RepRevised(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: more is known of a repetition said before: its lowering, its number.

    ``concentric_end_time_s`` is its end as it was said last; from now on it is that of ``rep``.
    """

    concentric_end_time_s: float
    rep: Repetition

    def means(self, rep: Repetition) -> bool:
        """Whether this is the repetition, given as it was said last."""
        return end_of(rep) == self.concentric_end_time_s


class EffortSeen(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: the forecast after the latest repetition."""

    velocity_loss_fraction: float | None
    reps_in_reserve: RepsInReserve


class FailureSeen(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: a started concentric stalled or reversed."""

    failure: Failure


class FailureWithdrawn(Event, frozen=True, kw_only=True, tag=True):
    """Provisional: the lifter got through after all; ``failed_s`` is the failure's own time."""

    failed_s: float | None


class AdviceGiven(Event, frozen=True, kw_only=True, tag=True):
    """The coach has something to say now."""

    advice: Advice


class NoticeRaised(Event, frozen=True, kw_only=True, tag=True):
    """The user should know something about the picture."""

    notice: Notice


class LifterLost(Event, frozen=True, kw_only=True, tag=True):
    """The lifter has been out of sight for a while."""


class LifterRegained(Event, frozen=True, kw_only=True, tag=True):
    """The lifter is back in sight."""


class SetCorrected(Event, frozen=True, kw_only=True, tag=True):
    """The user took something back of a set that has closed: it is now as given here."""

    training_set: TrainingSet


class SetClosed(Event, frozen=True, kw_only=True, tag=True):
    """Final: the set is over and has been counted again as a whole."""

    training_set: TrainingSet
