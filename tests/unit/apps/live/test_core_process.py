from __future__ import annotations

import os
import signal
import time
from functools import partial

import pytest

from lastrep.analysis import Analyzer
from lastrep.apps.live.core_process import CoreProcess
from lastrep.errors import LastrepError, UsageError
from lastrep.records.events import Event
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile


def test_it_answers_what_the_analyser_would_answer_here(curls: PoseRecording) -> None:
    here = Analyzer("barbell_curl")
    expected: list[Event] = []
    found: list[Event] = []
    with CoreProcess(partial(Analyzer, "barbell_curl")) as core:
        for i, pose in enumerate(curls):
            if i == len(curls) // 2:
                hurt = Profile(pain=True)
                expected += here.revise(hurt)
                found += core.revise(hurt)
            expected += here.push(pose)
            found += core.push(pose)
        assert core.view == here.view
        assert core.next_set() == here.next_set()
        core.drop_set()
        here.drop_set()
        assert core.finish() == here.finish()
        assert found == expected
        assert found
        with pytest.raises(UsageError, match="finished"):
            core.push(pose)


def test_one_that_is_killed_is_said_in_a_sentence() -> None:
    with CoreProcess(partial(Analyzer, "barbell_curl")) as core:
        assert core.view == "unknown"
        os.kill(core.pid, signal.SIGINT)  # as Ctrl-C sends to all: the session ends it in order
        assert core.view == "unknown"
        os.kill(core.pid, signal.SIGKILL)
        with pytest.raises(LastrepError, match="has ended"):
            core.finish()


def test_no_interrupt_reaches_it_while_it_starts() -> None:
    with CoreProcess(partial(Analyzer, "barbell_curl")) as core:
        for _ in range(20):
            os.kill(core.pid, signal.SIGINT)
            time.sleep(0.02)
        assert core.view == "unknown"
