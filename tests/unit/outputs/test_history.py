"""The history keeps what it was given, in a file and in PostgreSQL alike, whatever happens."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lastrep.errors import HistoryError
from lastrep.exercises import load_exercise
from lastrep.outputs.history import SUMMARY_COLUMNS, History, summary_rows
from lastrep.outputs.history_store import META, SETS, default_place, open_store
from lastrep.records.advice import Advice
from lastrep.records.training_set import TrainingSet

CURL = load_exercise("barbell_curl")
MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def again(training_set: TrainingSet, number: int, exercise: str = "barbell_curl") -> TrainingSet:
    return msgspec.structs.replace(training_set, number=number, exercise=exercise)


def test_a_set_comes_back_as_it_was(history: History, failed_set: TrainingSet) -> None:
    session = history.begin("clip.mp4", started=MONDAY)
    session.add(failed_set, CURL, load_kg=30.0)
    (stored,) = history.sets()
    assert stored.training_set == failed_set
    assert stored.load_kg == 30.0
    assert stored.source == "clip.mp4"
    assert stored.ended == MONDAY + timedelta(seconds=failed_set.end_time_s)
    assert stored.techniques[0] in {"negatives", "half_reps"}


def test_a_session_without_sets_leaves_no_trace(history: History) -> None:
    history.begin("clip.mp4")
    with history.transaction() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM lastrep_sessions")).scalar() == 0


def test_sets_are_listed_in_order_and_chosen(history: History, failed_set: TrainingSet) -> None:
    late = history.begin("late", started=MONDAY + timedelta(days=2))
    early = history.begin("early", started=MONDAY)
    late.add(again(failed_set, 1), CURL)
    early.add(again(failed_set, 1), CURL)
    early.add(again(failed_set, 2, "barbell_squat"), load_exercise("barbell_squat"))
    assert [(s.source, s.training_set.number) for s in history.sets()] == [
        ("early", 1),
        ("early", 2),
        ("late", 1),
    ]
    assert [s.source for s in history.sets(latest=1)] == ["late"]
    assert len(history.sets(exercise="barbell_squat")) == 1
    assert len(history.sets(session=early.id[:8])) == 2
    assert history.sets(session="%") == []


def test_what_is_deleted_is_gone_and_the_rest_stays(
    history: History, failed_set: TrainingSet
) -> None:
    sessions = [history.begin(f"{i}", started=MONDAY + timedelta(days=i)) for i in range(3)]
    for session in sessions:
        session.add(failed_set, CURL)
    assert history.delete(session=sessions[1].id) == 1
    assert [s.source for s in history.sets()] == ["0", "2"]
    assert history.delete(before=MONDAY + timedelta(days=1)) == 1
    assert [s.source for s in history.sets()] == ["2"]
    assert history.delete() == 1
    assert history.sets() == []


def test_the_same_set_is_not_written_twice(history: History, failed_set: TrainingSet) -> None:
    session = history.begin("clip.mp4")
    session.add(failed_set, CURL)
    with pytest.raises(HistoryError, match="kept"):
        session.add(failed_set, CURL)
    assert len(history.sets()) == 1


def test_the_coach_reads_what_was_done_this_week(history: History, failed_set: TrainingSet) -> None:
    for day in (0, 3, 9):
        history.begin("a", started=MONDAY + timedelta(days=day)).add(failed_set, CURL, load_kg=30)
    now = MONDAY + timedelta(days=9, hours=20)
    log = history.work_log(now=now)
    recent = log.recent_for(CURL, load_kg=30)
    assert set(recent.past_failure_sets_this_week.values()) == {2}
    assert recent.hours_since_past_failure == pytest.approx(20, abs=0.1)
    assert recent.baseline_velocity_dps == pytest.approx(140.0)
    assert log.recent_for(load_exercise("leg_press")).past_failure_sets_this_week == {}
    own = log.own_loss_at_failure(CURL)
    assert own is not None
    assert own[1] == 3


def test_pain_of_this_morning_is_still_known(history: History, failed_set: TrainingSet) -> None:
    stop = Advice(time_s=30.0, technique="stop", text="Stop.", because=(), pain=True)
    hurt = msgspec.structs.replace(failed_set, advice=(stop,))
    history.begin("a", started=MONDAY).add(hurt, CURL)
    assert history.work_log(now=MONDAY + timedelta(hours=3)).recent_for(CURL).stopped_today
    assert not history.work_log(now=MONDAY + timedelta(hours=20)).recent_for(CURL).stopped_today


def test_a_history_of_a_newer_version_is_refused(history: History) -> None:
    with history.transaction() as connection:
        connection.execute(sa.update(META).values(value="2"))
    with pytest.raises(HistoryError, match="newer lastrep"):
        History(history.place)
    with history.transaction() as connection:
        connection.execute(sa.update(META).values(value="1"))
    History(history.place).close()


@pytest.mark.parametrize("name", ["h?x=1.db", "a%20b.db", ":memory:"])
def test_a_file_is_called_as_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed_set: TrainingSet, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with History(name) as history:
        history.begin("clip.mp4").add(failed_set, CURL)
    assert (tmp_path / name).is_file()
    with History(name) as history:
        assert len(history.sets()) == 1


def test_rows_for_a_table_are_plain(history: History, failed_set: TrainingSet) -> None:
    history.begin("clip.mp4", started=MONDAY).add(failed_set, CURL)
    (row,) = summary_rows(history.sets())
    assert tuple(row) == SUMMARY_COLUMNS
    assert row["exercise"] == "barbell_curl"
    assert row["reps_total"] == failed_set.counts.total
    assert row["failure"] == "positive"
    assert all(isinstance(v, str | float | int | None) for v in row.values())


@pytest.mark.parametrize(
    "content", [b"not a database at all", b"SQLite format 3\x00" + b"\x07" * 4096]
)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(content)
    with pytest.raises(HistoryError, match=r"damaged.*left as it is"):
        History(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_damaged_in_the_middle_is_refused(tmp_path: Path, failed_set: TrainingSet) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        session = history.begin("clip.mp4")
        for number in range(1, 30):
            session.add(again(failed_set, number), CURL)
    whole = bytearray(path.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = os.urandom(64)
    path.write_bytes(whole)
    with pytest.raises(HistoryError, match="damaged"):
        History(path)
    assert path.read_bytes() == bytes(whole)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="something else"):
        History(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_set_that_cannot_be_read_is_named(tmp_path: Path, failed_set: TrainingSet) -> None:
    with History(tmp_path / "h.db") as history:
        history.begin("clip.mp4").add(failed_set, CURL)
        with history.transaction() as connection:
            connection.execute(sa.update(SETS).values(training_set='{"number": "x"}'))
        with pytest.raises(HistoryError, match="Set 1 of the history"):
            history.sets()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("mysql://somewhere/db", "postgresql"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_a_place_that_cannot_be_used_is_refused_without_telling_the_password(
    place: str, words: str
) -> None:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    with pytest.raises(HistoryError, match=words) as refused:
        History(place)
    assert "secret" not in str(refused.value)


def test_a_refused_file_is_not_touched_even_in_its_folder(
    tmp_path: Path, failed_set: TrainingSet
) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        history.begin("clip.mp4").add(failed_set, CURL)
        with history.transaction() as connection:
            connection.execute(sa.update(META).values(value="99"))
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(HistoryError, match="Update lastrep"):
            History(path)
    assert path.read_bytes() == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM lastrep_sets").fetchone() == (1,)


def test_a_folder_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="folder"):
        History(tmp_path)


def test_the_file_waits_for_the_disk_at_every_commit(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "history.db")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_the_usual_place_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_place() == tmp_path / "lastrep" / "history.db"
