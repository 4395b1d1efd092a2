from __future__ import annotations

import msgspec
import pytest

from lastrep.outputs.announcer import Announcer
from lastrep.records.advice import Advice
from lastrep.records.events import (
    AdviceGiven,
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    LifterLost,
    LifterRegained,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetStarted,
)
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import RepsInReserve, TrainingSet


def seen(rep: Repetition) -> RepSeen:
    end_s = rep.end_time_s if rep.label == "negative" else rep.concentric_end_time_s
    assert end_s is not None
    return RepSeen(time_s=end_s + 0.1, rep=rep)


def reserve(estimate: float | None, loss: float | None = None) -> EffortSeen:
    left = RepsInReserve(estimate=estimate, low=None, high=None, basis="velocity")
    return EffortSeen(time_s=1.0, velocity_loss_fraction=loss, reps_in_reserve=left)


def spoken(announcer: Announcer, *events: Event) -> list[str]:
    return [cue.words for event in events for cue in announcer.hear(event)]


def test_full_repetitions_are_counted_others_named(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    cues = [cue for rep in failed_set.reps for cue in announcer.hear(seen(rep))]
    assert [cue.words for cue in cues[:9]] == ["1", "2", "3", "4", "5", "6", "7", "half", "half"]
    assert [cue.words for cue in cues[9:]] == ["failed", "negative"]
    assert {cue.tone for cue in cues[:7]} == {None}
    assert len({cue.tone for cue in cues[7:]}) == 3


def test_a_correction_is_silent_and_the_count_is_not_repeated(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    first, second = failed_set.reps[:2]
    assert spoken(announcer, seen(first), seen(second)) == ["1", "2"]
    end_s = second.concentric_end_time_s
    assert end_s is not None
    gone = RepWithdrawn(time_s=end_s + 1.0, concentric_end_time_s=end_s)
    as_half = msgspec.structs.replace(second, label="half", completeness="partial")
    assert spoken(announcer, gone, seen(as_half)) == []


def test_a_number_is_not_spoken_twice_for_another_repetition(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    spoken(announcer, *(seen(rep) for rep in failed_set.reps[:3]))
    fourth_as_third = msgspec.structs.replace(failed_set.reps[3], number=3)
    assert spoken(announcer, seen(fourth_as_third)) == []


def test_what_the_user_took_back_may_be_spoken_again(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    spoken(announcer, *(seen(rep) for rep in failed_set.reps[:3]))
    announcer.take_back()
    again = msgspec.structs.replace(failed_set.reps[3], number=3)
    assert spoken(announcer, seen(again)) == ["3"]


def test_repetitions_found_late_are_not_called_out(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    first, second = failed_set.reps[:2]
    assert second.concentric_end_time_s is not None
    now_s = second.concentric_end_time_s + 0.1
    late = RepSeen(time_s=now_s, rep=first)
    assert spoken(announcer, late, seen(second)) == ["2"]


def test_every_set_counts_from_one(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    spoken(announcer, *(seen(rep) for rep in failed_set.reps[:3]))
    spoken(announcer, SetClosed(time_s=60.0, training_set=failed_set))
    start = SetStarted(
        time_s=90.0,
        number=2,
        exercise="barbell_curl",
        exercise_confidence=0.9,
        exercise_given=False,
    )
    assert spoken(announcer, start, seen(failed_set.reps[0])) == ["1"]


def test_slowing_and_the_forecast_are_said_once_each() -> None:
    announcer = Announcer()
    events = [
        reserve(6.0, 0.1),
        reserve(5.0, 0.25),
        reserve(4.0, 0.3),
        reserve(2.0, 0.35),
        reserve(2.2, 0.35),
        reserve(1.0, 0.4),
        reserve(0.8, 0.4),
        reserve(None, None),
    ]
    assert spoken(announcer, *events) == ["slowing", "two more, maybe", "one more, maybe"]


def test_failure_is_said_once_and_then_the_advice(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    failure = FailureSeen(time_s=30.0, failure=failed_set.failure)
    advice = AdviceGiven(time_s=30.1, advice=failed_set.advice[0])
    assert spoken(announcer, failure, failure, advice) == ["failure", failed_set.advice[0].text]
    failed = next(rep for rep in failed_set.reps if rep.label == "failed")
    assert spoken(announcer, seen(failed)) == []


def test_losing_the_lifter_is_said() -> None:
    announcer = Announcer()
    events = (LifterLost(time_s=1.0), LifterRegained(time_s=2.0))
    assert spoken(announcer, *events) == ["step into the picture", "I see you"]


@pytest.mark.parametrize(("topics", "count"), [(("counts",), 7), (("kinds",), 4), ((), 0)])
def test_the_user_chooses_what_is_said(
    failed_set: TrainingSet, topics: tuple[str, ...], count: int
) -> None:
    announcer = Announcer(topics)  # type: ignore[arg-type] # the parametrised strings are topics
    assert len(spoken(announcer, *(seen(rep) for rep in failed_set.reps))) == count


def test_a_failed_attempt_does_not_move_the_spoken_count(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    *before, failed, last = failed_set.reps
    assert failed.label == "failed"
    as_full = msgspec.structs.replace(last, label="full", phases="both")
    spoken(announcer, *(seen(rep) for rep in (*before, failed)))
    assert spoken(announcer, seen(as_full)) == [str(len(before) + 1)]


def test_an_attempt_that_was_none_counts_again(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    *before, failed, last = failed_set.reps
    end_s = failed.concentric_end_time_s
    assert end_s is not None
    as_full = msgspec.structs.replace(last, label="full", phases="both")
    spoken(announcer, *(seen(rep) for rep in (*before, failed)))
    spoken(announcer, RepWithdrawn(time_s=end_s + 1.0, concentric_end_time_s=end_s))
    assert spoken(announcer, seen(as_full)) == [str(len(before) + 2)]


def test_who_has_failed_is_urged_on_again_only_if_it_was_none(failed_set: TrainingSet) -> None:
    announcer = Announcer()
    failed = FailureSeen(time_s=1.0, failure=failed_set.failure)
    assert spoken(announcer, failed, reserve(0.4)) == ["failure"]
    other = FailureWithdrawn(time_s=2.0, failed_s=-1.0)
    assert spoken(announcer, other, reserve(0.4)) == []
    withdrawn = FailureWithdrawn(time_s=2.0, failed_s=failed_set.failure.time_s)
    assert spoken(announcer, withdrawn, reserve(0.4)) == ["one more, maybe"]


@pytest.mark.parametrize("technique", ["stop", "rest"])
def test_who_was_told_to_stop_is_not_urged_on(technique: str) -> None:
    announcer = Announcer()
    told = Advice(time_s=1.0, technique=technique, text="Rack it now.", because=())
    expected = [] if technique == "stop" else ["slowing", "one more, maybe"]
    assert spoken(announcer, AdviceGiven(time_s=1.0, advice=told)) == ["Rack it now."]
    assert spoken(announcer, reserve(None, loss=0.3), reserve(0.4)) == expected
