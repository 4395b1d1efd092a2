"""How long somebody has rested since failing, and when that no longer counts."""

from __future__ import annotations

from typing import Any

from rep_facts import rep_facts

from lastrep.exercises import load_exercise
from lastrep.reps.kinds.course import Course
from lastrep.reps.kinds.facts import Before, SetFacts
from lastrep.reps.limits import RepLimits
from lastrep.reps.measuring.reference import FULL
from lastrep.reps.measuring.stall import Stall
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import Stretch

SHARED = SetFacts(
    exercise=load_exercise("barbell_curl"),
    reference_reps=3,
    fresh_speed=1.0,
    eccentric_s=1.5,
    noise=0.0,
    span=1.0,
)
HELPED: dict[str, Any] = {"speed": 0.9, "eccentric_s": 4.0}


def go_on(course: Course, start_s: float, *, counted: bool = True, **changes: Any) -> Before:
    """A repetition of two seconds; what went before it."""
    up, down = start_s + 1.0, start_s + 2.0
    rise = Stretch(0.0, 1.0, start_s, up, (start_s, start_s, up, up), (start_s, up))
    fall = Stretch(1.0, 0.0, up, down, (up, up, down, down), (up, down))
    limits = RepLimits(start_s, up, down, eccentric_first=False, confidence=0.9)
    stroke = Stroke(limits if counted else None, rise, fall, start_s, up, eccentric_first=False)
    before = course.before(stroke)
    rep = rep_facts(SHARED, before=before, **changes)
    course.note(stroke, rep, own_speed=rep.speed if rep.range >= FULL else None)
    return before


def failed_at_two() -> Course:
    course = Course(1.0)
    go_on(course, 0.0, speed=0.5)
    stall = Stall(start_time_s=3.0, duration_s=1.5, value=0.5, speed_after=0.0)
    go_on(course, 2.0, high=0.5, speed=0.2, stall=stall)
    return course


def test_nobody_is_spent_who_has_not_failed() -> None:
    course = Course(1.0)
    assert go_on(course, 0.0) == Before()
    before = go_on(course, 3.0)
    assert (before.pause_s, before.rested_s) == (1.0, None)


def test_rests_since_failing_add_up_while_others_lift() -> None:
    course = failed_at_two()  # until 4.5 s
    first, second = go_on(course, 8.5, **HELPED), go_on(course, 11.5, **HELPED)

    assert (first.after_failure, first.rested_s, first.fatigue) == (True, 4.0, 0.5)
    assert (second.after_negative, second.pause_s, second.rested_s) == (True, 1.0, 5.0)
    assert second.fatigue == 0.5  # a helper's lift says nothing about the lifter


def test_a_long_rest_and_a_lift_of_ones_own_end_it() -> None:
    assert go_on(failed_at_two(), 20.0).rested_s is None
    course = failed_at_two()
    go_on(course, 9.0)
    assert go_on(course, 12.0).rested_s is None


def test_putting_the_weight_down_and_stirring_do_not() -> None:
    course = failed_at_two()
    go_on(course, 5.5)
    assert go_on(course, 9.5).rested_s == 3.0
    course = failed_at_two()
    go_on(course, 6.0, counted=False, high=0.3)
    assert go_on(course, 9.5).rested_s == 5.0


def test_who_fails_at_the_bottom_may_rest_there() -> None:
    rise = Stretch(0.0, 1.0, 20.0, 21.0, (20.0, 20.0, 21.0, 21.0), (20.0, 21.0))
    fall = Stretch(1.0, 0.0, 5.0, 7.0, (5.0, 5.0, 7.0, 7.0), (5.0, 7.0))
    stroke = Stroke(None, rise, fall, 20.0, 21.0, eccentric_first=True)
    before = failed_at_two().before(stroke)

    assert (before.pause_s, before.rested_s) == (13.5, None)
