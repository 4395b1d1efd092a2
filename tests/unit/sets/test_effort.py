from __future__ import annotations

import msgspec
import pytest

from lastrep.exercises import load_exercise
from lastrep.records.repetition import Repetition, Tempo
from lastrep.records.training_set import Failure, RepsInReserve
from lastrep.sets.effort import forecast, measure_effort, reps_in_reserve
from lastrep.sets.reserve import OwnHistory, loss_at_failure

CURL = load_exercise("barbell_curl").effort
NONE = Failure()


def reps(ratios: list[float], *, fresh_s: float = 0.9, confidence: float = 0.9) -> list[Repetition]:
    return [
        Repetition(
            number=i + 1,
            label="full",
            completeness="full",
            start_time_s=3.0 * i,
            concentric_start_time_s=3.0 * i,
            concentric_end_time_s=3.0 * i + fresh_s / ratio,
            end_time_s=3.0 * i + 2.5,
            range_of_motion_fraction=1.0,
            tempo_s=Tempo(
                eccentric=1.5, lengthened_hold=None, concentric=fresh_s / ratio, shortened_hold=0.0
            ),
            velocity_loss_fraction=1.0 - ratio,
            confidence=confidence,
        )
        for i, ratio in enumerate(ratios)
    ]


def curve(total: int, upto: int) -> list[float]:
    """Speeds of a set that fails after `total` repetitions, by the prior itself."""
    done = [i / (total - 1) for i in range(upto)]
    loss, _ = loss_at_failure(CURL, None)
    return [1.0 - loss * share ** (1.0 / CURL.exponent) for share in done]


def width(reserve: RepsInReserve) -> float:
    return (reserve.high or 0.0) - (reserve.low or 0.0)


def test_the_interval_holds_the_truth_and_narrows() -> None:
    early = reps_in_reserve(reps(curve(12, 4)), CURL, NONE)
    late = reps_in_reserve(reps(curve(12, 11)), CURL, NONE)

    assert (early.low or 0.0) <= 8 <= (early.high or 0.0)
    assert late.estimate == pytest.approx(1.0, abs=1.0)
    assert width(late) <= width(early)


def test_failure_leaves_nothing() -> None:
    failure = Failure(kind="positive", time_s=1.0, confidence=0.9)
    effort = measure_effort(reps(curve(8, 8)), CURL, failure)

    assert effort.reps_in_reserve.estimate == 0.0
    assert effort.text == "You went to failure."
    perhaps = msgspec.structs.replace(failure, confidence=0.45)
    assert measure_effort(reps(curve(8, 8)), CURL, perhaps).text == "You may have gone to failure."


def test_what_follows_failure_says_nothing_of_the_effort() -> None:
    done = reps([1.0, 0.8, 0.5, 0.95])  # the last one with a lighter weight
    failure = Failure(kind="positive", time_s=done[2].end_time_s, confidence=0.9)

    assert measure_effort(done, CURL, failure).velocity_loss_fraction == pytest.approx(0.5)
    assert measure_effort(done, CURL, NONE).velocity_loss_fraction == pytest.approx(0.05)


def test_it_is_said_in_plain_words() -> None:
    effort = measure_effort(reps(curve(12, 8)), CURL, NONE)

    assert effort.text.startswith("You stopped with about ")
    assert effort.velocity_loss_fraction == pytest.approx(1.0 - curve(12, 8)[-1])


@pytest.mark.parametrize(
    ("made", "because"),
    [
        (reps([1.0, 0.9]), "too few"),
        (reps([1.0] * 7, fresh_s=2.5), "paced on purpose"),
        (reps(curve(10, 6), confidence=0.2), "view"),
    ],
)
def test_nothing_is_claimed_where_nobody_can_tell(made: list[Repetition], because: str) -> None:
    reserve = reps_in_reserve(made, CURL, NONE)

    assert reserve.estimate is None
    assert because in reserve.basis


def test_own_history_counts_for_more_than_the_usual() -> None:
    own = OwnHistory(velocity_loss_at_failure=0.3, sets=4)
    made = reps([1.0, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75])

    with_history = reps_in_reserve(made, CURL, NONE, own=own)
    without = reps_in_reserve(made, CURL, NONE)

    assert (with_history.estimate or 0.0) < (without.estimate or 0.0)
    assert "your own" in with_history.basis


