"""What a person at a terminal sees while something takes long; programs see nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Report = Callable[[float, float | None], None]


def console(*, quiet: bool = False) -> Console:
    """Return what tables are printed with; a reader who has gone is told like any other output."""
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return _Console(quiet=quiet)


@contextmanager
def progress_bar(title: str, *, wanted: bool = True) -> Iterator[Report]:
    """Yield a function that takes (done, total) in seconds and shows a bar with the time left.

    The bar is on standard error, and only where that is a terminal.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
