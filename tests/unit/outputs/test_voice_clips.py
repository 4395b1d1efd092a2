from __future__ import annotations

import re

import numpy as np
import pytest

from lastrep.apps.live.framing import SPOKEN
from lastrep.apps.live.hand_signal import CHOICES
from lastrep.coach.words import words
from lastrep.errors import UsageError
from lastrep.outputs.announcer import TOPICS, topics_named
from lastrep.outputs.time_stretch import stretched
from lastrep.outputs.tones import tone
from lastrep.outputs.voice_clips import RATE_HZ, clip, load_clips, phrases_in, speech

EXAMPLES = {"muscle": "upper back", "name": "drop set", "text": "put it down"}


def sentences() -> list[str]:
    """Return every sentence of the coach, with a typical dose."""
    spoken = (*words().say.values(), *words().cue.values())
    return [re.sub(r"\{(\w+)\}", lambda m: EXAMPLES.get(m[1], "20"), text) for text in spoken]


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_of_the_coach_can_be_spoken(sentence: str) -> None:
    assert phrases_in(sentence), "run tools/render_voice.py after changing the coach's words"


@pytest.mark.parametrize("phrase", [*SPOKEN.values(), *CHOICES, "paused", "go on", "undone"])
def test_every_hint_and_answer_can_be_spoken(phrase: str) -> None:
    assert phrases_in(phrase)


@pytest.mark.parametrize("number", [1, 12, 60, 61, 75, 100, 125, 180, 300])
def test_every_number_can_be_spoken(number: int) -> None:
    assert phrases_in(str(number))


def test_what_no_clip_knows_is_not_spoken() -> None:
    assert phrases_in("supercalifragilistic") is None
    assert speech("supercalifragilistic") is None


def test_longer_phrases_are_preferred() -> None:
    assert phrases_in("one more, maybe") == ["one_more_maybe.mp3"]


def test_no_clip_stands_out() -> None:
    loudness_db = {}
    for file in load_clips().values():
        samples = clip(file)
        assert 0.25 < len(samples) / RATE_HZ < 4.0, file
        assert np.abs(samples).max() < 0.98, file  # clipped
        heard = np.flatnonzero(np.abs(samples) > 0.02)
        assert heard[0] / RATE_HZ < 0.15, file  # late
        assert np.diff(heard).max() / RATE_HZ < 0.3, file  # torn apart
        block = samples[: len(samples) // 800 * 800].reshape(-1, 800)
        power = np.mean(block**2, axis=1)
        loudness_db[file] = 10 * np.log10(power[power > 0.1 * power.mean()].mean())
    usual_db = np.median(list(loudness_db.values()))
    outliers = {file: db for file, db in loudness_db.items() if abs(db - usual_db) > 3.0}
    assert outliers == {}


def test_a_count_begins_at_once() -> None:
    samples = clip("8.mp3")
    assert np.abs(samples[: RATE_HZ // 20]).max() > 0.01


def test_half_negative_and_failed_sound_different() -> None:
    tones = [tone("half"), tone("negative"), tone("failed")]
    assert len({len(samples) for samples in tones}) == 3
    assert all(0.05 < len(samples) / RATE_HZ < 0.4 for samples in tones)
    assert all(np.abs(samples).max() <= 1.0 for samples in tones)


@pytest.mark.parametrize("rate", [0.7, 1.3, 1.8])
def test_speech_is_stretched_at_the_same_pitch(rate: float) -> None:
    time_s = np.arange(RATE_HZ) / RATE_HZ
    voice = np.sin(2 * np.pi * 200 * time_s).astype(np.float32)
    faster = stretched(voice, rate)
    assert len(faster) == pytest.approx(len(voice) / rate, rel=0.02)
    spectrum = np.abs(np.fft.rfft(faster[1000:-1000]))
    peak_hz = np.argmax(spectrum) * RATE_HZ / (len(faster) - 2000)
    assert peak_hz == pytest.approx(200, abs=6)


def test_topics_are_checked() -> None:
    assert topics_named("advice, counts") == ("counts", "advice")
    assert topics_named("") == ()
    with pytest.raises(UsageError, match="no topic") as refused:
        _ = topics_named("jokes")
    assert set(TOPICS) <= set(re.findall(r"\w+", str(refused.value)))
