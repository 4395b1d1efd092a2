"""What was acknowledged is there, whoever is killed and whoever else writes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from lastrep.exercises import load_exercise
from lastrep.outputs.history import History
from lastrep.records.training_set import TrainingSet

CURL = load_exercise("barbell_curl")


def again(training_set: TrainingSet, number: int, exercise: str = "barbell_curl") -> TrainingSet:
    return msgspec.structs.replace(training_set, number=number, exercise=exercise)


WRITER = """
import sys, msgspec
from lastrep.exercises import load_exercise
from lastrep.outputs.history import History
from lastrep.records.training_set import TrainingSet
one = msgspec.json.decode(sys.stdin.buffer.read(), type=TrainingSet)
with History(sys.argv[1]) as history:
    session = history.begin("clip.mp4")
    for number in range(1, 100_000):
        session.add(msgspec.structs.replace(one, number=number), load_exercise("barbell_curl"))
        print(number, flush=True)
"""


def killed(place: str, failed_set: TrainingSet, after_s: float) -> int:
    """Let another process write set after set, kill it in the middle; return what it had said."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(msgspec.json.encode(failed_set))
    writer.stdin.close()
    said = [writer.stdout.readline()]  # the first set is in
    time.sleep(after_s)
    writer.send_signal(signal.SIGKILL)
    said += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    return int(said[-1])


def test_nothing_acknowledged_is_lost_however_often_the_writer_is_killed(
    history: History, failed_set: TrainingSet
) -> None:
    for after_s in (0.0, 0.031, 0.087, 0.15):
        acknowledged = killed(history.place, failed_set, after_s)
        with History(history.place) as opened:
            sets = opened.sets()
            numbers = [stored.training_set.number for stored in sets]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) >= acknowledged
            assert all(stored.training_set.reps == failed_set.reps for stored in sets)
            opened.begin("again").add(failed_set, CURL)
            assert opened.delete() == len(numbers) + 1


def test_two_writers_wait_for_each_other(tmp_path: Path, failed_set: TrainingSet) -> None:
    path = tmp_path / "history.db"
    with History(path) as one, History(path) as two:
        sessions = [one.begin("one"), two.begin("two")]
        for number in range(1, 6):
            for session in sessions:
                session.add(again(failed_set, number), CURL)
        assert len(one.sets()) == 10
