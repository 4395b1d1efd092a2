"""Large, regular, unhurried movement speaks for an exercise; a stride does not."""

from __future__ import annotations

from lastrep.exercises import load_exercise
from lastrep.motion.tracking import track_poses
from lastrep.recognition.repetition_evidence import (
    LARGE_AND_REGULAR,
    REPEATED,
    SMALL,
    UNTELLING,
    repetition_odds,
)
from lastrep.simulation import Camera, Rep, Script, WalkIn, simulate


def odds(*events: Rep | WalkIn) -> float:
    script = Script(
        exercise="barbell_squat",
        events=events,
        camera=Camera(view="side", fps=20.0),
        seed=4,
    )
    track = track_poses(simulate(script).recording)
    return repetition_odds(track, load_exercise("barbell_squat"))


def test_squats_repeat_themselves_and_cover_much() -> None:
    assert odds(Rep(times=5)) == LARGE_AND_REGULAR


def test_two_squats_are_fewer_than_it_takes_to_be_sure() -> None:
    assert odds(Rep(times=2)) == REPEATED


def test_walking_does_not_speak_for_squats() -> None:
    assert odds(WalkIn(seconds=8.0, distance_m=8.0)) in {SMALL, UNTELLING}
