"""The grid scores what it says, on sets that leave no doubt."""

from __future__ import annotations

import pytest

from lastrep.evaluation.grid import score_case
from lastrep.evaluation.grid_report import label_f1, table
from lastrep.evaluation.grid_scripts import EXERCISES, Case
from lastrep.exercises import load_exercise
from lastrep.simulation.script import (
    AnyEvent,
    Camera,
    CameraView,
    ChangeWeight,
    Noise,
    Rep,
    Rest,
    Script,
    SetToFailure,
)


def case(name: str, exercise: str, view: CameraView, *events: AnyEvent) -> Case:
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=1.5), *events, Rest(seconds=3.0)),
        camera=Camera(view=view, fps=30.0),
        noise=Noise(level=0.5, drop_outs_per_min=0.0),
        seed=11,
    )
    return Case(name=name, script=script, exercise=load_exercise(EXERCISES[exercise]))


@pytest.mark.parametrize(
    ("exercise", "view"),
    [("barbell_curl", "side"), ("barbell_curl", "three_quarter"), ("lateral_raise", "front")],
)
def test_a_swing_is_seen_from_every_side_that_an_exercise_calls_good(
    exercise: str, view: CameraView
) -> None:
    swing = Rep(kind="cheat", times=3, swing_deg=22.0, eccentric_s=2.0)

    score = score_case(case("cheats", exercise, view, Rep(kind="full", times=7), swing))

    assert score.pairs == [("full", "full")] * 7 + [("cheat", "cheat")] * 3
    assert label_f1([score])["cheat"] == 1.0


def test_a_set_to_failure_is_called_in_time_and_its_reserve_estimated() -> None:
    score = score_case(case("to failure", "overhead_press", "side", SetToFailure(reps=9)))

    assert score.found_positive
    assert score.live_delay_s is not None
    assert score.live_delay_s <= 0.7
    assert set(score.reserve_errors) == {0.33, 0.66, 0.90}


def test_the_parts_of_a_set_are_counted() -> None:
    rest = Rest(seconds=15.0)
    block = Rep(kind="full", times=4)
    lighter = ChangeWeight(load=0.7, seconds=8.0)

    cluster = case("cluster", "barbell_curl", "side", block, rest, block, rest, block)
    drop = case(
        "drop set", "barbell_curl", "side", SetToFailure(reps=8), lighter, SetToFailure(reps=6)
    )

    assert score_case(cluster).parts_right is True
    assert score_case(drop).parts_right is True
    assert score_case(case("straight", "barbell_curl", "side", block)).parts_right is None


def test_the_table_has_every_row_however_few_the_sets() -> None:
    score = score_case(case("short", "barbell_curl", "side", Rep(kind="full", times=4)))

    assert [row[:2] for row in table([score])] == [row[:2] for row in table([score, score])]
    assert all(len(row) == 3 and row[2] for row in table([score]))


def test_degrees_a_second_are_also_compared_with_those_in_space() -> None:
    score = score_case(case("short", "barbell_curl", "side", Rep(kind="full", times=4)))

    assert score.measures.in_space == pytest.approx(1.0, abs=0.15)
    assert table([score, score])[-1][2].endswith("of 2")
