"""What a lifter has done lately, set by set, and what of it matters for the next one."""

from __future__ import annotations

from statistics import median

import msgspec

from lastrep.coach.deeds import deeds_of
from lastrep.coach.plan_steps import CHANGES
from lastrep.coach.situation import RecentWork
from lastrep.coach.table import table
from lastrep.exercises.definition import Exercise
from lastrep.records.advice import offers_drop
from lastrep.records.training_set import TrainingSet
from lastrep.sets.effort import first_velocity_dps
from lastrep.sets.failure import control_was_lost

SECONDS_AN_HOUR = 3600.0
HOURS_A_WEEK = 168.0
HOURS_A_DAY = 18.0  # from the first session of a day to the last
BASELINE_SESSIONS = 5
MIN_BASELINE_SESSIONS = 2
SAME_LOAD = 0.025
OWN_SETS_MOST = 8  # the latest sets to failure say most about today
SURE_FAILURE = 0.5
COMBINATION = frozenset({"forced_reps", "drop_set", "half_reps"})


class PastSet(msgspec.Struct, frozen=True, kw_only=True):
    """One finished set, reduced to what later advice and forecasts need.

    Attributes
    ----------
    hours_ago
        Hours from the end of the set to the start of the present session; negative for a set of
        the present session itself, from the start of its first set on.
    session
        Any name that tells sessions apart.
    techniques
        What was done after failure, from `techniques_of`.
    first_velocity_dps
        Mean concentric velocity of the first strict full repetition.
    loss_at_failure
        Velocity loss of the last full repetition before a failure that is sure; None else.
    control_lost
        Whether a lowering got out of control, before failure or after it.
    pain
        Whether pain was reported in the set; who takes it back is advised again, but not on this
        muscle today.
    """

    exercise: str
    muscle: str
    hours_ago: float
    session: str
    techniques: tuple[str, ...] = ()
    first_velocity_dps: float | None = None
    loss_at_failure: float | None = None
    load_kg: float | None = None
    control_lost: bool = False
    pain: bool = False


class WorkLog(msgspec.Struct, frozen=True, kw_only=True):
    """Finished sets in order of time, those of the present session included.

    Attributes
    ----------
    started_s
        When the first set of the present session began, on the session's own clock, which need
        not begin at zero. None before that: then the session counts as just begun.
    hurt
        Muscles that began to hurt in the present session, and when.
    """

    sets: tuple[PastSet, ...] = ()
    started_s: float | None = None
    hurt: tuple[tuple[str, float], ...] = ()

    def with_pain(self, exercise: Exercise, time_s: float) -> WorkLog:
        """Return the log with pain that was reported now; taking it back does not undo it."""
        return msgspec.structs.replace(self, hurt=(*self.hurt, (exercise.prime_mover, time_s)))

    def with_set(
        self, training_set: TrainingSet, exercise: Exercise, *, load_kg: float | None = None
    ) -> WorkLog:
        """Return the log with a set of the present session added."""
        started_s = training_set.start_time_s if self.started_s is None else self.started_s
        done = past_set(
            training_set,
            exercise,
            hours_ago=(started_s - training_set.end_time_s) / SECONDS_AN_HOUR,
            session="now",
            load_kg=load_kg,
        )
        return WorkLog(sets=(*self.sets, done), started_s=started_s, hurt=self.hurt)

    def without_last_set(self) -> WorkLog:
        """Return the log without the set that was added last."""
        return msgspec.structs.replace(self, sets=self.sets[:-1])

    def recent_for(
        self, exercise: Exercise, *, time_s: float = 0.0, load_kg: float | None = None
    ) -> RecentWork:
        """Return what counts for the next set of an exercise.

        Parameters
        ----------
        exercise
            What is done next; its prime mover decides which sets count.
        time_s
            Now, on the clock of the present session.
        load_kg
            The weight to be used; a usual velocity is known only for the same one.
        """
        now_h = self._hours_into_session(time_s)
        same = [s for s in self.sets if s.muscle == exercise.prime_mover]
        aged = [(s.hours_ago + now_h, s) for s in same]
        beyond = [(age_h, s) for age_h, s in aged if _past_failure(s)]
        week = [s for age_h, s in beyond if age_h < HOURS_A_WEEK]
        names = {name for s in week for name in _past_failure(s)}
        return RecentWork(
            past_failure_sets_this_week={
                name: sum(name in s.techniques for s in week) for name in sorted(names)
            },
            hours_since_past_failure=min((age_h for age_h, _ in beyond), default=None),
            hours_since_negatives=_latest(beyond, "negatives"),
            days_since_negative_resistance=_in_days(_latest(beyond, "negative_resistance")),
            days_since_combination=_in_days(
                min(
                    (age_h for age_h, s in beyond if set(s.techniques) >= COMBINATION), default=None
                )
            ),
            techniques_of_last_sessions=_by_session(same),
            baseline_velocity_dps=self._baseline(exercise, load_kg),
            stopped_today=self._stopped_today(exercise.prime_mover, now_h, time_s),
            antagonist_stopped_today=self._stopped_today(exercise.antagonist, now_h, time_s),
        )

    def own_loss_at_failure(self, exercise: Exercise) -> tuple[float, int] | None:
        """Return the lifter's own velocity loss at failure and the sets it rests on.

        None where no set of this exercise ended in a failure that was sure.
        """
        losses = [
            s.loss_at_failure
            for s in self.sets
            if s.exercise == exercise.id and s.loss_at_failure is not None
        ][-OWN_SETS_MOST:]
        return (median(losses), len(losses)) if losses else None

    def _hours_into_session(self, time_s: float) -> float:
        """Return how long the present session has lasted."""
        if self.started_s is None:
            return 0.0
        return max(time_s - self.started_s, 0.0) / SECONDS_AN_HOUR

    def _stopped_today(self, muscle: str | None, now_h: float, time_s: float) -> bool:
        """Whether pain or lost control ended a set for this muscle today, in whatever session."""
        if any(hurt == muscle and since_s <= time_s for hurt, since_s in self.hurt):
            return True
        return any(
            (s.control_lost or s.pain) and s.muscle == muscle and s.hours_ago + now_h < HOURS_A_DAY
            for s in self.sets
        )

    def _baseline(self, exercise: Exercise, load_kg: float | None) -> float | None:
        """Return the usual first velocity of earlier sessions at this very load."""
        if load_kg is None:
            return None
        first: dict[str, float] = {}
        for s in self.sets:
            alike = s.load_kg is not None and abs(s.load_kg - load_kg) <= SAME_LOAD * load_kg
            known = s.first_velocity_dps is not None and s.session != "now"
            if s.exercise == exercise.id and alike and known and s.first_velocity_dps:
                first.setdefault(s.session, s.first_velocity_dps)
        usual = list(first.values())[-BASELINE_SESSIONS:]
        return median(usual) if len(usual) >= MIN_BASELINE_SESSIONS else None


