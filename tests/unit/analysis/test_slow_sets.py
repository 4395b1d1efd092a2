"""Sets whose repetitions lie far apart, or last long, are sets all the same."""

import pytest

from lastrep.analysis import Analyzer
from lastrep.records.events import Event, RepSeen, RepWithdrawn, SetClosed
from lastrep.simulation import Camera, Rep, Rest, Script, SetToFailure, simulate

SLOW = (Rest(seconds=2.0), Rep(times=11, concentric_s=4.0, eccentric_s=5.0), Rest(seconds=3.0))
SINGLES = (
    Rest(seconds=2.0),
    *(event for _ in range(9) for event in (Rep(concentric_s=1.2), Rest(seconds=10.0))),
)


def watched(
    exercise: str, events: tuple[Rep | Rest, ...], *, done: str = "barbell_curl"
) -> list[Event]:
    script = Script(exercise=done, events=events, camera=Camera(fps=12.0), seed=3)
    analyzer = Analyzer(exercise)
    seen = [event for pose in simulate(script).recording for event in analyzer.push(pose)]
    return [*seen, *analyzer.finish()]


@pytest.mark.parametrize("exercise", ["barbell_curl", "auto"])
@pytest.mark.parametrize(("events", "reps"), [(SLOW, 11), (SINGLES, 9)])
def test_all_are_counted_live_and_finally(
    exercise: str, events: tuple[Rep | Rest, ...], reps: int
) -> None:
    found = watched(exercise, events)
    closed = [event.training_set for event in found if isinstance(event, SetClosed)]
    assert [len(one.reps) for one in closed] == [reps]
    said = sum(isinstance(event, RepSeen) for event in found)
    assert said - sum(isinstance(event, RepWithdrawn) for event in found) == reps


def reps_of_sets(events: list[Event]) -> list[int]:
    return [len(one.training_set.reps) for one in events if isinstance(one, SetClosed)]


def test_two_movements_with_a_long_pause_between_are_no_set_unless_the_exercise_is_named() -> None:
    lifted_and_put_down = (*SINGLES[:4], Rest(seconds=8.0))
    assert reps_of_sets(watched("auto", lifted_and_put_down)) == []
    assert reps_of_sets(watched("barbell_curl", lifted_and_put_down)) == [2]


@pytest.mark.parametrize("done", ["barbell_squat", "deadlift", "pull_up"])
def test_a_heavy_single_counts_where_the_exercise_leaves_no_doubt(done: str) -> None:
    single = (Rest(seconds=4.0), Rep(concentric_s=2.5), Rest(seconds=6.0))
    assert reps_of_sets(watched("auto", single, done=done)) == [1]


def test_heavy_singles_with_minutes_between_are_a_set_each_where_they_are_named() -> None:
    single = (Rep(concentric_s=2.5), Rest(seconds=110.0))
    done = (Rest(seconds=5.0), *single, *single)
    assert reps_of_sets(watched("overhead_press", done, done="overhead_press")) == [1, 1]


def test_a_crouch_before_a_long_wait_is_no_single_of_another_exercise() -> None:
    crouch = (Rest(seconds=5.0), Rep(concentric_s=1.0), Rest(seconds=110.0))
    assert reps_of_sets(watched("barbell_bench_press", crouch, done="bodyweight_squat")) == []


@pytest.mark.parametrize(("seed", "rest_s"), [(0, 60.0), (1, 100.0)])
def test_nothing_in_a_quiet_rest_is_a_repetition(seed: int, rest_s: float) -> None:
    rest = Rest(seconds=rest_s, new_set=True)
    sets = (SetToFailure(reps=8), rest, SetToFailure(reps=7), rest, SetToFailure(reps=6))
    script = Script(
        exercise="barbell_curl",
        seed=seed,
        camera=Camera(view="side"),
        events=(Rest(seconds=1.0), *sets, Rest(seconds=8.0)),
    )
    analyzer = Analyzer("barbell_curl", provisional=False)
    found = [event for pose in simulate(script).recording for event in analyzer.push(pose)]
    found += analyzer.finish()
    closed = [event.training_set for event in found if isinstance(event, SetClosed)]
    assert [one.counts.total for one in closed] == [8, 7, 6]
    assert [one.failure.kind for one in closed] == ["positive"] * 3


@pytest.mark.parametrize("exercise", ["barbell_curl", "auto"])
def test_sets_between_which_the_arms_are_shaken_out_are_kept_apart(exercise: str) -> None:
    done = (Rest(seconds=1.5), *(Rep(times=8), Rest(seconds=60.0, fidget=True)) * 3)
    script = Script(
        exercise="barbell_curl", events=done, camera=Camera(view="side", fps=15.0), seed=12
    )
    found = Analyzer(exercise, provisional=False)
    events = [event for pose in simulate(script).recording for event in found.push(pose)]
    assert reps_of_sets([*events, *found.finish()]) == [8, 8, 8]


@pytest.mark.parametrize("rest_s", [36.0, 40.0, 44.0])
def test_a_set_that_ends_in_a_rest_is_kept_whenever_the_recording_stops(rest_s: float) -> None:
    """What is recognised is what was done lately: when that is rest, it is not the set's fault."""
    done = (Rest(seconds=1.5), Rep(times=8), Rest(seconds=rest_s))
    script = Script(
        exercise="dumbbell_curl", events=done, camera=Camera(view="side", fps=15.0), seed=12
    )
    found = Analyzer("auto", provisional=False)
    events = [event for pose in simulate(script).recording for event in found.push(pose)]
    assert reps_of_sets([*events, *found.finish()]) == [8]
