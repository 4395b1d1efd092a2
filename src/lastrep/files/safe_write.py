"""Write beside the target, then rename: readers see the old file or the new one, never a half.

A file that grows for hours is extended in its place, and put back if that goes wrong.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from lastrep.errors import OutputError

STDOUT = "-"


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a temporary file to write to; it takes the place of ``path`` if nothing goes wrong.

    The temporary file lies in the same folder and has the same suffix. On any failure, an interrupt
    included, it is removed and ``path`` is left as it was.

    Raises
    ------
    OutputError
        If the folder is missing, may not be written, or the disk is full.
    """
    target = Path(path).resolve()
    device = target.exists() and not target.is_file()  # /dev/null and its like cannot be renamed to
    if target.is_dir():
        raise OutputError(f"cannot write '{path}': it is a folder; give the name of a file")
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}-",
            suffix=target.suffix,
            dir=None if device else target.parent,
        )
        os.close(handle)
        temporary = Path(name)
        yield temporary
        if device:
            shutil.copyfile(temporary, target)
        else:
            temporary.chmod(_usual_mode(target))
            temporary.replace(target)
            temporary = None
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a whole file at once, safely; see `replacing`."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def extend_bytes(path: str | Path, content: bytes, *, at: int) -> None:
    """Write ``content`` over the end of a file, which begins at the byte ``at``, and beyond.

    On any failure, an interrupt included, the end is as it was before.

    Raises
    ------
    OutputError
        If the file is gone, may not be written, or the disk is full.
    """
    try:
        with Path(path).open("r+b", buffering=0) as file:
            file.seek(at)
            end = file.read()
            try:
                file.seek(at)
                _write_all(file, content)
                os.fsync(file.fileno())
            except BaseException:
                file.seek(at)
                _write_all(file, end)
                file.truncate()
                raise
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error


def _write_all(file: FileIO, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def check_writable(path: str | Path) -> None:
    """Find out now whether ``path`` can be written, before hours of work go into it.

    Raises
    ------
    OutputError
        If it cannot; ``path`` is untouched either way.
    """
    target = Path(path).resolve()
    if target.is_dir():
        raise OutputError(f"cannot write '{path}': it is a folder; give the name of a file")
    try:
        if target.exists() and not target.is_file():
            target.open("wb").close()
            return
        if target.exists():
            target.open("ab").close()
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error


def check_outputs(read: Iterable[str | Path | None], written: Iterable[str | Path | None]) -> None:
    """Find out now whether every output can be written, and none over what is read.

    Parameters
    ----------
    read
        Files and folders that the command reads, by whatever name; what is not a path harms nothing
        here, so sources may be given as they were written. None is nothing.
    written
        Its outputs. None is nothing, and ``-`` is no file.

    Raises
    ------
    OutputError
        An output is also read, two of them are the same file, or one cannot be written.
    """
    sources = [Path(path).resolve() for path in read if path is not None]
    taken = {_identity(path) for path in sources}
    named: set[tuple[int, int] | Path] = set()
    for path in written:
        if path is None or path == STDOUT:
            continue
        target = Path(path).resolve()
        if target.is_file() or not target.exists():  # a device may be named as often as one likes
            itself = _identity(target)
            if itself in taken or (target.exists() and not set(sources).isdisjoint(target.parents)):
                raise OutputError(
                    f"'{path}' is what is read here, and writing would destroy it; choose another"
                    " name for the output."
                )
            if itself in named:
                raise OutputError(
                    f"'{path}' is named for two outputs; choose another name for one of them."
                )
            named.add(itself)
        check_writable(path)


def _identity(target: Path) -> tuple[int, int] | Path:
    """Return what is the same for all names of one file, links included."""
    try:
        facts = target.stat()
    except OSError:
        return target  # not there yet
    return facts.st_dev, facts.st_ino


def _usual_mode(target: Path) -> int:
    """Return the permissions the file would have had without the detour."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _sentence(path: str | Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return (
        f"cannot write '{path}': {reason}; choose another place or make room"
        " (what was there before is untouched)"
    )
