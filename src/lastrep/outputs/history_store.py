"""Where the history lies: an SQLite file, or a PostgreSQL database by URL.

A file is looked at before anything is written to it. One that is damaged, of a newer version of
lastrep, or not a history at all is refused and left as it is. SQLite runs in WAL mode and waits for
the disk at every commit, so that a set which was acknowledged survives a power cut.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from lastrep.errors import HistoryError
from lastrep.files.user_data import user_data_folder

SCHEMA_VERSION = 1
BUSY_S = 30.0
SQLITE_MAGIC = b"SQLite format 3\x00"

_metadata = sa.MetaData()
META = sa.Table(
    "lastrep_meta",
    _metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.String(64), nullable=False),
)
SESSIONS = sa.Table(
    "lastrep_sessions",
    _metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("started_unix_s", sa.Double, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("software_version", sa.String(32), nullable=False),
)
SETS = sa.Table(
    "lastrep_sets",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("session", sa.ForeignKey(SESSIONS.c.id, ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("ended_unix_s", sa.Double, nullable=False),
    sa.Column("exercise", sa.String(64), nullable=False),
    sa.Column("muscle", sa.String(32), nullable=False),
    sa.Column("load_kg", sa.Double),
    sa.Column("techniques", sa.Text, nullable=False),  # JSON list
    sa.Column("training_set", sa.Text, nullable=False),  # JSON, the whole record
    sa.UniqueConstraint("session", "number"),
)


def default_place() -> Path:
    """Return where the history lies unless told otherwise: the user's own data folder."""
    return user_data_folder() / "history.db"


def file_of(place: str | None) -> Path | None:
    """Return the file that a place means, there or not; None where it is a database server's."""
    if place and "://" in place:
        return None
    return Path(place).expanduser() if place else default_place()


def open_store(place: str | Path) -> sa.Engine:
    """Return an engine on a history that is sound; make an empty one where there is none.

    Parameters
    ----------
    place
        The path of an SQLite file, or a ``postgresql://`` URL.

    Raises
    ------
    HistoryError
        The place is damaged, of a newer version, something else, or out of reach; it is untouched.
    """
    url = str(place)
    engine = _postgresql(url) if "://" in url else _sqlite(Path(url).expanduser())
    try:
        _prepare(engine, url)
    except BaseException:
        engine.dispose()
        raise
    return engine


def said_shortly(error: Exception) -> str:
    """Return the first line of a database's complaint."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")


def _postgresql(url: str) -> sa.Engine:
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise HistoryError(
            f"The history cannot lie at a {scheme}:// URL; give a file or a postgresql:// URL."
        )
    try:
        return sa.create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise HistoryError(
            "PostgreSQL needs its driver; install it with: pip install 'lastrep[postgresql]'."
        ) from error
    except sa.exc.ArgumentError as error:
        raise HistoryError(f"The history's URL cannot be read ({said_shortly(error)}).") from error


def _sqlite(path: Path) -> sa.Engine:
    if path.is_dir():
        raise HistoryError(f"{path} is a folder; give the name of a history file.")
    if path.exists() and path.stat().st_size > 0:
        _look_first(path)
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HistoryError(
                f"The folder {path.parent} cannot be made ({error.strerror}); give another place."
            ) from error
    url = sa.URL.create("sqlite+pysqlite", database=str(path.resolve()))  # no name is an option
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_S})
    sa.event.listen(engine, "connect", _set_up_connection)
    sa.event.listen(engine, "begin", _begin_at_once)
    return engine


def _look_first(path: Path) -> None:
    """Refuse a file that is no history this lastrep knows, without writing to it.

    Even the journal mode is a byte of the file, so nothing is set before this has looked.
    """
    refusal = (
        f"The history {path} is damaged or not a history{{reason}}; it was left as it is. "
        "Move it away to begin a new one, or give another place."
    )
    try:
        with path.open("rb") as file:
            if file.read(len(SQLITE_MAGIC)) != SQLITE_MAGIC:
                raise HistoryError(refusal.format(reason=""))
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_S)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in names}
            version = None
            if META.name in tables:
                version = connection.execute(
                    "SELECT value FROM lastrep_meta WHERE name = 'schema'"
                ).fetchone()
    except OSError as error:
        raise HistoryError(
            f"The history {path} cannot be read ({error.strerror}); check its permissions."
        ) from error
    except sqlite3.Error as error:
        raise HistoryError(refusal.format(reason=f" ({error})")) from error
    if verdict != "ok":
        raise HistoryError(refusal.format(reason=f" ({verdict})"))
    if META.name in tables:
        _check_version(version[0] if version else None, str(path))
    elif tables:
        raise _something_else(str(path))


def _set_up_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, DDL included
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_at_once(connection: sa.Connection) -> None:
    """Take the write lock at the start: two writers wait for each other instead of failing."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare(engine: sa.Engine, place: str) -> None:
    """Make the tables of a new history in one transaction, or check those that are there."""
    try:
        with engine.begin() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if META.name in tables:
                query = sa.select(META.c.value).where(META.c.name == "schema")
                _check_version(connection.execute(query).scalar_one_or_none(), place)
                return
            if tables and engine.dialect.name == "sqlite":
                raise _something_else(place)
            _metadata.create_all(connection)
            connection.execute(sa.insert(META), {"name": "schema", "value": str(SCHEMA_VERSION)})
    except sa.exc.SQLAlchemyError as error:
        raise HistoryError(
            f"The history at {without_password(place)} cannot be opened ({said_shortly(error)}); "
            "check the place, its permissions and that the database runs."
        ) from error


def _something_else(place: str) -> HistoryError:
    return HistoryError(
        f"{place} is a database of something else; it was left as it is. "
        "Give another place for the history."
    )


def _check_version(found: object, place: str) -> None:
    """Refuse a history whose version is missing or unknown."""
    if found is None or not str(found).isdigit() or int(str(found)) < 1:
        raise HistoryError(
            f"The history at {without_password(place)} is damaged (no version); it was left as it "
            "is. Move it away to begin a new one, or give another place."
        )
    if int(str(found)) > SCHEMA_VERSION:
        raise HistoryError(
            f"The history at {without_password(place)} was made by a newer lastrep (version "
            f"{found}, this one knows {SCHEMA_VERSION}); it was left as it is. Update lastrep."
        )


def without_password(place: str) -> str:
    """Return a place that may be shown."""
    if "://" not in place:
        return place
    return sa.make_url(place).render_as_string(hide_password=True)
