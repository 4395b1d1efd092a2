"""Each rule on its limit: what it says just on either side of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rep_facts import rep_facts

from lastrep.exercises import load_exercise
from lastrep.reps.admission import Judged, admit
from lastrep.reps.body import BodyMotion
from lastrep.reps.excess import Excess
from lastrep.reps.kinds import judge
from lastrep.reps.kinds.facts import RepFacts, Row, SetFacts
from lastrep.reps.limits import RepLimits
from lastrep.reps.stall import Stall
from lastrep.reps.stroke import Stroke
from lastrep.reps.tempo import Stretch

STILL = BodyMotion(
    lean_deg=1.5,
    swing=Excess(times_usual=1.1, travel_torso=0.03),
    elbows=Excess(times_usual=1.0, travel_torso=0.03),
    helped_share=None,
    helper_in_view=False,
)
SWUNG = Excess(times_usual=5.0, travel_torso=0.2)
HALF_SWUNG = Excess(times_usual=2.8, travel_torso=0.1)


def body(**changes: Any) -> BodyMotion:
    values = {name: getattr(STILL, name) for name in BodyMotion.__dataclass_fields__}
    return BodyMotion(**{**values, **changes})


def facts(exercise: str = "barbell_curl", **changes: Any) -> RepFacts:
    shared = SetFacts(
        exercise=load_exercise(exercise),
        reference_reps=3,
        fresh_speed=changes.pop("fresh_speed", 1.6),
        eccentric_s=changes.pop("usual_eccentric_s", 1.5),
        noise=0.0,
        span=1.0,
    )
    usual: dict[str, Any] = {
        "concentric_s": 0.9,
        "speed": 1.5,
        "eccentric_s": 1.5,
        "body": STILL,
    }
    return rep_facts(**{"others": shared, **usual, **changes})


def stall(seconds: float, *, speed_after: float = 0.0) -> Stall:
    return Stall(start_time_s=10.0, duration_s=seconds, value=0.5, speed_after=speed_after)


@pytest.mark.parametrize(
    ("low", "high", "completeness", "region"),
    [
        (0.0, 0.86, "full", None),
        (0.0, 0.84, "partial", "middle"),
        (0.02, 0.50, "partial", "lengthened"),
        (0.45, 0.98, "partial", "shortened"),
        (0.25, 0.75, "partial", "middle"),
    ],
)
def test_completeness_and_region(
    low: float, high: float, completeness: str, region: str | None
) -> None:
    kind = judge(facts(low=low, high=high))

    assert (kind.completeness, kind.partial_region) == (completeness, region)
    assert kind.execution == "strict"


def test_a_range_that_the_picture_cuts_is_not_called_half() -> None:
    kind = judge(facts(low=0.4, cut_low=True))

    assert kind.label == "full"
    assert kind.confidence <= 0.5


def test_what_is_seen_to_end_early_is_a_half_although_its_start_is_cut() -> None:
    assert judge(facts(low=0.02, high=0.5, cut_low=True)).label == "half"
    assert judge(facts(low=0.45, high=1.0, cut_high=True)).label == "half"


def test_a_thin_reference_is_doubted_in_favour_of_the_lifter() -> None:
    rep = facts(high=0.80)
    thin = SetFacts(
        exercise=rep.others.exercise,
        reference_reps=1,
        fresh_speed=1.6,
        eccentric_s=1.5,
        noise=0.0,
        span=1.0,
    )

    assert judge(rep).label == "half"
    assert judge(facts(high=0.80, others=thin)).label == "full"


def test_a_set_that_is_short_throughout_is_full_and_unsure() -> None:
    rep = facts()
    wide, short = (
        judge(replace(rep, others=replace(rep.others, usual_share=share))) for share in (0.9, 0.5)
    )

    assert (wide.label, short.label) == ("full", "full")
    assert short.confidence == 0.5 < wide.confidence
    assert "range_unknown" in {one.rule for one in short.evidence}
    assert "range_unknown" not in {one.rule for one in wide.evidence}


def test_a_half_that_is_none_for_its_joint_is_full_and_unsure() -> None:
    seen = judge(facts(high=0.6, joint_range=0.97))
    assert (seen.label, seen.confidence) == ("full", 0.5)
    assert [one.rule for one in seen.evidence] == ["range_of_motion", "joint_range"]
    assert judge(facts(high=0.6, joint_range=0.6)).label == "half"
    assert judge(facts(high=0.6, joint_range=None)).label == "half"


def test_a_joint_seen_to_turn_less_makes_no_full_one_half() -> None:
    assert judge(facts(high=1.0, joint_range=0.5)).label == "full"


def test_a_grind_that_stalls_has_failed_and_a_brisk_half_has_not() -> None:
    grind: dict[str, Any] = {"high": 0.5, "speed": 0.3, "fatigue": 0.5}

    assert judge(facts(**grind, stall=stall(1.2))).label == "failed"
    assert judge(facts(**grind, stall=stall(0.3))).label == "half"
    assert judge(facts(high=0.5, speed=1.4, stall=stall(0.5))).label == "half"


def test_whose_joint_went_all_the_way_has_failed_only_after_a_long_standstill() -> None:
    grind: dict[str, Any] = {"high": 0.5, "speed": 0.3, "fatigue": 0.5}

    assert judge(facts(**grind, joint_range=0.6, stall=stall(1.2))).label == "failed"
    assert judge(facts(**grind, joint_range=0.95, stall=stall(1.2))).label == "full"
    assert judge(facts(**grind, joint_range=0.95, stall=stall(2.0))).label == "failed"


def test_a_full_one_straight_after_it_means_nothing_failed() -> None:
    grind: dict[str, Any] = {"high": 0.5, "speed": 0.3, "fatigue": 0.5, "stall": stall(1.2)}

    assert judge(facts(**grind, full_after_s=1.0)).label == "half"
    assert judge(facts(**grind, full_after_s=15.0)).label == "failed"


def test_a_standstill_long_enough_has_failed_whatever_is_seen_after_it() -> None:
    grind: dict[str, Any] = {"high": 0.5, "speed": 0.3, "stall": stall(2.0), "full_after_s": 1.0}

    assert judge(facts(**grind, fatigue=0.5)).label == "failed"
    assert judge(facts(**grind, fatigue=0.0)).label == "half"


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


def test_help_past_a_stall_is_forced_and_alone_it_is_a_guess() -> None:
    resolved = stall(1.0, speed_after=1.0)
    near = body(helper_in_view=True, helped_share=0.9)

    with_helper = judge(facts(speed=0.5, stall=resolved, body=near))
    alone = judge(facts(speed=0.5, stall=resolved))

    assert with_helper.label == "forced"
    assert with_helper.confidence >= 0.9
    assert alone.label == "forced"
    assert alone.confidence <= 0.5
    assert judge(facts(speed=0.5, stall=stall(0.3), body=near)).label == "full"


def test_a_clear_swing_is_a_cheat_and_half_a_swing_only_with_drifting_elbows() -> None:
    drifting = Excess(times_usual=6.0, travel_torso=0.3)

    assert judge(facts(body=body(swing=SWUNG))).label == "cheat"
    assert judge(facts(body=body(swing=HALF_SWUNG))).label == "full"
    assert judge(facts(body=body(elbows=drifting))).label == "full"
    assert judge(facts(body=body(swing=HALF_SWUNG, elbows=drifting))).label == "cheat"
    near = body(swing=HALF_SWUNG, elbows=drifting, helper_in_view=True)
    assert judge(facts(body=near)).label == "full"  # whose elbows they are is not sure
    raised = facts("lateral_raise", body=body(swing=HALF_SWUNG, elbows=drifting))
    assert judge(raised).label == "full"


def test_a_cheat_says_how_far_it_swung() -> None:
    evidence = {one.rule: one for one in judge(facts(body=body(swing=SWUNG))).evidence}

    assert evidence["upper_body_swing"].measured == 5.0
    assert evidence["upper_body_travel"].unit == "torso lengths"
    assert (evidence["trunk_swing"].measured, evidence["trunk_swing"].unit) == (1.5, "deg")
    unseen = judge(facts(body=body(lean_deg=float("nan"), swing=SWUNG)))
    assert unseen.label == "cheat"
    assert "trunk_swing" not in {one.rule for one in unseen.evidence}


def test_a_very_calm_lifter_may_stir_a_little() -> None:
    stirred = Excess(times_usual=8.0, travel_torso=0.02)

    assert judge(facts(body=body(swing=stirred))).label == "full"


def test_bending_down_is_no_cheat_and_other_lifts_have_none() -> None:
    assert judge(facts(body=body(lean_deg=85.0, swing=SWUNG))).label == "full"
    assert judge(facts("barbell_squat", body=body(swing=SWUNG))).label == "full"


def test_where_the_body_is_not_seen_nobody_cheats() -> None:
    assert judge(facts(body=body(swing=None, elbows=None))).label == "full"


def test_a_repetition_can_be_partial_and_cheated() -> None:
    kind = judge(facts(high=0.6, body=body(swing=SWUNG)))

    assert (kind.completeness, kind.execution) == ("partial", "cheat")
    assert kind.label == "cheat"


def test_own_swing_makes_no_negative_and_a_partners_hands_do() -> None:
    quick: dict[str, Any] = {"speed": 2.6, "eccentric_s": 4.0}

    assert judge(facts(**quick, body=body(swing=SWUNG))).label == "cheat"
    helped = body(swing=SWUNG, helper_in_view=True, helped_share=0.9)
    assert judge(facts(**quick, body=helped)).phases == "eccentric_only"


def test_a_hold_is_mid_range_and_a_pause_at_the_top_is_none() -> None:
    assert judge(facts(high=0.6, dwell_s=4.0)).label == "hold"
    assert judge(facts(hold_s=4.0)).label == "full"
    assert judge(facts(hold_s=4.0, after_failure=True)).label == "hold"


def test_the_way_into_place_is_no_repetition_and_a_slow_one_that_was_lowered_is() -> None:
    def first(speed: float, eccentric: Stretch | None) -> list[Judged]:
        rise = Stretch(0.0, 1.0, 2.0, 5.0, (2.1, 2.3, 4.7, 4.9), (2.0, 5.0))
        limits = RepLimits(2.0, 5.0, 1.0, eccentric_first=True, confidence=0.9)
        stroke = Stroke(limits, rise, eccentric, 2.0, 5.0, eccentric_first=True)
        rep = facts("overhead_press", speed=speed)
        return admit([Judged(stroke, rep, judge(rep))], agreement=0.99)

    lowering = Stretch(1.0, 0.0, 0.0, 2.0, (0.1, 0.3, 1.7, 1.9), (0.0, 2.0))
    assert first(0.3, None) == []
    assert len(first(1.5, None)) == 1
    assert len(first(0.3, lowering)) == 1


def test_who_slowed_down_before_is_stuck_and_holds_nothing() -> None:
    stuck: dict[str, Any] = {"high": 0.6, "dwell_s": 3.5, "speed": 0.5, "stall": stall(3.5)}
    assert judge(facts(**stuck, fatigue=0.4)).label == "failed"
    assert judge(facts(**stuck, fatigue=0.4, after_failure=True)).label == "hold"
    assert judge(facts(**stuck, fatigue=0.1)).label == "hold"
    assert judge(facts(**stuck, fatigue=0.4, full_after_s=1.0)).label == "hold"
    assert judge(facts(**stuck | {"speed": 1.5}, fatigue=0.4)).label == "hold"  # at ease
