from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from lastrep.outputs.live_console import LiveConsole
from lastrep.outputs.live_scoreboard import REST_SHOWN_AFTER_S, LiveScoreboard
from lastrep.outputs.scoreboard import scoreboard_at
from lastrep.records.events import (
    AdviceGiven,
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    LifterLost,
    LifterRegained,
    NoticeRaised,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetCorrected,
    SetStarted,
)
from lastrep.records.repetition import shown_at_s
from lastrep.records.session import Notice, Session
from lastrep.records.training_set import RepsInReserve, TrainingSet


def events_of(training_set: TrainingSet) -> list[Event]:
    """Return what a live analysis would have said, in order of time."""
    found: list[Event] = [RepSeen(time_s=shown_at_s(rep), rep=rep) for rep in training_set.reps]
    assert training_set.failure.time_s is not None
    found.append(FailureSeen(time_s=training_set.failure.time_s, failure=training_set.failure))
    found += [AdviceGiven(time_s=advice.time_s, advice=advice) for advice in training_set.advice]
    found.append(
        SetStarted(
            time_s=0.0,
            number=training_set.number,
            exercise=training_set.exercise,
            exercise_confidence=0.9,
            exercise_given=False,
        )
    )
    return sorted(found, key=lambda event: event.time_s)


def test_live_shows_what_the_finished_session_shows(
    failed_session: Session, failed_set: TrainingSet
) -> None:
    live = LiveScoreboard()
    said = events_of(failed_set)
    for event, following in pairwise(said):
        live.hear(event)
        if following.time_s > event.time_s > failed_set.start_time_s:
            now, then = live.at(event.time_s), scoreboard_at(failed_session, event.time_s)
            assert now.counts == then.counts
            assert now.failure == then.failure
            assert now.advice == then.advice


def test_a_correction_is_shown(failed_set: TrainingSet) -> None:
    live = LiveScoreboard()
    for event in events_of(failed_set)[:4]:
        live.hear(event)
    end_s = failed_set.reps[2].concentric_end_time_s
    assert end_s is not None
    live.hear(RepWithdrawn(time_s=end_s + 1.0, concentric_end_time_s=end_s))
    board = live.at(end_s + 1.5)
    assert board.counts.full == 2
    assert board.corrected_s == pytest.approx(0.5)


def test_the_rest_timer_starts_without_waiting_for_the_set_to_close(
    failed_set: TrainingSet,
) -> None:
    live = LiveScoreboard()
    for event in events_of(failed_set):
        live.hear(event)
    end_s = shown_at_s(failed_set.reps[-1])
    assert live.rest_s(end_s + 1.0) is None
    assert live.rest_s(end_s + REST_SHOWN_AFTER_S + 1) == pytest.approx(REST_SHOWN_AFTER_S + 1)
    assert not live.between_sets
    live.hear(SetClosed(time_s=end_s + 45.0, training_set=failed_set))
    assert live.between_sets
    assert live.rest_s(failed_set.end_time_s + 50.0) == pytest.approx(50.0)
    assert [line.number for line in live.at(99.0).sets_done] == [1]


def test_a_new_set_starts_from_nothing(failed_set: TrainingSet) -> None:
    live = LiveScoreboard()
    live.hear(SetClosed(time_s=60.0, training_set=failed_set))
    live.hear(
        SetStarted(
            time_s=90.0,
            number=2,
            exercise="barbell_squat",
            exercise_confidence=0.9,
            exercise_given=False,
        )
    )
    board = live.at(90.0)
    assert board.counts.total == 0
    assert board.failure is None
    assert board.advice is None
    assert board.exercise == "barbell_squat"


def test_withdrawn_failures_and_messages_go_away(failed_set: TrainingSet) -> None:
    live = LiveScoreboard()
    live.hear(FailureSeen(time_s=1.0, failure=failed_set.failure))
    other_s = (failed_set.failure.time_s or 0.0) + 1.0
    other = msgspec.structs.replace(failed_set.failure, time_s=other_s)
    live.hear(FailureSeen(time_s=1.5, failure=other))
    live.hear(FailureWithdrawn(time_s=2.0, failed_s=failed_set.failure.time_s))
    assert live.at(2.0).failure == other  # of the other arm: that one stands
    live.hear(FailureWithdrawn(time_s=2.0, failed_s=other_s))
    assert live.at(2.0).failure is None
    live.hear(NoticeRaised(time_s=3.0, notice=Notice(code="view", text="Turn a little.")))
    assert live.at(4.0).message == "Turn a little."
    assert live.at(30.0).message is None


def test_the_console_writes_a_line_for_everything(failed_set: TrainingSet) -> None:
    lines: list[str] = []
    console = LiveConsole(lines.append)
    left = RepsInReserve(estimate=1.0, low=0.0, high=2.0, basis="velocity")
    effort = EffortSeen(time_s=1.0, velocity_loss_fraction=0.4, reps_in_reserve=left)
    console.hear(events_of(failed_set))
    console.hear([effort, effort, RepWithdrawn(time_s=1.0, concentric_end_time_s=1.0)])
    console.hear([LifterLost(time_s=1.0), LifterRegained(time_s=2.0)])
    console.hear([FailureWithdrawn(time_s=2.0, failed_s=None)])
    console.hear([SetClosed(time_s=60.0, training_set=failed_set)])
    console.hear([SetCorrected(time_s=61.0, training_set=failed_set)])
    console.hear([NoticeRaised(time_s=3.0, notice=Notice(code="view", text="Turn a little."))])
    written = "\n".join(lines)
    for words in (
        "Set 1: Barbell curl",
        "  1  full",
        "positive failure",
        "Next: Negatives",
        "one more, maybe",
        "corrected",
        "Set 1 is corrected",
        "I can't see you",
        "I see you again",
        "no failure after all",
        "Set 1 is over: 10 repetitions (7 full, 2 half, 1 negative, 1 failed)",
        "Note: Turn a little.",
    ):
        assert words in written, words
    assert written.count("one more, maybe") == 1
    gone = RepWithdrawn(time_s=70.0, concentric_end_time_s=1.0)
    console.hear([gone, gone, LifterLost(time_s=71.0)])
    assert "2 repetitions were none" in lines[-2]
