from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from lastrep.apps.live import capture as module
from lastrep.apps.live.capture import Capture, Captured
from lastrep.errors import SourceError
from lastrep.records.frame import Frame

WAIT_S = 5.0


@pytest.fixture(autouse=True)
def quick_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.02)


def taken_until_the_end(capture: Capture, pause_s: float = 0.0) -> list[Captured]:
    found = []
    end_s = time.perf_counter() + WAIT_S
    while not capture.ended and time.perf_counter() < end_s:
        if (captured := capture.take(0.1)) is not None:
            found.append(captured)
            time.sleep(pause_s)
    return found


def test_every_picture_comes_when_somebody_takes_it(live_tools: Any) -> None:
    times_s = [i / 30 for i in range(20)]
    capture = Capture(live_tools.opening(live_tools.Camera(times_s, live=False)))
    capture.start()
    found = taken_until_the_end(capture)
    assert [c.frame.time_s for c in found] == pytest.approx(times_s)
    assert capture.dropped == 0


def test_a_file_is_played_at_the_speed_of_the_camera(live_tools: Any) -> None:
    capture = Capture(live_tools.opening(live_tools.Camera([0.0, 0.1, 0.3], live=False)))
    start_s = time.perf_counter()
    capture.start()
    taken_until_the_end(capture)
    assert time.perf_counter() - start_s >= 0.29


def test_the_newest_wins_and_the_others_are_counted(live_tools: Any) -> None:
    times_s = [i / 100 for i in range(40)]
    capture = Capture(live_tools.opening(live_tools.Camera(times_s, live=False)))
    capture.start()
    found = taken_until_the_end(capture, pause_s=0.05)
    assert found[-1].frame.time_s == pytest.approx(times_s[-1])
    assert capture.dropped > 10
    assert capture.dropped + len(found) == capture.captured == len(times_s)


def test_a_picture_left_out_for_a_fresher_one_is_counted(
    live_tools: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter([False, True, True])
    monkeypatch.setattr(
        "lastrep.apps.live.freshness.Freshness.is_stale", lambda *_: next(asked, False)
    )
    times_s = [i / 20 for i in range(6)]
    capture = Capture(live_tools.opening(live_tools.Camera(times_s, live=False)))
    capture.start()
    found = taken_until_the_end(capture)
    assert [c.frame.time_s for c in found] == pytest.approx([0.0, *times_s[3:]])
    assert capture.dropped == 2
    assert capture.captured == len(times_s)


def test_a_lost_camera_is_opened_again_and_time_goes_on(live_tools: Any) -> None:
    camera = live_tools.Camera
    times_s = [i / 30 for i in range(6)]
    first, second = camera(times_s, speed=1.0), camera(times_s, speed=1.0)
    gone = SourceError("unplugged.")
    capture = Capture(live_tools.opening(first, gone, gone, second), give_up_s=0.3)
    capture.start()
    found = taken_until_the_end(capture)
    assert len(found) == 12
    steps_s = np.diff([c.frame.time_s for c in found])
    assert (steps_s > 0).all()
    assert steps_s[5] > steps_s[4]  # the pause is a pause
    assert capture.state == "ended"


def test_a_camera_that_was_never_there_is_an_error(live_tools: Any) -> None:
    with pytest.raises(SourceError, match="unplugged"):
        Capture(live_tools.opening(SourceError("unplugged."))).start()


def test_stopping_ends_the_thread_at_once(live_tools: Any) -> None:
    capture = Capture(live_tools.opening(live_tools.Camera([0.0, 60.0], live=False)))
    capture.start()
    assert capture.take(WAIT_S) is not None
    start_s = time.perf_counter()
    capture.stop()
    assert time.perf_counter() - start_s < 1.0


def test_a_clock_that_stands_still_gives_no_picture_twice(live_tools: Any) -> None:
    class Stuck(live_tools.Camera):  # type: ignore[misc] # a fixture's class has no static type
        def frames(self) -> Iterator[Frame]:
            for frame in super().frames():
                yield frame
                yield frame

    capture = Capture(live_tools.opening(Stuck([0.0, 0.1, 0.2], live=False)))
    capture.start()
    assert len(taken_until_the_end(capture)) == 3
