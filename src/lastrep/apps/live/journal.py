"""What a session has come to so far, on disk after every repetition: it survives a kill -9."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from lastrep.errors import OutputError
from lastrep.files.safe_write import write_bytes
from lastrep.files.user_data import user_data_folder
from lastrep.outputs.json_result import encoded, to_json
from lastrep.records.advice import Advice
from lastrep.records.events import (
    AdviceGiven,
    Event,
    FailureSeen,
    FailureWithdrawn,
    RepRevised,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetCorrected,
    SetStarted,
)
from lastrep.records.repetition import Repetition
from lastrep.records.session import Notice, Session
from lastrep.records.training_set import (
    Effort,
    Failure,
    RepsInReserve,
    TrainingSet,
    counts_of,
)

JOURNAL_SUFFIX = ".running.jsonl"


class JournalHead(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: which process writes, and the session as it began, without sets.

    ``poses`` is where the poses are being recorded, if they are.
    """

    pid: int
    session: Session
    poses: str | None = None


class RunningReps(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A later line: the running set as it began, and its repetitions, provisional."""

    started: SetStarted | None
    reps: tuple[Repetition, ...]
    failure: Failure = Failure()
    advice: tuple[Advice, ...] = ()


class ClosedSet(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A later line: a set's final word, or a later one of the same number after a correction."""

    training_set: TrainingSet


Line = RunningReps | ClosedSet
_CUT_SHORT = Notice(
    code="cut_short",
    text="The session broke off; what was counted until then is kept as it stood.",
)


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal still holds of a session that was cut short."""

    session: Session
    running: RunningReps | None = None
    poses: str | None = None


def sessions_folder() -> Path:
    """Return where sessions are kept on this machine."""
    chosen = os.environ.get("LASTREP_SESSIONS")
    return Path(chosen) if chosen else user_data_folder() / "sessions"


class Journal:
    """Appends what changed, each line on disk before the next repetition can end.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """

    def __init__(self, folder: Path, session: Session, *, poses: Path | None = None) -> None:
        name = time.strftime("%Y-%m-%d_%H%M%S")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / f"{name}-{os.getpid()}{JOURNAL_SUFFIX}"
            self._file: IO[bytes] = self.path.open("ab")
        except OSError as error:
            raise OutputError(
                f"cannot keep sessions in '{folder}': {error.strerror}; name another folder in"
                " LASTREP_SESSIONS."
            ) from error
        self._running: list[Repetition] = []
        self._started: SetStarted | None = None
        self._failures: list[Failure] = []
        self._advice: list[Advice] = []
        recorded = None if poses is None else str(poses.absolute())
        self._write(JournalHead(pid=os.getpid(), session=session, poses=recorded))

    def hear(self, events: Iterable[Event]) -> None:
        """Write down what the events changed."""
        changed = False
        for event in events:
            if isinstance(event, SetClosed | SetCorrected):
                if isinstance(event, SetClosed):
                    self._running, self._failures, self._advice = [], [], []
                self._write(ClosedSet(training_set=event.training_set))
            else:
                changed = self._take(event) or changed
        if changed:
            self._write(
                RunningReps(
                    started=self._started,
                    reps=tuple(self._running),
                    failure=self._failures[-1] if self._failures else Failure(),
                    advice=tuple(self._advice),
                )
            )

    def _take(self, event: Event) -> bool:
        """Take note of what an event changes in the running set; return whether it does."""
        match event:
            case SetStarted():
                self._started, self._failures, self._advice = event, [], []
                return False
            case RepSeen(rep=rep):
                self._running.append(rep)
            case RepRevised(rep=rep):
                self._running = [rep if event.means(one) else one for one in self._running]
            case RepWithdrawn():
                self._running = [rep for rep in self._running if not event.means(rep)]
            case FailureSeen(failure=failure):
                self._failures.append(failure)
            case FailureWithdrawn(failed_s=failed_s):
                self._failures = [one for one in self._failures if one.time_s != failed_s]
            case AdviceGiven(advice=advice):
                self._advice.append(advice)
            case _:
                return False
        return True

    def finish(self, session: Session) -> Path | None:
        """Write the finished session in the journal's place; None if it has no set to keep."""
        target = None
        if session.sets:
            target = self.path.with_name(self.path.name.removesuffix(JOURNAL_SUFFIX) + ".json")
            write_bytes(target, to_json(session).encode())
        self.close()
        self.path.unlink(missing_ok=True)
        return target

    def close(self) -> None:
        """Let go of the file, which stays: as if the process had ended here."""
        self._file.close()

    def _write(self, line: JournalHead | Line) -> None:
        self._file.write(encoded(line) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def recover(folder: Path) -> list[tuple[Path, Recovered]]:
    """Return the sessions whose process ended without saving them, and where they lie."""
    found = []
    for path in sorted(folder.glob(f"*{JOURNAL_SUFFIX}")) if folder.is_dir() else ():
        recovered = read_journal(path)
        if recovered is not None:
            found.append((path, recovered))
    return found


def read_journal(path: Path) -> Recovered | None:
    """Return what a journal holds; None if it is empty, unreadable, or still being written."""
    try:
        first, *rest = path.read_bytes().splitlines()
        head = msgspec.json.decode(first, type=JournalHead)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    if head.pid != os.getpid() and _alive(head.pid):
        return None
    sets: list[TrainingSet] = []
    running: RunningReps | None = None
    for text in rest:
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.MsgspecError:
            break  # the line that was being written when the process was killed
        if isinstance(line, ClosedSet):
            fresh = line.training_set
            sets = [*(one for one in sets if one.number != fresh.number), fresh]
        running = line if isinstance(line, RunningReps) else None
    session = msgspec.structs.replace(head.session, sets=tuple(sets))
    return Recovered(session=session, running=running, poses=head.poses)


def with_running_set(found: Recovered) -> Session:
    """Return a session whose running set is closed as it stood when the process ended.

    How long it had watched, and how many pictures it saw, died with it.
    """
    sets = found.session.sets
    if found.running is not None and found.running.reps and found.running.started is not None:
        reps, started = found.running.reps, found.running.started
        failure = found.running.failure
        unknown = RepsInReserve(estimate=None, low=None, high=None, basis="the session broke off")
        running = TrainingSet(
            number=len(sets) + 1,
            exercise=started.exercise,
            exercise_confidence=started.exercise_confidence,
            exercise_given=started.exercise_given,
            start_time_s=min(rep.start_time_s for rep in reps),
            end_time_s=max(rep.end_time_s for rep in reps),
            ended_by="end_of_source" if failure.kind == "none" else "failure",
            reps=reps,
            counts=counts_of(reps),
            failure=failure,
            effort=Effort(velocity_loss_fraction=None, reps_in_reserve=unknown),
            advice=found.running.advice,
        )
        sets = (*sets, running)
    facts = found.session.source
    return msgspec.structs.replace(
        found.session,
        source=msgspec.structs.replace(
            facts, duration_s=None, frames=None, frames_with_lifter=None
        ),
        sets=sets,
        counts=counts_of(rep for closed in sets for rep in closed.reps),
        warnings=(*found.session.warnings, _CUT_SHORT),
    )


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # nobody can be asked there without being ended by it: nothing is recovered
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
