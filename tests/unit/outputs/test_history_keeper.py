"""A set that closes is kept; a history that fails never stops the lifter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from lastrep.errors import HistoryError
from lastrep.exercises import load_exercise
from lastrep.outputs.history import History
from lastrep.outputs.history_keeper import HistoryKeeper
from lastrep.records.events import LifterLost, SetClosed, SetCorrected
from lastrep.records.training_set import TrainingSet

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def closed(training_set: TrainingSet, number: int = 1, exercise: str = "barbell_curl") -> SetClosed:
    done = msgspec.structs.replace(training_set, number=number, exercise=exercise)
    return SetClosed(time_s=done.end_time_s, training_set=done)


def test_each_set_that_closes_is_there_at_once(tmp_path: Path, failed_set: TrainingSet) -> None:
    place = tmp_path / "h.db"
    with HistoryKeeper(place, "clip.mp4", load_kg=40.0) as keeper, History(place) as reader:
        keeper.hear([LifterLost(time_s=1.0)])
        assert reader.sets() == []
        keeper.hear([closed(failed_set)])
        assert [s.load_kg for s in reader.sets()] == [40.0]
        keeper.hear([closed(failed_set, 2, "generic")])
        assert [s.training_set.exercise for s in reader.sets()] == ["barbell_curl", "generic"]
    with HistoryKeeper(place, "next.mp4") as keeper:
        assert [past.muscle for past in keeper.log.sets] == ["biceps", "unknown"]


def test_the_next_session_knows_what_this_one_did(tmp_path: Path, failed_set: TrainingSet) -> None:
    place, curl = tmp_path / "h.db", load_exercise("barbell_curl")
    with HistoryKeeper(place, "one", started=MONDAY) as keeper:
        assert keeper.log.sets == ()
        keeper.hear([closed(failed_set)])
    with HistoryKeeper(place, "two", started=MONDAY + timedelta(hours=30)) as keeper:
        hours = keeper.log.recent_for(curl).hours_since_past_failure
        assert hours == pytest.approx(30, abs=0.1)


def test_what_the_user_takes_back_is_taken_back_here(
    tmp_path: Path, failed_set: TrainingSet
) -> None:
    done = closed(failed_set, 2)
    fewer = msgspec.structs.replace(done.training_set, reps=failed_set.reps[:5])
    with HistoryKeeper(tmp_path / "h.db", "clip.mp4", load_kg=40.0) as keeper:
        keeper.hear([closed(failed_set), done])
        keeper.hear([SetCorrected(time_s=done.time_s + 1.0, training_set=fewer)])
        assert keeper.trouble is None
    with History(tmp_path / "h.db") as history:
        first, second = history.sets()
    assert first.training_set.reps == failed_set.reps
    assert second.training_set.reps == failed_set.reps[:5]
    assert second.load_kg == 40.0
    assert second.techniques == ()
    assert first.techniques


def test_a_history_that_stops_answering_is_said_once(
    tmp_path: Path, failed_set: TrainingSet
) -> None:
    with HistoryKeeper(tmp_path / "h.db", "clip.mp4") as keeper:
        keeper.hear([closed(failed_set)])
        keeper.hear([closed(failed_set)])  # the same number again: the database refuses it
        assert keeper.trouble is not None
        assert "what was written before is kept" in keeper.trouble
        keeper.hear([closed(failed_set, 3)])
    with History(tmp_path / "h.db") as history:
        assert len(history.sets()) == 1


def test_a_damaged_history_is_refused_before_anything_begins(tmp_path: Path) -> None:
    place = tmp_path / "h.db"
    place.write_text("nonsense")
    with pytest.raises(HistoryError):
        HistoryKeeper(place, "clip.mp4")
