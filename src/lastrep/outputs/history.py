"""The lifter's history: every finished set, kept on this machine or in a database of one's own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from lastrep.coach.work_log import PastSet, WorkLog, past_set, techniques_of
from lastrep.errors import HistoryError
from lastrep.exercises import Exercise, catalogue
from lastrep.outputs.history_store import (
    SESSIONS,
    SETS,
    default_place,
    open_store,
    said_shortly,
    without_password,
)
from lastrep.records.training_set import TrainingSet

SECONDS_AN_HOUR = 3600.0
UNKNOWN_MUSCLE = "unknown"
REMEMBERED_SETS = 600  # older ones say little about today


class StoredSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set of the history; `ended` is in UTC."""

    id: int
    session: str
    source: str
    ended: datetime
    load_kg: float | None
    techniques: tuple[str, ...]
    training_set: TrainingSet


class History:
    """An open history; use it in a ``with`` statement.

    Parameters
    ----------
    place
        Path of an SQLite file, or a ``postgresql://`` URL; None is the user's own data folder.

    Raises
    ------
    HistoryError
        The place is damaged, of a newer version, something else, or out of reach; it is untouched.
    """

    def __init__(self, place: str | Path | None = None) -> None:
        self.place = str(default_place() if place is None else place)
        self._engine = open_store(self.place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def begin(self, source: str, *, started: datetime | None = None) -> HistorySession:
        """Return a session to add sets to; nothing is written before its first set."""
        return HistorySession(self, source, started or datetime.now(UTC))

    def sets(
        self,
        *,
        exercise: str | None = None,
        session: str | None = None,
        before_s: float | None = None,
        latest: int | None = None,
    ) -> list[StoredSet]:
        """Return sets in order of time.

        Parameters
        ----------
        exercise, session
            Only those of this exercise id, of the session whose id begins like this.
        before_s
            Only those that ended by then, in seconds since 1970.
        latest
            Only this many, the latest.
        """
        query = sa.select(SETS, SESSIONS.c.source).join(SESSIONS)
        if exercise is not None:
            query = query.where(SETS.c.exercise == exercise)
        if session is not None:
            query = query.where(SETS.c.session.startswith(session, autoescape=True))
        if before_s is not None:
            query = query.where(SETS.c.ended_unix_s <= before_s)
        query = query.order_by(SETS.c.ended_unix_s.desc(), SETS.c.id.desc())
        if latest is not None:
            query = query.limit(latest)
        with self.transaction() as connection:
            return [_stored(row) for row in reversed(connection.execute(query).all())]

    def delete(self, *, session: str | None = None, before: datetime | None = None) -> int:
        """Delete the sets of one session, those before a time, or all; return how many went."""
        chosen: list[sa.ColumnElement[bool]] = []
        if session is not None:
            chosen.append(SETS.c.session == session)
        if before is not None:
            chosen.append(SETS.c.ended_unix_s < before.timestamp())
        with self.transaction() as connection:
            gone = connection.execute(sa.delete(SETS).where(*chosen)).rowcount
            kept = sa.select(SETS.c.session)
            connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.id.not_in(kept)))
        return int(gone)

    def work_log(self, *, now: datetime | None = None) -> WorkLog:
        """Return the history as the coach reads it: what was done before ``now``, and how long."""
        now_s = (now or datetime.now(UTC)).timestamp()
        done = self.sets(latest=REMEMBERED_SETS, before_s=now_s + SECONDS_AN_HOUR)  # clocks differ
        return WorkLog(sets=tuple(_past(stored, now_s) for stored in done))

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Yield a connection whose work is kept as a whole or not at all."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.SQLAlchemyError as error:
            raise HistoryError(
                f"The history at {without_password(self.place)} does not answer "
                f"({said_shortly(error)}); what was written before is kept."
            ) from error


class HistorySession:
    """The session under way; each finished set is written at once."""

    def __init__(self, history: History, source: str, started: datetime) -> None:
        self.id = uuid.uuid4().hex
        self._history = history
        self._source = source
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
        with self._history.transaction() as connection:
            if not self._written:
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
                    "muscle": UNKNOWN_MUSCLE if exercise is None else exercise.muscles[0],
                    "load_kg": load_kg,
                    **_what_was_done(training_set, exercise),
                },
            )
        self._written = True

    def correct(self, training_set: TrainingSet, exercise: Exercise | None) -> None:
        """Write a set of this session anew after the user took something back of it.

        Raises
        ------
        HistoryError
            The database does not answer; what was kept stays as it was.
        """
        mine = SETS.c.session == self.id, SETS.c.number == training_set.number
        with self._history.transaction() as connection:
            connection.execute(
                sa.update(SETS).where(*mine).values(**_what_was_done(training_set, exercise))
            )


def summary_rows(sets: Iterable[StoredSet]) -> list[dict[str, str | float | int | None]]:
    """Return one plain row per set, for a table or a CSV file."""
    rows: list[dict[str, str | float | int | None]] = []
    for stored in sets:
        done = stored.training_set
        counts = msgspec.structs.asdict(done.counts)
        reserve = done.effort.reps_in_reserve
        rows.append(
            {
                "id": stored.id,
                "session": stored.session,
                "ended_utc": stored.ended.isoformat(timespec="seconds"),
                "source": stored.source,
                "set": done.number,
                "exercise": done.exercise,
                "load_kg": stored.load_kg,
                **{f"reps_{label}": count for label, count in counts.items()},
                "structure": done.structure,
                "techniques": " ".join(stored.techniques),
                "failure": done.failure.kind,
                "velocity_loss_fraction": done.effort.velocity_loss_fraction,
                "reps_in_reserve": reserve.estimate,
                "duration_s": round(done.end_time_s - done.start_time_s, 3),
            }
        )
    return rows


def _stored(row: Any) -> StoredSet:  # noqa: ANN401 - SQLAlchemy's rows have no static columns
    try:
        return StoredSet(
            id=row.id,
            session=row.session,
            source=row.source,
            ended=datetime.fromtimestamp(row.ended_unix_s, tz=UTC),
            load_kg=row.load_kg,
            techniques=tuple(msgspec.json.decode(row.techniques, type=list[str])),
            training_set=msgspec.json.decode(row.training_set, type=TrainingSet),
        )
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise HistoryError(
            f"Set {row.id} of the history cannot be read ({error}); nothing was changed. "
            "Move the history away to begin a new one."
        ) from error


def _past(stored: StoredSet, now_s: float) -> PastSet:
    """Return a stored set as the coach remembers it; the muscle of an unknown exercise is none."""
    hours_ago = (now_s - stored.ended.timestamp()) / SECONDS_AN_HOUR
    done = stored.training_set
    exercise = catalogue().get(done.exercise)
    if exercise is None:
        return PastSet(
            exercise=done.exercise,
            muscle=UNKNOWN_MUSCLE,
            hours_ago=hours_ago,
            session=stored.session,
            techniques=stored.techniques,
        )
    past = past_set(
        done, exercise, hours_ago=hours_ago, session=stored.session, load_kg=stored.load_kg
    )
    return msgspec.structs.replace(past, techniques=stored.techniques)


def _what_was_done(training_set: TrainingSet, exercise: Exercise | None) -> dict[str, str]:
    """Return the columns that change when a set is corrected."""
    techniques = () if exercise is None else techniques_of(training_set, exercise)
    return {
        "techniques": msgspec.json.encode(techniques).decode(),
        "training_set": msgspec.json.encode(training_set).decode(),
    }
