"""Render every phrase that lastrep speaks, once, into small clips; run it after changing the words.

usage: python tools/render_voice.py   (needs flite: apt-get install flite)

The voice is flite's ``slt``, whose licence (CMU, in the style of MIT) lets its speech be shared.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import tomllib
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "src/lastrep/coach/messages/en.toml"
CUES = ROOT / "src/lastrep/outputs/voice/cues.toml"
FOLDER = ROOT / "src/lastrep/outputs/voice/en"
RATE_HZ = 16_000
BIT_RATE = 32_000
LOUDNESS_RMS = 0.14
SILENT = 0.003
EDGE_S = 0.03
STRETCH = "0.92"  # slt is a little slow for a gym


def phrases() -> dict[str, str]:
    """Return file name and spoken text of every clip."""
    texts = [str(n) for n in (*range(61), 70, 80, 90)]
    texts += [f"{n} hundred" for n in ("one", "two", "three")]
    texts += tomllib.loads(CUES.read_text("utf-8"))["phrases"]
    words = tomllib.loads(WORDS.read_text("utf-8"))
    for sentence in (*words["say"].values(), *words["cue"].values()):
        pieces = (piece.strip(" .,:;") for piece in re.split(r"\{\w+\}", sentence))
        texts += [piece for piece in pieces if piece]
    texts += words["muscle"].values()
    texts += words["technique"].values()
    spoken = {re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_"): text for text in texts}
    return dict(sorted(spoken.items()))


def spoken(text: str) -> NDArray[np.float64]:
    """Return the phrase as samples in -1..1, trimmed and of even loudness."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrase.wav"
        subprocess.run(
            ["flite", "-voice", "slt", "--setf", f"duration_stretch={STRETCH}", "-t", text, path],
            check=True,
            capture_output=True,
        )
        with wave.open(str(path)) as file:
            if file.getframerate() != RATE_HZ:
                raise SystemExit(f"flite speaks at {file.getframerate()} Hz, expected {RATE_HZ}")
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    samples = raw / 32768.0
    loud = np.flatnonzero(np.abs(samples) > SILENT)
    edge = round(EDGE_S * RATE_HZ)
    samples = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    samples = samples * (LOUDNESS_RMS / np.sqrt(np.mean(samples**2)))
    return np.asarray(np.clip(samples, -0.98, 0.98))


def write_mp3(path: Path, samples: NDArray[np.float64]) -> None:
    """Encode mono samples."""
    with av.open(str(path), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=RATE_HZ)
        if not isinstance(stream, av.AudioStream):
            raise SystemExit("PyAV came without the MP3 encoder")
        stream.bit_rate = BIT_RATE
        stream.codec_context.layout = "mono"
        stream.codec_context.format = "s16p"
        whole = (samples * 32767).astype(np.int16)
        for start in range(0, len(whole), 576):
            frame = av.AudioFrame.from_ndarray(
                whole[None, start : start + 576], format="s16p", layout="mono"
            )
            frame.sample_rate, frame.pts = RATE_HZ, start
            frame.time_base = Fraction(1, RATE_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def main() -> None:
    """Render all clips and the manifest that says what each of them speaks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.mp3"):
        old.unlink()
    rows = ["# Written by tools/render_voice.py: flite, voice slt (CMU licence, MIT-like).\n"]
    for name, text in phrases().items():
        samples = spoken(text)
        write_mp3(FOLDER / f"{name}.mp3", samples)
        seconds = len(samples) / RATE_HZ
        rows.append(f'[[clip]]\nfile = "{name}.mp3"\ntext = "{text}"\nseconds = {seconds:.3f}\n')
    (FOLDER / "manifest.toml").write_text("\n".join(rows), "utf-8")


if __name__ == "__main__":
    main()
