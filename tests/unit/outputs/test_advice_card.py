from __future__ import annotations

from dataclasses import replace

import pytest

from lastrep.outputs.advice_card import countdown_words
from lastrep.outputs.scoreboard import Scoreboard, scoreboard_at
from lastrep.records.advice import Advice
from lastrep.records.session import Session


def advised(session: Session, time_s: float, given_s: float, **dose: float | str) -> Scoreboard:
    advice = Advice(time_s=given_s, technique="half_reps", dose=dose, text="Go.", because=())
    return replace(scoreboard_at(session, time_s), advice=advice)


def test_each_repetition_counts_the_dose_down(failed_session: Session) -> None:
    reps = failed_session.sets[0].reps
    first, last = reps[0], reps[-1]
    before = advised(failed_session, first.start_time_s + 0.01, first.start_time_s, reps=3)
    assert countdown_words(before) == "3 to go"
    after = advised(failed_session, last.end_time_s + 1.0, first.start_time_s, reps=len(reps))
    failed = sum(rep.label == "failed" for rep in reps)  # attempts are no part of the dose
    assert countdown_words(after) == (f"{failed} to go" if failed else "done")


@pytest.mark.parametrize(("later_s", "words"), [(0.0, "in 0:15"), (5.5, "in 0:10"), (15.0, "Go")])
def test_a_rest_is_counted_down_to_its_end(
    failed_session: Session, later_s: float, words: str
) -> None:
    given_s = failed_session.sets[0].end_time_s + 1.0
    board = advised(failed_session, given_s + later_s, given_s, rest_s=15, blocks=3)
    assert countdown_words(board) == words


def test_once_work_goes_on_blocks_are_counted_and_not_the_rest(failed_session: Session) -> None:
    reps = failed_session.sets[0].reps
    board = advised(failed_session, reps[-1].end_time_s, reps[0].start_time_s, rest_s=15, left=2)
    assert countdown_words(board) == "2 to go"


def test_what_has_no_dose_has_no_countdown(failed_session: Session) -> None:
    assert countdown_words(advised(failed_session, 20.0, 19.0)) == ""
    assert countdown_words(Scoreboard(time_s=0.0)) == ""


def test_the_attempt_that_ended_the_block_does_not_end_the_rest(failed_session: Session) -> None:
    closed = failed_session.sets[0]
    failed = next(rep for rep in closed.reps if rep.label == "failed")
    assert failed.concentric_end_time_s is not None
    given_s = failed.concentric_end_time_s - 0.5  # seen while it stalls
    board = advised(failed_session, given_s + 2.0, given_s, rest_s=15, blocks=2, left=2)
    board = replace(board, reps=tuple(rep for rep in board.reps if rep.number <= failed.number))
    assert countdown_words(board) == "in 0:13"
