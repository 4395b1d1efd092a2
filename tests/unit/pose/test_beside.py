"""Work beside the pictures: when its result counts depends on the times of the pictures alone."""

from __future__ import annotations

from threading import Event

import pytest

from lastrep.pose.beside import Beside


def test_a_result_counts_after_the_delay_and_once() -> None:
    beside = Beside[str](0.15)
    beside.begin(1.0, lambda: "seen")
    assert beside.busy
    assert beside.due(1.1) is None
    assert beside.busy
    assert beside.due(1.15) == "seen"
    assert not beside.busy
    assert beside.due(1.2) is None
    beside.close()


@pytest.mark.parametrize("pace", ["quick", "slow"])
def test_how_long_the_work_takes_changes_nothing(pace: str) -> None:
    may_end, ended = Event(), Event()

    def work() -> str:
        if pace == "slow":
            may_end.wait(5.0)
        ended.set()
        return "seen"

    beside = Beside[str](0.15)
    beside.begin(0.0, work)
    if pace == "quick":
        assert ended.wait(5.0)
    results = [beside.due(time_s) for time_s in (0.05, 0.1)]
    may_end.set()
    results += [beside.due(time_s) for time_s in (0.15, 0.2)]
    assert results == [None, None, "seen", None]
    beside.close()


def test_a_result_can_be_taken_early() -> None:
    beside = Beside[int](10.0)
    assert beside.take() is None
    beside.begin(0.0, lambda: 3)
    assert beside.take() == 3
    beside.close()


def test_a_result_can_be_asked_for_without_waiting() -> None:
    may_end = Event()
    beside = Beside[int]()
    assert beside.ready() is None
    beside.begin(0.0, lambda: 3 if may_end.wait(5.0) else 4)
    assert beside.ready() is None
    assert beside.busy
    may_end.set()
    assert beside.take() == 3
    assert beside.ready() is None
    beside.close()


def test_one_piece_of_work_at_a_time() -> None:
    beside = Beside[int](0.1)
    beside.begin(0.0, lambda: 3)
    with pytest.raises(RuntimeError, match="take the result"):
        beside.begin(0.5, lambda: 4)
    beside.close()


def test_what_went_wrong_is_said_when_the_result_is_due() -> None:
    def fail() -> int:
        raise ValueError("no picture")

    beside = Beside[int](0.1)
    beside.begin(0.0, fail)
    assert beside.due(0.05) is None
    with pytest.raises(ValueError, match="no picture"):
        beside.due(0.1)
    beside.close()
