"""An exercise answers to everything it is called."""

from __future__ import annotations

import msgspec
import pytest

from lastrep.errors import UnknownExerciseError
from lastrep.exercises import catalogue, exercise_to_count, families, load_exercise
from lastrep.motion.measures import MEASURES

CAPITALS = {"romanian_deadlift", "v_up"}  # whose capital is no beginning of a sentence


@pytest.mark.parametrize(
    ("name", "exercise_id"),
    [
        ("barbell_squat", "barbell_squat"),
        ("Barbell Squat", "barbell_squat"),
        ("BARBELL-SQUAT", "barbell_squat"),
        ("barbellsquat", "barbell_squat"),
        (" squat ", "barbell_squat"),
        ("biceps_curl", "barbell_curl"),
        ("Shoulder press", "overhead_press"),
        ("OHP", "overhead_press"),
        ("bench", "barbell_bench_press"),
        ("chin-up", "pull_up"),
        ("RDL", "romanian_deadlift"),
    ],
)
def test_case_spaces_hyphens_and_underscores_do_not_matter(name: str, exercise_id: str) -> None:
    assert load_exercise(name).id == exercise_id


def test_every_id_alias_and_name_is_found() -> None:
    for exercise in catalogue().values():
        for name in (exercise.id, *exercise.aliases):
            assert load_exercise(name) is exercise
        assert load_exercise(exercise.name).family == exercise.family


def test_a_family_means_its_usual_exercise() -> None:
    for family, members in families().items():
        assert load_exercise(family) is members[0]


@pytest.mark.parametrize(
    ("name", "suggestion"), [("bnech press", "bench_press"), ("dedlift", "deadlift")]
)
def test_an_unknown_name_suggests_the_nearest(name: str, suggestion: str) -> None:
    with pytest.raises(UnknownExerciseError, match=suggestion) as refused:
        load_exercise(name)
    assert f'"{name}"' in str(refused.value)


@pytest.mark.parametrize("name", ["", "qqqqqq", "pommelhorse"])
def test_a_name_like_none_is_refused_without_a_guess(name: str) -> None:
    with pytest.raises(UnknownExerciseError, match="lastrep exercises"):
        load_exercise(name)


@pytest.mark.parametrize(
    ("name", "spelt", "shown"),
    [
        ("kettlebell swing", "kettlebell_swing", "Kettlebell swing"),
        ("Muscle-Ups!", "muscle_ups", "Muscle ups"),
        ("rückenzug", "rückenzug", "Rückenzug"),
        ("generic", "generic", "Any movement"),
    ],
)
def test_what_is_not_defined_is_counted_under_its_own_name(
    name: str, spelt: str, shown: str
) -> None:
    exercise = exercise_to_count(name)
    assert (exercise.id, exercise.name, exercise.family) == (spelt, shown, "generic")
    assert (exercise.is_defined, exercise.prime_mover) == (False, "unknown")
    assert exercise_to_count(exercise.id) == exercise  # a result can be read again


def test_what_is_defined_is_counted_as_that() -> None:
    assert exercise_to_count("Bench-Press") == load_exercise("bench_press")
    assert load_exercise("bench_press").is_defined


@pytest.mark.parametrize(("name", "meant"), [("barbel curl", "barbell_curl"), ("squad", "squat")])
def test_a_slip_of_the_pen_is_no_new_exercise(name: str, meant: str) -> None:
    with pytest.raises(UnknownExerciseError, match=f"did you mean {meant}.*`generic` counts"):
        exercise_to_count(name)


@pytest.mark.parametrize("name", ["", "  ", "!?", "none", "none:running", "AUTO"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownExerciseError, match="no name of an exercise"):
        exercise_to_count(name)


def test_the_generic_definition_looks_at_every_measure() -> None:
    signals = load_exercise("generic").signals
    assert sorted((*signals.rise, *signals.fall)) == sorted(one.name for one in MEASURES)


def test_every_name_can_stand_within_a_sentence() -> None:
    usual = [one for one in catalogue().values() if one.id not in CAPITALS]
    assert {one.with_article for one in usual} == {
        f"{'an' if one.id == 'triceps_extension' else 'a'} {one.name.lower()}" for one in usual
    }
    capitals = {load_exercise(one).with_article for one in CAPITALS}
    assert capitals == {"a Romanian deadlift", "a V-up"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Upright row", "an upright row"),
        ("One-arm row", "a one-arm row"),
        ("EZ-bar swing", "an EZ-bar swing"),
        ("Unilateral swing", "a unilateral swing"),
        ("Kettlebell swing", "a kettlebell swing"),
    ],
)
def test_an_article_goes_by_the_ear(name: str, said: str) -> None:
    exercise = msgspec.structs.replace(exercise_to_count("generic"), name=name)
    assert exercise.with_article == said
