"""What is done before the first picture so that none waits later."""

from __future__ import annotations

import gc
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
def undisturbed() -> Iterator[None]:
    """Keep the interpreter from making a picture wait, until the end of the block.

    Threads hand it to each other quickly: at the usual 5 ms a turn, a picture that is drawn while
    another thread computes would wait for its turn at each of its strokes. And what was loaded by
    now is no longer searched for garbage, which takes a quarter of a second at moments nobody
    chose.
    """
    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.setswitchinterval(usual_s)
