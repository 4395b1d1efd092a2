"""``lastrep history``: list, show, export and delete the sets that were kept."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lastrep.cli import options

if TYPE_CHECKING:
    from lastrep.outputs.history import History, StoredSet

place = click.option(
    "--history",
    "place",
    metavar="FILE|URL",
    envvar="LASTREP_HISTORY",
    help="SQLite file or postgresql:// URL; your own data folder when not given.",
)
only_exercise = click.option("--exercise", help="Only sets of this exercise.")


@click.group("history")
@options.debug
def command() -> None:
    """List, show, export or delete the sets that were kept. They never leave this machine."""


@command.command("list")
@place
@only_exercise
@click.option("--latest", type=click.IntRange(1), default=20, show_default=True)
@options.debug
def list_sets(*, place: str | None, exercise: str | None, latest: int) -> None:
    """List the latest sets, one a line."""
    sets = _sets(place, exercise, latest=latest)
    for stored in sets:
        done = stored.training_set
        total = done.counts.total
        ended = stored.ended.astimezone().strftime("%Y-%m-%d %H:%M")
        techniques = f"  {', '.join(stored.techniques)}" if stored.techniques else ""
        failed = "" if done.failure.kind == "none" else f"  {done.failure.kind} failure"
        click.echo(
            f"{stored.id:>5}  {stored.session[:8]}  {ended}  {done.exercise:<24}"
            f"{total:>3} {'rep' if total == 1 else 'reps'}{failed}{techniques}"
        )
    if not sets:
        click.echo("Nothing is kept yet.")


@command.command("show")
@click.argument("number", metavar="ID", type=int)
@place
@options.debug
def show(*, number: int, place: str | None) -> None:
    """Show one set in full; ID is the first number of `lastrep history list`."""
    from lastrep.outputs.json_result import to_json

    found = [stored for stored in _sets(place, None) if stored.id == number]
    if not found:
        raise click.ClickException(f"no set has the number {number}; see 'lastrep history list'")
    click.echo(to_json(found[0]))


@command.command("export")
@click.argument("path", metavar="PATH|-")
@place
@only_exercise
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), help="PATH's ending else.")
@options.debug
def export(*, path: str, place: str | None, exercise: str | None, kind: str | None) -> None:
    """Write every set to PATH: CSV has a row per set, JSON everything."""
    from lastrep.apps.tables import put
    from lastrep.files.safe_write import check_outputs
    from lastrep.outputs.history import SUMMARY_COLUMNS, summary_rows
    from lastrep.outputs.history_store import file_of
    from lastrep.outputs.json_result import to_json

    kind = kind or Path(path).suffix.removeprefix(".").lower()
    if kind not in {"csv", "json"}:
        raise click.UsageError("say --format csv or --format json, or give PATH such an ending")
    check_outputs([file_of(place)], [path])
    sets = _sets(place, exercise)
    if kind == "json":
        put(path, to_json(sets) + "\n")
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, SUMMARY_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(summary_rows(sets))
    put(path, text.getvalue())


@command.command("delete")
@place
@click.option("--session", help="The sets of this session; its first letters are enough.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="The sets before this day.")
@click.option("--all", "everything", is_flag=True, help="Every set.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.debug
def delete(
    *,
    place: str | None,
    session: str | None,
    before: datetime | None,
    everything: bool,
    yes: bool,
) -> None:
    """Delete the sets of a session, those before a day, or all of them, for good."""
    if (session is not None) + (before is not None) + everything != 1:
        raise click.UsageError("say one of --session, --before and --all")
    if session is not None and not session.strip():
        raise click.UsageError("say which session: its first letters in 'lastrep history list'")
    from lastrep.outputs.wording import number_of

    history = _open(place)
    if history is None:
        click.echo("Nothing is kept yet.")
        return
    with history:
        if session is not None:
            session = _whole_id(history, session)
        if not yes:
            click.confirm("Delete these sets for good?", abort=True, err=True)
        limit = before.astimezone() if before is not None else None
        gone = history.delete(session=session, before=limit)
    click.echo(f"{number_of(gone, 'sets')} deleted.")


def _open(place: str | None) -> History | None:
    """Open the history; None where there is none yet, so that reading makes no file."""
    from lastrep.outputs.history import History
    from lastrep.outputs.history_store import file_of

    file = file_of(place)
    if file is not None and not file.exists():
        return None
    return History(place or None)


def _sets(place: str | None, exercise: str | None, *, latest: int | None = None) -> list[StoredSet]:
    from lastrep.exercises import exercise_to_count

    known = exercise_to_count(exercise).id if exercise is not None else None
    history = _open(place)
    if history is None:
        return []
    with history:
        return history.sets(exercise=known, latest=latest)


def _whole_id(history: History, beginning: str) -> str:
    """Return the one session whose id begins like this."""
    found = {stored.session for stored in history.sets(session=beginning)}
    if len(found) != 1:
        what = "no session begins" if not found else f"{len(found)} sessions begin"
        raise click.ClickException(f"{what} with {beginning}; see 'lastrep history list'")
    return found.pop()
