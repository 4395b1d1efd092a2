"""Work that runs beside the pictures, and whose result counts a fixed time of the source later.

The pictures wait for it only if it takes longer than that. Which picture a result comes with
depends on the times of the pictures alone, never on how fast the machine is: a recording gives the
same poses on every run. Where that does not matter, a result can be asked for as soon as it is
ready.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Beside(Generic[_Result]):
    """At most one piece of work at a time, in a thread of its own.

    Parameters
    ----------
    delay_s
        From the picture with which work begins to the one with which its result is taken.
    """

    def __init__(self, delay_s: float = 0.0) -> None:
        self._delay_s = delay_s
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        self._running: Future[_Result] | None = None
        self._due_s = 0.0

    @property
    def busy(self) -> bool:
        """Whether there is a result still to be taken."""
        return self._running is not None

    def begin(self, now_s: float, work: Callable[[], _Result]) -> None:
        """Begin; what was begun before must have been taken.

        Raises
        ------
        RuntimeError
            There is a result still to be taken.
        """
        if self._running is not None:
            raise RuntimeError("take the result before you begin anew")
        self._running = self._worker.submit(work)
        self._due_s = now_s + self._delay_s

    def due(self, now_s: float) -> _Result | None:
        """Return the result if its time has come, waiting for it if need be."""
        return self.take() if now_s >= self._due_s else None

    def ready(self) -> _Result | None:
        """Return the result if the work has ended, without waiting."""
        return self.take() if self._running is not None and self._running.done() else None

    def take(self) -> _Result | None:
        """Return the result now, waiting for it; None if nothing was begun.

        Raises
        ------
        Exception
            Whatever the work raised.
        """
        running, self._running = self._running, None
        return None if running is None else running.result()

    def close(self) -> None:
        """Wait for what runs, and forget it."""
        self._worker.shutdown(wait=True)
        self._running = None
