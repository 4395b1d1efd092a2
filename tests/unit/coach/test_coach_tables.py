"""The tables are complete, readable, and every line of them has a source."""

from __future__ import annotations

import string
import tomllib
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from lastrep.coach.advising import advise, dose_of
from lastrep.coach.conditions import parse_condition
from lastrep.coach.eligibility import Ruling
from lastrep.coach.facts import facts_of
from lastrep.coach.injuries import MUSCLES, injured_muscles
from lastrep.coach.plan_cues import Cues
from lastrep.coach.situation import Situation
from lastrep.coach.spoken import spoken_sentences
from lastrep.coach.table import table
from lastrep.coach.words import Words, languages, words
from lastrep.errors import DefinitionError, UsageError
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import load_exercise
from lastrep.records.profile import Profile
from lastrep.records.training_set import Failure

RULES = table()
LANGUAGES = sorted(
    file.name.removesuffix(".toml")
    for file in (resources.files("lastrep.coach") / "messages").iterdir()
)
SPOKEN_MOST_WORDS, SPOKEN_MOST_LETTERS = 13, 75
CUE_MOST_WORDS, CUE_MOST_LETTERS = 7, 42
REASON_MOST_LETTERS = 90


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_technique_of_the_sport_is_there() -> None:
    assert set(RULES.techniques) == {
        "forced_reps",
        "drop_set",
        "negatives",
        "negative_resistance",
        "cheat_reps",
        "rest_pause",
        "half_reps",
        "superset_antagonist",
        "superset_same_muscle",
        "pre_exhaust",
        "combination",
        "myo_reps",
        "cluster",
    }


def test_each_technique_is_one_file_of_its_name() -> None:
    folder = resources.files("lastrep.coach") / "techniques"
    names = {file.name: tomllib.loads(file.read_text())["id"] for file in folder.iterdir()}
    assert all(file == f"{technique}.toml" for file, technique in names.items())


def test_each_line_has_a_source() -> None:
    sources = [gate.source for gate in RULES.gates]
    sources += [moment.source for moment in RULES.moments]
    sources += [context.source for context in RULES.contexts]
    for technique in RULES.techniques.values():
        sources += [need.source for need in technique.needs]
        sources += [line.source for line in technique.dose.values()]
        sources.append(technique.evidence.text)
    assert len(sources) > 100
    assert all(len(source) > 8 for source in sources)


def test_doses_are_in_order_and_the_caps_are_those_agreed() -> None:
    for technique in RULES.techniques.values():
        for name, line in technique.dose.items():
            assert 0 <= line.low <= line.usual <= line.high, (technique.id, name)
    caps = {name: t.weekly_cap for name, t in RULES.techniques.items() if t.past_failure}
    assert caps == {
        "forced_reps": 2,
        "drop_set": 3,
        "negatives": 1,
        "negative_resistance": 1,
        "cheat_reps": 2,
        "rest_pause": 3,
        "myo_reps": 3,
        "half_reps": 3,
        "superset_same_muscle": 3,
        "combination": 1,
    }


def test_some_context_and_some_moment_always_hold() -> None:
    assert RULES.contexts[-1].when == ()
    assert RULES.moments[-1].when == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_exists_and_none_is_left_over(language: str) -> None:
    text = words(language)
    gates = {gate.id for gate in RULES.gates}
    stops = {gate.id for gate in RULES.gates if gate.stop or gate.reserve is not None}
    needs = {need.reason for t in RULES.techniques.values() for need in t.needs}
    offers = {offer for m in RULES.moments for offer in (m.offer, m.otherwise)}
    assert set(text.say) == (
        set(RULES.techniques)
        | stops
        | (offers - {"technique", "nothing"})
        | {"ask", "optional", "one_short", "pre_exhaust_planned"}
        | {"superset_antagonist_planned", "superset_same_muscle_planned"}
    )
    steps = {name for name, t in RULES.techniques.items() if not t.steps}
    assert set(text.cue) - steps == {
        "one_more",
        "again",
        "last_one",
        "done",
        "enough",
        "form_gone",
        "control_lost",
        "too_long",
        "not_this",
        "pain",
    }
    assert steps <= set(text.cue)
    untimely = {f"entry_{kind}" for kind in ("failure", "near_failure", "any")}
    other = {"weekly_cap", "moment", "not_last_set", "step_blocked"}
    assert set(text.blocked) == gates | needs | untimely | other
    assert set(text.context) == {context.id for context in RULES.contexts}
    assert {m.id for m in RULES.moments} | {"enough", "form_gone"} <= set(text.because)
    assert set(text.muscle) == MUSCLES
    assert set(text.technique) == set(RULES.techniques)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hole_in_a_sentence_is_filled_by_its_dose(language: str) -> None:
    text = words(language)
    for name, technique in RULES.techniques.items():
        dose = set(dose_of(technique))
        assert holes(text.say[name]) <= dose | {"muscle"}, name
        if not technique.steps:
            assert holes(text.cue[name]) <= dose | {"muscle", "left"}, name
    for moment in RULES.moments:
        for offer in {moment.offer, moment.otherwise} - {"technique", "nothing"}:
            if holes(text.say[offer]):
                assert holes(text.say[offer]) <= set(moment.dose), moment.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_short_enough_to_be_heard(language: str) -> None:
    text = words(language)
    cues = {cue.format_map(_Anything()) for cue in text.cue.values()}
    for sentence in spoken_sentences(language):
        assert "{" not in sentence
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith((".", "?"))
        count = len(sentence.removeprefix("If you like: ").split())
        assert count <= SPOKEN_MOST_WORDS, sentence
        assert len(sentence) <= SPOKEN_MOST_LETTERS, sentence
    for cue in cues:
        assert len(cue.split()) <= CUE_MOST_WORDS, cue
        assert len(cue) <= CUE_MOST_LETTERS, cue
    for group in (text.because, text.blocked, text.context):
        assert all(len(line) <= REASON_MOST_LETTERS for line in group.values())


