"""The pose is lost for a second: the rhythm says what was done meanwhile, or nothing is added."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import PoseRecording
from lastrep.reps.counting.count_reps import count_reps
from lastrep.reps.counting.rhythm import LONGEST_S, with_hidden
from lastrep.reps.limits import RepLimits
from lastrep.reps.measurement import measure_set
from lastrep.simulation import Camera, Rep, Rest, Script, simulate

RATE_HZ = 20.0
LENGTH_S = 40.0


def reps_at(tops_s: list[float], *, eccentric_first: bool = False) -> list[RepLimits]:
    return [
        RepLimits(
            concentric_start_time_s=top_s - 0.4,
            concentric_end_time_s=top_s,
            eccentric_time_s=top_s + (-0.9 if eccentric_first else 0.5),
            eccentric_first=eccentric_first,
            confidence=0.9,
        )
        for top_s in tops_s
    ]


def filled(
    tops_s: list[float], lost_s: float, back_s: float, *, eccentric_first: bool = False
) -> tuple[RepLimits, ...]:
    time_s = np.arange(0.0, LENGTH_S, 1.0 / RATE_HZ)
    seen = (time_s < lost_s) | (time_s > back_s)
    visible = [top_s for top_s in tops_s if not lost_s <= top_s <= back_s]
    reps = reps_at(visible, eccentric_first=eccentric_first)
    return with_hidden(reps, time_s, np.asarray(seen))


def hidden_at(found: tuple[RepLimits, ...]) -> list[float]:
    return [round(rep.concentric_end_time_s, 2) for rep in found if not rep.seen]


STEADY = [2.0 + i for i in range(10)]


def test_one_and_two_repetitions_in_the_dark_are_found_where_they_are_due() -> None:
    assert hidden_at(filled(STEADY, 5.6, 6.4)) == [6.0]
    assert hidden_at(filled(STEADY, 5.6, 7.4)) == [6.0, 7.0]
    assert hidden_at(filled(STEADY, 6.2, 6.8)) == []


def test_they_are_unsure_in_order_and_beside_the_others() -> None:
    for eccentric_first in (False, True):
        found = filled(STEADY, 5.7, 6.4, eccentric_first=eccentric_first)
        assert [rep.concentric_end_time_s for rep in found] == STEADY
        for rep, following in pairwise(found):
            assert rep.end_time_s <= following.start_time_s + 0.1
        (hidden,) = (rep for rep in found if not rep.seen)
        assert hidden.confidence < 0.5
        assert hidden.eccentric_time_s is None


@given(
    st.lists(st.floats(-0.03, 0.03), min_size=12, max_size=12),
    st.floats(0.7, 3.0),
    st.integers(3, 7),
    st.floats(0.15, 0.85),
)
def test_a_rhythm_that_hardly_wavers_hides_as_many_as_fit(
    off: list[float], usual_s: float, last: int, share: float
) -> None:
    tops_s = [2.0 + usual_s * (i + one) for i, one in enumerate(off)]
    lost_s = tops_s[last] + max(0.2, share * 0.2 * usual_s)
    back_s = tops_s[last + 2] - 0.2
    assume(abs(back_s - lost_s - LONGEST_S) > 2.0 / RATE_HZ)
    due = back_s - lost_s < LONGEST_S and lost_s < tops_s[last + 1] < back_s
    found = filled(tops_s, lost_s, back_s)
    assert len(hidden_at(found)) == (1 if due else 0)


def test_nothing_is_added_without_a_rhythm_or_in_a_rest() -> None:
    wavering = [2.0, 3.0, 5.2, 6.0, 9.0, 9.8, 12.0, 14.5]
    assert hidden_at(filled(wavering, 6.4, 7.4)) == []
    rested = [2.0, 3.0, 4.0, 5.0, 7.5, 8.5, 9.5, 10.5]
    assert hidden_at(filled(rested, 5.6, 6.6)) == []
    assert hidden_at(filled(STEADY, 5.6, 5.6 + LONGEST_S + 1.0)) == []
    assert hidden_at(filled(STEADY[:3], 2.6, 3.4)) == []
    assert hidden_at(filled(STEADY, 0.5, 1.7)) == []
    assert hidden_at(filled(STEADY, 11.2, 12.8)) == []


def test_a_pause_that_was_seen_is_left_empty() -> None:
    paused = [2.0, 3.0, 4.0, 5.0, 8.0, 9.0, 10.0, 11.0]
    assert hidden_at(filled(paused, 5.5, 6.5)) == []


def lost(recording: PoseRecording, lost_s: float, seconds: float) -> PoseRecording:
    gone = (recording.time_s >= lost_s) & (recording.time_s < lost_s + seconds)
    keypoints_px, visibility = recording.keypoints_px.copy(), recording.visibility.copy()
    keypoints_px[gone], visibility[gone] = np.nan, 0.0
    return PoseRecording(
        time_s=recording.time_s,
        keypoints_px=keypoints_px,
        visibility=visibility,
        image_size_px=recording.image_size_px,
    )


@pytest.mark.parametrize("exercise", ["push_up", "jumping_jack", "barbell_squat"])
@pytest.mark.parametrize("lost_s", [7.5, 7.9, 8.6])
def test_a_lost_second_of_a_quick_set_costs_nothing(exercise: str, lost_s: float) -> None:
    quick = (Rest(seconds=1.0), Rep(times=10, concentric_s=0.4, eccentric_s=0.4), Rest(seconds=1.0))
    whole = simulate(
        Script(exercise=exercise, events=quick, camera=Camera(fps=20.0), seed=3)
    ).recording
    track = track_poses(lost(whole, lost_s, 1.0))
    definition = load_exercise(exercise)
    counted = count_reps(track, definition)
    assert len(counted.limits) == 10
    reps = measure_set(track, counted, definition).reps
    assert len(reps) == 10
    told = [one.rule for rep in reps for one in rep.evidence]
    assert told.count("counted_by_rhythm") == sum(not rep.seen for rep in counted.limits) <= 1
