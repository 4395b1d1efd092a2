"""Every exercise file, read with suspicion."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from lastrep.errors import DefinitionError
from lastrep.exercises import Exercise, catalogue, check_definition, families
from lastrep.exercises.definition import AngleName, MeasureName
from lastrep.exercises.lookup import plain
from lastrep.motion.measures import MEASURE_INDEX, MEASURES

CONTRACT_FAMILIES = [
    "biceps_curl",
    "bench_press",
    "dumbbell_fly",
    "cable_fly",
    "rear_fly",
    "push_up",
    "dip",
    "shoulder_press",
    "thruster",
    "snatch",
    "lateral_raise",
    "front_raise",
    "shrug",
    "bent_over_row",
    "dumbbell_row",
    "seated_row",
    "bodyweight_row",
    "pull_up",
    "lat_pulldown",
    "triceps_pushdown",
    "triceps_extension",
    "squat",
    "single_leg_squat",
    "sit_to_stand",
    "lunge",
    "leg_press",
    "leg_extension",
    "leg_curl",
    "deadlift",
    "back_extension",
    "hip_thrust",
    "glute_bridge",
    "calf_raise",
    "sit_up",
    "crunch",
    "v_up",
    "jumping_jack",
    "chest_expansion",
]
FOLDER = Path(str(resources.files("lastrep.exercises") / "catalogue"))
FILES = sorted(FOLDER.glob("*.toml"))
EXERCISES = list(catalogue().values())


def checked(path: Path) -> Exercise:
    return check_definition(path.read_bytes(), stem=path.stem, origin=str(path))


def test_each_file_is_one_exercise_of_its_own_name() -> None:
    assert [file.stem for file in FILES] == list(catalogue())
    assert all(checked(file).id == file.stem for file in FILES)


def test_each_family_of_the_contract_has_a_definition_and_none_is_new() -> None:
    assert sorted(families()) == sorted(CONTRACT_FAMILIES)


def test_each_family_has_one_usual_exercise() -> None:
    for family, members in families().items():
        marked = [e.id for e in members if e.usual]
        assert len(marked) == (0 if len(members) == 1 else 1), family
        assert not marked or members[0].id == marked[0]


def test_no_name_means_two_exercises() -> None:
    meanings: dict[str, set[str]] = {}
    for e in EXERCISES:
        for name in (e.id, *e.aliases):
            meanings.setdefault(plain(name), set()).add(e.id)
    assert {name: ids for name, ids in meanings.items() if len(ids) > 1} == {}
    usual = {plain(family): members[0].id for family, members in families().items()}
    for family, exercise_id in usual.items():
        assert meanings.get(family, {exercise_id}) == {exercise_id}


def test_the_measure_names_are_those_of_the_motion_room() -> None:
    assert set(get_args(MeasureName)) == set(MEASURE_INDEX)
    assert set(get_args(AngleName)) == {m.name for m in MEASURES if m.is_angle}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_each_exercise_makes_sense(exercise: Exercise) -> None:
    signals = (*exercise.signals.rise, *exercise.signals.fall)
    assert 3 <= len(signals) <= 7
    assert len(set(signals)) == len(signals)
    assert exercise.movement.source
    assert exercise.effort.source
    assert exercise.views.place.startswith("Camera ")
    assert exercise.views.place.endswith(".")
    assert exercise.antagonist not in exercise.muscles[:1]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_no_exercise_is_safe_to_cheat_and_dangerous_at_once(exercise: Exercise) -> None:
    safety = exercise.safety
    if safety.pin_risk or safety.spine_loaded or not safety.failure_allowed:
        assert not safety.cheat_allowed
        assert not safety.negative_resistance_allowed
    if safety.pin_risk:
        assert not safety.self_spot


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_each_key_misspelt_is_refused_with_file_and_key(file: Path, tmp_path: Path) -> None:
    path = tmp_path / file.name
    keys = [i for i, line in enumerate(file.read_text().splitlines()) if re.match(r"\w+ = ", line)]
    assert len(keys) > 15
    for number in keys:
        lines = file.read_text().splitlines()
        key = lines[number].split(" = ")[0]
        lines[number] = f"{key}x{lines[number].removeprefix(key)}"
        path.write_text("\n".join(lines))
        with pytest.raises(DefinitionError) as refused:
            checked(path)
        assert str(path) in str(refused.value)
        assert key in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("range_of_motion_deg = 71", "range_of_motion_deg = 0", "movement.range_of_motion_deg"),
        ("range_of_motion_deg = 71", "range_of_motion_deg = 181", "movement.range_of_motion_deg"),
        ("range_of_motion_deg = 71", "range_of_motion_deg = nan", "movement.range_of_motion_deg"),
        ("range_of_motion_deg = 71", 'range_of_motion_deg = "71"', "movement.range_of_motion_deg"),
        ("loss_at_failure = 0.45", "loss_at_failure = 1.0", "effort.velocity_loss_at_failure"),
        ("exponent = 0.85", "exponent = -0.85", "effort.exponent"),
        ("exponent = 0.85", "exponent = inf", "effort.exponent"),
        ('"knee", "hip",', '"knees_angle", "hip",', "signals.rise"),
        ('joint = "knee"', 'joint = "reach"', "movement.joint"),
        ('first_phase = "eccentric"', 'first_phase = "down"', "movement.first_phase"),
        ('"quadriceps", "glutes"', '"quads", "glutes"', "muscles"),
        ('good = ["side"', 'good = ["top"', "views.good"),
        ('good = ["side"', 'good = ["unknown"', "views.good"),
        ("pin_risk = true", 'pin_risk = "no"', "safety.pin_risk"),
        ('concentric = "rise"', 'concentric = "fall"', "concentric"),
        ('id = "barbell_squat"', 'id = "squat"', "id"),
    ],
)
def test_an_impossible_value_is_refused_with_its_place(
    old: str, new: str, place: str, tmp_path: Path
) -> None:
    text = (FOLDER / "barbell_squat.toml").read_text()
    assert old in text
    path = tmp_path / "barbell_squat.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(DefinitionError, match=place.replace(".", r"\.")) as refused:
        checked(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"id = ", b"", b"[movement]"])
def test_what_is_no_definition_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError) as refused:
        checked(path)
    assert str(path) in str(refused.value)


def definition_of_the_how_to() -> str:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "add-an-exercise.md"
    block = re.search(r"```toml\n(.*?)```", page.read_text(), re.DOTALL)
    assert block is not None
    return block[1]


def test_the_how_to_holds_a_definition_that_is_accepted(tmp_path: Path) -> None:
    text = definition_of_the_how_to()
    stem = tomllib.loads(text)["id"]
    path = tmp_path / f"{stem}.toml"
    path.write_text(text)
    assert checked(path).id == stem
    assert stem not in catalogue()


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('aliases = ["one arm cable raise"]', 'aliases = ["Barbell Curl"]', "is what barbell_curl"),
        ('aliases = ["one arm cable raise"]', 'aliases = ["none"]', "means no exercise"),
        ('name = "Cable lateral raise"', 'name = "Auto"', "means no exercise"),
        ('family = "lateral_raise"', 'family = "barbell_curl"', "of the family `biceps_curl`"),
    ],
)
def test_a_name_that_means_something_already_is_refused(
    tmp_path: Path, line: str, instead: str, said: str
) -> None:
    text = definition_of_the_how_to()
    assert line in text
    path = tmp_path / "cable_lateral_raise.toml"
    path.write_text(text.replace(line, instead), encoding="utf-8")
    with pytest.raises(DefinitionError, match=said):
        checked(path)


def test_an_exercise_of_the_catalogue_may_be_checked_in_its_place(tmp_path: Path) -> None:
    for file in FILES:
        path = tmp_path / file.name
        path.write_bytes(file.read_bytes())
        assert checked(path) == catalogue()[file.stem]
