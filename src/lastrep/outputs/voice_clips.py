"""Speech from clips that were rendered ahead: any sentence made of known phrases can be spoken."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE_HZ = 16_000
SILENT = 0.0012
GAP_S = 0.03  # between two phrases of a sentence
PAUSE_S = 0.16  # where the sentence has a comma or a stop
_FOLDER = ("voice", "en")
_WORD = re.compile(r"[a-z0-9]+")
_TENS = 10
_HUNDREDS = {1: "one hundred", 2: "two hundred", 3: "three hundred"}
SINGLE_NUMBERS = 60  # up to here every number has a clip of its own


@cache
def load_clips() -> MappingProxyType[tuple[str, ...], str]:
    """Return the file of every phrase, keyed by its words in lower case."""
    folder = resources.files(__package__).joinpath(*_FOLDER)
    manifest = tomllib.loads(folder.joinpath("manifest.toml").read_text("utf-8"))
    return MappingProxyType({words_of(row["text"]): row["file"] for row in manifest["clip"]})


def words_of(sentence: str) -> tuple[str, ...]:
    """Return the words of a sentence in lower case, without punctuation."""
    return tuple(_WORD.findall(sentence.lower()))


@cache
def clip(file: str) -> Samples:
    """Return one clip as mono samples in -1..1 at `RATE_HZ`, without the encoder's silence."""
    import miniaudio  # noqa: PLC0415 - only where something is heard

    folder = resources.files(__package__).joinpath(*_FOLDER)
    sound = miniaudio.mp3_read_f32(folder.joinpath(file).read_bytes())
    samples = np.asarray(sound.samples, np.float32)[:: sound.nchannels]
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples


def phrases_in(sentence: str) -> list[str] | None:
    """Return the files that speak a sentence, longest phrases first; None if a word is missing.

    Punctuation is kept as an empty name: a short pause.
    """
    files: list[str] = []
    for piece in re.split(r"[,.;:?!]+", sentence):
        found = _matched(_with_numbers(words_of(piece)))
        if found is None:
            return _whole(sentence)
        if found and files:
            files.append("")
        files += found
    return files


def speech(sentence: str) -> Samples | None:
    """Return a sentence as samples, or None where it has a word that no clip speaks."""
    files = phrases_in(sentence)
    if not files:
        return None
    gap = np.zeros(round(GAP_S * RATE_HZ), np.float32)
    pause = np.zeros(round(PAUSE_S * RATE_HZ), np.float32)
    parts: list[Samples] = []
    for file in files:
        parts += [pause] if file == "" else [clip(file), gap]
    return np.concatenate(parts[:-1] if files[-1] else parts)


def _whole(sentence: str) -> list[str] | None:
    """Match across punctuation: some clips hold a comma or a full stop themselves."""
    return _matched(_with_numbers(words_of(sentence)))


def _matched(words: tuple[str, ...]) -> list[str] | None:
    clips = load_clips()
    files: list[str] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            if words[at:end] in clips:
                files.append(clips[words[at:end]])
                at = end
                break
        else:
            return None
    return files


def _with_numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Spell numbers that have no clip of their own: 125 is one hundred, 25."""
    spelt: list[str] = []
    for word in words:
        if not word.isdigit() or int(word) <= SINGLE_NUMBERS:
            spelt.append(word)
            continue
        hundreds, rest = divmod(int(word), 100)
        if hundreds:
            spelt += _HUNDREDS.get(hundreds, str(hundreds)).split()
        if rest > SINGLE_NUMBERS:
            spelt.append(str(rest - rest % _TENS))
            rest %= _TENS
        if rest:
            spelt.append(str(rest))
    return tuple(spelt)