def past_set(
    training_set: TrainingSet,
    exercise: Exercise,
    *,
    hours_ago: float,
    session: str,
    load_kg: float | None = None,
) -> PastSet:
    """Return a closed set reduced to what matters later."""
    return PastSet(
        exercise=exercise.id,
        muscle=exercise.prime_mover,
        hours_ago=hours_ago,
        session=session,
        techniques=techniques_of(training_set, exercise),
        first_velocity_dps=first_velocity_dps(training_set.reps),
        loss_at_failure=loss_at_failure(training_set),
        load_kg=load_kg,
        control_lost=control_was_lost(training_set.failure, training_set.reps),
        pain=any(advice.pain for advice in training_set.advice),
    )


def techniques_of(training_set: TrainingSet, exercise: Exercise) -> tuple[str, ...]:
    """Return the techniques that were done in a set, each once, in order."""
    deeds = deeds_of(
        training_set.reps,
        exercise,
        failure_time_s=training_set.failure.time_s,
        drop_expected=offers_drop(training_set.advice),
    )
    found = [deed.technique for deed in deeds]
    if training_set.structure in CHANGES:  # these need the neighbour, the others are deeds
        found.insert(0, training_set.structure)
    return tuple(dict.fromkeys(found))


def loss_at_failure(training_set: TrainingSet) -> float | None:
    """Return the velocity loss just before a positive failure that is sure; None without one."""
    failure = training_set.failure
    if failure.kind != "positive" or failure.time_s is None or failure.confidence < SURE_FAILURE:
        return None
    losses = [
        rep.velocity_loss_fraction
        for rep in training_set.reps
        if rep.label == "full"
        and rep.end_time_s <= failure.time_s
        and rep.velocity_loss_fraction is not None
    ]
    return losses[-1] if losses else None


def _past_failure(past: PastSet) -> list[str]:
    known = table().techniques
    return [name for name in past.techniques if name in known and known[name].past_failure]


def _latest(beyond: list[tuple[float, PastSet]], technique: str) -> float | None:
    return min((age_h for age_h, s in beyond if technique in s.techniques), default=None)


def _in_days(hours: float | None) -> float | None:
    return None if hours is None else hours / 24.0


def _by_session(sets: list[PastSet]) -> tuple[tuple[str, ...], ...]:
    """Return the techniques of each earlier session, the latest first."""
    sessions: dict[str, list[str]] = {}
    for s in sets:
        if s.session != "now":
            sessions.setdefault(s.session, []).extend(s.techniques)
    return tuple(tuple(dict.fromkeys(names)) for names in reversed(sessions.values()))
