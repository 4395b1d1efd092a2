"""Listens to an analysis and keeps every set that closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from lastrep.coach import WorkLog
from lastrep.errors import HistoryError
from lastrep.exercises import catalogue
from lastrep.outputs.history import History
from lastrep.records.events import Event, SetClosed, SetCorrected


class HistoryKeeper:
    """Writes each set as it closes; use it in a ``with`` statement.

    A history that cannot be opened is refused at once. If it stops answering later, the set goes
    on without it: `trouble` then says why, and nothing further is written.

    Parameters
    ----------
    place
        File or URL; None is the user's own data folder.
    source
        What the sets were seen by.
    load_kg
        The weight on the bar, where it is known.
    started
        When the session began; now if None.
    again
        Whether the source is a file, of which sets may be kept already: these give way.
    on_trouble
        Takes a line for the user when the history stops answering.

    Attributes
    ----------
    log
        What was done before this session, for the coach and the forecast.
    trouble
        Why sets are no longer kept; None while they are.

    Raises
    ------
    HistoryError
        The history cannot be used; it is untouched.
    """

    def __init__(
        self,
        place: str | Path | None,
        source: str,
        *,
        load_kg: float | None = None,
        started: datetime | None = None,
        again: bool = False,
        on_trouble: Callable[[str], None] | None = None,
    ) -> None:
        self._history = History(place)
        try:
            self.log: WorkLog = self._history.work_log(now=started)
        except HistoryError:
            self._history.close()
            raise
        self._session = self._history.begin(source, started=started, again=again)
        self._load_kg = load_kg
        self._on_trouble = on_trouble
        self.trouble: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._history.close()

    def begins(self, started: datetime, clock_s: float) -> None:
        """Say when the source began, and what its own clock showed then."""
        self._session.set_clock(started, clock_s)

    def hear(self, events: Iterable[Event]) -> None:
        """Take note of events; a set that closes is written before this returns."""
        for event in events:
            if isinstance(event, SetClosed | SetCorrected) and self.trouble is None:
                done = event.training_set
                exercise = catalogue().get(done.exercise)
                try:
                    if isinstance(event, SetCorrected):
                        self._session.correct(done, exercise)
                    else:
                        self._session.add(done, exercise, load_kg=self._load_kg)
                except HistoryError as error:
                    self.trouble = str(error)
                    if self._on_trouble is not None:
                        self._on_trouble(f"Going on without the history: {error}")
