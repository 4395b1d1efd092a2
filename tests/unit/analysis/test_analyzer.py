from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from lastrep.analysis import Analyzer
from lastrep.analysis.analyzer import LOOK_S
from lastrep.analysis.set_limits import LONGEST_S
from lastrep.errors import UnknownExerciseError, UsageError
from lastrep.outputs.live_scoreboard import LiveScoreboard
from lastrep.records import events as says
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.profile import Profile
from lastrep.simulation import (
    Camera,
    ChangeExercise,
    Rep,
    Rest,
    Script,
    SetToFailure,
    simulate,
)
from lastrep.simulation.script import PickUp, PutDown


def a_recording(*events: object, seed: int = 4) -> PoseRecording:
    script = Script(
        exercise="barbell_curl",
        seed=seed,
        camera=Camera(view="three_quarter", fps=20.0),
        events=events,  # type: ignore[arg-type] # the tests below hand in events only
    )
    return simulate(script).recording


def analyse(recording: Iterable[Pose], **options: object) -> list[says.Event]:
    analyzer = Analyzer("barbell_curl", **options)  # type: ignore[arg-type] # as the caller says
    found: list[says.Event] = []
    for pose in recording:
        found += analyzer.push(pose)
    return found + analyzer.finish()


def closed(found: list[says.Event]) -> list[says.SetClosed]:
    return [event for event in found if isinstance(event, says.SetClosed)]


def test_a_set_is_counted_said_and_closed() -> None:
    found = analyse(a_recording(Rest(seconds=1.0), Rep(times=6), Rest(seconds=2.0)))
    (last,) = closed(found)
    assert last.training_set.counts.full == 6
    assert sum(isinstance(event, says.SetStarted) for event in found) == 1
    said = sum(isinstance(event, says.RepSeen) for event in found)
    withdrawn = sum(isinstance(event, says.RepWithdrawn) for event in found)
    assert said - withdrawn == 6


def test_what_ended_with_the_recording_is_said_before_the_final_word() -> None:
    whole = a_recording(Rep(times=5, eccentric_s=1.2))
    at_top = until_the_last_top(whole)
    found = analyse(at_top)
    (last,) = closed(found)
    said = sum(isinstance(event, says.RepSeen) for event in found)
    withdrawn = sum(isinstance(event, says.RepWithdrawn) for event in found)
    assert said - withdrawn == last.training_set.counts.total == 5


def test_what_follows_a_long_set_is_said_as_soon_as_in_a_fresh_start() -> None:
    """The longer a set, the more seldom it is looked at; that must not outlive it."""
    long_set = list(a_recording(Rest(seconds=1.0), Rep(times=40), Rest(seconds=3.0)))
    following = a_recording(Rest(seconds=1.0), Rep(times=4), Rest(seconds=3.0), seed=5)
    analyzer, fresh = Analyzer("barbell_curl"), Analyzer("barbell_curl")
    for pose in long_set:
        analyzer.push(pose)
    ended_s = long_set[-1].time_s
    assert ended_s > 100.0
    analyzer.next_set("barbell_curl")
    first_s: dict[bool, float] = {}
    for pose in following:
        later = replace(pose, time_s=pose.time_s + ended_s + 0.1)
        for events, is_fresh in ((analyzer.push(later), False), (fresh.push(later), True)):
            if any(isinstance(event, says.RepSeen) for event in events):
                first_s.setdefault(is_fresh, later.time_s)
    assert first_s[False] <= first_s[True] + LOOK_S


def test_the_lowering_of_a_lift_that_begins_it_is_told_while_the_set_runs() -> None:
    board = LiveScoreboard()
    analyzer = Analyzer("barbell_curl")
    for pose in a_recording(Rest(seconds=1.0), Rep(times=6, eccentric_s=1.5), Rest(seconds=2.5)):
        for event in analyzer.push(pose):
            board.hear(event)
    known = [rep.tempo_s.eccentric for rep in board.reps]
    assert len(known) == 6
    assert all(one is not None and one == pytest.approx(1.5, abs=0.4) for one in known[:-1])


