"""The times of one repetition agree with each other."""

from __future__ import annotations

import pytest

import lastrep
from lastrep.records.repetition import Repetition
from lastrep.simulation import Camera, Rep, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import AnyEvent


def repetitions(exercise: str, *events: AnyEvent) -> tuple[Repetition, ...]:
    script = Script(
        exercise=exercise,
        seed=11,
        camera=Camera(view="side"),
        events=(Rest(seconds=1.5), *events, Rest(seconds=4.0)),
    )
    return lastrep.analyze(simulate(script).recording, exercise).sets[0].reps


def phases_s(rep: Repetition) -> float:
    tempo = rep.tempo_s
    each = tempo.eccentric, tempo.lengthened_hold, tempo.concentric, tempo.shortened_hold
    return sum(one for one in each if one is not None)


@pytest.mark.parametrize("exercise", ["barbell_curl", "leg_press"])
def test_the_time_of_a_hold_is_in_its_tempo(exercise: str) -> None:
    hold = Rep(kind="hold", range_of_motion=0.6, hold_s=5.0)
    last = repetitions(exercise, Rep(times=5), hold)[-1]
    assert last.label == "hold"
    assert last.tempo_s.shortened_hold == pytest.approx(5.0, abs=0.5)
    assert phases_s(last) <= last.end_time_s - last.start_time_s + 0.1


@pytest.mark.parametrize("stall_s", [0.8, 1.5, 3.0])
@pytest.mark.parametrize("exercise", ["barbell_curl", "barbell_squat", "lateral_raise"])
def test_an_attempt_is_no_shorter_than_its_phases(exercise: str, stall_s: float) -> None:
    last = repetitions(exercise, SetToFailure(reps=7, fails_at=0.5, stall_s=stall_s))[-1]
    assert last.label == "failed"
    assert phases_s(last) <= last.end_time_s - last.start_time_s + 0.1
