"""Keeping the C++ libraries under the pose model from talking on the user's terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def hush_environment() -> None:
    """Set what MediaPipe's and TensorFlow Lite's loggers read when they are loaded."""
    os.environ.setdefault("GLOG_minloglevel", "3")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Send file descriptor 2 nowhere for a moment: some messages obey no setting.

    Exceptions pass as always. Kept short, since other threads share the descriptor.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # no standard error at all, as under pythonw or some services
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