def until_the_last_top(whole: PoseRecording) -> list[Pose]:
    (last,) = closed(analyse(whole))
    end_s = last.training_set.reps[-1].concentric_end_time_s
    assert end_s is not None
    return [pose for pose in whole if pose.time_s <= end_s + 0.1]


def test_a_dropped_set_leaves_no_trace_and_the_next_has_its_number() -> None:
    poses = list(a_recording(Rep(times=4), Rest(seconds=4.0), Rep(times=5)))
    first = between_the_sets_s(poses)
    analyzer = Analyzer("barbell_curl")
    found: list[says.Event] = []
    for pose in poses:
        if first is not None and pose.time_s >= first:
            analyzer.drop_set()
            first = None
        found += analyzer.push(pose)
    (last,) = closed(found + analyzer.finish())
    assert (last.training_set.number, last.training_set.counts.total) == (1, 5)


def between_the_sets_s(poses: list[Pose]) -> float | None:
    """In the middle of the longest wait between two repetitions."""
    (one,) = closed(analyse(poses))
    tops = [rep.concentric_end_time_s or 0.0 for rep in one.training_set.reps]
    wait = int(np.argmax(np.diff(tops)))
    return tops[wait] + 0.6 * (tops[wait + 1] - tops[wait])


def test_a_long_rest_closes_a_set_before_the_next_one() -> None:
    found = analyse(a_recording(Rep(times=4), Rest(seconds=60.0), Rep(times=5)))
    first, second = closed(found)
    assert (first.training_set.counts.total, second.training_set.counts.total) == (4, 5)
    assert first.training_set.ended_by == "rest"
    assert first.time_s < second.training_set.start_time_s
    assert (first.training_set.number, second.training_set.number) == (1, 2)


def test_failure_is_seen_before_the_set_closes_and_advice_follows() -> None:
    recording = a_recording(
        Rest(seconds=1.0), SetToFailure(reps=7, velocity_loss=0.6), Rest(seconds=5.0)
    )
    profile = Profile(experience_months=36, lighter_weights=True, last_set=True)
    found = analyse(recording, profile=profile)
    (last,) = closed(found)
    assert last.training_set.failure.kind == "positive"
    assert last.training_set.ended_by == "failure"
    live = [event for event in found if isinstance(event, says.FailureSeen)]
    assert live
    assert live[0].time_s < last.time_s - 3.0
    assert last.training_set.advice[0].technique not in {"ask", "add_load"}


def test_the_same_poses_give_the_same_events() -> None:
    recording = a_recording(Rep(times=5))
    assert analyse(recording) == analyse(recording)


def test_live_and_recorded_give_the_same_final_word() -> None:
    recording = a_recording(Rest(seconds=1.0), SetToFailure(reps=6), Rest(seconds=2.0))
    live = Analyzer("barbell_curl")
    finals: list[says.SetClosed] = []
    for pose in recording:  # one by one, looking at what comes back each time
        finals += closed(live.push(pose))
        _ = live.view
    finals += closed(live.finish())
    assert finals == closed(analyse(recording, provisional=False))


@pytest.mark.parametrize("rest_s", [20.0, 60.0])
def test_nobody_listening_changes_no_final_word(rest_s: float) -> None:
    recording = a_recording(Rep(times=5), Rest(seconds=rest_s), Rep(times=4), Rest(seconds=3.0))
    quiet = analyse(recording, provisional=False)
    assert closed(quiet) == closed(analyse(recording))
    assert not any(isinstance(event, says.RepSeen) for event in quiet)


def test_a_lifter_out_of_sight_is_lost_and_regained_once() -> None:
    recording = list(a_recording(Rep(times=4)))
    gone = [
        Pose.nobody(pose.time_s, (640, 480)) if 3.0 < pose.time_s < 5.0 else pose
        for pose in recording
    ]
    analyzer = Analyzer("barbell_curl")
    found = [event for pose in gone for event in analyzer.push(pose)]
    assert sum(isinstance(event, says.LifterLost) for event in found) == 1
    assert sum(isinstance(event, says.LifterRegained) for event in found) == 1


def test_nobody_in_sight_is_no_set() -> None:
    analyzer = Analyzer("squat")
    for i in range(200):
        assert analyzer.push(Pose.nobody(i / 20, (640, 480))) == []
    assert analyzer.finish() == []
    assert analyzer.view == "unknown"


