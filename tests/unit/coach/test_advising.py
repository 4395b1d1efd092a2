"""The decision table, line by line as it is written in the rules it came from."""

from __future__ import annotations

import pytest
from coach_questions import ALL, POSITIVE, SIZE, ask, change, effort, reps, told, why_not

from lastrep.coach import RecentWork, Situation, advise, blocked_now
from lastrep.coach.eligibility import rulings
from lastrep.coach.table import table
from lastrep.errors import UsageError
from lastrep.exercises import exercise_to_count, load_exercise
from lastrep.records.profile import Profile
from lastrep.records.training_set import Failure


@pytest.mark.parametrize(
    ("exercise", "profile", "technique"),
    [
        # hypertrophy, machine or cable
        ("leg_press", SIZE, "drop_set"),
        ("lat_pulldown", SIZE, "drop_set"),
        # dumbbells with and without a lighter pair
        ("dumbbell_bench_press", change(SIZE, lighter_weights=True), "drop_set"),
        ("dumbbell_bench_press", SIZE, "rest_pause"),
        # barbell bench: with spotter, with safeties, with neither
        ("barbell_bench_press", change(SIZE, spotter=True), "rest_pause"),
        ("barbell_bench_press", change(SIZE, safeties=True), "rest_pause"),
        ("barbell_bench_press", SIZE, "stop"),
        # bodyweight
        ("pull_up", SIZE, "rest_pause"),
        ("push_up", SIZE, "rest_pause"),
        # squat in the rack, and without one
        ("barbell_squat", change(SIZE, safeties=True), "rest_pause"),
        ("barbell_squat", SIZE, "stop"),
        # never the deadlift
        ("deadlift", change(ALL, second_station=False), "stop"),
        # strength
        ("barbell_bench_press", change(ALL, goal="strength", second_station=False), "stop"),
        ("barbell_curl", change(ALL, goal="strength"), "rest_pause"),
        # time short
        ("leg_press", change(ALL, time_short=True), "superset_antagonist"),
        ("leg_press", change(SIZE, time_short=True), "drop_set"),
        # beginners
        ("dumbbell_curl", Profile(lighter_weights=True), "rest_pause"),
        ("barbell_curl", Profile(), "stop"),
        ("leg_press", Profile(second_station=True), "rest_pause"),
    ],
)
def test_the_first_choice_at_failure_on_the_last_set(
    exercise: str, profile: Profile, technique: str
) -> None:
    assert told(exercise, profile) == technique


def test_second_choices_follow_when_the_first_are_used_up() -> None:
    done = {"drop_set": 3}
    recent = RecentWork(past_failure_sets_this_week=done)
    assert told("leg_press", change(SIZE, safeties=True), recent=recent) == "half_reps"
    assert told("leg_press", SIZE, recent=recent) == "rest_pause"  # halves need the stops
    done = {"rest_pause": 3}
    recent = RecentWork(past_failure_sets_this_week=done)
    assert told("barbell_bench_press", ALL, recent=recent) == "drop_set"
    assert told("pull_up", SIZE, recent=recent) == "negatives"
    assert told("dumbbell_bench_press", SIZE, recent=recent) == "half_reps"


def test_what_was_done_in_the_last_two_sessions_goes_to_the_end() -> None:
    lately = RecentWork(techniques_of_last_sessions=(("drop_set",), ("half_reps",)))
    advice = ask("leg_press", change(SIZE, safeties=True), recent=lately)
    assert advice is not None
    assert advice.technique == "rest_pause"
    assert "not what you did in the last two sessions" in advice.because
    long_ago = RecentWork(techniques_of_last_sessions=((), (), ("drop_set",)))
    assert told("leg_press", SIZE, recent=long_ago) == "drop_set"


def test_pain_stops_everything() -> None:
    assert told("leg_press", change(ALL, pain=True)) == "stop"
    assert told("leg_press", change(ALL, pain=True), failure=Failure(), moment="lifting") == "stop"
    (hurt, well) = (ask("leg_press", change(ALL, pain=pain)) for pain in (True, False))
    assert hurt is not None
    assert well is not None
    assert (hurt.pain, well.pain) == (True, False)
    assert told("leg_press", ALL, unsafe=True) == "stop"
    assert told("leg_press", ALL, recent=RecentWork(stopped_today=True)) == "stop"


