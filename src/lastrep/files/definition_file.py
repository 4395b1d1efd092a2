"""Reading a file of definitions: the core decodes what it holds, and opens no file."""

from __future__ import annotations

from pathlib import Path

from lastrep.errors import DefinitionError


def read_definition(path: Path) -> bytes:
    """Return what a TOML file holds, undecoded.

    Raises
    ------
    DefinitionError
        The file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DefinitionError(
            f"{path} cannot be read ({reason}); give the path of a TOML file."
        ) from error
