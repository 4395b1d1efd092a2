from __future__ import annotations

import pytest

import lastrep
from lastrep.simulation import Camera, ChangeExercise, Rep, Rest, Script, simulate
from lastrep.simulation.script import AnyEvent


def warned(named: str, *between: AnyEvent) -> list[str]:
    script = Script(
        exercise="lateral_raise",
        seed=7,
        camera=Camera(view="front"),
        events=(Rest(seconds=1.5), Rep(times=7), *between, Rep(times=7), Rest(seconds=4.0)),
    )
    warnings = lastrep.analyze(simulate(script).recording, named).warnings
    return [one.text for one in warnings if one.code == "another_exercise"]


PRESS = ChangeExercise(exercise="overhead_press", seconds=9.0, structure="pre_exhaust")


def test_the_second_lift_of_a_pair_is_not_counted_as_the_first_without_a_word() -> None:
    (text,) = warned("lateral_raise", PRESS)
    assert "(a barbell overhead press, " in text
    assert "--exercise auto" in text


@pytest.mark.parametrize(
    ("named", "between"), [("lateral_raise", Rest(seconds=9.0)), ("auto", PRESS)]
)
def test_nothing_is_said_of_one_lift_or_where_none_was_named(named: str, between: AnyEvent) -> None:
    assert warned(named, between) == []