def test_lost_control_of_the_lowering_stops() -> None:
    lost = Failure(kind="negative", time_s=30.0, confidence=0.9)
    advice = ask("pull_up", ALL, failure=lost)
    assert advice is not None
    assert advice.technique == "stop"
    assert len(advice.blocked) == len(table().techniques)


@pytest.mark.parametrize("exercise", ["barbell_bench_press", "barbell_squat"])
@pytest.mark.parametrize(("reserve", "technique"), [(2.0, "stop"), (1.0, "stop"), (3.0, None)])
def test_alone_without_safeties_a_pinning_lift_stops_two_short(
    exercise: str, reserve: float, technique: str | None
) -> None:
    seen = {"failure": Failure(), "moment": "lifting", "effort": effort(0.3, reserve)}
    assert told(exercise, SIZE, **seen) == technique
    assert told(exercise, change(SIZE, safeties=True), **seen) is None


def test_velocity_alone_is_enough_to_stop_where_the_reserve_is_unknown() -> None:
    seen = {"failure": Failure(), "moment": "lifting"}
    assert told("barbell_squat", SIZE, effort=effort(0.40, None), **seen) == "stop"
    assert told("barbell_squat", SIZE, effort=effort(0.20, None), **seen) is None


def test_strength_stops_at_twenty_percent() -> None:
    strong = change(ALL, goal="strength")
    seen = {"failure": Failure(), "moment": "lifting"}
    assert told("barbell_squat", strong, effort=effort(0.21, 4.0), **seen) == "stop"
    assert told("barbell_squat", strong, effort=effort(0.12, 4.0), **seen) is None


def test_between_strength_sets_the_next_one_goes_in_clusters() -> None:
    strong = change(ALL, goal="strength", last_set=False)
    seen = {"failure": Failure(), "effort": effort(0.15, 3.0)}
    assert told("barbell_squat", strong, **seen) == "cluster"
    assert told("barbell_squat", change(strong, last_set=True), **seen) == "stop"


def test_where_the_camera_is_unsure_it_asks() -> None:
    # failure was seen and said: nothing is left to ask, and nothing is offered on a guess
    assert told("leg_press", ALL, confidence=0.4) == "stop"
    assert told("leg_press", ALL, failure=Failure(), confidence=0.4) == "ask"
    unsure = Failure(kind="positive", time_s=30.0, confidence=0.3)
    assert told("leg_press", ALL, failure=unsure) == "ask"
    assert told("leg_press", ALL, failure=Failure(), effort=effort(0.4, 1.0, spread=3.0)) == "ask"
    assert told("leg_press", ALL, failure=Failure(), effort=effort(None, None)) == "ask"
    assert told("leg_press", ALL, failure=Failure(), confidence=0.4, moment="lifting") is None


def test_what_the_end_of_a_set_calls_for() -> None:
    many = change(ALL, last_set=False)
    none = {"failure": Failure()}
    assert told("leg_press", ALL, effort=effort(0.10, 6.0), **none) == "add_load"
    assert told("leg_press", ALL, effort=effort(0.0, None), **none) == "ask"  # nobody can tell
    assert told("leg_press", ALL, effort=effort(0.30, 5.0), **none) == "add_load"
    assert told("leg_press", many, effort=effort(0.30, 2.0), **none) == "rest"
    assert told("leg_press", many) == "rest"
    assert told("leg_press", change(ALL, target_reps=20)) == "reduce_load"
    assert told("leg_press", change(ALL, target_reps=12)) == "drop_set"
    assert told("leg_press", ALL, effort=effort(0.3, 2.0), **none) == "superset_antagonist"
    assert told("leg_press", SIZE, effort=effort(0.3, 2.0), **none) == "stop"