class _Anything(dict[str, object]):
    """Fills any hole with a number of two digits."""

    def __missing__(self, key: str) -> object:
        return "cheat reps" if key == "name" else 15


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="en"):
        words("xx")


def test_another_language_is_one_more_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = resources.files("lastrep.coach").joinpath("messages", "en.toml").read_text("utf-8")
    folder = tmp_path / "messages"
    folder.mkdir()
    (folder / "en.toml").write_text(english, "utf-8")
    spoken = english.replace("Failure. Spotter, help with {reps} more.", "Hilf {reps} Mal.")
    (folder / "de.toml").write_text(spoken.replace('"forced reps"', '"erzwungene"'), "utf-8")
    monkeypatch.setattr("lastrep.coach.words.resources.files", lambda _package: tmp_path)
    languages.cache_clear()
    try:
        advice = advise(
            Situation(
                exercise=load_exercise("barbell_curl"),
                profile=msgspec.structs.replace(EXPERT, wanted="forced_reps", language="de"),
                moment="lifting",
                failure=Failure(kind="positive", time_s=1.0, confidence=0.9),
            )
        )
        assert advice is not None
        assert advice.text == "Hilf 2 Mal."
        alone = Ruling(RULES.techniques["forced_reps"], "no_spotter")
        assert "erzwungene" in Cues("de").stop("not_this", 1.0, ruling=alone).text
    finally:
        languages.cache_clear()


def test_words_of_a_language_are_one_record() -> None:
    assert isinstance(words(), Words)


FACTS = facts_of(
    Situation(
        exercise=load_exercise("leg_press"),
        profile=Profile(experience_months=7, goal="size", spotter=True),
    )
)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("spotter", True),
        ("not spotter", False),
        ("safeties", False),
        ("not safeties", True),
        ("experience_months < 6", False),
        ("experience_months >= 7", True),
        ("experience_months < 6 or spotter", True),
        ("age_years < 16", False),
        ("age_years >= 16", False),  # unknown satisfies no comparison
        ("not age_years < 16", True),
        ("goal == size", True),
        ("goal != size", False),
        ("equipment in machine cable", True),
        ("not equipment in barbell dumbbell", True),
    ],
)
def test_a_condition_reads_as_it_is_written(line: str, *, holds: bool) -> None:
    assert parse_condition(line).holds(FACTS) is holds


@pytest.mark.parametrize(
    "line",
    ["", "not", "spoter", "experience_months <", "experience_months < many", "goal =! size", "or"],
)
def test_a_condition_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(DefinitionError, match="Condition"):
        parse_condition(line)


@pytest.mark.parametrize(
    ("injury", "hurt", "spared"),
    [
        ("left knee", "quadriceps", "biceps"),
        ("Lower Back", "lower_back", "biceps"),
        ("lower-back", "lower_back", "calves"),
        ("biceps", "biceps", "triceps"),
        ("SHOULDER (right)", "chest", "quadriceps"),
    ],
)
def test_an_injury_forbids_the_lifts_that_use_it(injury: str, hurt: str, spared: str) -> None:
    found = injured_muscles([injury])
    assert hurt in found
    assert spared not in found


def test_an_injury_that_is_not_understood_concerns_everything() -> None:
    assert injured_muscles(["something odd"]) == MUSCLES
    assert injured_muscles([]) == frozenset()
