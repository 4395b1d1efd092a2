"""An exercise answers to everything it is called."""

from __future__ import annotations

import pytest

from lastrep.errors import UnknownExerciseError
from lastrep.exercises import catalogue, families, load_exercise


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


@pytest.mark.parametrize("name", ["", "qqqqqq", "generic", "pommelhorse"])
def test_a_name_like_none_is_refused_without_a_guess(name: str) -> None:
    with pytest.raises(UnknownExerciseError, match="lastrep exercises"):
        load_exercise(name)
