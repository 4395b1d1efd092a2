"""What the conditions of the tables may ask about a situation, as plain values."""

from __future__ import annotations

import math

import msgspec

from lastrep.coach.deeds import units_of
from lastrep.coach.injuries import injured_muscles
from lastrep.coach.situation import Situation
from lastrep.records.repetition import Repetition
from lastrep.sets.effort import first_velocity_dps
from lastrep.sets.failure import control_was_lost


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A situation in the words of the tables; None is unknown."""

    # the lifter
    goal: str
    experience_months: float
    age_years: float | None
    weeks_off: float
    spotter: bool
    safeties: bool
    lighter_weights: bool
    second_station: bool
    time_short: bool
    last_set: bool
    pain: bool
    injured_here: bool
    injured_back: bool
    injured_antagonist: bool
    # the exercise
    exercise_known: bool
    equipment: str
    mechanics: str
    has_antagonist: bool
    pin_risk: bool
    needs_stops: bool
    spine_loaded: bool
    self_spot: bool
    cheat_allowed: bool
    negative_resistance_allowed: bool
    failure_allowed: bool
    # what was just seen
    moment: str
    unsafe: bool
    confidence: float
    failure_seen: bool
    failure_confidence: float | None
    control_lost: bool
    reps_done: int
    share_of_target: float | None
    velocity_loss: float | None
    velocity_loss_share: float | None
    reserve_known: bool
    reps_in_reserve: float | None
    reserve_spread_reps: float | None
    reserve_low_reps: float | None  # at least so many, five times in six
    techniques_in_set: int
    pair_done: bool
    # what was done lately
    stopped_today: bool
    antagonist_stopped_today: bool
    past_failure_sets_this_week: int
    hours_since_past_failure: float | None
    hours_since_negatives: float | None
    days_since_negative_resistance: float | None
    days_since_combination: float | None
    velocity_below_baseline: float | None


FACT_NAMES: tuple[str, ...] = Facts.__struct_fields__


def facts_of(situation: Situation) -> Facts:
    """Return the facts of a situation; a number that is not finite counts as unknown.

    What is unknown is taken at its most careful where nothing better is known: an experience that
    is no number is none, weeks off that are no number are many, and a time since the last hard set
    that is no number is no time at all (None says that there was none).
    """
    s, profile, exercise, recent = (
        situation,
        situation.profile,
        situation.exercise,
        situation.recent,
    )
    safety = exercise.safety
    failed = s.failure.kind != "none"
    full = sum(rep.label in {"full", "cheat"} for rep in s.reps)
    loss = _known(s.effort.velocity_loss_fraction) if s.effort else None
    reserve = s.effort.reps_in_reserve if s.effort else None
    estimate = _known(reserve.estimate) if reserve else None
    low, high = (_known(reserve.low), _known(reserve.high)) if reserve else (None, None)
    hurt = injured_muscles(profile.injuries)
    hurt_back = "lower_back" in hurt
    return Facts(
        goal=profile.goal,
        experience_months=_known(profile.experience_months) or 0.0,
        age_years=_known(profile.age_years),
        weeks_off=math.inf if (away := _known(profile.weeks_off)) is None else away,
        spotter=profile.spotter,
        safeties=profile.safeties,
        lighter_weights=profile.lighter_weights,
        second_station=profile.second_station,
        time_short=profile.time_short,
        last_set=profile.last_set if s.last_set is None else s.last_set,
        pain=profile.pain,
        injured_here=bool(hurt & set(exercise.muscles)) or (hurt_back and safety.spine_loaded),
        injured_back=hurt_back,
        injured_antagonist=exercise.antagonist in hurt,
        exercise_known=exercise.is_defined,
        equipment=exercise.equipment,
        mechanics=exercise.mechanics,
        has_antagonist=exercise.antagonist is not None,
        pin_risk=safety.pin_risk,
        needs_stops=safety.needs_stops,
        spine_loaded=safety.spine_loaded,
        self_spot=safety.self_spot,
        cheat_allowed=safety.cheat_allowed,
        negative_resistance_allowed=safety.negative_resistance_allowed,
        failure_allowed=safety.failure_allowed,
        moment=s.moment,
        unsafe=s.unsafe,
        confidence=_known(s.confidence) or 0.0,
        failure_seen=failed,
        failure_confidence=(_known(s.failure.confidence) or 0.0) if failed else None,
        control_lost=control_was_lost(s.failure, s.reps),
        reps_done=full,
        share_of_target=full / profile.target_reps if profile.target_reps else None,
        velocity_loss=loss,
        velocity_loss_share=(
            None if loss is None else loss / exercise.effort.velocity_loss_at_failure
        ),
        reserve_known=estimate is not None,
        reps_in_reserve=estimate,
        reserve_spread_reps=None if low is None or high is None else abs(high - low) / 2,
        reserve_low_reps=low,
        techniques_in_set=_techniques_begun(s),
        pair_done=s.pair_done,
        stopped_today=recent.stopped_today,
        antagonist_stopped_today=recent.antagonist_stopped_today,
        past_failure_sets_this_week=sum(
            max(sets, 0) for sets in recent.past_failure_sets_this_week.values()
        ),
        hours_since_past_failure=_since(recent.hours_since_past_failure),
        hours_since_negatives=_since(recent.hours_since_negatives),
        days_since_negative_resistance=_since(recent.days_since_negative_resistance),
        days_since_combination=_since(recent.days_since_combination),
        velocity_below_baseline=_below_baseline(s.reps, recent.baseline_velocity_dps),
    )


def _techniques_begun(situation: Situation) -> int:
    """How many techniques after failure the set already holds."""
    failure = situation.failure
    units = units_of(situation.reps, situation.exercise, failure_time_s=failure.time_s)
    return len({unit.counts for unit in units} - {"cluster", "superset_antagonist", "pre_exhaust"})


def _below_baseline(reps: tuple[Repetition, ...], baseline_dps: float | None) -> float | None:
    """How far the first strict full repetition fell short of its usual velocity, as a fraction."""
    baseline = _known(baseline_dps)
    first = first_velocity_dps(reps)
    return None if first is None or not baseline else 1.0 - first / baseline


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _since(age: float | None) -> float | None:
    """Return a time since something; one that is no number is none at all."""
    return 0.0 if age is not None and math.isnan(age) else age
