"""The coach, the profile and the history from the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from lastrep.cli.main import run
from lastrep.exercises import load_exercise
from lastrep.outputs.history import History
from lastrep.records.training_set import TrainingSet, counts_of

Lastrep = Callable[..., tuple[int, str, str]]
MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def lastrep(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lastrep:
    monkeypatch.delenv("LASTREP_HISTORY", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            run([str(a) for a in arguments])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, said.out, said.err

    return call


@pytest.fixture
def kept(tmp_path: Path, failed_set: TrainingSet) -> Path:
    path = tmp_path / "history.db"
    with History(path) as history:
        for day in range(3):
            session = history.begin(f"day {day}", started=MONDAY + timedelta(days=day))
            session.add(failed_set, load_exercise("barbell_curl"))
    return path


def test_advise_prints_technique_dose_sentence_reasons_and_what_is_blocked(
    lastrep: Lastrep,
) -> None:
    status, out, err = lastrep(
        "advise", "leg press", "--failure", "positive", "--experience-months", 24
    )
    assert (status, err) == (0, "")
    assert out.startswith('Drop set: "Drop 20 percent')
    assert "dose     3 drops" in out
    assert "because  failure seen on the last set" in out
    assert "not      Forced reps: no spotter" in out


def test_advise_as_json(lastrep: Lastrep) -> None:
    status, out, _ = lastrep("advise", "bench", "--failure", "positive", "--json", "-")
    assert status == 0
    assert json.loads(out)["technique"] == "stop"


def test_advise_may_be_silent(lastrep: Lastrep) -> None:
    status, out, _ = lastrep("advise", "leg press", "--moment", "lifting")
    assert status == 0
    silence, *blocked = out.splitlines()
    assert silence == "The coach is silent."
    assert any(line.startswith("  not      Forced reps: ") for line in blocked)


def test_advise_refuses_a_language_without_words(lastrep: Lastrep) -> None:
    status, _, err = lastrep("advise", "leg press", "--language", "xx")
    assert status == 2
    assert 'No messages in "xx"; choose one of en' in err


def test_advise_reads_a_profile_and_flags_outrank_it(lastrep: Lastrep, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    assert lastrep("profile", "make", path, "--experience-months", 24, "--spotter")[0] == 0
    bench = ["advise", "bench", "--failure", "positive", "--profile", path]
    assert lastrep(*bench)[1].startswith("Rest pause")
    assert lastrep(*bench, "--no-spotter")[1].startswith("Stop")
    assert lastrep(*bench, "--pain")[1].startswith('Stop: "Stop here. Pain')


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise", "barbel curl"),
        ("advise", "bench", "--experience-months", "-1"),
        ("advise", "bench", "--wanted", "magic"),
        ("advise", "bench", "--this-week", "magic=1"),
        ("advise",),
        ("advise", "bench", "--experience-months", "nan"),
        ("advise", "bench", "--weeks-off", "inf"),
        ("advise", "bench", "--hours-since-past-failure", "nan"),
        ("advise", "bench", "--velocity-loss-pct", "-500"),
        ("advise", "bench", "--first-velocity-below-usual-pct", "200"),
        ("advise", "bench", "--last-sessions", "magic"),
        ("advise", "bench", "--injury", " "),
        ("advise", "bench", "--moment", "planned", "--failure", "positive"),
        ("profile", "make", "me.toml", "--age-years", "0"),
        ("history", "show", "7"),
        ("history", "delete", "--session", ""),
        ("profile", "show", "/nowhere/at/all.toml"),
        ("history", "export", "sets.xml"),
        ("history", "delete"),
        ("history", "delete", "--all", "--session", "x"),
        ("history", "list", "--history", "mysql://x/y"),
        ("bench", "--frames", "0"),
        ("bench", "--frames", "-5"),
    ],
)
def test_a_slip_is_one_sentence_and_status_2(lastrep: Lastrep, arguments: tuple[str, ...]) -> None:
    status, out, err = lastrep(*arguments)
    assert status == 2
    assert out == ""
    assert err.startswith("lastrep: ")
    assert err.count("\n") == 1


def test_a_profile_may_begin_with_a_byte_order_mark(lastrep: Lastrep, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text("age_years = 44\n", encoding="utf-8-sig")
    status, out, _ = lastrep("profile", "show", str(path))
    assert status == 0
    assert "44" in out


def test_a_profile_is_made_once_and_shown(lastrep: Lastrep, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    assert lastrep("profile", "make", path, "--goal", "strength", "--injury", "left knee")[0] == 0
    assert lastrep("profile", "make", path)[0] == 2
    out = lastrep("profile", "show", path)[1]
    assert 'goal = "strength"' in out
    assert 'injuries = ["left knee"]' in out
    assert "experience_months = 0.0" in lastrep("profile", "show")[1]


@pytest.mark.parametrize("unit", ["", "-m"])
@pytest.mark.parametrize(
    "asked",
    [("analyze", "gone.mp4"), ("live", "gone.mp4"), ("advise", "juggling"), ("profile", "make")],
)
def test_lengths_are_named_with_their_unit_or_without(
    lastrep: Lastrep, tmp_path: Path, asked: tuple[str, ...], unit: str
) -> None:
    path = tmp_path / "me.toml"
    where = [path] if asked == ("profile", "make") else []
    lengths = (f"--height{unit}", 1.8, f"--plate-diameter{unit}", 0.45)
    status, _, err = lastrep(*asked, *where, *lengths)
    assert "option" not in err
    if where:
        assert status == 0
        shown = lastrep("profile", "show", path)[1]
        assert "height_m = 1.8" in shown
        assert "plate_diameter_m = 0.45" in shown


def test_an_injury_more_takes_no_injury_away(lastrep: Lastrep, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    fields = ("--experience-months", 30, "--spotter", "--safeties", "--lighter-weights")
    assert lastrep("profile", "make", path, *fields, "--injury", "lower back")[0] == 0
    asked = ("advise", "bent over row", "--failure", "positive", "--profile", path)
    alone, with_another = lastrep(*asked)[1], lastrep(*asked, "--injury", "knee")[1]
    assert alone.startswith("Stop")
    assert with_another.startswith("Stop")


def test_history_lists_shows_and_exports(lastrep: Lastrep, kept: Path, tmp_path: Path) -> None:
    out = lastrep("history", "list", "--history", kept)[1]
    assert len(out.splitlines()) == 3
    assert "barbell_curl" in out
    assert "positive failure" in out
    assert len(lastrep("history", "list", "--history", kept, "--latest", 1)[1].splitlines()) == 1
    assert json.loads(lastrep("history", "show", 2, "--history", kept)[1])["source"] == "day 1"
    assert lastrep("history", "show", 99, "--history", kept)[0] == 2
    table = tmp_path / "sets.csv"
    assert lastrep("history", "export", table, "--history", kept)[0] == 0
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert [row["source"] for row in rows] == ["day 0", "day 1", "day 2"]
    out = lastrep("history", "export", "-", "--format", "json", "--history", kept)[1]
    assert json.loads(out)[0]["training_set"]["reps"]


def test_one_repetition_is_no_repetitions(
    lastrep: Lastrep, tmp_path: Path, failed_set: TrainingSet
) -> None:
    path = tmp_path / "history.db"
    reps = failed_set.reps[:1]
    with History(path) as history:
        history.begin("one", started=MONDAY).add(
            msgspec.structs.replace(failed_set, reps=reps, counts=counts_of(reps)),
            load_exercise("barbell_curl"),
        )
    assert "  1 rep  positive failure" in lastrep("history", "list", "--history", path)[1]


def test_history_deletes_only_what_was_named(lastrep: Lastrep, kept: Path) -> None:
    session = lastrep("history", "list", "--history", kept)[1].split()[1]
    delete = ["history", "delete", "--history", kept]
    assert lastrep(*delete, "--session", session, "--yes")[1] == "1 set deleted.\n"
    assert lastrep(*delete, "--session", session, "--yes")[0] == 2
    assert lastrep(*delete, "--before", "2026-03-04", "--yes")[1] == "1 set deleted.\n"
    assert lastrep(*delete, "--all", "--yes")[1] == "1 set deleted.\n"
    assert lastrep("history", "list", "--history", kept)[1] == "Nothing is kept yet.\n"


def test_reading_makes_no_history(
    lastrep: Lastrep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "none.db"
    monkeypatch.setenv("LASTREP_HISTORY", str(place))
    assert lastrep("history", "list")[1] == "Nothing is kept yet.\n"
    assert lastrep("history", "delete", "--all", "--yes")[0] == 0
    assert not place.exists()


def test_a_damaged_history_is_refused_with_what_to_do(lastrep: Lastrep, tmp_path: Path) -> None:
    place = tmp_path / "h.db"
    place.write_bytes(b"something else entirely")
    status, _, err = lastrep("history", "list", "--history", place)
    assert status == 2
    assert "left as it is" in err
    assert place.read_bytes() == b"something else entirely"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('goal = "fat loss"', "size or strength"),
        ('injuries = "knee"', "body parts"),
        ("spotter = 1", "true or false"),
        ("weeks_off = inf", "weeks without training"),
        ("experience_months = nan", "months of regular training"),
        ('wanted = "magic"', "rest_pause"),
        ("experience = 3", "did you mean `experience_months`"),
    ],
)
def test_a_slip_in_the_profile_is_answered_with_what_the_line_is_for(
    lastrep: Lastrep, tmp_path: Path, line: str, words: str
) -> None:
    path = tmp_path / "me.toml"
    path.write_text(line)
    status, out, err = lastrep("advise", "squat", "--profile", path)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_a_technique_is_understood_however_it_is_written(lastrep: Lastrep) -> None:
    asked = ("advise", "leg press", "--failure", "positive", "--experience-months", 24)
    assert lastrep(*asked, "--wanted", "Rest-Pause")[1].startswith("Rest pause")
