from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lastrep.motion.measures import MEASURE_INDEX
from lastrep.records.repetition import VELOCITY_UNKNOWN
from lastrep.reps import measurement
from lastrep.reps.measurement import measure_set
from lastrep.reps.measuring.like_shape import lay_over_alike
from lastrep.reps.measuring.scale import LengthScale
from lastrep.sets.effort import forecast


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_clean_set_is_measured_as_it_was_scripted(
    make_curls: Any, one_curl: Any, fps: float
) -> None:
    made = make_curls(6 * one_curl(up_s=0.9, down_s=1.6, pause_s=0.5), fps=fps)

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps] == ["full"] * 6
    assert [rep.number for rep in reps] == [1, 2, 3, 4, 5, 6]
    for rep, limits in zip(reps, made.counted.limits, strict=True):
        assert rep.range_of_motion_deg == pytest.approx(115.0, abs=3.0)
        assert rep.range_of_motion_fraction == pytest.approx(1.0, abs=0.03)
        assert rep.concentric_end_time_s == pytest.approx(limits.concentric_end_time_s, abs=0.1)
        assert rep.tempo_s.concentric == pytest.approx(0.9, abs=0.1)
        assert rep.tempo_s.eccentric == pytest.approx(1.6, abs=0.15)
        assert rep.tempo_s.shortened_hold == pytest.approx(0.5, abs=0.15)
        # 0.8 of the range over the 10-90 % time of a minimum-jerk movement, which is 0.507 of it
        assert rep.mean_concentric_velocity_dps == pytest.approx(
            0.8 * 115 / (0.507 * 0.9), rel=0.06
        )


def test_slowing_down_is_velocity_loss(make_curls: Any, one_curl: Any) -> None:
    made = make_curls([m for up in (0.8, 0.8, 1.0, 1.3, 1.6) for m in one_curl(up_s=up)])

    losses = [
        rep.velocity_loss_fraction
        for rep in measure_set(made.track, made.counted, made.exercise).reps
    ]

    assert losses[0] == 0.0
    assert losses[-1] == pytest.approx(0.5, abs=0.04)


def test_half_repetitions_have_their_region(make_curls: Any, one_curl: Any, move: Any) -> None:
    lengthened = one_curl(top=0.5)
    shortened = [move(0.5, 0.6), move(1.0, 0.6), move(1.0, 0.3), move(0.0, 1.4), move(0.0, 0.4)]
    made = make_curls(4 * one_curl() + lengthened + lengthened + shortened[:0])

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps] == ["full"] * 4 + ["half"] * 2
    assert {rep.partial_region for rep in reps[4:]} == {"lengthened"}


def test_an_attempt_that_stalls_is_listed_as_failed_although_nobody_counted_it(
    make_curls: Any, one_curl: Any, move: Any
) -> None:
    tiring = [m for up in (0.8, 0.9, 1.1, 1.4, 1.8) for m in one_curl(up_s=up)]
    attempt = [move(0.5, 1.5), move(0.5, 1.3), move(0.0, 1.0)]
    made = make_curls([*tiring, *attempt], listed=range(5))

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps] == ["full"] * 5 + ["failed"]
    assert reps[-1].completeness == "failed"
    assert any(one.rule == "stall" for one in reps[-1].evidence)


def test_a_helper_who_takes_over_at_once_does_not_undo_the_failed_attempt(
    make_curls: Any, one_curl: Any, move: Any
) -> None:
    tiring = [m for up in (0.8, 0.9, 1.1, 1.4, 1.8) for m in one_curl(up_s=up)]
    attempt = [move(0.5, 1.5), move(0.5, 1.3), move(0.0, 1.0), move(0.0, 0.4)]
    helped = 3 * one_curl(up_s=0.45, down_s=4.0)
    made = make_curls([*tiring, *attempt, *helped], listed=[*range(5), 6, 7, 8])

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps[5:]] == ["failed", "negative", "negative", "negative"]


def test_fast_lifts_with_slow_lowerings_are_negatives(make_curls: Any, one_curl: Any) -> None:
    negatives = 3 * one_curl(up_s=0.4, down_s=4.0)
    alone = make_curls(negatives)
    after = make_curls(5 * one_curl(up_s=1.0) + negatives)

    assert [r.label for r in measure_set(alone.track, alone.counted, alone.exercise).reps] == [
        "negative"
    ] * 3
    labels = [r.label for r in measure_set(after.track, after.counted, after.exercise).reps]
    assert labels == ["full"] * 5 + ["negative"] * 3


def test_swinging_the_trunk_is_cheating(make_curls: Any, one_curl: Any, move: Any) -> None:
    swung = [move(1.0, 0.8, lean_deg=-25.0), move(1.0, 0.2), move(0.0, 1.4), move(0.0, 0.4)]
    made = make_curls(4 * one_curl() + 2 * swung)

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps] == ["full"] * 4 + ["cheat"] * 2


def test_noise_of_a_pose_model_leaves_the_measures_standing(make_curls: Any, one_curl: Any) -> None:
    speeds = []
    for seed in range(4):
        made = make_curls(6 * one_curl(), noise_px=3.0, seed=seed)
        reps = measure_set(made.track, made.counted, made.exercise).reps
        assert {rep.label for rep in reps} == {"full"}
        speeds += [rep.mean_concentric_velocity_dps or 0.0 for rep in reps]
    assert np.std(speeds) / np.mean(speeds) < 0.06


