"""From the picture of a set to the advice, to its being done, to its being recognised."""

from __future__ import annotations

import pytest

from lastrep.analysis import Analyzer
from lastrep.coach import deeds_of
from lastrep.exercises import load_exercise
from lastrep.records.events import AdviceGiven, Event, SetClosed
from lastrep.records.profile import Profile, Wish
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import simulate
from lastrep.simulation.script import (
    AnyEvent,
    Camera,
    ChangeWeight,
    Noise,
    Rep,
    Rest,
    Script,
    SetToFailure,
)

DROPS = (
    ChangeWeight(load=0.8, seconds=7.0),
    SetToFailure(reps=5),
    ChangeWeight(load=0.6, seconds=7.0),
    SetToFailure(reps=4),
)
PAUSES = (
    Rest(seconds=16.0),
    SetToFailure(reps=4),
    Rest(seconds=16.0),
    SetToFailure(reps=3),
)
HALVES = (Rep(kind="half", region="lengthened", times=6),)
HOLDS = (Rep(kind="hold", hold_s=4.0, range_of_motion=0.7, helper=True, times=2),)


def analysed(
    exercise: str, wish: Wish, events: tuple[AnyEvent, ...]
) -> tuple[list[Event], TrainingSet]:
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=2.0), SetToFailure(reps=8), *events, Rest(seconds=4.0)),
        camera=Camera(view="three_quarter", fps=20.0),
        noise=Noise(level=0.5),
        seed=3,
    )
    profile = Profile(
        experience_months=36.0,
        spotter=True,
        safeties=True,
        lighter_weights=True,
        second_station=True,
        wanted=wish,
    )
    analyzer = Analyzer(exercise, profile=profile)
    seen = [event for pose in simulate(script).recording for event in analyzer.push(pose)]
    seen += analyzer.finish()
    closed = [event.training_set for event in seen if isinstance(event, SetClosed)]
    assert len(closed) == 1
    return seen, closed[0]


@pytest.mark.parametrize(
    ("exercise", "wish", "events", "done", "structure"),
    [
        ("dumbbell_curl", "drop_set", DROPS, ("drop_set", 2), "drop"),
        ("barbell_curl", "rest_pause", PAUSES, ("rest_pause", 2), "rest_pause"),
        ("dumbbell_curl", "half_reps", HALVES, ("half_reps", 6), "straight"),
        ("barbell_curl", "negative_resistance", HOLDS, ("negative_resistance", 2), "straight"),
    ],
)
def test_what_was_advised_is_recognised_when_it_is_done(
    exercise: str,
    wish: Wish,
    events: tuple[AnyEvent, ...],
    done: tuple[str, int],
    structure: str,
) -> None:
    seen, closed = analysed(exercise, wish, events)
    said = [event.advice for event in seen if isinstance(event, AdviceGiven)]
    assert wish in [advice.technique for advice in said]
    assert closed.structure == structure
    deeds = deeds_of(closed.reps, load_exercise(exercise), failure_time_s=closed.failure.time_s)
    assert done in [(deed.technique, deed.amount) for deed in deeds]
    assert closed.advice[0].technique == wish
    assert closed.advice[-1].text == "Done. Well done."