@pytest.mark.parametrize("wanted", [None, "drop_set", "rest_pause", "forced_reps"])
@pytest.mark.parametrize("goal", ["size", "strength"])
@pytest.mark.parametrize("exercise", ["leg_extension", "barbell_curl", "push_up", "barbell_squat"])
def test_nothing_goes_past_failure_before_the_last_set(
    exercise: str, goal: str, wanted: str | None
) -> None:
    many = change(ALL, last_set=False, goal=goal, second_station=False, wanted=wanted)
    for failure in (Failure(), Failure(kind="positive", time_s=30.0, confidence=0.9)):
        advice = ask(exercise, many, failure=failure, effort=effort(0.5, 1.0))
        assert advice is not None
        assert advice.technique in {"rest", "cluster"}
        reasons = {one.technique: one.because for one in advice.blocked}
        assert "drop_set" in reasons
    if goal == "size":
        assert reasons["rest_pause"] == "waits for the last set of the exercise"


def test_a_finisher_one_short_of_failure_is_offered_not_urged() -> None:
    advice = ask("leg_press", SIZE, failure=Failure(), effort=effort(0.4, 0.8))
    assert advice is not None
    assert advice.technique == "drop_set"
    assert advice.text.startswith("If you like: drop 20")


def test_it_is_silent_while_lifting_and_before_anything_was_lifted() -> None:
    assert told("leg_press", ALL, failure=Failure(), moment="lifting") is None
    assert told("leg_press", ALL, failure=Failure(), reps=()) is None
    assert told("leg_press", ALL, failure=Failure(), reps=(), moment="planned") is None


def test_one_technique_per_set() -> None:
    assert (
        why_not("leg_press", "drop_set", ALL, reps=(*reps(), *reps(1, "forced"))) == "one_per_set"
    )


def test_a_wish_is_granted_where_it_is_safe_and_answered_where_it_is_not() -> None:
    assert told("leg_press", ALL, wanted="half_reps") == "half_reps"
    advice = ask("leg_press", SIZE, wanted="forced_reps")
    assert advice is not None
    assert advice.technique == "drop_set"
    assert "you asked for forced reps, but: no spotter" in advice.because
    assert told("leg_press", change(ALL, wanted="half_reps")) == "half_reps"
    with pytest.raises(UsageError, match="forced_reps"):
        ask("leg_press", ALL, wanted="forced")


def test_an_unknown_exercise_gets_no_technique() -> None:
    unknown = exercise_to_count("kettlebell juggling")
    advice = advise(Situation(exercise=unknown, profile=ALL, reps=reps(), failure=POSITIVE))
    assert advice is not None
    assert advice.technique == "stop"


def test_an_advice_carries_dose_sentence_reasons_and_the_blocked() -> None:
    advice = ask("barbell_bench_press", change(ALL, spotter=False), effort=effort(0.46, 0.0))
    assert advice is not None
    assert advice.dose == {"rest_s": 15, "blocks": 2}
    assert advice.text == "Put it down, 15 seconds, then the same again."
    assert "the last repetition was 46 % slower than the fastest" in advice.because
    assert any("Prestes 2019" in line for line in advice.because)
    blocked = {entry.technique: entry.because for entry in advice.blocked}
    assert blocked["forced_reps"] == "no spotter"


@pytest.mark.parametrize("moment", ["planned", "lifting", "over"])
@pytest.mark.parametrize("profile", [SIZE, ALL, Profile()])
def test_everything_that_is_not_allowed_is_listed_also_in_silence(
    moment: str, profile: Profile
) -> None:
    situation = Situation(
        exercise=load_exercise("barbell_bench_press"),
        profile=profile,
        moment=moment,  # type: ignore[arg-type] # one of the three
        reps=reps(),
    )
    not_allowed = {name for name, ruling in rulings(situation).items() if not ruling.allowed}
    listed = blocked_now(situation)
    assert {entry.technique for entry in listed} == not_allowed
    assert all(entry.because for entry in listed)
    advice = advise(situation)
    assert advice is None or advice.blocked == listed
