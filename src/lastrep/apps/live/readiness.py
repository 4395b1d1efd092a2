"""What is done before the first picture so that none waits later."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

TURN_S = 0.0005
_LOADED_LATE = ("scipy.linalg", "scipy.signal")


def load_what_counting_needs() -> None:
    """Import what the core imports only when it first counts.

    That takes a second in which the interpreter is busy, too long in the middle of a first set.
    """
    for name in _LOADED_LATE:
        import_module(name)


@contextmanager
def quick_turns() -> Iterator[None]:
    """Let threads hand the interpreter to each other quickly, until the end of the block.

    A look at a whole set takes tens of milliseconds of Python. At the usual 5 ms a turn, a picture
    that is drawn meanwhile would wait for its turn at each of its hundred strokes.
    """
    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)
