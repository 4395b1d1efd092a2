"""A session that broke off: nothing of it is lost, nor counted twice."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

import lastrep.apps.live.journal as journal_module
from lastrep.apps.live.journal import Journal
from lastrep.apps.live.options import LiveOptions
from lastrep.apps.live.recovery import recover_sessions
from lastrep.outputs.history import History
from lastrep.records.events import AdviceGiven, FailureSeen, RepSeen, SetStarted
from lastrep.records.session import Session
from lastrep.records.training_set import Counts, TrainingSet


def test_failure_advice_and_history_survive(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failed_session: Session,
    failed_set: TrainingSet,
) -> None:
    monkeypatch.setenv("LASTREP_SESSIONS", str(tmp_path))
    empty = msgspec.structs.replace(failed_session, sets=(), counts=Counts(), warnings=())
    journal = Journal(tmp_path, empty)
    (advice,) = failed_set.advice
    journal.hear(
        [
            SetStarted(
                time_s=1.0,
                number=1,
                exercise="barbell_curl",
                exercise_confidence=1.0,
                exercise_given=True,
            ),
            *(RepSeen(time_s=rep.end_time_s, rep=rep) for rep in failed_set.reps),
            FailureSeen(time_s=40.0, failure=failed_set.failure),
            AdviceGiven(time_s=40.1, advice=advice),
        ]
    )
    journal.close()
    monkeypatch.setattr(journal_module, "_alive", lambda _pid: False)
    monkeypatch.setattr("os.getpid", lambda: -1)
    database = tmp_path / "history.db"
    options = LiveOptions(history=str(database))
    said: list[str] = []

    recover_sessions(options, said.append)
    recover_sessions(options, said.append)

    assert len(said) == 1
    assert "10 repetitions" in said[0]
    (saved,) = tmp_path.glob("*.json")
    (closed,) = json.loads(saved.read_text())["sets"]
    assert closed["failure"]["kind"] == "positive"
    assert closed["ended_by"] == "failure"
    assert [one["technique"] for one in closed["advice"]] == ["negatives"]
    with History(database) as history:
        (kept,) = history.sets()
    assert kept.training_set.counts.total == 10
    assert kept.techniques
