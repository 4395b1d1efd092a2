from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from lastrep.records.frame import Frame
from lastrep.video.ahead import read_ahead


def pictures(count: int, *, then: Exception | None = None) -> Iterator[Frame]:
    for i in range(count):
        yield Frame(time_s=float(i), image_rgb=np.zeros((2, 2, 3), np.uint8))
    if then is not None:
        raise then


def test_order_is_kept() -> None:
    assert [frame.time_s for frame in read_ahead(pictures(50))] == list(range(50))


def test_an_error_comes_after_the_pictures_before_it() -> None:
    reader = read_ahead(pictures(3, then=ValueError("broken")))
    assert [next(reader).time_s for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="broken"):
        next(reader)


def test_stopping_early_ends_the_thread() -> None:
    before = threading.active_count()
    reader = read_ahead(pictures(1000))
    next(reader)
    reader.close()
    assert threading.active_count() == before
