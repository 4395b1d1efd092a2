"""Negatives that a partner lifts in a second, and slow lowerings that are nobody's negatives."""

from __future__ import annotations

from collections import Counter

import pytest

import lastrep
from lastrep.simulation import Noise, Rep, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import AnyEvent, ChangeWeight

TO_FAILURE = SetToFailure(reps=6)
LIFTED_S = 1.0
EXERCISES = ("barbell_curl", "leg_press")


def negatives(*, helper: bool, times: int = 3) -> Rep:
    return Rep(kind="negative", helper=helper, times=times, concentric_s=LIFTED_S, eccentric_s=4.0)


def labels(exercise: str, *events: AnyEvent) -> Counter[str]:
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=1.5), *events, Rest(seconds=2.0)),
        noise=Noise(level=0.8, drop_outs_per_min=0.0),
        seed=11,
    )
    session = lastrep.analyze(simulate(script).recording, exercise=exercise)
    return Counter(rep.label for one in session.sets for rep in one.reps)


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("helper", [True, False])
def test_after_failure_a_partner_may_take_a_second(exercise: str, *, helper: bool) -> None:
    seen = labels(exercise, TO_FAILURE, Rest(seconds=4.0), negatives(helper=helper))
    assert seen["negative"] == 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_alone_in_a_set_it_is_the_hands_that_tell(exercise: str) -> None:
    assert labels(exercise, negatives(helper=True, times=4)) == {"negative": 4}
    assert labels(exercise, negatives(helper=False, times=4)) == {"full": 4}


@pytest.mark.parametrize("lowering_s", [4.0, 8.0])
def test_a_lifter_who_always_lowers_slowly_does_no_negatives(lowering_s: float) -> None:
    assert labels("triceps_pushdown", Rep(times=5, eccentric_s=lowering_s)) == {"full": 5}


def test_a_lighter_weight_after_slow_lowerings_is_no_negative() -> None:
    slow = SetToFailure(reps=5, eccentric_s=4.0, fresh_concentric_s=1.0)
    seen = labels("barbell_curl", slow, ChangeWeight(load=0.7, seconds=3.5), slow)
    assert not seen["negative"]


def test_help_with_the_lift_alone_is_forced() -> None:
    forced = Rep(kind="forced", helper=True, times=2, eccentric_s=1.6)
    seen = labels("barbell_curl", TO_FAILURE, Rest(seconds=1.0), forced)
    assert (seen["forced"], seen["negative"]) == (2, 0)