def test_without_a_scale_nothing_is_said_in_metres(make_curls: Any, one_curl: Any) -> None:
    made = make_curls(3 * one_curl())

    plain = measure_set(made.track, made.counted, made.exercise).reps
    scaled = measure_set(made.track, made.counted, made.exercise, metres=LengthScale(0.003)).reps

    assert {rep.mean_concentric_velocity_mps for rep in plain} == {None}
    assert all(0.3 < (rep.mean_concentric_velocity_mps or 0.0) < 3.0 for rep in scaled)


def test_nothing_counted_is_nothing_measured(make_curls: Any, move: Any) -> None:
    made = make_curls([move(0.0, 2.0)])

    measured = measure_set(made.track, made.counted, made.exercise)

    assert measured.reps == ()
    assert measured.lead is None


def test_swinging_in_every_repetition_is_cheating_too(make_curls: Any, move: Any) -> None:
    def labels(lean_deg: float) -> set[str]:
        swung = [
            move(1.0, 0.8, lean_deg=-lean_deg),
            move(1.0, 0.2),
            move(0.0, 1.4),
            move(0.0, 0.4),
        ]
        made = make_curls(6 * swung, noise_px=1.5)
        return {rep.label for rep in measure_set(made.track, made.counted, made.exercise).reps}

    assert labels(8.0) == {"full"}  # what strict lifters show
    assert labels(30.0) == {"cheat"}


def test_the_same_swing_is_seen_through_more_noise(
    make_curls: Any, one_curl: Any, move: Any
) -> None:
    swung = [move(1.0, 0.8, lean_deg=-25.0), move(1.0, 0.2), move(0.0, 1.4), move(0.0, 0.4)]
    for seed in range(3):
        made = make_curls(6 * one_curl() + 2 * swung, noise_px=4.0, seed=seed)

        reps = measure_set(made.track, made.counted, made.exercise).reps

        assert [rep.label for rep in reps] == ["full"] * 6 + ["cheat"] * 2


def test_an_angle_seen_edge_on_does_not_say_how_fast_the_lift_was(
    make_curls: Any, one_curl: Any
) -> None:
    made = make_curls(6 * one_curl(up_s=1.5))
    values = made.track.values.copy()
    elbow = values[:, MEASURE_INDEX["elbow"]]
    bent = (elbow - np.nanmin(elbow)) / np.ptp(elbow[np.isfinite(elbow)])
    values[:, MEASURE_INDEX["elbow"]] = 50.0 + 115.0 / (1.0 + np.exp(-14.0 * (bent - 0.5)))
    snapping = replace(made.track, values=values)

    seen_well = measure_set(made.track, made.counted, made.exercise).reps
    edge_on = measure_set(snapping, made.counted, made.exercise).reps

    def median_of(values: list[float | None]) -> float:
        return float(np.median([value for value in values if value is not None]))

    turned = [median_of([r.range_of_motion_deg for r in reps]) for reps in (edge_on, seen_well)]
    speed = [
        median_of([r.mean_concentric_velocity_dps for r in reps]) for reps in (edge_on, seen_well)
    ]
    assert turned[0] == pytest.approx(turned[1], rel=0.05)
    assert 0.9 < speed[0] / speed[1] < 1.35  # the angle says 2.8; it still bends the fused curve


def test_a_lowering_that_is_still_under_way_has_no_duration_yet(
    make_curls: Any, one_curl: Any, move: Any
) -> None:
    under_way = [move(1.0, 0.9), move(1.0, 0.3), move(0.5, 0.7)]
    made = make_curls([*(4 * one_curl(down_s=1.4)), *under_way])

    reps = measure_set(made.track, made.counted, made.exercise).reps

    assert [rep.label for rep in reps] == ["full"] * 5
    assert reps[3].tempo_s.eccentric == pytest.approx(1.4, abs=0.15)
    assert reps[4].tempo_s.eccentric is None
    assert reps[4].tempo_s.concentric == pytest.approx(0.9, abs=0.1)


def test_a_speed_that_the_noise_hides_is_not_told(
    make_curls: Any, one_curl: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_curls(6 * one_curl())

    def shaken(strokes: Any, progress: Any) -> Any:
        told = lay_over_alike(strokes, progress)
        told[2] = replace(told[2], concentric=replace(told[2].concentric, pace_error=0.15))
        return told

    monkeypatch.setattr(measurement, "lay_over_alike", shaken)
    reps = measure_set(made.track, made.counted, made.exercise).reps

    known = [rep.mean_concentric_velocity_dps is not None for rep in reps]
    assert known == [True, True, False, True, True, True]
    assert [rep.velocity_loss_fraction is not None for rep in reps] == known
    assert reps[2].mean_concentric_velocity_mps is None
    assert [one.rule for one in reps[2].evidence].count(VELOCITY_UNKNOWN) == 1
    assert reps[2].label == "full"
    assert forecast(reps, made.exercise.effort) == "fresh"


def test_later_cheats_that_go_further_make_no_halves_of_strict_ones(
    make_curls: Any, one_curl: Any, move: Any
) -> None:
    further = [move(1.25, 0.8, lean_deg=-25.0), move(1.25, 0.2), move(0.0, 1.4), move(0.0, 0.4)]
    made = make_curls(4 * one_curl() + 3 * further, noise_px=1.0)
    labels = [rep.label for rep in measure_set(made.track, made.counted, made.exercise).reps]
    assert labels[:4] == ["full"] * 4
