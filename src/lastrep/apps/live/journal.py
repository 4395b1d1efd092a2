"""What a session has come to so far, on disk after every repetition: it survives a kill -9."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from lastrep.errors import OutputError
from lastrep.files.safe_write import write_bytes
from lastrep.outputs.json_result import to_json
from lastrep.records.events import Event, RepSeen, RepWithdrawn, SetClosed
from lastrep.records.repetition import Repetition
from lastrep.records.session import Session
from lastrep.records.training_set import TrainingSet

SAME_REP_S = 0.25
_SUFFIX = ".running.jsonl"


class JournalHead(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: which process writes, and the session as it began, without sets."""

    pid: int
    session: Session


class RunningReps(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A later line: the repetitions of the running set, provisional."""

    reps: tuple[Repetition, ...]


class ClosedSet(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A later line: a set's final word; the running set begins anew."""

    training_set: TrainingSet


Line = RunningReps | ClosedSet


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal still holds of a session that was cut short."""

    session: Session
    running: tuple[Repetition, ...]


def sessions_folder() -> Path:
    """Return where sessions are kept on this machine."""
    base = os.environ.get("LASTREP_SESSIONS")
    if base:
        return Path(base)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "lastrep" / "sessions"


class Journal:
    """Appends what changed, each line on disk before the next repetition can end.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """

    def __init__(self, folder: Path, session: Session) -> None:
        name = time.strftime("%Y-%m-%d_%H%M%S")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / f"{name}-{os.getpid()}{_SUFFIX}"
            self._file: IO[bytes] = self.path.open("ab")
        except OSError as error:
            raise OutputError(
                f"cannot keep sessions in '{folder}': {error.strerror}; name another folder in"
                " LASTREP_SESSIONS."
            ) from error
        self._running: list[Repetition] = []
        self._write(JournalHead(pid=os.getpid(), session=session))

    def hear(self, events: Iterable[Event]) -> None:
        """Write down what the events changed."""
        changed = False
        for event in events:
            if isinstance(event, RepSeen):
                self._running.append(event.rep)
                changed = True
            elif isinstance(event, RepWithdrawn):
                self._running = [rep for rep in self._running if not _is(rep, event)]
                changed = True
            elif isinstance(event, SetClosed):
                self._running = []
                self._write(ClosedSet(training_set=event.training_set))
        if changed:
            self._write(RunningReps(reps=tuple(self._running)))

    def finish(self, session: Session) -> Path:
        """Write the finished session beside the journal, and let the journal go."""
        target = self.path.with_name(self.path.name.removesuffix(_SUFFIX) + ".json")
        write_bytes(target, to_json(session).encode())
        self._file.close()
        self.path.unlink(missing_ok=True)
        return target

    def discard(self) -> None:
        """Let the journal go: nothing worth keeping happened."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, line: JournalHead | Line) -> None:
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def recover(folder: Path) -> list[tuple[Path, Recovered]]:
    """Return the sessions whose process ended without saving them, and where they lie."""
    found = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else ():
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
    running: tuple[Repetition, ...] = ()
    for text in rest:
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.MsgspecError:
            break  # the line that was being written when the process was killed
        if isinstance(line, ClosedSet):
            sets.append(line.training_set)
            running = ()
        else:
            running = line.reps
    session = msgspec.structs.replace(head.session, sets=tuple(sets))
    return Recovered(session=session, running=running)


def _is(rep: Repetition, event: RepWithdrawn) -> bool:
    end_s = rep.end_time_s if rep.concentric_end_time_s is None else rep.concentric_end_time_s
    return abs(end_s - event.concentric_end_time_s) <= SAME_REP_S


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
