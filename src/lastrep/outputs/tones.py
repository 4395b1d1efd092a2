"""Short tones that tell kinds apart before any word is understood."""

from __future__ import annotations

from typing import Literal

import numpy as np

from lastrep.outputs.voice_clips import RATE_HZ, Samples

Tone = Literal["half", "negative", "failed", "other", "attention"]
LOUDNESS = 0.32
RAMP_S = 0.008

# pitches in Hz and lengths in seconds, one after the other
_NOTES: dict[Tone, tuple[tuple[float, float], ...]] = {
    "half": ((660.0, 0.06), (440.0, 0.07)),  # falls short
    "negative": ((330.0, 0.16),),  # long and low
    "failed": ((196.0, 0.09), (0.0, 0.03), (196.0, 0.12)),  # a low double knock
    "other": ((520.0, 0.06),),
    "attention": ((740.0, 0.06), (988.0, 0.08)),  # rises: something is to be done
}


def tone(name: Tone) -> Samples:
    """Return a tone as mono samples in -1..1."""
    return np.concatenate([_note(pitch_hz, length_s) for pitch_hz, length_s in _NOTES[name]])


def _note(pitch_hz: float, length_s: float) -> Samples:
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    envelope = np.clip(np.minimum(time_s, time_s[::-1]) / RAMP_S, 0.0, 1.0)
    wave = np.sin(2 * np.pi * pitch_hz * time_s) + 0.3 * np.sin(4 * np.pi * pitch_hz * time_s)
    return np.asarray(LOUDNESS * envelope * wave, np.float32)
