from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from lastrep.coach.advising import dose_of
from lastrep.coach.plan_steps import steps_of
from lastrep.coach.table import table
from lastrep.outputs.lettering import fit, width_of, wrap
from lastrep.outputs.wording import (
    clock,
    dose_words,
    exercise_title,
    number_of,
    reserve_words,
    technique_title,
    velocity_shares,
)
from lastrep.records.advice import Advice
from lastrep.records.training_set import RepsInReserve, TrainingSet


def advice(**dose: float | str) -> Advice:
    return Advice(time_s=1.0, technique="drop_set", dose=dose, text="", because=())


def test_ids_become_headings() -> None:
    assert exercise_title("barbell_curl") == "Barbell curl"
    assert technique_title("drop_set") == "Drop set"


def test_one_thing_is_named_in_the_singular() -> None:
    assert number_of(1, "repetitions") == "1 repetition"
    assert number_of(0, "sets") == "0 sets"
    assert number_of(12, "sets") == "12 sets"


def test_every_dose_of_the_coach_has_its_words() -> None:
    rules = table()
    techniques = rules.techniques.values()
    doses: list[Mapping[str, object]] = [dose_of(one) for one in techniques]
    doses += [step.dose for one in techniques for step in steps_of(one, {})]
    doses += [one.dose for one in rules.moments]
    doses += [one.dose for one in rules.adjustments]
    names = {name for dose in doses for name in dose} | {"left", "muscle"}
    assert len(names) > 10
    for name in names:
        (phrase,) = dose_words(advice(**{name: 3}))
        assert phrase != f"{name.replace('_', ' ')} 3", name


def test_doses_read_like_speech() -> None:
    assert dose_words(advice(drops=2, load_drop_pct=20)) == ("2 drops", "\N{MINUS SIGN}20 % load")
    assert dose_words(advice(reps=1)) == ("1 rep",)
    assert dose_words(advice(range="lengthened half")) == ("range lengthened half",)


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (0.0, "Maybe none left"),
        (1.2, "One more, maybe"),
        (2.4, "Two more, maybe"),
        (4.0, ""),
        (None, ""),
    ],
)
def test_the_reserve_is_said_only_when_it_matters(estimate: float | None, words: str) -> None:
    reserve = RepsInReserve(estimate=estimate, low=0.0, high=5.0, basis="velocity")
    assert reserve_words(reserve) == words
    assert reserve_words(None) == ""


def test_speeds_are_compared_where_no_angle_is_seen(failed_set: TrainingSet) -> None:
    seen = failed_set.reps
    unseen = [msgspec.structs.replace(rep, mean_concentric_velocity_dps=None) for rep in seen]
    for rep, share in zip(unseen, velocity_shares(unseen), strict=True):
        assert (share is None) == (rep.completeness == "failed")
    first, slowest = unseen[0], min(unseen[:7], key=lambda rep: rep.comparable_speed or 1.0)
    assert first.comparable_speed
    assert slowest.comparable_speed
    assert velocity_shares(unseen)[unseen.index(slowest)] == pytest.approx(
        slowest.comparable_speed / max(rep.comparable_speed or 0.0 for rep in unseen[:7])
    )


def test_times_read_like_a_clock() -> None:
    assert clock(65.9) == "1:05"


def test_wrapped_lines_fit_and_lose_no_word() -> None:
    text = "Three negatives: lift with help, lower in four seconds."
    lines = wrap(text, 150, 16)
    assert " ".join(lines) == text
    assert all(width_of(line, 16) <= 150 for line in lines)


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    short = fit("Single-arm cable triceps extension", 120, 20)
    assert short.endswith("…")
    assert width_of(short, 20) <= 120
    assert fit("Curl", 120, 20) == "Curl"
