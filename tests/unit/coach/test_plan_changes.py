"""A plan meets what the lifter does instead, and what turns out not to be so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lastrep.coach.spoken import spoken_sentences
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.records.events import (
    EffortSeen,
    FailureWithdrawn,
    RepSeen,
    RepWithdrawn,
)
from lastrep.records.training_set import RepsInReserve

TellStory = Callable[..., Any]  # the Story of conftest.py


def test_it_skips_what_the_lifter_skips(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "combination")
    story.wait(8)
    story.see(story.lifter.lift("full", 1.0, 0.8, 0.5))
    assert story.plan.step is not None
    assert story.plan.step.technique == "drop_set"


def test_it_follows_a_lifter_who_rests_instead_of_dropping(tell: TellStory) -> None:
    story = tell("leg_press")
    assert story.plan.step is not None
    assert story.plan.step.technique == "drop_set"
    story.wait(15)
    story.see(story.lifter.lift("full", 0.72, 0.5))
    assert story.plan.step is not None
    assert story.plan.step.technique == "rest_pause"
    assert story.see(story.lifter.fail()) == ["Down. Rest 15 seconds."]


def test_it_stops_a_technique_that_is_not_safe_here(tell: TellStory) -> None:
    story = tell("leg_press", None, spotter=False, safeties=False)
    assert story.see(story.lifter.lift("half", 0.6)) == []  # it may be the way to the pin
    assert story.see(story.lifter.lift("half", 0.6)) == ["Stop. Not half reps here."]
    assert story.plan.state == "stopped"


def test_a_lighter_weight_that_was_found_after_all_may_be_used(tell: TellStory) -> None:
    story = tell("barbell_curl", "rest_pause", lighter_weights=False)
    story.wait(6)
    story.see(story.lifter.lift("full", 1.0, 0.8, 0.6))
    assert story.plan.state == "running"
    assert story.plan.step is not None
    assert story.plan.step.technique == "drop_set"


def test_a_lifter_who_goes_to_another_exercise_has_left_the_plan(tell: TellStory) -> None:
    story = tell("barbell_curl", "rest_pause", second_station=False)
    story.wait(10)
    story.see(story.lifter.change("triceps_pushdown"))
    assert story.see(story.lifter.lift("full", 1.0)) == []
    assert story.plan.state == "lapsed"


def test_it_stops_when_form_goes_where_cheating_is_not_allowed(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "rest_pause")
    story.wait(16)
    assert story.see(story.lifter.lift("cheat", 0.9))[-1].startswith(("Form is gone", "Stop. Not"))
    assert story.plan.state == "stopped"


def test_of_two_repetitions_the_nearer_one_is_withdrawn(tell: TellStory) -> None:
    story = tell("barbell_curl", "cheat_reps")
    story.see(story.lifter.lift("cheat", 0.6))
    first = story.lifter.reps[-1]
    again_s = first.concentric_end_time_s + 0.3
    again = msgspec.structs.replace(
        first, start_time_s=first.start_time_s + 0.3, concentric_end_time_s=again_s
    )
    story.see([RepSeen(time_s=story.lifter.now_s, rep=again)])
    assert story.plan.amounts == {"cheat_reps": 2}
    story.see([RepWithdrawn(time_s=story.lifter.now_s, concentric_end_time_s=again_s - 0.1)])
    assert story.plan.amounts == {"cheat_reps": 1}
    assert story.plan._watched.reps[-1] == first


@pytest.mark.parametrize("moved_s", [0.0, 0.004, -0.2])
def test_a_withdrawn_repetition_is_not_counted(tell: TellStory, moved_s: float) -> None:
    story = tell("barbell_curl", "cheat_reps")
    story.see(story.lifter.lift("cheat", 0.6))
    end_s = story.lifter.reps[-1].concentric_end_time_s
    assert end_s is not None
    gone = RepWithdrawn(time_s=story.lifter.now_s, concentric_end_time_s=end_s + moved_s)
    story.see([gone])
    assert story.plan.amounts["cheat_reps"] == 0
    story.see([gone])  # of something that was never seen
    assert story.see(story.lifter.lift("cheat", 0.6)) == ["One more."]


def test_pain_is_said_once_even_where_the_plan_was_stopped_before(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "rest_pause")
    story.wait(16)
    story.see(story.lifter.lift("cheat", 0.9))
    assert story.plan.state == "stopped"
    hurt = msgspec.structs.replace(EXPERT, pain=True)
    (said,) = story.plan.revise(hurt, story.lifter.now_s)
    assert said.pain
    assert story.plan.revise(hurt, story.lifter.now_s) == []


def test_a_withdrawn_failure_ends_a_plan_that_has_not_begun(tell: TellStory) -> None:
    story = tell("barbell_curl")
    story.see([FailureWithdrawn(time_s=story.lifter.now_s, failed_s=None)])
    assert story.plan.state == "lapsed"


def test_the_final_count_of_the_closed_set_is_what_stands(tell: TellStory) -> None:
    story = tell("leg_extension", "half_reps")
    story.see(story.lifter.lift("half", *[0.6] * 3))
    story.lifter.reps.pop()
    story.see(story.lifter.close())
    assert story.plan.amounts == {"half_reps": 2}
    assert story.plan.state == "lapsed"


@pytest.mark.parametrize("exercise", ["barbell_bench_press", "leg_press", "dumbbell_curl"])
def test_everything_said_is_among_the_sentences_a_voice_was_made_for(
    exercise: str, tell: TellStory
) -> None:
    known = set(spoken_sentences())
    story = tell(exercise)
    story.wait(16)
    story.see(story.lifter.lift("full", 0.7, 0.5) + story.lifter.fail())
    story.wait(60)
    assert story.said
    assert {story.advice.text, *(advice.text for advice in story.said)} <= known


def test_an_advice_without_a_technique_is_a_plan_of_nothing(tell: TellStory) -> None:
    story = tell("deadlift")
    assert story.advice.technique == "stop"
    assert story.plan.state == "done"
    assert story.plan.step is None
    assert story.see(story.lifter.lift("forced", 0.4) + story.lifter.fail("negative")) == []
    assert story.wait(60) == []


def test_the_parts_of_a_plan_are_frozen_records(tell: TellStory) -> None:
    step = tell("leg_press").plan.steps[0]
    with pytest.raises(AttributeError):
        step.wanted = 9
    assert msgspec.to_builtins(step)["technique"] == "drop_set"


def test_control_lost_in_negatives_stops_them_whatever_was_advised(tell: TellStory) -> None:
    story = tell("leg_press")
    assert story.plan.step is not None
    assert story.plan.step.technique == "drop_set"
    assert story.see(story.lifter.lift("negative", None, lowering_s=4.0)) == []
    assert story.see(story.lifter.lift("negative", None, lowering_s=0.7)) == ["Stop the negatives."]
    assert story.plan.state == "stopped"


def test_what_had_begun_before_the_advice_is_not_against_it(tell: TellStory) -> None:
    story = tell("leg_press", None, spotter=False)
    (seen,) = story.lifter.lift("forced", 0.6)
    under_way = msgspec.structs.replace(seen.rep, start_time_s=story.advice.time_s - 2.0)
    assert story.see([msgspec.structs.replace(seen, rep=under_way)]) == []
    assert story.see(story.lifter.lift("forced", 0.6)) == ["Stop. Not forced reps here."]


def test_one_repetition_is_no_block_however_little_is_left(tell: TellStory) -> None:
    story = tell("overhead_press", "rest_pause")  # which stops one short: the back is loaded
    story.wait(16)
    nearly = RepsInReserve(estimate=0.5, low=0.0, high=1.0, basis="velocity")
    effort = EffortSeen(
        time_s=story.lifter.now_s, velocity_loss_fraction=0.4, reps_in_reserve=nearly
    )
    least = story.plan.step.block_at_least_reps
    assert least > 1
    for _ in range(least - 1):
        story.see(story.lifter.lift("full", 0.7))
        assert story.see([effort]) == []
    story.see(story.lifter.lift("full", 0.6))
    assert story.see([effort]) == ["Down. Rest 15 seconds."]
