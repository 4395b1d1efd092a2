"""What the body does once the weight was too heavy is no repetition; what comes later is one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rep_facts import rep_facts

from lastrep.exercises import load_exercise
from lastrep.reps.kinds import Kind
from lastrep.reps.kinds.admission import Judged, admit
from lastrep.reps.kinds.body import BodyMotion
from lastrep.reps.kinds.facts import SetFacts
from lastrep.reps.limits import RepLimits
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import Stretch

SHARED = SetFacts(
    exercise=load_exercise("triceps_pushdown"),
    reference_reps=3,
    fresh_speed=1.0,
    eccentric_s=1.5,
    noise=0.0,
    span=1.0,
)
STRICT = Kind("full", None, "strict", "both", 1.0, ())
FAILED = replace(STRICT, completeness="failed")


def one(start_s: float, kind: Kind = STRICT, **changes: Any) -> Judged:
    """A repetition of three seconds, one up, one above, one down."""
    up = start_s + 1.0
    rise = Stretch(0.0, 1.0, start_s, up, (start_s, start_s + 0.1, up - 0.1, up), (start_s, up))
    fall = Stretch(1.0, 0.0, up + 1.0, up + 2.0, rise.passed_s, (up, up + 2.0))
    stroke = Stroke(
        RepLimits(start_s, up, up + 2.0, eccentric_first=False, confidence=0.9),
        rise,
        fall,
        start_s,
        up,
        eccentric_first=False,
    )
    facts = rep_facts(SHARED, **{"fatigue": 0.6, "after_failure": True, **changes})
    return Judged(stroke, facts, kind)


def admitted(*judged: Judged) -> int:
    return len(admit(list(judged), agreement=0.99))


def test_nobody_does_a_whole_one_at_once_after_failing() -> None:
    assert admitted(one(0.0, FAILED, high=0.5), one(4.0)) == 1
    assert admitted(one(0.0, FAILED, high=0.5), one(9.0)) == 2
    assert admitted(one(0.0), one(4.0)) == 2


@pytest.mark.parametrize(
    "kind",
    [
        replace(STRICT, phases="eccentric_only"),
        replace(STRICT, execution="cheat"),
        replace(STRICT, completeness="partial"),
    ],
)
def test_what_can_be_done_after_failing_is_kept(kind: Kind) -> None:
    high = 0.5 if kind.completeness == "partial" else 1.0
    assert admitted(one(0.0, FAILED, high=0.5), one(4.0, kind, high=high)) == 2


def test_helping_hands_make_it_a_repetition() -> None:
    hands = BodyMotion(float("nan"), None, None, helped_share=0.9, helper_in_view=True)
    assert admitted(one(0.0, FAILED, high=0.5), one(4.0, body=hands)) == 2


def test_who_hangs_where_the_weight_would_be_up_has_let_go() -> None:
    cheat = replace(STRICT, execution="cheat")
    assert admitted(one(0.0, FAILED, high=0.5), one(4.0, cheat, hold_s=4.0)) == 1


def test_bending_further_than_ever_before_a_rest_is_over_is_no_repetition() -> None:
    bends = one(9.0, low=-0.5)
    assert admitted(one(0.0, FAILED, high=0.5), bends) == 1
    assert admitted(one(0.0, FAILED, high=0.5), one(9.0), one(13.0, low=-0.5)) == 3
