"""The analyser in a process of its own, so that counting and drawing do not wait for each other.

A look at a set is tens of milliseconds of Python. In one process, whose threads share one
interpreter, a picture that is drawn meanwhile would be late, and so would the count.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Protocol, Self, cast

from lastrep.analysis import Analyzer
from lastrep.apps.live.readiness import load_what_counting_needs, undisturbed
from lastrep.errors import LastrepError
from lastrep.records.events import Event
from lastrep.records.pose import Pose
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.session import View

ENDS_S = 3.0
MakeAnalyzer = Callable[[], Analyzer]


class Core(Protocol):
    """What a session needs of an analyser, wherever it runs."""

    @property
    def view(self) -> View:
        """From where the camera has seen the lifter so far, on the whole."""
        ...

    @property
    def view_now(self) -> View:
        """From where the camera sees the lifter, as of the last seconds."""
        ...

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose."""
        ...

    def revise(self, profile: Profile) -> list[Event]:
        """Take a change of the lifter's situation."""
        ...

    def plan_ahead(self) -> list[Event]:
        """Say what the coach wants of the set to come."""
        ...

    def next_set(self, exercise: str | None = None) -> list[Event]:
        """Close the running set and begin another, of this exercise."""
        ...

    def drop_set(self) -> None:
        """Forget the running set."""
        ...

    def take_back(self, rep: Repetition) -> list[Event]:
        """Take a repetition back for good."""
        ...

    def finish(self) -> list[Event]:
        """Close what is open."""
        ...


class CoreProcess:
    """An analyser that is asked through a pipe; it answers what it would answer here.

    Use it in a ``with`` statement. The first answer takes as long as the process takes to start.

    Parameters
    ----------
    make_analyzer
        Makes it over there; must be picklable.
    """

    def __init__(self, make_analyzer: MakeAnalyzer) -> None:
        spawning = multiprocessing.get_context("spawn")  # a fork would copy threads that hold locks
        self._pipe, far_end = spawning.Pipe()
        self._process = spawning.Process(
            target=_answer, args=(far_end, make_analyzer), name="lastrep core", daemon=True
        )
        try:
            with _interrupts_withheld():
                self._process.start()
        except BaseException:
            self._pipe.close()  # by which it sees that nobody will ask
            raise
        finally:
            far_end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join(timeout=ENDS_S)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid or 0

    @property
    def view(self) -> View:
        """From where the camera has seen the lifter so far, on the whole."""
        return cast("View", self._ask("view"))

    @property
    def view_now(self) -> View:
        """From where the camera sees the lifter, as of the last seconds."""
        return cast("View", self._ask("view_now"))

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose and return what it brought to light."""
        return self._events("push", pose)

    def revise(self, profile: Profile) -> list[Event]:
        """Take a change of the lifter's situation and return what is said of it."""
        return self._events("revise", profile)

    def plan_ahead(self) -> list[Event]:
        """Return what the coach wants of the set to come."""
        return self._events("plan_ahead")

    def next_set(self, exercise: str | None = None) -> list[Event]:
        """Close the running set and begin another; return the last events of the first."""
        return self._events("next_set", exercise)

    def drop_set(self) -> None:
        """Forget the running set."""
        self._ask("drop_set")

    def take_back(self, rep: Repetition) -> list[Event]:
        """Take a repetition back for good and return what that changes."""
        return self._events("take_back", rep)

    def finish(self) -> list[Event]:
        """Close what is open and return the last events."""
        return self._events("finish")

    def _events(self, name: str, *arguments: object) -> list[Event]:
        return cast("list[Event]", self._ask(name, *arguments))

    def _ask(self, name: str, *arguments: object) -> object:
        try:
            self._pipe.send((name, *arguments))
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise LastrepError(
                "the process that counts has ended; start again to keep what it had counted."
            ) from None
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def _interrupts_withheld() -> Iterator[None]:
    """Begin a process that no Ctrl-C reaches, not even before it can ignore it.

    It keeps the mask it begins with; what came meanwhile reaches this process afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its own beginning lets the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(pipe: Connection, make_analyzer: MakeAnalyzer) -> None:
    """Carry out what is asked until nobody asks any more."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the session ends in its own order, then this
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    load_what_counting_needs()
    analyzer = make_analyzer()
    with undisturbed(), suppress(EOFError, BrokenPipeError):
        while True:
            name, *arguments = pipe.recv()
            try:
                asked = getattr(analyzer, name)
                answer = asked(*arguments) if callable(asked) else asked
            except Exception as error:  # noqa: BLE001 - raised where it was asked
                answer = error
            pipe.send(answer)
