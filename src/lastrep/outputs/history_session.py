"""One session of the history, to which sets are added as they close."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
import sqlalchemy as sa

from lastrep.coach.work_log import techniques_of
from lastrep.exercises import Exercise
from lastrep.exercises.definition import UNKNOWN_MUSCLE
from lastrep.outputs.history_store import SESSIONS, SETS
from lastrep.records.training_set import TrainingSet

SAME_RECORDING_S = 1.0  # a file begins at one time, however often it is analysed

Transaction = Callable[[], AbstractContextManager[sa.Connection]]


class HistorySession:
    """The session under way; each finished set is written at once.

    Parameters
    ----------
    transaction
        Yields a connection whose work is kept as a whole or not at all.
    source
        What the sets are seen by.
    started
        When the session began.
    again
        Whether the first set takes the place of what was kept of the same file, of the same time.
    """

    def __init__(
        self, transaction: Transaction, source: str, started: datetime, *, again: bool = False
    ) -> None:
        self.id = uuid.uuid4().hex
        self._transaction = transaction
        self._source = source
        self._again = again
        self._started_s = started.timestamp()
        self._zero_s = self._started_s  # when the clock of the source stood at zero
        self._written = False

    def set_clock(self, started: datetime, clock_s: float) -> None:
        """Say when the source began, and what its clock showed then; before the first set."""
        self._started_s = started.timestamp()
        self._zero_s = self._started_s - clock_s

    def add(
        self,
        training_set: TrainingSet,
        exercise: Exercise | None,
        *,
        load_kg: float | None = None,
    ) -> None:
        """Write a finished set; when this returns, it survives a power cut.

        Parameters
        ----------
        training_set
            As it closed.
        exercise
            Its exercise; None where it is not in the catalogue: then no muscle is known.
        load_kg
            The weight, where somebody said it.

        Raises
        ------
        HistoryError
            The database does not answer; earlier sets are kept.
        """
        with self._transaction() as connection:
            if not self._written:
                if self._again:
                    self._forget_what_was_kept(connection)
                connection.execute(
                    sa.insert(SESSIONS),
                    {
                        "id": self.id,
                        "started_unix_s": self._started_s,
                        "source": self._source,
                        "software_version": version("lastrep"),
                    },
                )
            connection.execute(
                sa.insert(SETS),
                {
                    "session": self.id,
                    "number": training_set.number,
                    "ended_unix_s": self._zero_s + training_set.end_time_s,
                    "exercise": training_set.exercise,
                    "muscle": UNKNOWN_MUSCLE if exercise is None else exercise.prime_mover,
                    "load_kg": load_kg,
                    **_what_was_done(training_set, exercise),
                },
            )
        self._written = True

    def _forget_what_was_kept(self, connection: sa.Connection) -> None:
        """Delete what was kept of the same recording, as far as this analysis replaces it."""
        about = self._started_s - SAME_RECORDING_S, self._started_s + SAME_RECORDING_S
        query = sa.select(SESSIONS).where(SESSIONS.c.started_unix_s.between(*about))
        mine = Path(self._source).resolve()
        same = [row.id for row in connection.execute(query) if Path(row.source).resolve() == mine]
        connection.execute(sa.delete(SETS).where(SETS.c.session.in_(same)))
        connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.id.in_(same)))

    def correct(self, training_set: TrainingSet, exercise: Exercise | None) -> None:
        """Write a set of this session anew after the user took something back of it.

        Raises
        ------
        HistoryError
            The database does not answer; what was kept stays as it was.
        """
        mine = SETS.c.session == self.id, SETS.c.number == training_set.number
        with self._transaction() as connection:
            connection.execute(
                sa.update(SETS).where(*mine).values(**_what_was_done(training_set, exercise))
            )


def _what_was_done(training_set: TrainingSet, exercise: Exercise | None) -> dict[str, str]:
    """Return the columns that change when a set is corrected."""
    techniques = () if exercise is None else techniques_of(training_set, exercise)
    return {
        "techniques": msgspec.json.encode(techniques).decode(),
        "training_set": msgspec.json.encode(training_set).decode(),
    }
