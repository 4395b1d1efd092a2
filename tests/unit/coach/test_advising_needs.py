"""What a technique needs, and what it must wait for."""

from __future__ import annotations

import msgspec
import pytest
from coach_questions import ALL, SIZE, change, told, why_not
from coach_rules import a_rep

from lastrep.coach import RecentWork, Situation
from lastrep.coach.facts import facts_of
from lastrep.exercises import load_exercise
from lastrep.records.profile import Profile


@pytest.mark.parametrize(
    ("technique", "exercise", "profile", "reason"),
    [
        ("forced_reps", "leg_press", change(ALL, spotter=False), "no_spotter"),
        ("negatives", "leg_press", change(ALL, spotter=False), "no_partner"),
        ("negatives", "pull_up", change(ALL, spotter=False), None),
        ("negatives", "pull_up", change(ALL, experience_months=11.0), "first_year"),
        ("negative_resistance", "barbell_curl", change(ALL, spotter=False), "no_spotter"),
        ("negative_resistance", "leg_press", ALL, "not_this_lift"),
        ("negative_resistance", "barbell_curl", ALL, None),
        ("cheat_reps", "barbell_curl", ALL, None),
        ("cheat_reps", "barbell_bench_press", ALL, "not_this_lift"),
        ("cheat_reps", "barbell_squat", ALL, "spine_loaded"),
        ("cheat_reps", "barbell_curl", change(ALL, injuries=("sore lower back",)), "injured_back"),
        ("drop_set", "barbell_curl", SIZE, "no_lighter_weight"),
        ("drop_set", "barbell_squat", change(ALL, safeties=False), "squat_without_safeties"),
        ("half_reps", "barbell_squat", change(ALL, safeties=False), "squat_without_safeties"),
        ("half_reps", "barbell_bench_press", change(ALL, safeties=False), None),
        ("half_reps", "leg_press", SIZE, "no_stops"),
        ("combination", "barbell_bench_press", ALL, None),
        ("combination", "barbell_bench_press", change(ALL, experience_months=23.0), "two_years"),
        ("combination", "barbell_squat", ALL, "spine_loaded"),
        ("superset_antagonist", "barbell_curl", SIZE, "no_second_station"),
        ("superset_same_muscle", "barbell_curl", ALL, "isolation_first"),
        ("myo_reps", "leg_extension", ALL, "set_too_short"),
        ("pre_exhaust", "barbell_bench_press", ALL, "after_isolation"),
        ("cluster", "barbell_bench_press", ALL, "size_goal"),
        ("drop_set", "leg_press", change(ALL, injuries=("left knee",)), "injured_here"),
        ("drop_set", "leg_press", change(ALL, injuries=("my thingamajig",)), "injured_here"),
        ("drop_set", "leg_press", change(ALL, injuries=("wrist",)), None),
        ("drop_set", "leg_press", change(ALL, weeks_off=5.0), "beginner"),
        ("drop_set", "leg_press", change(ALL, age_years=15.0), "beginner"),
    ],
)
def test_what_each_technique_needs(
    technique: str, exercise: str, profile: Profile, reason: str | None
) -> None:
    assert why_not(exercise, technique, profile) == reason


@pytest.mark.parametrize(
    ("recent", "reason"),
    [
        (RecentWork(hours_since_past_failure=47.9), "too_soon"),
        (RecentWork(hours_since_past_failure=48.0), None),
        (
            RecentWork(hours_since_negatives=71.0, hours_since_past_failure=71.0),
            "too_soon_after_negatives",
        ),
        (RecentWork(past_failure_sets_this_week={"drop_set": 3}), "weekly_cap"),
        (RecentWork(past_failure_sets_this_week={"half_reps": 2, "rest_pause": 2}), "weekly_total"),
        (RecentWork(baseline_velocity_dps=90.0), "not_recovered"),
        (RecentWork(baseline_velocity_dps=85.0), None),
    ],
)
def test_recovery_and_weekly_caps(recent: RecentWork, reason: str | None) -> None:
    assert why_not("leg_press", "drop_set", SIZE, recent=recent) == reason


def test_a_weekly_cap_leaves_the_opposite_muscle() -> None:
    recent = RecentWork(past_failure_sets_this_week={"drop_set": 4})
    assert told("leg_press", ALL, recent=recent) == "superset_antagonist"


def test_a_first_repetition_without_a_speed_hides_no_bad_day() -> None:
    slow = msgspec.structs.replace(a_rep(), mean_concentric_velocity_dps=60.0)
    untimed = msgspec.structs.replace(slow, mean_concentric_velocity_dps=None)
    tired = RecentWork(baseline_velocity_dps=100.0)
    for done in ((slow, slow), (untimed, slow)):
        situation = Situation(
            exercise=load_exercise("leg_press"), profile=ALL, reps=done, recent=tired
        )
        assert facts_of(situation).velocity_below_baseline == pytest.approx(0.4)
