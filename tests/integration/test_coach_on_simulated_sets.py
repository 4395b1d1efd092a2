"""From the picture of a set to the advice, to its being done, to its being recognised.

The lifters are `lastrep.evaluation.coach_demonstrations`; how often each is seen through over many
seeds is printed by ``python -m lastrep.evaluation.coach_report``.
"""

from __future__ import annotations

import msgspec
import pytest

from lastrep.analysis import Analyzer
from lastrep.evaluation.coach_demonstrations import EXPERT, PAIRS, SINGLE, Demonstration
from lastrep.evaluation.coach_play import play
from lastrep.records.events import AdviceGiven, Event, FailureSeen, SetClosed
from lastrep.records.profile import Profile
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import simulate
from lastrep.simulation.script import Camera, Noise, Rep, Rest, Script, SetToFailure

SEED = 43
BY_NAME = {demonstration.name: demonstration for demonstration in (*SINGLE, *PAIRS)}
PAIRS_SHOWN = [
    BY_NAME["superset antagonist: barbell_curl, triceps_pushdown"],
    BY_NAME["superset same muscle: leg_press, leg_extension"],
    BY_NAME["pre exhaust: front_raise, overhead_press"],
]


def seen_through(demonstration: Demonstration) -> None:
    played = play(demonstration, seed=SEED)
    assert played.advised
    assert played.recognised, played.done
    assert played.labelled, [one.structure for one in played.sets]
    assert played.ended
    assert played.ended_live, played.said


@pytest.mark.parametrize(
    "demonstration",
    [
        # shown on the bench as well, and one of the two takes long enough
        pytest.param(one, marks=pytest.mark.slow if one.name == "combination" else ())
        for one in SINGLE
    ],
    ids=lambda one: one.name,
)
def test_a_technique_is_advised_done_recognised_and_ended(demonstration: Demonstration) -> None:
    seen_through(demonstration)


@pytest.mark.parametrize("demonstration", PAIRS_SHOWN, ids=lambda one: one.name)
def test_a_pair_is_advised_done_recognised_and_ended(demonstration: Demonstration) -> None:
    seen_through(demonstration)


def test_a_superset_is_split_where_nobody_names_the_exercises() -> None:
    pair = BY_NAME["superset antagonist: barbell_curl, triceps_pushdown"]
    played = play(pair, seed=40, named=False, live=False)
    assert played.labelled, [(one.exercise, one.structure) for one in played.sets]


def test_every_row_of_the_table_has_its_demonstration() -> None:
    assert {one.wish for one in (*SINGLE, *PAIRS_SHOWN)} == {
        "forced_reps",
        "drop_set",
        "negatives",
        "negative_resistance",
        "cheat_reps",
        "rest_pause",
        "half_reps",
        "superset_antagonist",
        "superset_same_muscle",
        "pre_exhaust",
        "combination",
    }


def watched(
    exercise: str, profile: Profile, *, change: tuple[float, Profile] | None = None
) -> tuple[list[Event], TrainingSet]:
    """Return the events and the set of a lifter who fails and is then helped with negatives."""
    script = Script(
        exercise=exercise,
        events=(
            Rest(seconds=2.0),
            SetToFailure(reps=8),
            Rest(seconds=3.0),
            Rep(kind="negative", helper=True, eccentric_s=4.5, times=3),
            Rest(seconds=9.0),
        ),
        camera=Camera(fps=20.0),
        noise=Noise(level=0.5),
        seed=SEED,
    )
    analyzer = Analyzer(exercise, profile=profile)
    events: list[Event] = []
    for pose in simulate(script).recording:
        if change is not None and pose.time_s >= change[0]:
            events += analyzer.revise(change[1])
            change = None
        events += analyzer.push(pose)
    events += analyzer.finish()
    (closed,) = [event.training_set for event in events if isinstance(event, SetClosed)]
    return events, closed


def sentences(events: list[Event]) -> list[str]:
    return [event.advice.text for event in events if isinstance(event, AdviceGiven)]


def test_bench_alone_without_safeties_is_stopped_before_failure() -> None:
    alone = Profile(experience_months=36.0, lighter_weights=True, wanted="drop_set")
    events, closed = watched("barbell_bench_press", alone)
    told_s = next(e.time_s for e in events if isinstance(e, AdviceGiven))
    failed_s = min((e.time_s for e in events if isinstance(e, FailureSeen)), default=1e9)
    assert sentences(events)[0] == "Rack it now. You are alone."
    assert told_s < failed_s
    offered = {a.technique for a in closed.advice} | {
        e.advice.technique for e in events if isinstance(e, AdviceGiven)
    }
    assert offered <= {"stop", "ask", "rest"}


@pytest.mark.parametrize(
    ("change", "words", "why"),
    [
        ({"pain": True}, "Stop here. Pain ends the exercise.", "pain was reported"),
        ({"spotter": False}, "Stop. Not negatives here.", "no partner"),
    ],
)
def test_pain_and_a_spotter_who_leaves_end_the_plan(
    change: dict[str, bool], words: str, why: str
) -> None:
    profile = msgspec.structs.replace(EXPERT, wanted="negatives")
    changed = msgspec.structs.replace(profile, **change)
    failed_s = 33.0
    events, closed = watched("barbell_curl", profile, change=(failed_s + 9.0, changed))
    said = sentences(events)
    assert said[0].startswith("Only lower now")
    assert said[-1] == words
    assert closed.advice[-1].text == words
    assert closed.advice[-1].because[0].startswith(why)
    assert closed.advice[-1].pain is changed.pain


@pytest.mark.parametrize(
    ("swing_deg", "last_words"), [(12.0, "Done. Well done."), (35.0, "Form is gone. Stop.")]
)
def test_advised_cheating_is_stopped_where_the_trunk_swings_too_far(
    swing_deg: float, last_words: str
) -> None:
    script = Script(
        exercise="barbell_curl",
        events=(
            Rest(seconds=2.0),
            SetToFailure(reps=7),
            Rest(seconds=2.0),
            Rep(kind="cheat", swing_deg=swing_deg, times=2),
            Rest(seconds=9.0),
        ),
        camera=Camera(view="side", fps=20.0),
        noise=Noise(level=0.5),
        seed=SEED,
    )
    analyzer = Analyzer(
        "barbell_curl", profile=msgspec.structs.replace(EXPERT, wanted="cheat_reps")
    )
    events = [event for pose in simulate(script).recording for event in analyzer.push(pose)]
    events += analyzer.finish()
    (closed,) = [event.training_set for event in events if isinstance(event, SetClosed)]
    assert closed.counts.cheat == 2
    assert [said[-1] for said in (sentences(events), [one.text for one in closed.advice])] == [
        last_words,
        last_words,
    ]
