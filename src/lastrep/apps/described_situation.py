"""A situation described in numbers, for asking the coach without a camera."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lastrep.coach import RecentWork, Situation
from lastrep.coach.situation import Moment
from lastrep.errors import UsageError
from lastrep.exercises import exercise_to_count
from lastrep.records.profile import Profile, technique_named
from lastrep.records.repetition import Repetition, Tempo
from lastrep.records.training_set import Effort, Failure, FailureKind, RepsInReserve

REP_S = 3.0
CONCENTRIC_S = 1.0


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of a set: numbers instead of poses."""

    exercise: str
    profile: Profile = Profile()
    moment: Moment = "over"
    reps: int = 10
    failure: FailureKind = "none"
    failure_confidence: float = 0.9
    velocity_loss_pct: float | None = None
    reps_in_reserve: float | None = None
    reserve_spread: float = 1.0
    confidence: float = 1.0
    first_velocity_below_usual_pct: float | None = None
    this_week: tuple[str, ...] = ()  # "technique=sets"
    hours_since_past_failure: float | None = None
    hours_since_negatives: float | None = None
    last_sessions: tuple[str, ...] = ()  # technique of each, the latest first
    wanted: str | None = None


def situation_of(described: Described) -> Situation:
    """Return the situation that a description means.

    Raises
    ------
    UnknownExerciseError
        No exercise has this name.
    UsageError
        A technique or a count cannot be read, or the description contradicts itself.
    """
    if described.moment == "planned" and described.failure != "none":
        raise UsageError(
            "Before the set nothing has failed yet; leave the failure out, "
            "or describe the moment as lifting or over."
        )
    below = described.first_velocity_below_usual_pct
    velocity_dps = 100.0
    return Situation(
        exercise=exercise_to_count(described.exercise),
        profile=described.profile,
        time_s=described.reps * REP_S,
        moment=described.moment,
        reps=_reps(described.reps, velocity_dps),
        failure=_failure(described),
        effort=_effort(described),
        confidence=described.confidence,
        wanted=technique_named(described.wanted) if described.wanted else None,
        recent=RecentWork(
            past_failure_sets_this_week=_sets_by_technique(described.this_week),
            hours_since_past_failure=described.hours_since_past_failure,
            hours_since_negatives=described.hours_since_negatives,
            techniques_of_last_sessions=tuple(
                (technique_named(t),) for t in described.last_sessions
            ),
            baseline_velocity_dps=(
                None if below is None else velocity_dps / max(1.0 - below / 100.0, 0.01)
            ),
        ),
    )


def _reps(count: int, velocity_dps: float) -> tuple[Repetition, ...]:
    return tuple(
        Repetition(
            number=i + 1,
            label="full",
            completeness="full",
            start_time_s=i * REP_S,
            concentric_start_time_s=i * REP_S,
            concentric_end_time_s=i * REP_S + CONCENTRIC_S,
            end_time_s=(i + 1) * REP_S,
            tempo_s=Tempo(
                eccentric=REP_S - CONCENTRIC_S,
                lengthened_hold=0.0,
                concentric=CONCENTRIC_S,
                shortened_hold=0.0,
            ),
            mean_concentric_velocity_dps=velocity_dps if i == 0 else None,
            confidence=1.0,
        )
        for i in range(count)
    )


def _failure(described: Described) -> Failure:
    if described.failure == "none":
        return Failure()
    return Failure(
        kind=described.failure,
        time_s=described.reps * REP_S,
        confidence=described.failure_confidence,
    )


def _effort(described: Described) -> Effort:
    reserve, spread = described.reps_in_reserve, described.reserve_spread
    loss = described.velocity_loss_pct
    return Effort(
        velocity_loss_fraction=None if loss is None else loss / 100.0,
        reps_in_reserve=RepsInReserve(
            estimate=reserve,
            low=None if reserve is None else max(reserve - spread, 0.0),
            high=None if reserve is None else max(reserve - spread, 0.0) + 2 * spread,
            basis="as described",
        ),
    )


def _sets_by_technique(entries: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in entries:
        name, _, count = entry.partition("=")
        if not (count or "1").isdigit():
            raise UsageError(f'"{entry}" cannot be read; write TECHNIQUE=SETS, such as drop_set=2.')
        found[technique_named(name)] = int(count or "1")
    return found
