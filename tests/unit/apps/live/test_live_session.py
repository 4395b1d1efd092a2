from __future__ import annotations

from dataclasses import replace

import pytest

import lastrep
from lastrep.analysis import Analyzer
from lastrep.apps.live.session import LiveSession
from lastrep.apps.pose_log import as_recorded
from lastrep.outputs.announcer import Announcer
from lastrep.records.events import (
    AdviceGiven,
    Event,
    FailureWithdrawn,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetCorrected,
)
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.session import ModelFacts, Session
from lastrep.records.source import FrameFacts
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate

FACTS = FrameFacts(path="0", width=640, height=480, live=True)


class Heard(list[Event]):
    """Everything that listeners were told."""

    def hear(self, events: list[Event]) -> None:
        self.extend(events)

    def advised(self) -> list[str]:
        return [event.advice.technique for event in self if isinstance(event, AdviceGiven)]

    def closed(self) -> list[SetClosed]:
        return [event for event in self if isinstance(event, SetClosed)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def session(heard: Heard) -> LiveSession:
    return LiveSession(Analyzer("barbell_curl"), FACTS, (heard.hear,))


def result(session: LiveSession) -> Session:
    return session.result(ModelFacts(name=None, sha256=None), {}, ())


def feed(session: LiveSession, recording: PoseRecording, *, until_s: float = 1e9) -> float:
    last_s = 0.0
    for pose in recording:
        if pose.time_s > until_s:
            break
        session.push(as_recorded(pose))
        last_s = pose.time_s
    return last_s


def test_live_gives_the_same_sets_as_offline(session: LiveSession, curls: PoseRecording) -> None:
    feed(session, curls)
    session.finish()
    assert result(session).sets == lastrep.analyze(curls, "barbell_curl").sets
    assert result(session).counts.total == 5


def test_the_exercise_is_known_once_a_set_has_begun(
    session: LiveSession, curls: PoseRecording
) -> None:
    assert session.exercise is None
    assert session.resting(0.0)
    last_s = feed(session, curls)
    assert session.exercise is not None
    assert session.exercise.id == "barbell_curl"
    assert not session.resting(last_s)
    assert session.view != "unknown"


def test_undo_takes_back_the_last_repetition_for_good(
    session: LiveSession, curls: PoseRecording, heard: Heard
) -> None:
    last_s = feed(session, curls)
    seen = session.board.at(last_s).counts.total
    assert session.undo(last_s)
    assert session.board.at(last_s).counts.total == seen - 1
    assert [type(event) for event in heard if isinstance(event, RepWithdrawn)]
    session.finish()
    final = result(session)
    assert final.counts.total == 4
    assert [rep.number for rep in final.sets[0].reps] == [1, 2, 3, 4]
    assert "taken_back" in {notice.code for notice in final.warnings}


def test_undo_reaches_a_set_that_has_closed(
    session: LiveSession, curls: PoseRecording, heard: Heard
) -> None:
    last_s = feed(session, curls)
    session.finish()
    assert session.undo(last_s)
    assert result(session).counts.total == 4
    assert session.board.at(last_s).counts.total == 4
    (line,) = session.board.at(last_s).sets_done
    assert line.counts.total == 4
    (corrected,) = (event for event in heard if isinstance(event, SetCorrected))
    assert corrected.training_set == result(session).sets[0]


def test_there_is_nothing_to_undo_before_a_repetition(session: LiveSession) -> None:
    assert not session.undo(0.0)


def test_a_pause_counts_nothing(session: LiveSession, curls: PoseRecording, heard: Heard) -> None:
    assert session.toggle_pause(0.0)
    feed(session, curls)
    assert not session.toggle_pause(99.0)
    session.finish()
    assert not [event for event in heard if isinstance(event, RepSeen)]
    final = result(session)
    assert final.counts.total == 0
    assert final.source.frames == len(curls)
    assert "paused" in {notice.code for notice in final.warnings}


def test_the_next_exercise_closes_the_set_and_numbers_on(
    session: LiveSession, curls: PoseRecording, heard: Heard
) -> None:
    last_s = feed(session, curls)
    session.next_exercise(last_s)
    assert len(heard.closed()) == 1
    for pose in curls:
        session.push(replace(pose, time_s=last_s + 1 + pose.time_s))
    session.finish()
    assert [a_set.number for a_set in result(session).sets] == [1, 2]
    assert result(session).counts.total == 10


def test_a_reset_drops_the_running_set(session: LiveSession, curls: PoseRecording) -> None:
    last_s = feed(session, curls)
    session.reset(last_s)
    assert session.board.at(last_s).counts.total == 0
    session.finish()
    assert result(session).counts.total == 0


def test_pain_stops_the_set_at_once_and_for_good(
    session: LiveSession, curls: PoseRecording, heard: Heard
) -> None:
    last_s = feed(session, curls, until_s=curls.time_s[-1] - 4.0)
    assert session.toggle_pain(last_s)
    assert session.in_pain
    assert heard.advised() == ["stop"]
    assert session.board.at(last_s).advice is not None
    session.finish()
    (closed,) = result(session).sets
    assert closed.advice[-1].technique == "stop"
    assert "pain" in {notice.code for notice in result(session).warnings}


def test_pain_between_sets_is_answered_instead_of_what_was_planned(heard: Heard) -> None:
    wish = Profile(experience_months=36.0, second_station=True, wanted="pre_exhaust")
    core = Analyzer("bodyweight_squat", profile=wish)
    session = LiveSession(core, FACTS, (heard.hear,), profile=wish)
    session.plan_ahead()
    assert heard.advised() == ["pre_exhaust"]
    session.toggle_pain(1.0)
    assert heard.advised() == ["pre_exhaust", "stop"]
    shown = session.board.at(1.0).advice
    assert shown is not None
    assert shown.text == "Stop here. Pain ends the exercise."
    session.toggle_pain(2.0)
    assert not session.in_pain
    assert session.board.at(2.0).advice is None
    assert [notice.code for notice in session.notices] == ["pain", "pain_taken_back"]


def test_what_is_planned_is_said_once_before_the_set(heard: Heard) -> None:
    wish = Profile(experience_months=36.0, second_station=True, wanted="pre_exhaust")
    session = LiveSession(Analyzer("bodyweight_squat", profile=wish), FACTS, (heard.hear,))
    session.plan_ahead()
    session.plan_ahead()
    (event,) = heard
    assert isinstance(event, AdviceGiven)
    assert event.advice.text.startswith("First one isolation set")


def test_nothing_is_planned_while_nobody_knows_what_comes(heard: Heard) -> None:
    hurry = Profile(experience_months=36.0, second_station=True, time_short=True)
    session = LiveSession(Analyzer("auto", profile=hurry), FACTS, (heard.hear,))
    session.plan_ahead()
    assert heard == []


def test_after_a_set_the_next_one_of_its_exercise_is_planned(heard: Heard) -> None:
    hurry = Profile(experience_months=36.0, second_station=True, time_short=True)
    events = (Rest(seconds=2.0), Rep(times=4), Rest(seconds=55.0))
    recording = simulate(Script(exercise="barbell_curl", events=events)).recording
    session = LiveSession(Analyzer("barbell_curl", profile=hurry), FACTS, (heard.hear,))
    for pose in list(recording)[::3]:
        session.push(pose)
    after_it = heard[heard.index(heard.closed()[0]) + 1 :]
    after = next(event for event in after_it if isinstance(event, AdviceGiven))
    assert after.advice.text == "After the set, straight on to the triceps, no rest."


def to_failure() -> PoseRecording:
    tired = [Rep(concentric_s=0.9 / ratio) for ratio in (1.0, 0.9, 0.8, 0.6, 0.5)]
    given_up = Rep(kind="failed", fails_at=0.5, stall_s=2.0, concentric_s=2.0)
    script = Script(
        exercise="barbell_curl", events=(Rest(seconds=1.0), *tired, given_up, Rest(seconds=3.0))
    )
    return simulate(script).recording


@pytest.mark.parametrize("taken_back", ["undo", "reset"])
def test_a_failure_is_taken_back_with_what_it_was_seen_in(heard: Heard, taken_back: str) -> None:
    session = LiveSession(Analyzer("barbell_curl"), FACTS, (heard.hear,))
    last_s = feed(session, to_failure())
    before = session.board.at(last_s)
    assert before.failure is not None
    assert before.reps[-1].label == "failed"
    getattr(session, taken_back)(last_s)
    assert [event for event in heard if isinstance(event, FailureWithdrawn)]
    after = session.board.at(last_s)
    assert after.failure is None
    assert after.counts.failed == 0
    if taken_back == "reset":
        assert (after.reps, after.advice, after.velocity_loss_fraction) == ((), None, None)


def test_a_failed_attempt_that_is_taken_back_was_no_failure() -> None:
    session = LiveSession(Analyzer("barbell_curl"), FACTS)
    last_s = feed(session, to_failure())
    session.finish()
    assert result(session).sets[0].failure.kind == "positive"
    assert session.undo(last_s)
    (closed,) = result(session).sets
    assert closed.counts.failed == 0
    assert closed.failure.kind == "none"
    assert closed.ended_by != "failure"
    assert "failure" not in closed.effort.text
    told = [line for advice in closed.advice for line in advice.because]
    assert "failure seen on the last set" not in told


def test_the_next_exercise_is_open_even_where_one_was_named(heard: Heard) -> None:
    session = LiveSession(Analyzer("barbell_curl"), FACTS, (heard.hear,))
    squats = Script(exercise="barbell_squat", events=(Rest(seconds=1.0), Rep(times=6)))
    last_s = feed(session, to_failure())
    session.next_exercise(last_s)
    for pose in simulate(squats).recording:
        later = replace(pose, time_s=pose.time_s + last_s + 20.0)
        session.push(as_recorded(later))
    session.finish()
    assert [one.training_set.exercise for one in heard.closed()] == [
        "barbell_curl",
        "barbell_squat",
    ]


def test_after_an_undo_voice_board_and_result_count_on_alike(heard: Heard) -> None:
    announcer = Announcer()
    events = (Rest(seconds=2.0), Rep(times=9), Rest(seconds=3.0))
    curls = simulate(Script(exercise="barbell_curl", events=events, seed=4)).recording
    session = LiveSession(Analyzer("barbell_curl"), FACTS, (heard.hear,))
    undone = False
    for pose in curls:
        session.push(as_recorded(pose))
        if not undone and session.board.at(pose.time_s).counts.total == 5:
            undone = session.undo(pose.time_s)
            taken = len(heard)
    spoken = [cue.words for event in heard[:taken] for cue in announcer.hear(event)]
    announcer.take_back()
    spoken += [cue.words for event in heard[taken:] for cue in announcer.hear(event)]
    assert [word for word in spoken if word.isdigit()][-5:] == ["5", "5", "6", "7", "8"]
    assert [rep.number for rep in session.board.reps] == [1, 2, 3, 4, 5, 6, 7, 8]
    session.finish()
    assert [rep.number for rep in result(session).sets[0].reps] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_all_of_a_closed_set_can_be_taken_back(session: LiveSession, curls: PoseRecording) -> None:
    last_s = feed(session, curls)
    session.finish()
    for _ in range(5):
        assert session.undo(last_s)
    assert not session.undo(last_s)
    (closed,) = result(session).sets
    assert (closed.reps, closed.counts.total, closed.advice) == ((), 0, ())
    assert closed.failure.kind == "none"
