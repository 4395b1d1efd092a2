"""What was done lately, as it bears on the next set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lastrep.coach import PastSet, WorkLog
from lastrep.coach.work_log import loss_at_failure, techniques_of
from lastrep.exercises import load_exercise
from lastrep.records.advice import Advice
from lastrep.records.training_set import Failure, TrainingSet
from lastrep.sets.failure import find_failure
from lastrep.sets.structure import structure_of

TellStory = Callable[..., Any]  # the Story of conftest.py
BENCH, FLY = load_exercise("barbell_bench_press"), load_exercise("dumbbell_fly")
CURL = load_exercise("barbell_curl")


def past(hours_ago: float, *techniques: str, **changes: object) -> PastSet:
    one = PastSet(
        exercise=BENCH.id,
        muscle=BENCH.muscles[0],
        hours_ago=hours_ago,
        session=f"{hours_ago:.0f}",
        techniques=techniques,
        first_velocity_dps=100.0,
    )
    return msgspec.structs.replace(one, **changes)


def as_closed(like: TrainingSet, lifter: Any, *, drop_advised: bool = False) -> TrainingSet:
    """Return what a lifter did as a closed set."""
    reps = tuple(lifter.reps)
    drop = Advice(time_s=20.0, technique="drop_set", text="Drop.", because=())
    return msgspec.structs.replace(
        like,
        exercise=lifter.exercise.id,
        start_time_s=reps[0].start_time_s,
        end_time_s=reps[-1].end_time_s,
        reps=reps,
        failure=find_failure(reps),
        structure=structure_of(reps, lifter.exercise, drop_expected=drop_advised),
        advice=(drop,) if drop_advised else (),
    )


def test_nothing_is_known_of_a_new_lifter() -> None:
    recent = WorkLog().recent_for(BENCH)
    assert recent.past_failure_sets_this_week == {}
    assert recent.hours_since_past_failure is None
    assert recent.baseline_velocity_dps is None
    assert WorkLog().own_loss_at_failure(BENCH) is None


def test_sets_of_the_muscle_count_whatever_the_exercise() -> None:
    log = WorkLog(sets=(past(100, "drop_set"), past(50, "rest_pause", "half_reps"), past(30)))
    for exercise in (BENCH, FLY):
        recent = log.recent_for(exercise)
        assert recent.past_failure_sets_this_week == {
            "drop_set": 1,
            "half_reps": 1,
            "rest_pause": 1,
        }
        assert recent.hours_since_past_failure == 50
    assert log.recent_for(CURL).past_failure_sets_this_week == {}


def test_a_week_is_over_after_seven_days() -> None:
    log = WorkLog(sets=(past(169, "drop_set"), past(167, "drop_set")))
    assert log.recent_for(BENCH).past_failure_sets_this_week == {"drop_set": 1}


def test_supersets_are_not_past_failure() -> None:
    log = WorkLog(sets=(past(10, "superset_antagonist", "pre_exhaust", "cluster"),))
    assert log.recent_for(BENCH).past_failure_sets_this_week == {}


def test_what_takes_longer_to_recover_from_is_remembered_apart() -> None:
    log = WorkLog(
        sets=(
            past(96, "forced_reps", "drop_set", "half_reps"),
            past(60, "negatives"),
            past(72, "negative_resistance"),
        ),
        started_s=0.0,
    )
    recent = log.recent_for(BENCH, time_s=3600)
    assert recent.hours_since_negatives == pytest.approx(61)
    assert recent.days_since_negative_resistance == pytest.approx(73 / 24)
    assert recent.days_since_combination == pytest.approx(97 / 24)


def test_sessions_are_told_apart_the_latest_first() -> None:
    log = WorkLog(sets=(past(100, "drop_set"), past(50, "rest_pause"), past(-1, session="now")))
    assert log.recent_for(BENCH).techniques_of_last_sessions == (("rest_pause",), ("drop_set",))


def test_a_usual_velocity_needs_the_same_weight_and_two_sessions() -> None:
    log = WorkLog(
        sets=(
            past(200, load_kg=80.0, first_velocity_dps=90.0),
            past(100, load_kg=80.0, first_velocity_dps=100.0),
            past(100, load_kg=80.0, first_velocity_dps=60.0),  # a later set of that session
            past(50, load_kg=100.0, first_velocity_dps=40.0),
        )
    )
    assert log.recent_for(BENCH, load_kg=81.0).baseline_velocity_dps == 95.0
    assert log.recent_for(BENCH, load_kg=100.0).baseline_velocity_dps is None
    assert log.recent_for(BENCH).baseline_velocity_dps is None


def test_a_set_of_today_counts_at_once(failed_set: TrainingSet) -> None:
    log = WorkLog().with_set(failed_set, CURL)
    recent = log.recent_for(CURL, time_s=failed_set.end_time_s + 1800)
    assert recent.hours_since_past_failure == pytest.approx(0.5)
    assert set(recent.past_failure_sets_this_week) == {"negatives"}
    assert not recent.stopped_today
    lost = Failure(kind="negative", time_s=20.0, confidence=0.9)
    worse = WorkLog().with_set(msgspec.structs.replace(failed_set, failure=lost), CURL)
    assert worse.recent_for(CURL).stopped_today
    assert not worse.recent_for(BENCH).stopped_today


@pytest.mark.parametrize("clock_s", [0.0, 1.0e6, 1.7e9])
def test_what_the_clock_shows_when_the_session_begins_does_not_matter(
    failed_set: TrainingSet, clock_s: float
) -> None:
    yesterday = past(24, "negatives", exercise=CURL.id, muscle="biceps")
    log = WorkLog(sets=(yesterday,))
    begun = log.recent_for(CURL, time_s=clock_s + 20.0)
    assert begun.hours_since_negatives == pytest.approx(24, abs=0.1)
    shifted = msgspec.structs.replace(
        failed_set,
        start_time_s=failed_set.start_time_s + clock_s,
        end_time_s=failed_set.end_time_s + clock_s,
    )
    later_s = shifted.end_time_s + 7200
    later = log.with_set(shifted, CURL).recent_for(CURL, time_s=later_s)
    assert later.hours_since_past_failure == pytest.approx(2.0)
    assert later.past_failure_sets_this_week == {"negatives": 2}
    assert log.with_set(shifted, FLY).recent_for(CURL, time_s=later_s).hours_since_negatives == (
        pytest.approx(26, abs=0.1)
    )


def test_negatives_that_get_away_after_failure_stop_the_muscle_for_today(
    failed_set: TrainingSet,
) -> None:
    negative = failed_set.reps[-1]
    assert negative.label == "negative"

    def lowered(*seconds: float) -> WorkLog:
        negatives = tuple(
            msgspec.structs.replace(
                negative, tempo_s=msgspec.structs.replace(negative.tempo_s, eccentric=lowering_s)
            )
            for lowering_s in seconds
        )
        reps = (*failed_set.reps[:-1], *negatives)
        return WorkLog().with_set(msgspec.structs.replace(failed_set, reps=reps), CURL)

    assert failed_set.failure.kind == "positive"
    assert lowered(4.0, 3.8, 0.7).recent_for(CURL).stopped_today
    assert not lowered(4.0, 3.8, 3.5).recent_for(CURL).stopped_today


def test_pain_stops_the_muscle_for_today_and_not_the_day_after(failed_set: TrainingSet) -> None:
    stop = Advice(time_s=30.0, technique="stop", text="Stop.", because=(), pain=True)
    hurt = msgspec.structs.replace(failed_set, advice=(*failed_set.advice, stop))
    log = WorkLog().with_set(hurt, CURL)
    assert log.recent_for(CURL, time_s=hurt.end_time_s + 3600).stopped_today
    assert not log.recent_for(BENCH).stopped_today
    assert not log.recent_for(CURL, time_s=hurt.end_time_s + 20 * 3600).stopped_today


def test_the_lifters_own_failure_feeds_the_forecast(failed_set: TrainingSet) -> None:
    loss = loss_at_failure(failed_set)
    assert loss == pytest.approx(1 - 0.92**6, abs=1e-6)
    unsure = Failure(kind="positive", time_s=failed_set.failure.time_s, confidence=0.3)
    assert loss_at_failure(msgspec.structs.replace(failed_set, failure=unsure)) is None
    log = WorkLog()
    for _ in range(12):
        log = log.with_set(failed_set, CURL)
    own = log.own_loss_at_failure(CURL)
    assert own is not None
    assert own[0] == pytest.approx(loss)
    assert own[1] == 8


def test_the_structure_of_a_set_is_one_of_its_techniques(failed_set: TrainingSet) -> None:
    superset = msgspec.structs.replace(failed_set, structure="superset_antagonist")
    assert techniques_of(superset, CURL)[0] == "superset_antagonist"


def test_mini_sets_after_a_long_set_are_myo_reps_and_nothing_else(
    failed_set: TrainingSet, tell: TellStory
) -> None:
    lifter = tell("leg_extension").lifter
    lifter.reps.clear()
    lifter.lift("full", *([1.0] * 5 + [0.9] * 5 + [0.6, 0.5, 0.4]))
    lifter.fail()
    for _ in range(3):
        lifter.rest(10)
        lifter.lift("full", 0.65, 0.6, 0.45, 0.4)
        lifter.fail()
    done = as_closed(failed_set, lifter)
    assert done.structure == "rest_pause"
    assert techniques_of(done, lifter.exercise) == ("myo_reps",)
    log = WorkLog().with_set(done, lifter.exercise)
    assert log.recent_for(lifter.exercise).past_failure_sets_this_week == {"myo_reps": 1}


def test_a_slow_change_of_weight_is_a_drop_where_one_was_advised(
    failed_set: TrainingSet, tell: TellStory
) -> None:
    lifter = tell("barbell_curl").lifter
    lifter.reps.clear()
    lifter.lift("full", 1.0, 0.9, 0.75, 0.5)
    lifter.fail()
    lifter.rest(14)
    lifter.lift("full", 1.0, 0.8, 0.5)
    lifter.fail()
    assert techniques_of(as_closed(failed_set, lifter), CURL) == ("rest_pause",)
    advised = as_closed(failed_set, lifter, drop_advised=True)
    assert techniques_of(advised, CURL) == ("drop_set",)
