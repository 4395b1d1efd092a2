"""When what is done after a pause is taken for another exercise."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.analysis import Analyzer, exercise_change
from lastrep.analysis.exercise_change import change_of_exercise
from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition
from lastrep.records.events import SetClosed
from lastrep.reps.limits import CountedReps, RepLimits
from lastrep.simulation import (
    Camera,
    Noise,
    PickUp,
    PutDown,
    Rep,
    Script,
    SetToFailure,
    WalkIn,
    simulate,
)

CURL, PUSHDOWN = load_exercise("barbell_curl"), load_exercise("triceps_pushdown")
PAUSE_FROM_S, PAUSE_S, END_S = 12.0, 8.0, 40.0


def reps(first_s: float, count: int = 4) -> tuple[RepLimits, ...]:
    return tuple(
        RepLimits(
            concentric_start_time_s=first_s + 3.0 * i,
            concentric_end_time_s=first_s + 3.0 * i + 1.0,
            eccentric_time_s=first_s + 3.0 * i + 2.5,
            eccentric_first=False,
            confidence=0.9,
        )
        for i in range(count)
    )


def a_track() -> MotionTrack:
    times = np.arange(0.0, END_S, 0.1)
    nothing = np.zeros((len(times), 1, 2))
    return MotionTrack(times, nothing, nothing, np.zeros((len(times), 33, 2)), 100.0)


def found(pushdown: float) -> Recognition:
    exercise = PUSHDOWN if pushdown > 0.5 else CURL
    chances = {"triceps_pushdown": pushdown, "biceps_curl": 1.0 - pushdown}
    return Recognition(exercise, max(chances.values()), chances)


@pytest.mark.parametrize(
    ("curl_before", "pushdown_after", "changed"),
    [
        (0.9, 0.75, True),  # sure of the new one
        (0.9, 0.6, True),  # less sure of it, but the curl has become unlikely
        (0.75, 0.6, False),  # the curl was never that likely
        (0.9, 0.4, False),
        (0.5, 0.9, False),  # what came before is not known
    ],
)
def test_another_exercise_is_seen_by_what_has_become_unlikely(
    monkeypatch: pytest.MonkeyPatch, curl_before: float, pushdown_after: float, *, changed: bool
) -> None:
    def recognise(track: MotionTrack) -> Recognition:
        before = track.time_s[0] < PAUSE_FROM_S
        return found(1.0 - curl_before if before else pushdown_after)

    def count_reps(_track: MotionTrack, _exercise: object) -> CountedReps:
        empty = np.array([])
        return CountedReps(reps(PAUSE_FROM_S + PAUSE_S), empty, empty, likeness=0.8)

    monkeypatch.setattr(exercise_change, "recognise", recognise)
    monkeypatch.setattr(exercise_change, "count_reps", count_reps)
    all_reps = (*reps(0.0), *reps(PAUSE_FROM_S + PAUSE_S))
    chosen = ChosenExercise(CURL, curl_before, given=False)
    change = change_of_exercise(a_track(), all_reps, chosen)
    assert (change is not None) == changed
    assert change is None or change.is_sure == (pushdown_after >= 0.7)
    named = ChosenExercise(CURL, 1.0, given=True)
    assert change_of_exercise(a_track(), all_reps, named) is None


def test_failing_and_halves_that_look_like_another_exercise_for_a_while_split_no_set() -> None:
    script = Script(
        exercise="barbell_curl",
        seed=7,
        camera=Camera(view="three_quarter", fps=30.0),
        noise=Noise(level=1.0, drop_outs_per_min=0.5),
        events=(
            WalkIn(),
            PickUp(),
            SetToFailure(reps=8),
            Rep(kind="half", region="lengthened", times=3),
            Rep(kind="negative", helper=True, times=2),
            PutDown(),
        ),
    )
    analyzer = Analyzer("auto", provisional=False)
    events = [one for pose in simulate(script).recording for one in analyzer.push(pose)]
    closed = [one for one in events + analyzer.finish() if isinstance(one, SetClosed)]
    counts = [one.training_set.counts for one in closed]
    assert [(one.full, one.half, one.negative, one.failed) for one in counts] == [(8, 3, 2, 1)]
