"""A guess is counted on what moves where that repeats itself clearly better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from lastrep.analysis import Analyzer, recogniser
from lastrep.analysis.counter import Counter
from lastrep.analysis.recogniser import Recogniser
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.recognition.recognise import Recognition
from lastrep.records.events import NoticeRaised, SetClosed
from lastrep.records.pose import PoseRecording
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, simulate

CRUNCH = load_exercise("crunch")


def curls() -> PoseRecording:
    events = (Rest(seconds=2.0), Rep(times=6), Rest(seconds=3.0))
    script = Script(
        exercise="barbell_curl",
        camera=Camera(view="side", fps=20.0),
        noise=Noise(level=1.0),
        seed=5,
        events=events,
    )
    return simulate(script).recording


@dataclass
class Counted:
    """Counts as it is told to: how many, and how alike, by the exercise's own signals or others."""

    own: tuple[int, float]
    moved: tuple[int, float]

    def count(self, _track: MotionTrack, exercise: object) -> object:
        many, likeness = self.own if exercise == CRUNCH else self.moved
        return type("Found", (), {"limits": (None,) * many, "likeness": likeness})()


@pytest.mark.parametrize(
    ("confidence", "own", "moved", "lent"),
    [
        (0.4, (5, 0.5), (3, 0.9), "lent"),
        (0.7, (5, 0.5), (3, 0.9), "kept"),  # sure enough of its own signals
        (0.4, (5, 0.85), (3, 0.9), "kept"),  # not clearly more alike
        (0.4, (5, 0.1), (1, 0.3), "kept"),  # nothing is like one alone
        (0.4, (0, -1.0), (6, 0.9), "kept"),  # arms that are shaken out: no exercise at all
    ],
)
def test_what_moves_stands_in_for_the_signals_of_a_guess(
    monkeypatch: pytest.MonkeyPatch,
    confidence: float,
    own: tuple[int, float],
    moved: tuple[int, float],
    lent: str,
) -> None:
    guess = Recognition(CRUNCH, confidence, {})
    monkeypatch.setattr(recogniser, "recognise", lambda _track: guess)
    counter = Counted(own, moved)
    track = track_poses(curls())
    found = Recogniser(cast("Counter", counter)).recognise(track).exercise
    assert found is not None
    assert found.id == "crunch"
    assert (found == CRUNCH) == (lent == "kept")


def test_a_set_that_is_mistaken_for_another_exercise_is_counted_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guess = Recognition(load_exercise("barbell_bench_press"), 0.3, {})
    monkeypatch.setattr(recogniser, "recognise", lambda _track: guess)
    track = track_poses(curls())
    counter = Counter(whole_cycles=False)
    assert guess.exercise is not None
    assert len(counter.count(track, guess.exercise).limits) != 6
    found = Recogniser(counter).recognise(track).exercise
    assert found is not None
    assert len(counter.count(track, found).limits) == 6


def test_an_exercise_without_a_definition_is_counted_and_said_to_be_none() -> None:
    analyzer = Analyzer("Kettlebell juggling")
    events = [event for pose in curls() for event in analyzer.push(pose)] + analyzer.finish()
    (closed,) = [event.training_set for event in events if isinstance(event, SetClosed)]
    assert (closed.exercise, closed.exercise_given) == ("kettlebell_juggling", True)
    assert closed.counts.total == 6
    assert 0.0 < closed.exercise_confidence < 1.0
    assert not closed.advice
    first = events[0]
    assert isinstance(first, NoticeRaised)
    assert first.notice.code == "exercise_undefined"
    assert [e.notice.code for e in events if isinstance(e, NoticeRaised)] == ["exercise_undefined"]


def test_the_next_exercise_may_have_no_definition_either() -> None:
    poses = list(curls())
    analyzer = Analyzer("barbell_curl")
    for pose in poses[:20]:
        assert not [e for e in analyzer.push(pose) if isinstance(e, NoticeRaised)]
    said = analyzer.next_set("juggling")
    assert [e.notice.code for e in said if isinstance(e, NoticeRaised)] == ["exercise_undefined"]
