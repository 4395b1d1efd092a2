"""The profile file explains itself, and says no more than it knows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from lastrep.apps.described_situation import Described, situation_of
from lastrep.apps.profile import EXAMPLES, NOTES, make_profile, profile_toml, read_profile
from lastrep.coach import advise
from lastrep.coach.table import table
from lastrep.errors import DefinitionError, OutputError, UnknownExerciseError, UsageError
from lastrep.records.profile import Profile, Wish

FULL = Profile(
    name='Ann "Iron" Ö',
    goal="strength",
    experience_months=30.5,
    age_years=41,
    spotter=True,
    target_reps=8,
    injuries=("left knee", "lower back"),
    wanted="rest_pause",
    height_m=1.7,
)


@pytest.mark.parametrize("profile", [Profile(), FULL])
def test_what_was_written_is_read_back(profile: Profile, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    make_profile(path, profile)
    assert read_profile(path) == profile


def test_every_field_is_explained() -> None:
    assert set(NOTES) == set(Profile.__struct_fields__)
    unknown = {n for n, value in msgspec.structs.asdict(Profile()).items() if value is None}
    assert set(EXAMPLES) == unknown


def test_the_examples_in_the_comments_are_valid() -> None:
    text = "\n".join(
        line.removeprefix("# ") if " = " in line else line
        for line in profile_toml(Profile()).splitlines()
    )
    assert set(tomllib.loads(text)) == set(Profile.__struct_fields__)
    assert msgspec.convert(tomllib.loads(text), Profile).wanted == "drop_set"


def test_every_technique_can_be_wished_for() -> None:
    assert set(Wish.__args__) == set(table().techniques)  # type: ignore[attr-defined] # a Literal


def test_an_existing_file_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text("goal = 'size'\n")
    with pytest.raises(OutputError, match="--force"):
        make_profile(path, FULL)
    assert path.read_text() == "goal = 'size'\n"
    make_profile(path, FULL, overwrite=True)
    assert read_profile(path) == FULL


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("spoter = true", "spotter"),
        ("experience_months = -1", "experience_months"),
        ("experience_months = nan", "experience_months"),
        ('goal = "beauty"', "goal"),
        ('wanted = "pain"', "wanted"),
        ("target_reps = 0", "target_reps"),
        ('injuries = "knee"', "injuries"),
    ],
)
def test_a_slip_in_the_file_is_named(line: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text(line)
    with pytest.raises(DefinitionError, match=place):
        read_profile(path)


def test_a_description_means_what_it_says() -> None:
    described = Described(
        exercise="leg press",
        profile=Profile(experience_months=24, safeties=True),
        failure="positive",
        this_week=("drop set=3", "rest-pause"),
        last_sessions=("half_reps",),
        first_velocity_below_usual_pct=5.0,
    )
    situation = situation_of(described)
    assert situation.recent.past_failure_sets_this_week == {"drop_set": 3, "rest_pause": 1}
    assert situation.recent.baseline_velocity_dps == pytest.approx(105.3, abs=0.1)
    blocked = advise(situation)
    assert blocked is not None
    assert blocked.technique == "stop"  # four past-failure sets are done
    fresh = advise(situation_of(msgspec.structs.replace(described, this_week=("drop_set=3",))))
    assert fresh is not None
    assert fresh.technique == "rest_pause"  # halves were done last time


@pytest.mark.parametrize("entry", ["drop_set=many", "dropset=1", "=2"])
def test_a_count_that_cannot_be_read_is_refused(entry: str) -> None:
    with pytest.raises(UsageError, match="drop_set"):
        situation_of(Described(exercise="leg press", this_week=(entry,)))


def test_a_misspelt_exercise_is_refused_and_one_without_definition_gets_no_technique() -> None:
    with pytest.raises(UnknownExerciseError):
        situation_of(Described(exercise="leg pres"))
    told = advise(situation_of(Described(exercise="juggling", reps=8, failure="positive")))
    assert told is not None
    assert told.technique == "stop"
    assert "this exercise is not known" in {one.because for one in told.blocked}


def test_what_is_given_goes_before_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text("spotter = true\nheight_m = 1.7\n", encoding="utf-8")

    assert read_profile(path, height_m=1.8).height_m == 1.8
    assert read_profile(path, spotter=False).spotter is False
    assert read_profile(path).height_m == 1.7
    assert read_profile(None, height_m=1.8).height_m == 1.8
    assert read_profile(path, plate_diameter_m=0.45).plate_diameter_m == 0.45
