"""Each technique from the advice to the last repetition of it, as it would be watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lastrep.coach import Plan, Situation, advise, deeds_of
from lastrep.exercises import load_exercise
from lastrep.records.events import (
    EffortSeen,
)
from lastrep.records.profile import Profile
from lastrep.records.training_set import RepsInReserve
from lastrep.sets.structure import structure_of

TellStory = Callable[..., Any]  # the Story of conftest.py


def techniques_done(story: Any) -> list[tuple[str, int]]:
    deeds = deeds_of(story.lifter.reps, story.lifter.exercise)
    return [(deed.technique, deed.amount) for deed in deeds]


def test_forced_reps(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "forced_reps")
    assert story.advice.text == "Failure. Spotter, help with 2 more."
    assert story.see(story.lifter.lift("forced", 0.3)) == ["One more."]
    assert story.see(story.lifter.lift("forced", 0.3)) == ["Done. Well done."]
    assert story.plan.state == "done"
    assert story.plan.amounts == {"forced_reps": 2}
    assert techniques_done(story) == [("forced_reps", 2)]


def test_forced_reps_beyond_the_dose_are_stopped(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "forced_reps")
    assert story.see(story.lifter.lift("forced", 0.3, 0.3, 0.3))[-1] == "Done. Well done."
    assert story.see(story.lifter.lift("forced", 0.3)) == ["Enough. Stop there."]
    assert story.plan.state == "stopped"


def test_a_stuck_repetition_that_the_spotter_lifts_is_the_first_forced_one(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "forced_reps")
    stuck = story.lifter.reps.pop()
    story.lifter.now_s = stuck.start_time_s
    assert story.see(story.lifter.lift("forced", 0.2)) == ["One more."]


def test_drop_set(tell: TellStory) -> None:
    story = tell("leg_press", None)
    assert story.advice.technique == "drop_set"
    story.wait(8)
    assert story.see(story.lifter.lift("full", 1.0, 0.8, 0.5)) == []
    assert story.plan.amounts == {"drop_set": 1}
    for _ in range(2):
        assert story.see(story.lifter.fail()) == ["Strip 20 percent, go."]
        story.wait(8)
        assert story.see(story.lifter.lift("full", 1.0, 0.8, 0.5)) == []
    assert story.see(story.lifter.fail()) == ["Done. Well done."]
    assert techniques_done(story) == [("drop_set", 3)]
    assert structure_of(story.lifter.reps, story.lifter.exercise) == "drop"


def test_a_failed_repetition_ends_a_block_even_where_nobody_called_failure(tell: TellStory) -> None:
    story = tell("leg_press")
    story.wait(8)
    story.see(story.lifter.lift("full", 1.0, 0.8, 0.5))
    seen, called = story.lifter.fail()
    assert story.see([seen]) == ["Strip 20 percent, go."]
    assert story.see([called]) == []


def test_rest_pause_says_when_to_go_again(tell: TellStory) -> None:
    story = tell("dumbbell_curl", "rest_pause")
    assert story.wait(14) == []
    assert story.wait(2) == ["Again, go."]
    assert story.see(story.lifter.lift("full", 0.7, 0.5, 0.4)) == []
    assert story.see(story.lifter.fail()) == ["Down. Rest 15 seconds."]
    assert story.wait(16) == ["Last one."]
    assert story.see(story.lifter.lift("full", 0.7, 0.5)) == []
    assert story.see(story.lifter.fail()) == ["Done. Well done."]
    assert techniques_done(story) == [("rest_pause", 2)]
    assert structure_of(story.lifter.reps, story.lifter.exercise) == "rest_pause"


def test_rest_pause_ends_when_a_block_is_too_short(tell: TellStory) -> None:
    story = tell("dumbbell_curl", "rest_pause")
    story.wait(16)
    story.see(story.lifter.lift("full", 0.5))
    assert story.see(story.lifter.fail()) == ["Done. Well done."]


def test_rest_pause_in_the_squat_rack_ends_each_block_one_short(tell: TellStory) -> None:
    story = tell("barbell_squat")
    assert story.advice.dose["reps_in_reserve"] == 1
    assert story.advice.text.endswith("the same again. Stop one short.")
    story.wait(16)
    story.see(story.lifter.lift("full", 0.7, 0.6, 0.5))
    left = RepsInReserve(estimate=0.8, low=0.2, high=1.5, basis="velocity")
    seen = EffortSeen(time_s=story.lifter.now_s, velocity_loss_fraction=0.5, reps_in_reserve=left)
    assert story.see([seen]) == ["Down. Rest 15 seconds."]


def test_a_pause_that_is_too_long_ends_the_set(tell: TellStory) -> None:
    story = tell("dumbbell_curl", "rest_pause")
    said = story.wait(60)
    assert said == ["Again, go.", "Pause too long. Set over."]
    assert story.plan.state == "lapsed"


def test_negatives_until_control_goes(tell: TellStory) -> None:
    story = tell("pull_up", "negatives")
    assert story.advice.dose["reps"] == 3
    assert story.see(story.lifter.lift("negative", 2.0, lowering_s=5.0)) == []
    assert story.see(story.lifter.lift("negative", 2.0, lowering_s=4.0)) == ["One more."]
    assert story.see(story.lifter.lift("negative", 2.0, lowering_s=2.6)) == ["Stop the negatives."]
    assert story.plan.state == "stopped"


def test_negative_failure_stops_at_once(tell: TellStory) -> None:
    story = tell("pull_up", "negatives")
    story.see(story.lifter.lift("negative", 2.0, lowering_s=4.0))
    assert story.see(story.lifter.fail("negative")) == ["Stop the negatives."]
    assert story.see(story.lifter.lift("negative", 2.0, lowering_s=4.0)) == []


def test_negatives_done(tell: TellStory) -> None:
    story = tell("pull_up", "negatives")
    story.see(story.lifter.lift("negative", 2.0, 2.0, 2.0, lowering_s=4.0))
    assert story.plan.state == "done"
    assert techniques_done(story) == [("negatives", 3)]


def test_control_that_goes_when_the_dose_is_done_is_still_said(tell: TellStory) -> None:
    story = tell("pull_up", "negatives")
    assert story.see(story.lifter.lift("negative", 2.0, 2.0, 2.0, lowering_s=4.0))[-1] == (
        "Done. Well done."
    )
    assert story.see(story.lifter.lift("negative", 2.0, lowering_s=1.2)) == ["Stop the negatives."]


def test_negative_resistance(tell: TellStory) -> None:
    story = tell("barbell_curl", "negative_resistance")
    assert story.see(story.lifter.lift("hold", 0.5, 0.5))[-1] == "Done. Well done."
    assert techniques_done(story) == [("negative_resistance", 2)]


def test_cheat_reps(tell: TellStory) -> None:
    story = tell("barbell_curl", "cheat_reps")
    assert story.see(story.lifter.lift("cheat", 0.6, 0.6)) == ["One more.", "Done. Well done."]
    assert techniques_done(story) == [("cheat_reps", 2)]


def test_half_reps(tell: TellStory) -> None:
    story = tell("leg_extension", "half_reps")
    said = story.see(story.lifter.lift("half", *[0.6] * 6))
    assert said == ["One more.", "Done. Well done."]
    assert techniques_done(story) == [("half_reps", 6)]


def test_myo_reps(tell: TellStory) -> None:
    situation_reps = tell("leg_extension").lifter
    situation_reps.reps.clear()
    situation_reps.lift("full", *([1.0] * 5 + [0.9] * 5 + [0.6, 0.5, 0.4]))
    failure = situation_reps.fail()[-1]
    situation = Situation(
        exercise=situation_reps.exercise,
        profile=Profile(experience_months=12, wanted="myo_reps"),
        time_s=situation_reps.now_s,
        reps=tuple(situation_reps.reps),
        failure=failure.failure,
    )
    advice = advise(situation)
    assert advice is not None
    assert advice.technique == "myo_reps"
    plan = Plan(advice, situation)
    for _ in range(int(advice.dose["mini_sets"])):
        situation_reps.rest(11)
        for event in situation_reps.lift("full", 0.65, 0.6, 0.45, 0.4) + situation_reps.fail():
            plan.push(event)
    assert plan.state == "done"
    deeds = deeds_of(situation_reps.reps, situation_reps.exercise)
    assert [(d.technique, d.amount) for d in deeds] == [("myo_reps", 4)]


def test_superset_antagonist(tell: TellStory) -> None:
    story = tell("barbell_curl", "superset_antagonist")
    assert story.advice.text == "Straight on to the triceps, no rest."
    story.see(story.lifter.close())
    story.wait(12)
    story.see(story.lifter.change("triceps_pushdown"))
    assert story.see(story.lifter.lift("full", 1.0)) == ["Done. Well done."]
    assert story.plan.amounts == {"superset_antagonist": 1}


def test_superset_same_muscle(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "superset_same_muscle")
    story.wait(12)
    story.see(story.lifter.change("dumbbell_fly"))
    assert story.see(story.lifter.lift("full", 1.0)) == ["Done. Well done."]


def test_a_superset_whose_second_exercise_comes_too_late_lapses(tell: TellStory) -> None:
    story = tell("barbell_curl", "superset_antagonist")
    assert story.wait(40) == []
    story.see(story.lifter.change("triceps_pushdown"))
    assert story.see(story.lifter.lift("full", 1.0)) == []
    assert story.plan.state == "lapsed"


def test_pre_exhaust_is_planned_before_the_compound(tell: TellStory) -> None:
    bench = load_exercise("barbell_bench_press")
    profile = Profile(experience_months=36, spotter=True, second_station=True, wanted="pre_exhaust")
    situation = Situation(exercise=bench, profile=profile, moment="planned")
    advice = advise(situation)
    assert advice is not None
    assert advice.technique == "pre_exhaust"
    story = tell("dumbbell_fly")
    story.plan = Plan(advice, situation)
    story.lifter.reps.clear()
    assert story.wait(60) == []
    story.see(story.lifter.change("dumbbell_fly"))
    story.see(story.lifter.lift("full", 1.0, 0.8, 0.6))
    story.see(story.lifter.close())
    story.wait(15)
    story.see(story.lifter.change("barbell_bench_press"))
    assert story.see(story.lifter.lift("full", 1.0)) == ["Done. Well done."]
    assert story.plan.amounts == {"pre_exhaust": 1}


def test_cluster(tell: TellStory) -> None:
    story = tell("barbell_squat")
    situation = Situation(
        exercise=story.lifter.exercise,
        profile=Profile(goal="strength", safeties=True, experience_months=24),
        moment="planned",
    )
    advice = advise(situation)
    assert advice is not None
    assert advice.technique == "cluster"
    story.lifter.reps.clear()
    story.plan = Plan(advice, situation)
    said: list[str] = []
    for _ in range(5):
        said += story.see(story.lifter.lift("full", 1.0, 0.97))
        said += story.wait(31)
    assert said.count("Short rest, 30 seconds.") >= 2
    assert "Again, go." in said
    assert story.plan.amounts["cluster"] == 4
    assert story.plan.state == "done"
    assert structure_of(story.lifter.reps, story.lifter.exercise) == "cluster"


def test_the_combination_of_the_article(tell: TellStory) -> None:
    story = tell("barbell_bench_press", "combination")
    lifter = story.lifter
    said = story.see(lifter.lift("forced", 0.3, 0.3))
    for _ in range(3):
        story.wait(8)
        said += story.see(lifter.lift("full", 1.0, 0.8, 0.5) + lifter.fail())
    said += story.see(lifter.lift("half", *[0.6] * 10))
    assert said == [
        "One more.",
        "Strip 20 percent, go.",
        "Strip 20 percent, go.",
        "Strip 20 percent, go.",
        "Half reps, 10.",
        "One more.",
        "Done. Well done.",
    ]
    assert story.plan.amounts == {"forced_reps": 2, "drop_set": 3, "half_reps": 10}
    assert techniques_done(story) == [("forced_reps", 2), ("drop_set", 3), ("half_reps", 10)]
