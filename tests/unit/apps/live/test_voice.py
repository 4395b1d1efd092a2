from __future__ import annotations

import time
import wave
from pathlib import Path

import numpy as np
import pytest

from lastrep.apps.live.options import VoiceOptions
from lastrep.apps.live.voice import Voice
from lastrep.records.events import FailureSeen
from lastrep.records.training_set import Failure


@pytest.mark.parametrize(("age_s", "heard"), [(0.1, True), (0.7, False)])
def test_what_is_said_is_as_old_as_the_picture_that_showed_it(
    tmp_path: Path, *, age_s: float, heard: bool
) -> None:
    path = tmp_path / "voice.wav"
    begun_s = time.perf_counter() - age_s
    voice = Voice(VoiceOptions(to_file=path), lambda time_s: begun_s + time_s)
    voice.hear([FailureSeen(time_s=0.0, failure=Failure(kind="positive", time_s=0.0))])
    time.sleep(0.3)
    voice.close()
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    assert bool((np.abs(samples) > 500).any()) is heard
