from __future__ import annotations

import msgspec
import pytest

from lastrep.outputs.scoreboard import phase_of, scoreboard_at
from lastrep.records.repetition import shown_at_s
from lastrep.records.session import Session
from lastrep.records.training_set import TrainingSet


def test_before_the_set_only_the_message_is_shown(failed_session: Session) -> None:
    board = scoreboard_at(failed_session, 1.0)
    assert board.message == "Step back a little: the feet are out of the picture."
    assert board.set_number is None
    assert board.counts.total == 0
    assert scoreboard_at(failed_session, 2.5).message is None


def test_a_repetition_appears_when_its_concentric_is_over(
    failed_session: Session, failed_set: TrainingSet
) -> None:
    first = failed_set.reps[0]
    assert first.concentric_end_time_s is not None
    assert scoreboard_at(failed_session, first.concentric_end_time_s - 0.01).counts.full == 0
    assert scoreboard_at(failed_session, first.concentric_end_time_s).counts.full == 1


def test_a_negative_appears_when_it_has_been_lowered(failed_set: TrainingSet) -> None:
    negative = failed_set.reps[-1]
    assert negative.label == "negative"
    assert shown_at_s(negative) == negative.end_time_s


def test_nothing_is_known_before_it_happens(
    failed_session: Session, failed_set: TrainingSet
) -> None:
    failed_at_s = failed_set.failure.time_s
    assert failed_at_s is not None
    before = scoreboard_at(failed_session, failed_at_s - 0.01)
    assert before.failure is None
    assert before.advice is None
    assert before.reps_in_reserve is None
    after = scoreboard_at(failed_session, failed_at_s + 0.2)
    assert after.failure == failed_set.failure
    assert after.advice is not None
    assert after.counts.failed == 1


def test_the_advised_dose_counts_up_as_it_is_done(
    failed_session: Session, failed_set: TrainingSet
) -> None:
    advised_at_s = failed_set.advice[0].time_s
    assert scoreboard_at(failed_session, advised_at_s).dose_done == 0
    assert scoreboard_at(failed_session, failed_set.end_time_s).dose_done == 1


def test_a_dose_without_repetitions_has_no_progress(failed_session: Session) -> None:
    a_set = failed_session.sets[0]
    rest = msgspec.structs.replace(a_set.advice[0], technique="rest_pause", dose={"rest_s": 15})
    a_set = msgspec.structs.replace(a_set, advice=(rest,))
    session = msgspec.structs.replace(failed_session, sets=(a_set,))
    assert scoreboard_at(session, a_set.end_time_s).dose_done is None


def test_the_rest_counts_from_the_end_of_the_set(failed_session: Session) -> None:
    end_s = failed_session.sets[0].end_time_s
    assert scoreboard_at(failed_session, end_s - 0.1).rest_s is None
    board = scoreboard_at(failed_session, end_s + 12.0)
    assert board.rest_s == pytest.approx(12.0)
    assert [line.number for line in board.sets_done] == [1]
    assert board.sets_done[0].reached_failure


def test_phases_of_a_lift_that_begins_with_the_concentric(failed_set: TrainingSet) -> None:
    rep = failed_set.reps[0]
    assert rep.concentric_end_time_s is not None
    assert phase_of(rep, rep.start_time_s - 0.1) is None
    assert phase_of(rep, rep.start_time_s + 0.1) == "lifting"
    assert phase_of(rep, rep.concentric_end_time_s + 0.05) == "hold"
    assert phase_of(rep, rep.concentric_end_time_s + 0.5) == "lowering"
    assert phase_of(rep, rep.end_time_s) is None


def test_phases_of_a_lift_that_begins_with_the_eccentric(failed_set: TrainingSet) -> None:
    rep = msgspec.structs.replace(
        failed_set.reps[0],
        start_time_s=10.0,
        concentric_start_time_s=12.0,
        concentric_end_time_s=13.0,
        end_time_s=13.0,
    )
    assert phase_of(rep, 10.5) == "lowering"
    assert phase_of(rep, 11.9) == "hold"
    assert phase_of(rep, 12.5) == "lifting"


def test_the_velocity_loss_is_that_of_the_latest_measured_repetition(
    failed_session: Session, failed_set: TrainingSet
) -> None:
    last_half = failed_set.reps[8]
    board = scoreboard_at(failed_session, failed_set.end_time_s)
    assert board.velocity_loss_fraction == last_half.velocity_loss_fraction
