"""Commands spoken by flite's voices slt and rms (CMU licence, MIT-like), in pink noise."""

from __future__ import annotations

import sys
import time
import wave
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from numpy.typing import NDArray

from lastrep.apps.live.listening import MICROPHONE, Listening
from lastrep.apps.live.spoken_command import RATE_HZ, SpokenCommands
from lastrep.errors import SourceError, UsageError
from lastrep.outputs.voice_clips import speech

pytest.importorskip("pymicro_wakeword")
pytest.importorskip("pocketsphinx")

SPOKEN = sorted((Path(__file__).parent / "spoken").glob("*.mp3"))
SNR_DB = 20.0


def sound(path: Path) -> NDArray[np.float64]:
    read = miniaudio.mp3_read_f32(path.read_bytes())
    return np.asarray(read.samples, float)[:: read.nchannels]


def as_heard(
    samples: NDArray[np.floating], *, before_s: float = 1.0, after_s: float = 2.2
) -> bytes:
    """Return speech in a room that is not quite silent, as a microphone hands it over."""
    padded = np.pad(samples, (round(before_s * RATE_HZ), round(after_s * RATE_HZ)))
    spectrum = np.fft.rfft(np.random.default_rng(0).standard_normal(len(padded)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(padded))
    wanted = np.sqrt(np.mean(samples**2)) * 10 ** (-SNR_DB / 20)
    mixed = padded + noise * wanted / noise.std()
    pcm: NDArray[np.int16] = (0.4 * mixed / np.abs(mixed).max() * 32767).astype(np.int16)
    return pcm.tobytes()


@pytest.fixture(scope="module")
def commands() -> SpokenCommands:
    return SpokenCommands()


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_a_command_is_understood_however_the_sound_is_cut(
    commands: SpokenCommands, path: Path
) -> None:
    pcm = as_heard(sound(path))
    found = [
        command for at in range(0, len(pcm), 1000) for command in commands.push(pcm[at : at + 1000])
    ]
    assert found == [path.stem.replace("_", " ")]


def test_a_command_without_the_phrase_is_none(commands: SpokenCommands) -> None:
    samples = sound(SPOKEN[0])
    assert list(commands.push(as_heard(samples[round(0.75 * RATE_HZ) :]))) == []


@pytest.mark.parametrize(
    "sentence", ["next exercise", "undo", "step into the picture", "straight on to the triceps"]
)
def test_the_coach_does_not_command_itself(commands: SpokenCommands, sentence: str) -> None:
    samples = speech(sentence)
    assert samples is not None
    assert list(commands.push(as_heard(samples))) == []


def test_nothing_is_obeyed_while_it_is_deaf(commands: SpokenCommands) -> None:
    commands.deaf = lambda: True
    assert list(commands.push(as_heard(sound(SPOKEN[0])))) == []
    commands.deaf = lambda: False


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymicro_wakeword", None)
    with pytest.raises(UsageError, match=r"lastrep\[commands\]"):
        SpokenCommands()


def test_a_file_stands_in_for_the_microphone(commands: SpokenCommands, tmp_path: Path) -> None:
    path = tmp_path / "undo.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(as_heard(sound(SPOKEN[-1]), before_s=0.3, after_s=1.7))
    listening = Listening(str(path), commands)
    end_s = time.perf_counter() + 20.0
    while (command := listening.take()) is None and time.perf_counter() < end_s:
        time.sleep(0.02)
    listening.close()
    assert command == "undo"
    assert listening.take() is None


def test_what_cannot_be_listened_to_is_said(
    commands: SpokenCommands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        Listening(str(tmp_path / "gone.wav"), commands)
    (tmp_path / "text.wav").write_text("this is no sound")
    with pytest.raises(SourceError, match="cannot be read"):
        Listening(str(tmp_path / "text.wav"), commands)
    monkeypatch.setattr(miniaudio.Devices, "get_captures", lambda _self: [])
    with pytest.raises(SourceError, match="no microphone"):
        Listening(MICROPHONE, commands)
