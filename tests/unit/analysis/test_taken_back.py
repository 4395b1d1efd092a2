"""What the user takes back is gone for the coach, the result and the rest of the session."""

from __future__ import annotations

import msgspec

from lastrep.analysis import Analyzer
from lastrep.analysis.taken_back import TakenBack, is_proof
from lastrep.records.events import (
    AdviceGiven,
    Event,
    FailureSeen,
    FailureWithdrawn,
    RepSeen,
    SetClosed,
    SetCorrected,
)
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition, end_of
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

EXPERT = Profile(experience_months=36.0, goal="size")


def to_failure() -> PoseRecording:
    tired = [Rep(concentric_s=0.9 / ratio) for ratio in (1.0, 0.9, 0.8, 0.6, 0.5)]
    given_up = Rep(kind="failed", fails_at=0.5, stall_s=2.0, concentric_s=2.0)
    script = Script(
        exercise="barbell_curl",
        events=(Rest(seconds=1.0), *tired, given_up, Rest(seconds=3.0)),
        camera=Camera(fps=20),
    )
    return simulate(script).recording


def said(analyzer: Analyzer, poses: PoseRecording) -> list[Event]:
    return [event for pose in poses for event in analyzer.push(pose)]


def latest(events: list[Event]) -> Repetition:
    return max((one.rep for one in events if isinstance(one, RepSeen)), key=end_of)


def test_a_failure_that_is_taken_back_is_gone_for_the_coach_too() -> None:
    analyzer = Analyzer("barbell_curl", profile=EXPERT)
    before = said(analyzer, to_failure())
    assert any(isinstance(one, FailureSeen) for one in before)
    failed = latest(before)
    assert failed.label == "failed"
    taken = analyzer.take_back(failed)
    assert any(isinstance(one, FailureWithdrawn) for one in taken)
    (closed,) = [one.training_set for one in analyzer.finish() if isinstance(one, SetClosed)]
    assert (closed.failure.kind, closed.counts.failed, closed.counts.total) == ("none", 0, 5)
    told = [line for one in closed.advice for line in one.because]
    assert "failure seen on the last set" not in told
    assert all(one.technique not in {"drop_set", "rest_pause"} for one in closed.advice)


def test_a_failure_that_is_taken_back_of_a_closed_set_is_not_remembered() -> None:
    analyzer = Analyzer("barbell_curl", profile=EXPERT)
    said(analyzer, to_failure())
    (closed,) = [one for one in analyzer.next_set() if isinstance(one, SetClosed)]
    assert closed.training_set.failure.kind == "positive"
    log = analyzer._set._today.lifter
    assert log.own_history(analyzer._set._choice.given) is not None  # type: ignore[arg-type]
    failed = closed.training_set.reps[-1]
    taken = analyzer.take_back(failed)
    (corrected,) = [one.training_set for one in taken if isinstance(one, SetCorrected)]
    assert corrected.failure.kind == "none"
    assert corrected.ended_by != "failure"
    assert corrected.number == 1
    told = [line for one in corrected.advice for line in one.because]
    assert "failure seen on the last set" not in told
    log = analyzer._set._today.lifter
    assert log.own_history(analyzer._set._choice.given) is None  # type: ignore[arg-type]
    assert len(log.log.sets) == 1
    assert analyzer.take_back(failed) == []  # it is gone already


def test_what_stands_is_numbered_anew_and_compared_with_what_stands() -> None:
    analyzer = Analyzer("barbell_curl")
    events = said(analyzer, to_failure())
    first = min((one.rep for one in events if isinstance(one, RepSeen)), key=end_of)
    analyzer.take_back(first)
    (closed,) = [one.training_set for one in analyzer.finish() if isinstance(one, SetClosed)]
    assert [rep.number for rep in closed.reps] == [1, 2, 3, 4, 5]
    assert closed.reps[0].velocity_loss_fraction == 0.0  # the fastest of those that stand


def test_pain_and_a_wish_meanwhile_are_not_forgotten_by_a_correction() -> None:
    analyzer = Analyzer("barbell_curl", profile=EXPERT)
    said(analyzer, to_failure())
    (closed,) = [one for one in analyzer.next_set() if isinstance(one, SetClosed)]
    hurt = msgspec.structs.replace(EXPERT, pain=True)
    assert [one for one in analyzer.revise(hurt) if isinstance(one, AdviceGiven)]
    analyzer.take_back(closed.training_set.reps[-1])
    ahead = analyzer.ahead()
    assert ahead is not None
    assert ahead.technique == "stop"


def test_a_failed_attempt_is_known_again_when_its_end_has_moved() -> None:
    analyzer = Analyzer("barbell_curl")
    failed = latest(said(analyzer, to_failure()))
    gone = TakenBack()
    gone.add(failed)
    moved = msgspec.structs.replace(
        failed, concentric_end_time_s=failed.end_time_s + 1.4, end_time_s=failed.end_time_s + 1.5
    )
    other = msgspec.structs.replace(moved, start_time_s=failed.end_time_s + 0.2)
    assert gone.without((moved,)) == ()
    assert gone.without((other,)) == (other,)


def test_a_failure_goes_with_the_only_attempt_that_failed() -> None:
    analyzer = Analyzer("barbell_curl")
    failed = latest(said(analyzer, to_failure()))
    full = msgspec.structs.replace(failed, label="full", completeness="full")
    assert is_proof(failed, [full])
    assert not is_proof(failed, [full, failed])
    assert not is_proof(full, [failed])
