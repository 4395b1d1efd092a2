"""When what is done after a pause is taken for another exercise."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.analysis import exercise_change
from lastrep.analysis.exercise_change import change_of_exercise
from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition
from lastrep.reps.limits import CountedReps, RepLimits

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
    change_s = change_of_exercise(a_track(), all_reps, chosen)
    assert (change_s is not None) == changed
    named = ChosenExercise(CURL, 1.0, given=True)
    assert change_of_exercise(a_track(), all_reps, named) is None
