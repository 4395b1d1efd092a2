from __future__ import annotations

import msgspec
from coach_rules import a_rep

from lastrep.analysis.said_reps import SaidReps
from lastrep.records.events import Event, RepSeen, RepWithdrawn
from lastrep.records.repetition import Repetition


def ending(end_s: float, rep: Repetition | None = None) -> Repetition:
    return msgspec.structs.replace(rep or a_rep(), concentric_end_time_s=end_s)


def board(events: list[Event]) -> list[Repetition]:
    shown: list[Repetition] = []
    for event in events:
        if isinstance(event, RepSeen):
            shown.append(event.rep)
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
