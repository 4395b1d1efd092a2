"""When the measured curve may overrule what was counted, and when it may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lastrep.reps import measurement
from lastrep.reps.kinds.admission import FOLLOWS, Judged, admit
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.gathering import gather_facts
from lastrep.reps.measurement import _judged
from lastrep.reps.measuring.stall import Stall
from lastrep.reps.measuring.stroke import Stroke

AGREED = 0.99


@pytest.fixture
def strokes(make_curls: Any, one_curl: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Repetitions of which some stall half-way, as (stroke, facts)."""
    seen: list[tuple[Stroke, RepFacts]] = []
    original = gather_facts

    def keep(*args: Any) -> Any:
        out = original(*args)
        seen.extend(out[0])
        return out

    monkeypatch.setattr(measurement, "gather_facts", keep)
    made = make_curls(6 * one_curl())
    measurement.measure_set(made.track, made.counted, made.exercise)

    def stalled(failing: int) -> list[tuple[Stroke, RepFacts]]:
        stall = Stall(start_time_s=1.0, duration_s=2.0, value=0.5, speed_after=0.0)
        return [
            (
                stroke,
                replace(facts, high=0.5, stall=stall, speed=0.1, full_after_s=None, joint_range=0.5)
                if i >= len(seen) - failing
                else facts,
            )
            for i, (stroke, facts) in enumerate(seen)
        ]

    return stalled


def failures(facts: list[tuple[Stroke, RepFacts]], agreement: float) -> int:
    judged = _judged(facts, agreement=agreement)
    return sum(one.kind.completeness == "failed" for one in judged)


def test_a_last_repetition_that_stalls_has_failed(strokes: Any) -> None:
    assert failures(strokes(1), AGREED) == 1


def test_nobody_fails_more_often_than_not(strokes: Any) -> None:
    assert failures(strokes(3), AGREED) == 3
    assert failures(strokes(4), AGREED) == 0


def test_a_curve_that_hardly_follows_the_count_overrules_nothing(strokes: Any) -> None:
    assert failures(strokes(1), FOLLOWS - 0.01) == 0


def taken_up(facts: list[tuple[Stroke, RepFacts]], at: int, confidence: float) -> list[Judged]:
    """Make one repetition a swing of the whole body that counting was so sure of."""
    judged = _judged(facts, agreement=AGREED)
    one = judged[at]
    limits = replace(one.stroke.limits, confidence=confidence)  # type: ignore[type-var] # counted
    judged[at] = Judged(
        replace(one.stroke, limits=limits), one.facts, replace(one.kind, execution="cheat")
    )
    return judged


@pytest.mark.parametrize(
    ("at", "confidence", "kept"), [(0, 0.4, 5), (0, 0.8, 6), (3, 0.4, 6), (5, 0.4, 6)]
)
def test_taking_the_weight_up_is_no_repetition(
    strokes: Any, at: int, confidence: float, kept: int
) -> None:
    assert len(admit(taken_up(strokes(0), at, confidence), agreement=AGREED)) == kept


@pytest.mark.parametrize(
    ("of_the_curve", "of_the_joint", "kept"),
    [(0.1, 1.0, 6), (0.1, 0.1, 5), (0.1, None, 5), (0.3, 0.0, 5), (0.3, None, 6)],
)
def test_a_twitch_is_one_for_the_curve_and_the_joint_together(
    strokes: Any, of_the_curve: float, of_the_joint: float | None, kept: int
) -> None:
    judged = with_range(strokes(0), 2, of_the_curve, of_the_joint)
    assert len(admit(judged, agreement=AGREED)) == kept


@pytest.mark.parametrize(
    ("at", "of_the_joint", "kept"), [(5, 2.0, 5), (5, None, 5), (5, 1.1, 6), (3, 2.0, 6)]
)
def test_what_ends_at_the_rack_goes_too_far_for_the_joint_as_well(
    strokes: Any, at: int, of_the_joint: float | None, kept: int
) -> None:
    judged = with_range(strokes(0), at, 2.5, of_the_joint)
    assert len(admit(judged, agreement=AGREED)) == kept


def with_range(
    facts: list[tuple[Stroke, RepFacts]], at: int, of_the_curve: float, of_the_joint: float | None
) -> list[Judged]:
    """Make one repetition cover so much of the range."""
    judged = _judged(facts, agreement=AGREED)
    one = judged[at]
    covered = replace(one.facts, low=0.0, high=of_the_curve, joint_range=of_the_joint)
    judged[at] = Judged(one.stroke, covered, one.kind)
    return judged
