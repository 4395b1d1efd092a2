"""Each rule on its limit: what it says just on either side of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from curl_facts import HALF_SWUNG, SWUNG, body, facts, stall

from lastrep.reps.kinds import judge
from lastrep.reps.kinds.admission import Judged, admit
from lastrep.reps.kinds.excess import Excess
from lastrep.reps.kinds.facts import SetFacts
from lastrep.reps.limits import RepLimits
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import Stretch


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
    doubted = judge(facts(high=1.0, joint_range=0.5))
    assert doubted.label == "full"
    assert doubted.confidence == 0.5
    assert judge(facts(high=1.0, joint_range=0.84)).confidence > 0.5


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
