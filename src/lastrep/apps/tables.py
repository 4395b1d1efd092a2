"""Where a table or JSON goes: a file, safely, or standard output."""

from __future__ import annotations

import sys

from lastrep.files.safe_write import STDOUT, write_bytes


def put(path: str, text: str) -> None:
    """Write text to a file, or to standard output where the path is ``-``.

    Raises
    ------
    OutputError
        The file cannot be written; whatever was there before is untouched.
    """
    if path == STDOUT:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_bytes(path, text.encode())
