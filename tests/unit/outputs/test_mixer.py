from __future__ import annotations

import numpy as np
import pytest

from lastrep.outputs.mixer import FADE_S, STALE_S, Mixer
from lastrep.outputs.voice_clips import RATE_HZ, Samples


def sentence(level: float, seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), level, np.float32)


def heard(mixer: Mixer, seconds: float, at_s: float) -> Samples:
    return mixer.render(round(seconds * RATE_HZ), at_s)


def test_silence_when_nothing_is_said() -> None:
    assert not heard(Mixer(), 0.1, 0.0).any()


def test_a_sentence_is_heard_whole_and_once() -> None:
    mixer = Mixer()
    assert mixer.say(sentence(0.5, 0.3), 0.0, 0.0)
    pieces = np.concatenate([heard(mixer, 0.02, 0.02 * i) for i in range(25)])
    assert np.count_nonzero(pieces) == round(0.3 * RATE_HZ)


def test_a_newer_sentence_cuts_a_long_one_short() -> None:
    mixer = Mixer()
    mixer.say(sentence(0.5, 3.0), 0.0, 0.0)
    heard(mixer, 0.1, 0.0)
    mixer.say(sentence(-0.25, 0.2), 0.1, 0.1)
    after = heard(mixer, 0.3, 0.1)
    fade = round(FADE_S * RATE_HZ)
    assert (after[fade : round(0.2 * RATE_HZ)] == -0.25).all()
    assert not after[round(0.2 * RATE_HZ) :].any()


def test_a_newer_sentence_waits_for_a_short_rest() -> None:
    mixer = Mixer()
    mixer.say(sentence(0.5, 0.3), 0.0, 0.0)
    mixer.say(sentence(-0.25, 0.2), 0.05, 0.05)
    all_of_it = heard(mixer, 0.6, 0.05)
    assert (all_of_it[: round(0.3 * RATE_HZ)] == 0.5).all()
    assert (all_of_it[round(0.3 * RATE_HZ) : round(0.5 * RATE_HZ)] == -0.25).all()


def test_of_two_that_wait_the_newer_wins() -> None:
    mixer = Mixer()
    mixer.say(sentence(0.5, 0.3), 0.0, 0.0)
    mixer.say(sentence(0.1, 0.2), 0.05, 0.05)
    mixer.say(sentence(-0.25, 0.2), 0.06, 0.06)
    assert 0.1 not in np.round(heard(mixer, 1.0, 0.06), 3)


def test_never_two_at_once() -> None:
    mixer = Mixer()
    loudest = 0.0
    for i in range(40):
        mixer.say(sentence(0.5, 0.4), 0.05 * i, 0.05 * i)
        loudest = max(loudest, float(np.abs(heard(mixer, 0.05, 0.05 * i)[400:]).max()))
    assert loudest == pytest.approx(0.5)


def test_nothing_stale_is_spoken() -> None:
    mixer = Mixer()
    assert not mixer.say(sentence(0.5, 0.1), born_s=0.0, now_s=STALE_S + 0.01)
    mixer.say(sentence(0.5, 0.4), 1.0, 1.0)
    mixer.say(sentence(-0.25, 0.2), 1.05, 1.05)
    late = heard(mixer, 0.8, 1.05 + 2 * STALE_S)  # the device stood still meanwhile
    assert -0.25 not in np.round(late, 3)


def test_the_volume_is_applied() -> None:
    mixer = Mixer(volume=0.5)
    mixer.say(sentence(0.8, 0.1), 0.0, 0.0)
    assert heard(mixer, 0.05, 0.0).max() == pytest.approx(0.4)
