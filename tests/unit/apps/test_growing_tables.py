"""JSON and CSV of a batch: whole after each source, and the sources before are not written anew."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest

from lastrep.apps import growing_tables
from lastrep.apps.growing_tables import GrowingTables
from lastrep.errors import OutputError, SourceError
from lastrep.files.safe_write import write_bytes
from lastrep.outputs.csv_result import to_csv
from lastrep.outputs.json_result import to_json
from lastrep.records.session import Session


@pytest.fixture
def sessions(failed_session: Session) -> list[Session]:
    def of(path: str) -> Session:
        source = msgspec.structs.replace(failed_session.source, path=path)
        return msgspec.structs.replace(failed_session, source=source)

    return [of(name) for name in ("one.mp4", "zwei\nü.mp4", "three.mp4")]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "r.json"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "r.csv"


def test_both_are_whole_after_each_source(out: Path, table: Path, sessions: list[Session]) -> None:
    out.write_text("of an earlier run, and longer than " + "x" * 100_000)
    tables = GrowingTables(str(out), str(table), several=True)
    for number, session in enumerate(sessions, start=1):
        tables.add(session.source.path, session)
        assert out.read_text("utf-8") == to_json(sessions[:number]) + "\n"
        assert table.read_text("utf-8") == to_csv(sessions[:number])


def test_a_failure_keeps_its_place(out: Path, table: Path, sessions: list[Session]) -> None:
    tables = GrowingTables(str(out), str(table), several=True)
    tables.add("gone.mp4", SourceError("it is gone."))
    assert table.read_text("utf-8") == to_csv([])
    tables.add("one.mp4", sessions[0])
    tables.add("gone too.mp4", SourceError("it is gone, too."))
    tables.add("three.mp4", sessions[2])
    read = json.loads(out.read_text("utf-8"))
    assert [one.get("error") for one in read] == ["it is gone.", None, "it is gone, too.", None]
    rows = csv.DictReader(io.StringIO(table.read_text("utf-8")))
    assert {row["source"] for row in rows} == {"one.mp4", "three.mp4"}


def test_a_single_source_is_one_object(out: Path, sessions: list[Session]) -> None:
    GrowingTables(str(out), None, several=False).add("one.mp4", sessions[0])
    assert out.read_text("utf-8") == to_json(sessions[0]) + "\n"


def test_what_is_there_is_not_written_once_more(
    out: Path, table: Path, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[str] = []

    def noted(path: str, content: bytes) -> None:
        whole.append(path)
        write_bytes(path, content)

    monkeypatch.setattr(growing_tables, "write_bytes", noted)
    tables = GrowingTables(str(out), str(table), several=True)
    for session in sessions:
        tables.add(session.source.path, session)
    assert whole == [str(out), str(table)]


def test_a_file_that_was_moved_away_or_changed_is_written_whole(
    out: Path, table: Path, sessions: list[Session]
) -> None:
    tables = GrowingTables(str(out), str(table), several=True)
    tables.add("one.mp4", sessions[0])
    out.rename(out.with_name("elsewhere.json"))
    table.write_text("opened and saved by another program")
    tables.add("two.mp4", sessions[1])
    assert out.read_text("utf-8") == to_json(sessions[:2]) + "\n"
    assert table.read_text("utf-8") == to_csv(sessions[:2])


def test_a_source_that_could_not_be_written_comes_with_the_next(
    out: Path, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = GrowingTables(str(out), None, several=True)
    tables.add("one.mp4", sessions[0])

    def full(*_: object, **__: object) -> None:
        raise OutputError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(growing_tables, "extend_bytes", full)
        with pytest.raises(OutputError):
            tables.add("two.mp4", sessions[1])
    assert len(json.loads(out.read_text("utf-8"))) == 1
    tables.add("three.mp4", sessions[2])
    assert out.read_text("utf-8") == to_json(sessions) + "\n"


def test_standard_output_comes_at_the_end(
    capsys: pytest.CaptureFixture[str], sessions: list[Session]
) -> None:
    tables = GrowingTables("-", None, several=True)
    for session in sessions:
        tables.add(session.source.path, session)
    assert capsys.readouterr().out == ""
    tables.finish()
    assert capsys.readouterr().out == to_json(sessions) + "\n"
