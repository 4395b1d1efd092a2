"""Each kind of repetition, and what the truth says about it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from lastrep.errors import DefinitionError
from lastrep.simulation import (
    Athlete,
    Camera,
    ChangeExercise,
    ChangeWeight,
    Noise,
    PickUp,
    PutDown,
    Rep,
    Rest,
    Script,
    SetToFailure,
    SimulatedSet,
    WalkIn,
    WalkOut,
    read_truth,
    simulate,
)
from lastrep.simulation.script import AnyEvent

STILL = Rest(seconds=0.5)


def done(*events: AnyEvent, exercise: str = "barbell_curl", seed: int = 0) -> SimulatedSet:
    return simulate(
        Script(
            exercise=exercise,
            events=(STILL, *events, STILL),
            camera=Camera(view="side"),
            noise=Noise(level=0.0, drop_outs_per_min=0.0),
            athlete=Athlete(variation=0.0),
            seed=seed,
        )
    )


@pytest.mark.parametrize("exercise", ["barbell_curl", "barbell_squat"])
@pytest.mark.parametrize(
    ("rep", "label", "axes"),
    [
        (Rep(), "full", ("full", "strict", "both")),
        (Rep(kind="half", region="lengthened"), "half", ("partial", "strict", "both")),
        (Rep(range_of_motion=0.6), "half", ("partial", "strict", "both")),
        (Rep(kind="cheat"), "cheat", ("full", "cheat", "both")),
        (Rep(kind="forced", helper=True), "forced", ("full", "forced", "both")),
        (Rep(kind="negative"), "negative", ("full", "strict", "eccentric_only")),
        (Rep(kind="failed"), "failed", ("failed", "strict", "both")),
        (Rep(kind="hold", range_of_motion=0.6), "hold", ("full", "strict", "isometric")),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_kind_has_its_axes_and_label(
    exercise: str, rep: Rep, label: str, axes: tuple[str, str, str]
) -> None:
    truth = done(Rep(times=2), rep, exercise=exercise).truth
    last = truth.reps[-1]
    assert last.label == label
    assert (last.completeness, last.execution, last.phases) == axes
    assert truth.counts.total == (2 if label == "failed" else 3)


def test_a_half_repetition_needs_its_region() -> None:
    with pytest.raises(DefinitionError, match="region"):
        done(Rep(kind="half"))


@pytest.mark.parametrize(
    ("region", "low", "high"),
    [("lengthened", 0.0, 0.5), ("middle", 0.25, 0.75), ("shortened", 0.5, 1.0)],
)
def test_a_half_repetition_stays_in_its_region(region: str, low: float, high: float) -> None:
    simulated = done(Rep(times=2), Rep(kind="half", region=region, times=2))  # type: ignore[arg-type] # literals
    full, half = simulated.truth.reps[0], simulated.truth.reps[-1]
    assert half.range_of_motion_fraction == pytest.approx(0.5)
    elbow = simulated.angle_deg("elbow")[:, 0]
    assert full.concentric_start_time_s is not None
    assert half.concentric_start_time_s is not None
    assert half.concentric_end_time_s is not None

    def at(time_s: float) -> float:
        return float(np.interp(time_s, simulated.recording.time_s, elbow))

    assert full.concentric_end_time_s is not None
    start, end = at(full.concentric_start_time_s), at(full.concentric_end_time_s)
    share = [
        (at(t) - start) / (end - start)
        for t in (half.concentric_start_time_s, half.concentric_end_time_s)
    ]
    assert share == pytest.approx([low, high], abs=0.06)


def test_a_failed_attempt_stalls_and_is_given_up() -> None:
    simulated = done(Rep(times=2), Rep(kind="failed", fails_at=0.5, stall_s=1.5))
    failed = simulated.truth.reps[-1]
    assert failed.concentric_end_time_s is not None
    (failure,) = simulated.truth.sets[0].failures
    assert failure.kind == "positive"
    assert failure.time_s == pytest.approx(failed.concentric_end_time_s)
    elbow = simulated.angle_deg("elbow")[:, 0]
    stall = (simulated.recording.time_s > failure.time_s - 1.4) & (
        simulated.recording.time_s < failure.time_s - 0.1
    )
    assert np.ptp(elbow[stall]) < 9.0
    assert 0.4 < failed.range_of_motion_fraction < 0.6


def test_a_negative_is_quick_up_and_slow_down() -> None:
    negative = done(Rep(kind="negative", helper=True)).truth.reps[0]
    assert negative.tempo_s.concentric is not None
    assert negative.tempo_s.eccentric is not None
    assert negative.tempo_s.concentric < 0.7
    assert negative.tempo_s.eccentric > 3.0


def test_losing_control_of_a_negative_is_negative_failure() -> None:
    rep = Rep(kind="negative", eccentric_s=1.2, loses_control=True)
    (failure,) = done(Rep(kind="negative"), rep).truth.sets[0].failures
    assert failure.kind == "negative"


def test_a_cheat_swings_the_trunk() -> None:
    simulated = done(Rep(times=2), Rep(kind="cheat", swing_deg=24.0))
    shoulder, hip = simulated.landmarks_m[:, 11], simulated.landmarks_m[:, 23]
    lean = np.degrees(np.arctan2(*(shoulder - hip)[:, [1, 2]].T))
    strict, cheat = simulated.truth.reps[1], simulated.truth.reps[2]
    time_s = simulated.recording.time_s

    def swing(rep_start: float, rep_end: float) -> float:
        return float(np.ptp(lean[(time_s >= rep_start) & (time_s <= rep_end)]))

    assert swing(cheat.start_time_s, cheat.end_time_s) > 15.0
    assert swing(strict.start_time_s, strict.end_time_s) < 4.0


def test_a_set_to_failure_slows_down_and_knows_its_reserve() -> None:
    truth = done(SetToFailure(reps=10), seed=4).truth
    assert truth.counts.total == 10
    assert truth.counts.failed == 1
    assert [rep.reps_in_reserve for rep in truth.reps[:10]] == list(range(9, -1, -1))
    velocity = [rep.mean_concentric_velocity_dps for rep in truth.reps[:10]]
    assert all(v is not None for v in velocity)
    first, last = np.mean(velocity[:2]), velocity[-1]  # type: ignore[arg-type] # none is None
    assert last is not None
    assert 0.35 < 1.0 - last / first < 0.9


def test_a_set_that_stops_early_has_no_failure() -> None:
    truth = done(SetToFailure(reps=10, stops_at_reserve=3)).truth
    assert truth.counts.total == 7
    assert truth.sets[0].failures == ()
    assert truth.reps[-1].reps_in_reserve is None


@pytest.mark.parametrize(
    ("between", "structure"),
    [
        (ChangeWeight(load=0.75, seconds=8.0), "drop"),
        (Rest(seconds=15.0), "rest_pause"),
        (Rest(seconds=3.0), "straight"),
    ],
)
def test_what_follows_failure_makes_the_structure(between: AnyEvent, structure: str) -> None:
    truth = done(SetToFailure(reps=6), between, Rep(times=3)).truth
    assert [one.structure for one in truth.sets] == [structure]
    assert truth.counts.total == 9


def test_a_long_rest_or_another_exercise_begins_another_set() -> None:
    truth = done(
        Rep(times=2),
        Rest(seconds=60.0),
        Rep(times=3),
        ChangeExercise(exercise="lateral_raise", structure="superset_same_muscle"),
        Rep(times=4),
    ).truth
    assert [len(one.reps) for one in truth.sets] == [2, 3, 4]
    assert [one.exercise for one in truth.sets] == ["barbell_curl", "barbell_curl", "lateral_raise"]
    assert truth.sets[-1].structure == "superset_same_muscle"
    assert truth.sets[-1].reps[0].number == 1


def test_nothing_is_counted_while_walking_and_racking() -> None:
    simulated = done(WalkIn(), PickUp(), Rest(seconds=5.0, fidget=True), PutDown(), WalkOut())
    assert simulated.truth.counts.total == 0
    assert simulated.truth.sets == ()
    travelled = np.ptp(simulated.landmarks_m[:, 23, :2], axis=0)
    assert travelled.max() > 1.0


def test_one_arm_at_a_time_moves_one_arm() -> None:
    simulated = done(Rep(side="left"), Rep(side="right"), exercise="dumbbell_curl")
    elbow = simulated.angle_deg("elbow")
    first = simulated.recording.time_s < simulated.truth.reps[0].end_time_s
    assert np.ptp(elbow[first, 0]) > 90.0
    assert np.ptp(elbow[first, 1]) < 10.0
    assert [rep.side for rep in simulated.truth.reps] == ["left", "right"]


def test_truth_survives_json(tmp_path: Path) -> None:
    truth = done(SetToFailure(reps=3)).truth
    path = tmp_path / "truth.json"
    path.write_bytes(msgspec.json.encode(truth))
    assert read_truth(path) == truth
