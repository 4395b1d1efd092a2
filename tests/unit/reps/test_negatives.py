"""Whose lift it was: what the rule of negatives says just on either side of its limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from curl_facts import SWUNG, body, facts, stall

from lastrep.reps.kinds import judge
from lastrep.reps.kinds.facts import Row


def test_a_negative_is_lifted_too_fast_and_lowered_slowly() -> None:
    assert judge(facts(speed=2.6, eccentric_s=4.0)).label == "negative"
    assert judge(facts(speed=2.6, eccentric_s=1.5)).label == "full"
    assert judge(facts(speed=1.5, eccentric_s=4.0)).label == "full"
    assert judge(facts(speed=2.6, eccentric_s=1.0, after_negative=True)).label == "negative"


SPENT: dict[str, Any] = {"after_failure": True, "fatigue": 0.5, "rested_s": 4.0, "pause_s": 4.0}


def test_who_has_just_failed_does_not_lift_at_ease_what_is_then_lowered_slowly() -> None:
    spent = judge(facts(**SPENT, speed=1.0, eccentric_s=4.0))

    assert spent.label == "negative"
    assert {"lowering", "lift_speed"} <= {one.rule for one in spent.evidence}
    assert judge(facts(**SPENT, speed=0.7, eccentric_s=4.0)).label == "full"  # a slow one is own
    assert judge(facts(**SPENT, speed=1.5, eccentric_s=1.6)).label == "full"  # a lighter weight
    assert judge(facts(speed=1.0, eccentric_s=4.0)).label == "full"  # nothing failed


def test_where_a_lighter_weight_could_have_been_taken_up_it_is_no_more_than_likely() -> None:
    quick = judge(facts(**SPENT | {"pause_s": 1.0}, speed=1.2, eccentric_s=4.0))
    later = judge(facts(**SPENT, speed=1.2, eccentric_s=4.0))
    helped = body(helper_in_view=True, helped_share=0.9, lowering_share=0.9)
    with_hands = judge(facts(**SPENT, speed=1.2, eccentric_s=4.0, body=helped))
    assert quick.label == later.label == with_hands.label == "negative"
    assert later.confidence == 0.5
    assert min(quick.confidence, with_hands.confidence) > 0.5


def test_slow_lowerings_are_usual_for_who_always_lowers_slowly() -> None:
    slow = {**SPENT, "usual_eccentric_s": 4.0, "speed": 1.5}

    assert judge(facts(**slow, eccentric_s=4.4)).label == "full"
    assert judge(facts(**slow, eccentric_s=8.5)).label == "negative"


def test_a_lowering_a_little_slow_needs_a_lift_that_no_rest_explains() -> None:
    def lifted(speed: float, rested_s: float) -> str:
        return judge(facts(**SPENT | {"rested_s": rested_s}, speed=speed, eccentric_s=2.6)).label

    assert lifted(1.3, 4.0) == "negative"
    assert lifted(1.3, 11.0) == "full"
    assert lifted(1.0, 4.0) == "full"


def test_half_a_lift_after_failing_may_be_the_lifters_own() -> None:
    assert judge(facts(**SPENT, high=0.6, speed=1.0, eccentric_s=4.0)).phases == "both"


def test_in_a_row_of_negatives_one_may_get_away_unless_there_was_time_for_another_weight() -> None:
    row = {**SPENT, "after_negative": True, "speed": 1.2, "eccentric_s": 1.0}

    assert judge(facts(**row | {"pause_s": 1.0})).label == "negative"
    assert judge(facts(**row | {"pause_s": 3.0})).label == "full"
    assert judge(facts(**row | {"pause_s": 1.0, "rested_s": None})).label == "full"


def test_hands_that_come_for_the_lift_make_a_negative_of_a_slow_lowering() -> None:
    def seen(lift: float, lowering: float | None, **changes: Any) -> str:
        hands = body(helper_in_view=True, helped_share=lift, lowering_share=lowering)
        return judge(
            facts(body=hands, **{"concentric_s": 1.2, "eccentric_s": 4.0, **changes})
        ).label

    assert seen(0.9, 0.1) == "negative"
    assert seen(0.9, 0.9) == "full"  # a careful spotter keeps them close all the time
    assert seen(0.4, 0.0) == "full"
    assert seen(0.9, 0.1, eccentric_s=2.0) == "full"
    assert seen(0.9, 0.1, eccentric_s=2.0, after_negative=True) == "negative"
    assert seen(0.9, 0.1, concentric_s=2.5) == "full"
    assert seen(0.9, 0.1, usual_eccentric_s=3.5) == "full"
    assert seen(0.9, 0.1, stall=stall(1.0, speed_after=1.0)) == "forced"


def test_without_a_repetition_of_the_lifters_own_the_row_says_negative() -> None:
    alone: dict[str, Any] = {"fresh_speed": None, "usual_eccentric_s": None, "eccentric_s": 4.0}
    row = Row(lift_s=0.4, times=10.0, least_times=6.0, hands_share=0.0)

    def judged(row: Row | None, **changes: Any) -> str:
        rep = facts(**alone | changes)
        return judge(replace(rep, others=replace(rep.others, row=row))).label

    assert judged(row, concentric_s=0.4) == "negative"
    assert judged(row, concentric_s=0.45, eccentric_s=1.6) == "negative"
    assert judged(row, concentric_s=0.9) == "full"
    assert judged(None, concentric_s=0.4) == "full"


def test_own_swing_makes_no_negative_and_a_partners_hands_do() -> None:
    quick: dict[str, Any] = {"speed": 2.6, "eccentric_s": 4.0}

    assert judge(facts(**quick, body=body(swing=SWUNG))).label == "cheat"
    helped = body(swing=SWUNG, helper_in_view=True, helped_share=0.9)
    assert judge(facts(**quick, body=helped)).phases == "eccentric_only"