def test_a_weight_picked_up_and_put_down_again_is_no_set_unless_somebody_says_so() -> None:
    carried = (PickUp(), Rest(seconds=10.0, fidget=True), PutDown(), Rest(seconds=2.0))
    poses = list(a_recording(Rest(seconds=1.0), *carried))
    for exercise, sets in (("auto", 0), ("deadlift", 1)):
        analyzer = Analyzer(exercise, provisional=False)
        found = [event for pose in poses for event in analyzer.push(pose)] + analyzer.finish()
        assert len(closed(found)) == sets


def test_one_repetition_is_a_set_where_there_was_no_time_for_two() -> None:
    alone = Analyzer()
    poses = a_recording(Rest(seconds=0.5), Rep(), Rest(seconds=0.5))
    found = [event for pose in poses for event in alone.push(pose)] + alone.finish()
    assert [one.training_set.counts.total for one in closed(found)] == [1]


def test_times_that_go_backwards_are_refused_in_one_sentence() -> None:
    analyzer = Analyzer("squat")
    analyzer.push(Pose.nobody(1.0, (640, 480)))
    with pytest.raises(UsageError, match="order of time"):
        analyzer.push(Pose.nobody(1.0, (640, 480)))


@pytest.mark.parametrize("time_s", [float("nan"), float("inf"), float("-inf")])
def test_a_pose_without_a_time_is_refused(time_s: float) -> None:
    analyzer = Analyzer("squat")
    with pytest.raises(UsageError, match="seconds"):
        analyzer.push(Pose.nobody(time_s, (640, 480)))
    assert analyzer.push(Pose.nobody(1.0, (640, 480))) == []


def test_after_finish_no_more_poses_are_taken() -> None:
    analyzer = Analyzer("squat")
    analyzer.finish()
    with pytest.raises(UsageError, match="finished"):
        analyzer.push(Pose.nobody(1.0, (640, 480)))


def test_an_unknown_exercise_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownExerciseError, match="squat"):
        Analyzer("sqat")


def test_memory_of_idle_time_is_bounded() -> None:
    rng = np.random.default_rng(0)
    analyzer = Analyzer("barbell_curl")
    body = np.array(next(iter(a_recording(Rest(seconds=1.0)))).keypoints_px)
    for i in range(2400):
        analyzer.push(Pose(i / 10, body + rng.normal(0, 0.5, body.shape), np.ones(33), (640, 480)))
    assert len(analyzer._builder.track().time_s) <= 100 * 10


def test_another_exercise_without_a_rest_is_a_set_of_its_own() -> None:
    script = Script(
        exercise="dumbbell_fly",
        seed=1,
        camera=Camera(view="three_quarter", fps=20.0),
        events=(
            Rest(seconds=1.0),
            Rep(times=8),
            ChangeExercise(exercise="dumbbell_bench_press", seconds=12.0),
            Rep(times=8),
            Rest(seconds=3.0),
        ),
    )
    analyzer = Analyzer("auto")
    found = [e for pose in simulate(script).recording for e in analyzer.push(pose)]
    fly, press = (event.training_set for event in closed(found + analyzer.finish()))
    assert (fly.exercise, fly.counts.total) == ("dumbbell_fly", 8)
    assert (press.exercise, press.counts.total) == ("dumbbell_bench_press", 8)
    assert press.structure == "pre_exhaust"


@pytest.mark.slow
def test_a_set_that_never_rests_is_closed_before_it_grows_without_limit() -> None:
    poses = list(a_recording(Rep(times=10)))[::4]
    analyzer = Analyzer("barbell_curl", provisional=False)
    offset_s, longest_s, sets = 0.0, 0.0, 0
    while offset_s < 1.2 * LONGEST_S:
        for pose in poses:
            events = analyzer.push(replace(pose, time_s=offset_s + pose.time_s))
            sets += len(closed(events))
        track = analyzer._builder.track()
        longest_s = max(longest_s, float(np.ptp(track.time_s)))
        offset_s += pose.time_s + 0.2
    assert sets == 1
    assert longest_s < 1.06 * LONGEST_S  # it is looked at after every twentieth part
