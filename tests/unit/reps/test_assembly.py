"""What is written down of repetitions beside one another."""

from __future__ import annotations

import msgspec
import pytest
from coach_rules import a_rep

from lastrep.reps.assembly import number_reps


def losses(*speeds_dps: float) -> list[float | None]:
    reps = [msgspec.structs.replace(a_rep(), mean_concentric_velocity_dps=v) for v in speeds_dps]
    return [rep.velocity_loss_fraction for rep in number_reps(reps)]


def test_the_loss_is_that_against_the_fastest_so_far() -> None:
    assert losses(100.0, 110.0, 88.0, 55.0) == pytest.approx([0.0, 0.0, 0.2, 0.5])


def test_a_fresh_first_one_stands_however_fast() -> None:
    assert losses(100.0, 70.0, 60.0, 50.0) == pytest.approx([0.0, 0.3, 0.4, 0.5])


def test_one_that_stands_out_between_two_slower_ones_is_no_measure() -> None:
    assert losses(80.0, 80.0, 113.0, 80.0, 80.0) == pytest.approx([0.0] * 5)
    assert losses(80.0, 88.0, 80.0) == pytest.approx([0.0, 0.0, 1.0 / 11.0])


def test_sides_are_held_against_themselves() -> None:
    reps = [
        msgspec.structs.replace(a_rep(), side=side, mean_concentric_velocity_dps=v)
        for side, v in (("left", 100.0), ("right", 80.0), ("left", 50.0), ("right", 80.0))
    ]
    found = [rep.velocity_loss_fraction for rep in number_reps(reps)]
    assert found == pytest.approx([0.0, 0.0, 0.5, 0.0])
    assert [rep.number for rep in number_reps(reps)] == [1, 2, 3, 4]
