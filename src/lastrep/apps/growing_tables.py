"""JSON and CSV of several sources, whole on disk after each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from lastrep import __version__
from lastrep.apps.tables import put
from lastrep.errors import LastrepError
from lastrep.files.safe_write import STDOUT, extend_bytes, write_bytes
from lastrep.outputs.csv_result import to_csv
from lastrep.outputs.json_result import to_json
from lastrep.records.session import ModelFacts, Notice, Session, SourceFacts
from lastrep.records.training_set import Counts


class GrowingTables:
    """The results of a batch as tables; each is in the files before anything else is done.

    Parameters
    ----------
    json, csv
        Where they go; None is nowhere, ``-`` standard output, at the end.
    several
        Whether the JSON is an array.
    """

    def __init__(self, json: str | None, csv: str | None, *, several: bool) -> None:
        around = ("[\n", ",\n", "\n]\n") if several else ("", "", "\n")
        self._indent = "  " if several else ""
        self._json = None if json is None else _Growing(json, *around)
        self._csv = None if csv is None else _Growing(csv, to_csv([]), "", "")

    def add(self, path: str, result: Session | LastrepError) -> None:
        """Take the result of the next source, or why there is none.

        Raises
        ------
        OutputError
            A file cannot be written; it takes no other along.
        """
        session = result if isinstance(result, Session) else None
        try:
            if self._json is not None:
                text = to_json(session or _failed(path, str(result)))
                # strings hold no line breaks in JSON: each line may be moved in
                self._json.add(self._indent + text.replace("\n", "\n" + self._indent))
        finally:
            if self._csv is not None:
                rows = "" if session is None else to_csv([session]).removeprefix(to_csv([]))
                self._csv.add(rows)

    def finish(self) -> None:
        """Print what goes to standard output."""
        for table in (self._json, self._csv):
            if table is not None:
                table.finish()


class _Growing:
    """A text of pieces that is whole after each; of a file only its end is written anew."""

    def __init__(self, path: str, head: str, between: str, tail: str) -> None:
        self._path = path
        self._head, self._between, self._tail = head, between, tail
        self._pieces: list[str] = []
        self._saved = 0  # how many of them are in the file
        self._left: tuple[int, int, int] | None = None  # as it was left after them

    def add(self, piece: str) -> None:
        self._pieces.append(piece)
        if self._path == STDOUT:
            return
        if self._left is not None and self._left == _state(self._path):
            fresh = "".join(self._between + one for one in self._pieces[self._saved :])
            tail = self._tail.encode()
            extend_bytes(self._path, fresh.encode() + tail, at=self._left[1] - len(tail))
        else:  # the first one; or somebody has moved or changed the file meanwhile
            write_bytes(self._path, self._whole().encode())
        self._saved, self._left = len(self._pieces), _state(self._path)

    def finish(self) -> None:
        if self._path == STDOUT:
            put(self._path, self._whole())

    def _whole(self) -> str:
        return self._head + self._between.join(self._pieces) + self._tail


def _state(path: str) -> tuple[int, int, int] | None:
    """Return which file lies there, its size and when it was changed; None of no ordinary file."""
    try:
        facts = Path(path).stat()
    except OSError:
        return None
    return (facts.st_ino, facts.st_size, facts.st_mtime_ns) if Path(path).is_file() else None


def _failed(path: str, error: str) -> dict[str, Any]:
    """Return a failure as it stands in the JSON: it keeps its place and the shape of the others."""
    unknown = {
        name: dict.fromkeys(field.name for field in msgspec.structs.fields(record))
        for name, record in (("source", SourceFacts), ("model", ModelFacts), ("counts", Counts))
    }
    notice = Notice(code="source_failed", text=error)
    return {
        "schema": msgspec.structs.fields(Session)[0].default,
        "software_version": __version__,
        "model": unknown["model"],
        "settings": {},
        "source": unknown["source"] | {"path": path},
        "sets": [],
        "counts": unknown["counts"],
        "warnings": [msgspec.to_builtins(notice)],
        "error": error,
    }
