from __future__ import annotations

from lastrep.records.repetition import Repetition, Tempo
from lastrep.sets.failure import find_failure, find_failures


def rep(label: str, at_s: float, **changes: object) -> Repetition:
    axes = {
        "failed": {"completeness": "failed"},
        "negative": {"phases": "eccentric_only"},
        "half": {"completeness": "partial"},
        "forced": {"execution": "forced"},
    }.get(label, {})
    values: dict[str, object] = {
        "number": 1,
        "label": label,
        "completeness": "full",
        "start_time_s": at_s,
        "concentric_start_time_s": at_s,
        "concentric_end_time_s": at_s + 1.0,
        "end_time_s": at_s + 2.5,
        "tempo_s": Tempo(eccentric=1.5, lengthened_hold=None, concentric=1.0, shortened_hold=0.0),
        "confidence": 0.9,
        **axes,
        **changes,
    }
    return Repetition(**values)  # type: ignore[arg-type] # the fields are checked by the tests


def lowering(seconds: float) -> Tempo:
    return Tempo(eccentric=seconds, lengthened_hold=None, concentric=0.4, shortened_hold=0.0)


def test_a_failed_attempt_at_the_end_is_positive_failure() -> None:
    failure = find_failure([rep("full", 0.0), rep("full", 3.0), rep("failed", 6.0)])

    assert failure.kind == "positive"
    assert failure.time_s == 7.0


def test_putting_the_weight_down_is_not_failure() -> None:
    assert find_failure([rep("full", 0.0), rep("full", 3.0)]).kind == "none"
    assert find_failure([]).kind == "none"


def test_a_full_repetition_straight_after_it_takes_the_failure_back() -> None:
    assert find_failure([rep("full", 0.0), rep("failed", 3.0), rep("full", 6.5)]).kind == "none"


def test_after_a_rest_the_failure_stands() -> None:
    assert (
        find_failure([rep("full", 0.0), rep("failed", 3.0), rep("full", 22.0)]).kind == "positive"
    )


def test_help_past_the_sticking_point_is_positive_failure() -> None:
    assert find_failure([rep("full", 0.0), rep("forced", 3.0)]).kind == "positive"


def test_a_lowering_that_gets_away_is_negative_failure() -> None:
    steady = [rep("negative", t, tempo_s=lowering(4.0)) for t in (0.0, 6.0)]
    lost = rep("negative", 12.0, tempo_s=lowering(1.5))

    assert find_failure(steady).kind == "none"
    failure = find_failure([*steady, lost])
    assert failure.kind == "negative"
    assert failure.evidence[0].measured == 1.5


def test_negatives_after_a_positive_failure_may_end_in_the_other_one() -> None:
    steady = [rep("negative", t, tempo_s=lowering(4.0)) for t in (12.0, 18.0)]
    lost = rep("negative", 24.0, tempo_s=lowering(1.2))
    both = [rep("full", 0.0), rep("failed", 3.0), *steady, lost]
    assert find_failure(both).kind == "positive"
    assert [one.kind for one in find_failures(both)] == ["positive", "negative"]
    assert find_failures([rep("full", 0.0)]) == ()


def test_who_ground_it_out_alone_may_not_have_failed() -> None:
    guessed = find_failure([rep("full", 0.0), rep("forced", 3.0, confidence=0.5)])
    helped = find_failure([rep("full", 0.0), rep("forced", 3.0, confidence=0.7)])

    assert guessed.kind == helped.kind == "positive"
    assert guessed.confidence < 0.5 < helped.confidence
