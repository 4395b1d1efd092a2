from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from lastrep.apps.live import journal as module
from lastrep.apps.live.journal import (
    Journal,
    read_journal,
    recover,
    sessions_folder,
    with_running_set,
)
from lastrep.errors import OutputError
from lastrep.records.events import RepSeen, RepWithdrawn, SetClosed, SetCorrected, SetStarted
from lastrep.records.session import Session
from lastrep.records.training_set import Counts, TrainingSet


@pytest.fixture
def empty(failed_session: Session) -> Session:
    return msgspec.structs.replace(failed_session, sets=(), counts=Counts(), warnings=())


@pytest.fixture
def journal(tmp_path: Path, empty: Session) -> Iterator[Journal]:
    opened = Journal(tmp_path, empty)
    yield opened
    opened.close()


def fill(journal: Journal, training_set: TrainingSet, count: int) -> None:
    journal.hear(
        [
            SetStarted(
                time_s=1.0,
                number=1,
                exercise="barbell_curl",
                exercise_confidence=0.9,
                exercise_given=False,
            )
        ]
    )
    for rep in training_set.reps[:count]:
        journal.hear([RepSeen(time_s=rep.end_time_s, rep=rep)])


def test_a_running_set_is_there_up_to_the_last_repetition(
    journal: Journal, failed_set: TrainingSet
) -> None:
    fill(journal, failed_set, 6)
    found = read_journal(journal.path)
    assert found is not None
    assert found.running is not None
    assert found.running.reps == failed_set.reps[:6]
    session = with_running_set(found)
    assert session.counts.total == 6
    assert session.sets[0].exercise == "barbell_curl"
    assert session.sets[0].exercise_confidence == 0.9
    assert session.source.frames is session.source.duration_s is None
    assert session.warnings[-1].code == "cut_short"


def test_corrections_and_closed_sets_are_kept(journal: Journal, failed_set: TrainingSet) -> None:
    fill(journal, failed_set, 3)
    end_s = failed_set.reps[2].concentric_end_time_s
    assert end_s is not None
    journal.hear([RepWithdrawn(time_s=20.0, concentric_end_time_s=end_s)])
    found = read_journal(journal.path)
    assert found is not None
    assert found.running is not None
    assert found.running.reps == failed_set.reps[:2]
    journal.hear([SetClosed(time_s=60.0, training_set=failed_set)])
    found = read_journal(journal.path)
    assert found is not None
    assert found.session.sets == (failed_set,)
    assert found.running is None


def test_a_line_that_was_being_written_does_no_harm(
    journal: Journal, failed_set: TrainingSet
) -> None:
    fill(journal, failed_set, 4)
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[:-40])
    found = read_journal(journal.path)
    assert found is not None
    assert found.running is not None
    assert found.running.reps == failed_set.reps[:3]


def test_finishing_leaves_the_session_in_the_journals_place(
    tmp_path: Path, journal: Journal, failed_session: Session, failed_set: TrainingSet
) -> None:
    fill(journal, failed_set, 2)
    saved = journal.finish(failed_session)
    assert saved is not None
    assert json.loads(saved.read_text())["counts"]["total"] == 10
    assert list(tmp_path.iterdir()) == [saved]


def test_a_session_without_a_set_leaves_nothing(tmp_path: Path, empty: Session) -> None:
    assert Journal(tmp_path, empty).finish(empty) is None
    assert list(tmp_path.iterdir()) == []


def test_only_sessions_of_dead_processes_are_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: Journal, failed_set: TrainingSet
) -> None:
    fill(journal, failed_set, 2)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert recover(tmp_path) == []  # its process, this one, is alive
    monkeypatch.setattr(module, "_alive", lambda _pid: False)
    ((path, found),) = recover(tmp_path)
    assert path == journal.path
    assert found.running is not None
    assert len(found.running.reps) == 2


def test_other_files_are_let_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "x.running.jsonl").write_text("not json\n")
    (tmp_path / "y.running.jsonl").touch()
    assert recover(tmp_path) == []
    assert recover(tmp_path / "nowhere") == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, empty: Session) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="LASTREP_SESSIONS"):
        Journal(tmp_path / "file" / "sessions", empty)


def test_the_place_follows_the_users_wishes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LASTREP_SESSIONS", str(tmp_path))
    assert sessions_folder() == tmp_path
    monkeypatch.delenv("LASTREP_SESSIONS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert sessions_folder() == tmp_path / "lastrep" / "sessions"


def test_what_the_user_takes_back_of_a_closed_set_is_the_last_word(
    journal: Journal, failed_set: TrainingSet
) -> None:
    fewer = msgspec.structs.replace(failed_set, reps=failed_set.reps[:-1])
    journal.hear([SetClosed(time_s=60.0, training_set=failed_set)])
    journal.hear([SetCorrected(time_s=61.0, training_set=fewer)])
    found = read_journal(journal.path)
    assert found is not None
    assert found.session.sets == (fewer,)
