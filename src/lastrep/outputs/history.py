"""The lifter's history: every finished set, kept on this machine or in a database of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from lastrep.coach.work_log import PastSet, WorkLog, past_set
from lastrep.errors import HistoryError
from lastrep.exercises import catalogue
from lastrep.exercises.definition import UNKNOWN_MUSCLE
from lastrep.outputs.history_session import HistorySession
from lastrep.outputs.history_store import (
    SESSIONS,
    SETS,
    default_place,
    open_store,
    said_shortly,
    without_password,
)
from lastrep.records.training_set import Counts, TrainingSet

SECONDS_AN_HOUR = 3600.0
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

    def begin(
        self, source: str, *, started: datetime | None = None, again: bool = False
    ) -> HistorySession:
        """Return a session to add sets to; nothing is written before its first set.

        With ``again`` that set takes the place of what was kept of the same file, of the same time.
        """
        return HistorySession(self.transaction, source, started or datetime.now(UTC), again=again)

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
        """Return the history as the coach reads it: what was done before ``now``, and how long.

        Without ``now`` it is the present, an hour of which is granted to clocks that differ.
        """
        now_s = (now or datetime.now(UTC)).timestamp()
        slack_s = SECONDS_AN_HOUR if now is None else 0.0
        done = self.sets(latest=REMEMBERED_SETS, before_s=now_s + slack_s)
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


SUMMARY_COLUMNS = (
    *("id", "session", "ended_utc", "source", "set", "exercise", "load_kg"),
    *(f"reps_{label}" for label in Counts.__struct_fields__),
    *("structure", "techniques", "failure", "velocity_loss_fraction", "reps_in_reserve"),
    "duration_s",
)


def summary_rows(sets: Iterable[StoredSet]) -> list[dict[str, str | float | int | None]]:
    """Return one plain row per set, for a table or a CSV file, with `SUMMARY_COLUMNS`."""
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
