from __future__ import annotations

import pytest

from lastrep.analysis import Analyzer
from lastrep.analysis.failure_beside import FailureBeside
from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.events import FailureSeen, FailureWithdrawn, SetClosed
from lastrep.records.repetition import Side
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.measurement import measure_set
from lastrep.sets.reserve import OwnHistory
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, SetToFailure, simulate

CURL = load_exercise("barbell_curl")
SLOWED = tuple(Rep(concentric_s=0.9 / ratio) for ratio in (1.0, 0.97, 0.94, 0.9, 0.87))
STOPPED = Rep(kind="failed", fails_at=0.5, stall_s=0.9, concentric_s=0.9)


@pytest.mark.parametrize("own", [None, OwnHistory(velocity_loss_at_failure=0.2, sets=6)])
def test_the_lifters_own_history_shortens_the_proof_of_failure(own: OwnHistory | None) -> None:
    script = Script(
        exercise="barbell_curl",
        seed=5,
        camera=Camera(view="side", fps=30.0),
        noise=Noise(level=0.5),
        events=(Rest(seconds=1.0), *SLOWED, STOPPED, Rest(seconds=2.0)),
    )
    simulated = simulate(script)
    track = track_poses(simulated.recording)
    attempt_s = simulated.truth.reps[-1].start_time_s
    before = track.between(float(track.time_s[0]), attempt_s)
    measured = measure_set(before, count_reps(before, CURL), CURL)
    assert len(measured.reps) == len(SLOWED)
    beside = FailureBeside()

    beside.push(before)
    beside.follow(measured, measured.reps, CURL, own=own)
    beside.push(before)
    found = beside.push(track.between(attempt_s, float(track.time_s[-1])))

    called = [one for one in found if isinstance(one, FailureSeen)]
    # who is known to fail with so little warning needs no long standstill as a proof
    assert len(called) == (0 if own is None else 1)


@pytest.mark.parametrize("fails", ["left", "right", None])
def test_each_arm_that_takes_turns_fails_by_itself(fails: Side | None) -> None:
    slowing = [
        Rep(side=side, concentric_s=0.9 / ratio, sticking=max(0.0, 0.9 - ratio))
        for ratio in (1.0, 0.95, 0.9, 0.82, 0.7, 0.55)
        for side in ("left", "right")
    ]
    last = [Rep(side="left", concentric_s=2.0, sticking=0.5)] if fails == "right" else []
    if fails is not None:
        last.append(Rep(kind="failed", side=fails, fails_at=0.5, stall_s=1.6, concentric_s=2.2))
    script = Script(
        exercise="lateral_raise",
        seed=1,
        camera=Camera(view="front"),
        events=(Rest(seconds=1.5), *slowing, *last, Rest(seconds=3.0)),
    )
    simulated = simulate(script)
    analyzer = Analyzer("lateral_raise")
    events = [event for pose in simulated.recording for event in analyzer.push(pose)]

    calls = [event.time_s for event in events if isinstance(event, FailureSeen)]
    assert len(calls) == (0 if fails is None else 1)
    assert all(time_s > simulated.truth.reps[-1].start_time_s for time_s in calls)


@pytest.mark.parametrize("exercise", ["barbell_curl", "lat_pulldown", "leg_extension"])
@pytest.mark.parametrize("fails", [False, True])
def test_a_hold_that_was_called_a_failure_is_taken_back_and_a_failure_is_not(
    exercise: str, *, fails: bool
) -> None:
    fresh = Rep(times=6), Rep(kind="hold", range_of_motion=0.6, hold_s=5.0)
    done = (SetToFailure(reps=8, fails_at=0.5, stall_s=2.0),) if fails else fresh
    script = Script(
        exercise=exercise,
        seed=3,
        camera=Camera(view="front" if exercise == "lat_pulldown" else "side"),
        events=(Rest(seconds=1.5), *done, Rest(seconds=5.0)),
    )
    analyzer = Analyzer(exercise)
    poses = simulate(script).recording
    live = [event for pose in poses for event in analyzer.push(pose)]
    seen = sum(isinstance(event, FailureSeen) for event in live)
    taken_back = sum(isinstance(event, FailureWithdrawn) for event in live)
    final = [event.training_set for event in analyzer.finish() if isinstance(event, SetClosed)]
    assert [one.failure.kind for one in final] == ["positive" if fails else "none"]
    assert seen - taken_back == fails
