"""Where a lifter stands: everything the coach looks at before it says anything."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from lastrep.exercises.definition import Exercise
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Effort, Failure

Moment = Literal["planned", "lifting", "over"]
Share = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]


class RecentWork(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What this lifter did lately for the prime mover of the exercise.

    Sets of the present session count too, the present set does not. None means "never, as far as
    is known".
    """

    past_failure_sets_this_week: dict[str, int] = {}  # by technique
    hours_since_past_failure: float | None = None
    hours_since_negatives: float | None = None
    days_since_negative_resistance: float | None = None
    days_since_combination: float | None = None
    techniques_of_last_sessions: tuple[tuple[str, ...], ...] = ()  # the latest session first
    baseline_velocity_dps: float | None = None  # usual first repetition at this very load
    stopped_today: bool = False  # pain or lost control in this muscle earlier today
    antagonist_stopped_today: bool = False  # the same in the muscle a superset would go on to


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """One moment of one set, seen with the lifter's profile and recent work.

    Attributes
    ----------
    moment
        ``planned``: the set is about to begin. ``lifting``: in the set. ``over``: it has ended.
    reps
        The repetitions of the set so far, techniques included.
    failure, effort
        As the analyser has them now; effort may be unknown.
    confidence
        How sure the analyser is of what it saw, 0..1.
    wanted
        The technique the lifter asks for; the profile's wish when None.
    pair_done
        Whether this is the second exercise of a pair that was done without rest.
    """

    exercise: Exercise
    profile: Profile = Profile()
    time_s: float = 0.0
    moment: Moment = "over"
    reps: tuple[Repetition, ...] = ()
    failure: Failure = Failure()
    effort: Effort | None = None
    confidence: float = 1.0
    last_set: bool | None = None  # the profile's answer when None
    unsafe: bool = False  # the session was flagged unsafe
    recent: RecentWork = RecentWork()
    wanted: str | None = None
    pair_done: bool = False
