"""Repetitions of one tempo are of one kind; a helper's lifts stand out in both phases."""

from __future__ import annotations

from lastrep.reps.kinds.assistance import assisted_lifts
from lastrep.reps.kinds.body import BodyMotion
from lastrep.reps.kinds.facts import Row
from lastrep.reps.measuring.stroke import Stroke
from lastrep.reps.measuring.tempo import Stretch

Tempo = tuple[float, float | None]  # seconds of the lift and the lowering
ALONE = BodyMotion(float("nan"), None, None, helped_share=None, helper_in_view=False)
LIFTED = BodyMotion(float("nan"), None, None, 0.9, helper_in_view=True, lowering_share=0.1)
WATCHED = BodyMotion(float("nan"), None, None, 0.9, helper_in_view=True, lowering_share=0.9)


def stretch(seconds: float, *, up: bool) -> Stretch:
    ends = (0.0, 1.0) if up else (1.0, 0.0)
    passed_s = (0.1 * seconds, 0.25 * seconds, 0.75 * seconds, 0.9 * seconds)
    return Stretch(*ends, 0.0, seconds, passed_s, (0.0, seconds))


def asked(*tempos: Tempo, bodies: list[BodyMotion] | None = None) -> tuple[list[bool], Row | None]:
    strokes = [
        Stroke(
            None,
            stretch(lift_s, up=True),
            None if lowering_s is None else stretch(lowering_s, up=False),
            0.0,
            lift_s,
            eccentric_first=False,
        )
        for lift_s, lowering_s in tempos
    ]
    return assisted_lifts(strokes, bodies or [ALONE] * len(strokes))


def test_quick_lifts_lowered_slowly_stand_out_among_others() -> None:
    assisted, row = asked(*[(1.0, 1.5)] * 4, (0.5, 4.0), (0.5, 4.0))

    assert assisted == [False] * 4 + [True] * 2
    assert row is None


def test_slow_lowerings_throughout_are_how_somebody_trains() -> None:
    assert asked(*[(0.9, 5.0)] * 5) == ([False] * 5, None)
    # a little quicker or slower, some are five times as slow as their lift and some are not
    assert asked((0.7, 4.0), (0.9, 4.2), (0.8, 4.1), (0.85, 4.0)) == ([False] * 4, None)
    assert asked((0.6, 4.0), (0.65, 4.0), (0.62, None)) == ([False] * 3, None)


def test_a_row_lifted_in_no_time_is_a_helpers_even_when_lowerings_get_away() -> None:
    assisted, row = asked((0.4, 5.0), (0.42, 4.0), (0.38, 3.0), (0.4, 1.6), (0.4, None))

    assert assisted == [True] * 5
    assert row is not None
    assert row.lift_s == 0.4
    assert row.hands_share == 0.0


def test_hands_at_most_lifts_speak_for_the_row() -> None:
    bodies = [LIFTED, LIFTED, ALONE, LIFTED]
    assisted, row = asked(*[(1.2, 4.0)] * 4, bodies=bodies)

    assert assisted == [True] * 4
    assert row is not None
    assert row.hands_share == 0.75
    assert asked(*[(1.2, 4.0)] * 4, bodies=[WATCHED] * 4) == ([False] * 4, None)
    assert asked(*[(2.5, 1.5)] * 4, bodies=[LIFTED] * 4) == ([False] * 4, None)  # forced


def test_hands_at_the_last_lifts_leave_the_first_to_the_lifter() -> None:
    bodies = [ALONE] * 2 + [LIFTED] * 3
    assisted, row = asked(*[(1.0, 1.5)] * 2, *[(1.2, 4.0)] * 3, bodies=bodies)

    assert assisted == [False] * 2 + [True] * 3
    assert row is None
