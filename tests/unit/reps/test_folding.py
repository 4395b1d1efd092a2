"""Getting up through the knees after a set on the floor is no repetition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rep_facts import rep_facts

from lastrep.exercises import load_exercise
from lastrep.motion.measures import MEASURE_INDEX
from lastrep.motion.track import MotionTrack
from lastrep.reps.kinds import judge
from lastrep.reps.kinds.admission import Judged, admit
from lastrep.reps.kinds.facts import SetFacts
from lastrep.reps.kinds.folding import folded_deg
from lastrep.reps.measuring.progress import build_progress
from lastrep.reps.measuring.stroke import Stroke, measure_strokes

HIP, KNEE = MEASURE_INDEX["hip"], MEASURE_INDEX["knee"]


@pytest.fixture
def lifted(make_curls: Any, one_curl: Any) -> tuple[Any, list[Stroke]]:
    made = make_curls(5 * one_curl())
    progress = build_progress(made.track, made.counted, made.exercise)
    assert progress is not None
    return made, [one for one in measure_strokes(progress, made.counted.limits) if one is not None]


def bent(track: MotionTrack, after_s: float, hip_deg: float, knee_deg: float) -> MotionTrack:
    """Return the track with the legs drawn up from an instant on."""
    values = track.values.copy()
    later = track.time_s >= after_s
    values[later, HIP] -= hip_deg
    values[later, KNEE] -= knee_deg
    return replace(track, values=values)


def test_it_is_the_smaller_of_hips_and_knees_against_the_other_repetitions(lifted: Any) -> None:
    made, strokes = lifted
    at_s = strokes[-1].high_time_s - 0.3

    folded = folded_deg(bent(made.track, at_s, 60.0, 90.0), strokes, made.exercise)

    assert folded == pytest.approx([0.0, 0.0, 0.0, 0.0, 60.0], abs=1.0)
    only_hips = folded_deg(bent(made.track, at_s, 60.0, 0.0), strokes, made.exercise)
    assert only_hips[-1] == pytest.approx(0.0, abs=1.0)


def test_legs_that_work_or_are_not_seen_say_nothing(lifted: Any) -> None:
    made, strokes = lifted
    assert folded_deg(made.track, strokes, load_exercise("squat")) == [None] * len(strokes)
    unseen = bent(made.track, 0.0, np.nan, np.nan)
    assert folded_deg(unseen, strokes, made.exercise) == [None] * len(strokes)
    assert folded_deg(made.track, strokes[:2], made.exercise) == [None, None]


@pytest.mark.parametrize(
    ("folded", "kept"),
    [((0.0, 0.0, 80.0), 2), ((0.0, 80.0, 80.0), 3), ((0.0, 80.0, 0.0), 3), ((0.0, 0.0, 20.0), 3)],
)
def test_what_ends_on_the_knees_is_left_out_at_the_end_of_a_set(
    lifted: Any, folded: tuple[float, ...], kept: int
) -> None:
    made, strokes = lifted
    others = SetFacts(
        exercise=made.exercise,
        reference_reps=3,
        fresh_speed=1.0,
        eccentric_s=1.0,
        noise=0.0,
        span=1.0,
    )
    facts = [rep_facts(others, folded_deg=one) for one in folded]
    judged = [Judged(stroke, one, judge(one)) for stroke, one in zip(strokes, facts, strict=False)]

    assert len(admit(judged, agreement=0.99)) == kept
    assert len(admit(judged, agreement=0.5)) == 3
