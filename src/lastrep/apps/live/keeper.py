"""Closed sets into the lifter's history, and the history into the coach's ear."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from lastrep.coach.work_log import WorkLog
from lastrep.errors import HistoryError, UnknownExerciseError
from lastrep.exercises import load_exercise
from lastrep.outputs.history import History
from lastrep.records.events import Event, SetClosed


class Keeper:
    """Writes each set when it closes; a history that does not answer never stops a session.

    Parameters
    ----------
    place
        File or URL; None is the user's own data folder.
    source
        What the sets were seen by.
    say
        Takes a line for the user when the history does not answer.
    """

    def __init__(self, place: str | None, source: str, say: Callable[[str], None]) -> None:
        self._say = say
        self._history: History | None = None
        try:
            self._history = History(place)
            self._session = self._history.begin(source)
        except HistoryError as error:
            self._give_up(error)

    def log(self) -> WorkLog:
        """Return what the lifter did before, as the coach reads it."""
        if self._history is None:
            return WorkLog()
        try:
            return self._history.work_log()
        except HistoryError as error:
            self._give_up(error)
            return WorkLog()

    def hear(self, events: list[Event]) -> None:
        """Keep the sets that have closed."""
        for event in events:
            if isinstance(event, SetClosed) and self._history is not None:
                closed = event.training_set
                try:
                    with suppress(UnknownExerciseError):
                        self._session.add(closed, load_exercise(closed.exercise))
                except HistoryError as error:
                    self._give_up(error)

    def close(self) -> None:
        """Let go of the database."""
        if self._history is not None:
            self._history.close()
            self._history = None

    def _give_up(self, error: HistoryError) -> None:
        self._say(f"Going on without the history: {error}")
        self.close()