def test_the_forecast_knows_how_much_this_lifter_slows_down() -> None:
    made = reps([1.0, 0.98, 0.94, 0.9, 0.86])  # little of what is usual at failure
    stops_abruptly = OwnHistory(velocity_loss_at_failure=0.2, sets=6)

    assert forecast(made, CURL) == "fresh"
    assert forecast(made, CURL, own=stops_abruptly) != "fresh"


@pytest.mark.parametrize("exercise", ["barbell_bench_press", "deadlift", "barbell_curl"])
@pytest.mark.parametrize("before", [2, 4, 8, 30])
def test_a_last_one_that_is_ground_out_leaves_about_one_whatever_came_before(
    exercise: str, before: int
) -> None:
    model = load_exercise(exercise).effort
    even = [1.0, *(0.98 for _ in range(before - 1))]
    ground_out = 1.0 - 1.05 * model.velocity_loss_at_failure
    left = reps_in_reserve(reps([*even, ground_out]), model, NONE)
    assert left.low == pytest.approx(0.0, abs=0.1)
    assert left.estimate == pytest.approx(1.0, abs=0.4)
    assert (left.high or 0.0) >= 4.0  # it may have been slow on purpose
    misread = reps_in_reserve(reps([*even, ground_out, 0.97, 0.98]), model, NONE)
    assert (misread.low or 0.0) >= 2.0


def test_one_repetition_has_not_slowed_down() -> None:
    assert measure_effort(reps([1.0]), CURL, NONE).velocity_loss_fraction is None
    assert measure_effort(reps([1.0, 0.9]), CURL, NONE).velocity_loss_fraction == pytest.approx(0.1)


def test_a_side_that_looks_slower_is_not_more_tired() -> None:
    done = reps([1.0] * 12)
    sides = ["left", "right"] * 6
    seen = [
        msgspec.structs.replace(
            rep, side=side, mean_concentric_velocity_dps=180.0 if side == "left" else 90.0
        )
        for rep, side in zip(done, sides, strict=True)
    ]
    assert (reps_in_reserve(seen, CURL, NONE).low or 0.0) > 4.0
    assert forecast(seen, CURL) == "fresh"


def test_the_side_with_less_left_ends_the_set() -> None:
    tired = reps(curve(7, 7))
    fresh = reps([1.0] * 7)
    both = [
        *(msgspec.structs.replace(rep, side="left") for rep in fresh),
        *(msgspec.structs.replace(rep, side="right") for rep in tired),
    ]
    alone = reps_in_reserve(tired, CURL, NONE)
    assert reps_in_reserve(both, CURL, NONE).estimate == alone.estimate


def test_a_speed_in_another_unit_is_not_compared() -> None:
    done = reps([1.0] * 8)
    seen = [
        msgspec.structs.replace(rep, mean_concentric_velocity_dps=None if i == 3 else 140.0)
        for i, rep in enumerate(done)
    ]
    assert (reps_in_reserve(seen, CURL, NONE).low or 0.0) > 4.0


@pytest.mark.parametrize("done", [20, 40, 60])
def test_a_long_even_set_has_no_end_in_sight(done: int) -> None:
    effort = measure_effort(reps([1.0] * done), CURL, NONE)
    assert (effort.reps_in_reserve.high or 0.0) > done + 10
    assert effort.text == "You stopped with 15 or more left."


@pytest.mark.parametrize("pace", [0.6, 0.4, 0.25])
def test_another_pace_that_is_kept_is_a_choice(pace: float) -> None:
    done = reps([1.0, 0.98, 1.0, 0.97, pace, 1.02 * pace, pace, 0.99 * pace])
    effort = measure_effort(done, CURL, NONE)
    assert effort.reps_in_reserve.estimate is None
    assert "on purpose" in effort.text
    assert forecast(done, CURL) == "unknown"


def test_who_tires_goes_on_tiring() -> None:
    for total in (6, 8, 12, 20):
        assert reps_in_reserve(reps(curve(total, total)), CURL, NONE).estimate is not None
    sudden = reps([1.0, 0.98, 0.97, 0.95, 0.6, 0.52, 0.45])
    assert reps_in_reserve(sudden, CURL, NONE).estimate is not None


@pytest.mark.parametrize("total", [70, 200])
def test_of_a_very_long_set_the_trend_is_enough(total: int) -> None:
    """So many are not all compared; what is left is told as from those that were before."""
    left = reps_in_reserve(reps(curve(total, total - 4)), CURL, NONE)
    assert left.low is not None
    assert left.high is not None
    assert left.low <= 4 <= left.high
