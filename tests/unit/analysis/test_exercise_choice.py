"""What was said of a set is kept, unless something clearly better comes early."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.analysis import recogniser
from lastrep.analysis.exercise_choice import ExerciseChoice
from lastrep.errors import UnknownExerciseError
from lastrep.exercises import load_exercise
from lastrep.motion.track import MotionTrack
from lastrep.recognition.recognise import Recognition


def stretch(start_s: float, length_s: float = 1.0) -> MotionTrack:
    return MotionTrack(
        time_s=np.array([start_s, start_s + length_s]),
        values=np.empty((2, 0, 2)),
        visibility=np.empty((2, 0, 2)),
        keypoints_px=np.empty((2, 33, 2)),
        torso_px=1.0,
    )


class Oracle:
    """Says what it is told to, instead of the recogniser."""

    def __init__(self) -> None:
        self.answer = Recognition(None, 0.0, {})
        self.asked = 0

    def say(self, name: str | None, confidence: float) -> None:
        exercise = None if name is None else load_exercise(name)
        self.answer = Recognition(exercise, confidence, {})

    def __call__(self, track: MotionTrack) -> Recognition:
        assert len(track.time_s) == 2
        self.asked += 1
        return self.answer


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Oracle:
    made = Oracle()
    monkeypatch.setattr(recogniser, "recognise", made)
    return made


def name_of(
    choice: ExerciseChoice, start_s: float = 0.0, reps: int = 0, length_s: float = 1.0
) -> str | None:
    chosen = choice.of(stretch(start_s, length_s), reps=reps)
    return None if chosen is None else chosen.exercise.family


def test_a_named_exercise_is_never_asked_for(oracle: Oracle) -> None:
    chosen = ExerciseChoice("squat").of(stretch(0.0))
    assert chosen is not None
    assert (chosen.given, chosen.confidence, oracle.asked) == (True, 1.0, 0)


def test_a_slip_of_the_pen_is_refused() -> None:
    with pytest.raises(UnknownExerciseError):
        ExerciseChoice("sqat")


def test_a_little_more_confidence_changes_nothing(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.5)
    assert name_of(choice) == "squat"
    oracle.say("lunge", 0.6)
    assert name_of(choice) == "squat"


def test_clearly_more_confidence_changes_it_before_three_reps(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.5)
    name_of(choice)
    oracle.say("lunge", 0.9)
    assert name_of(choice, reps=2) == "lunge"
    oracle.say("squat", 1.0)
    assert name_of(choice, reps=3) == "lunge"


def test_another_lift_of_the_family_may_have_other_dangers(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("dumbbell_bench_press", 0.6)
    name_of(choice)
    oracle.say("barbell_bench_press", 0.9)
    chosen = choice.of(stretch(0.0))
    assert chosen is not None
    assert chosen.exercise.id == "barbell_bench_press"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["deadlift", "deadlift"], "deadlift"),
        (["deadlift", "squat"], "squat"),
        (["deadlift", "dumbbell_row"], "squat"),
        (["deadlift", None, "deadlift"], "squat"),
    ],
)
def test_a_settled_set_changes_only_without_doubt_twice_in_a_row(
    oracle: Oracle, answers: list[str | None], expected: str
) -> None:
    for confidence in (0.95, 0.85):
        choice = ExerciseChoice("auto")
        oracle.say("squat", 0.7)
        name_of(choice)
        name = "squat"
        for number, answer in enumerate(answers, start=1):
            oracle.say(answer, confidence)
            name = str(name_of(choice, reps=4, length_s=1.0 + 5.0 * number))
        assert name == (expected if confidence > 0.9 else "squat")


def test_a_settled_set_is_not_looked_at_again_at_once(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.9)
    name_of(choice)
    before = oracle.asked
    name_of(choice, reps=5)
    assert oracle.asked == before


def test_what_was_said_is_not_taken_back_in_mid_set(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.9)
    name_of(choice)
    oracle.say(None, 0.9)
    assert name_of(choice) == "squat"


def test_another_stretch_begins_afresh(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.9)
    name_of(choice)
    oracle.say("push_up", 0.5)
    assert name_of(choice, start_s=60.0) == "push_up"
    oracle.say(None, 0.9)
    assert name_of(choice, start_s=120.0) is None


def test_the_final_word_is_the_recognisers(oracle: Oracle) -> None:
    choice = ExerciseChoice("auto")
    oracle.say("squat", 0.9)
    name_of(choice)
    oracle.say("lunge", 0.5)
    final = choice.final(stretch(0.0))
    assert final is not None
    assert final.exercise.family == "lunge"


def test_who_shares_a_recogniser_asks_once_for_one_stretch(oracle: Oracle) -> None:
    oracle.say("squat", 0.9)
    shared = recogniser.Recogniser()
    looked_at = stretch(0.0)

    first = ExerciseChoice("auto", shared).of(looked_at)
    last = ExerciseChoice("auto", shared).final(looked_at)

    assert first == last
    assert oracle.asked == 1
    ExerciseChoice("auto", shared).of(stretch(0.0))
    assert oracle.asked == 2
