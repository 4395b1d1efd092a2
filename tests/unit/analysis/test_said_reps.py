from __future__ import annotations

import msgspec
from coach_rules import a_rep

from lastrep.analysis.said_reps import SaidReps
from lastrep.analysis.taken_back import TakenBack
from lastrep.records.events import Event, RepRevised, RepSeen, RepWithdrawn
from lastrep.records.repetition import Repetition


def ending(end_s: float, rep: Repetition | None = None) -> Repetition:
    return msgspec.structs.replace(rep or a_rep(), concentric_end_time_s=end_s)


def board(events: list[Event]) -> list[Repetition]:
    shown: list[Repetition] = []
    for event in events:
        if isinstance(event, RepSeen):
            shown.append(event.rep)
        elif isinstance(event, RepRevised):
            assert any(event.means(rep) for rep in shown)
            shown = [event.rep if event.means(rep) else rep for rep in shown]
        elif isinstance(event, RepWithdrawn):
            assert any(event.means(rep) for rep in shown)
            shown = [rep for rep in shown if not event.means(rep)]
    return shown


def test_an_end_that_moves_from_look_to_look_is_withdrawn_as_it_was_said() -> None:
    said = SaidReps()
    events = said.correct([ending(9.0)], 9.5)
    for end_s in (9.4, 9.8, 10.2):
        assert said.correct([ending(end_s)], end_s + 0.5) == []
        assert said.reps == (ending(end_s),)
    events += said.correct([], 12.0)
    assert board(events) == []
    assert said.reps == ()


def test_what_is_taken_back_leaves_nothing_whatever_moved() -> None:
    said = SaidReps()
    events = said.correct([ending(3.0), ending(6.0)], 6.5)
    events += said.correct([ending(3.4), ending(6.3)], 8.0)
    assert board([*events, *said.take_back(9.0)]) == []
    assert said.take_back(9.0) == []


def test_another_kind_takes_the_place_of_the_one_that_was_said() -> None:
    said = SaidReps()
    events = said.correct([ending(3.0)], 3.5)
    half = ending(3.2, a_rep("half"))
    assert board(events + said.correct([half], 6.0)) == [half]


def lowered_in(seconds: float | None, end_s: float) -> Repetition:
    rep = ending(end_s)
    tempo = msgspec.structs.replace(rep.tempo_s, eccentric=seconds)
    return msgspec.structs.replace(rep, tempo_s=tempo)


def test_more_that_becomes_known_is_told_and_the_repetition_is_then_known_by_that() -> None:
    said = SaidReps()
    events = said.correct([lowered_in(None, 3.0)], 3.5)
    events += said.correct([lowered_in(1.4, 3.1)], 5.0)
    assert isinstance(events[-1], RepRevised)
    assert board(events) == [lowered_in(1.4, 3.1)]
    assert board(events + said.take_back(6.0)) == []


def test_what_nobody_is_shown_is_not_told_again() -> None:
    said = SaidReps()
    said.correct([lowered_in(1.41, 3.0)], 5.0)
    assert said.correct([lowered_in(1.39, 3.02)], 6.0) == []
    assert said.reps == (lowered_in(1.39, 3.02),)


def test_when_the_user_takes_one_back_the_later_ones_are_numbered_anew() -> None:
    said = SaidReps()
    reps = [
        msgspec.structs.replace(ending(end_s), number=i, start_time_s=end_s - 1.0, end_time_s=end_s)
        for i, end_s in enumerate((3.0, 6.0, 9.0), start=1)
    ]
    events = said.correct(reps, 9.5)
    gone = TakenBack()
    gone.add(reps[1])
    events += said.without(gone, 9.6)
    assert [(rep.number, rep.concentric_end_time_s) for rep in board(events)] == [
        (1, 3.0),
        (2, 9.0),
    ]
    assert said.without(gone, 9.7) == []
