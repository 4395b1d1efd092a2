"""Make labelled windows from imagined clips: ``python training/recogniser_examples.py OUT.npz``."""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recogniser_exercises import imagine_exercise
from recogniser_nothing import NONE, imagine_nothing
from recogniser_variants import USUAL
from recogniser_views import View, look_at

from lastrep.recognition.channels import read_channels
from lastrep.recognition.features import window_features

LABELS = (*USUAL, NONE)
NONE_SHARE = 0.22
VIEWS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Windows of channels and what was done in them.

    ``channels`` ``(sum of lengths, C)``, one window after another at the rate of the channels;
    ``lengths`` ``(N,)``; ``rows`` ``(N, F)`` the features of each; ``labels`` ``(N,)`` into
    `LABELS`; ``sources`` ``(N,)``: which imagined clip each was filmed from.
    """

    channels: NDArray[np.float16]
    lengths: NDArray[np.int64]
    rows: NDArray[np.float32]
    labels: NDArray[np.int64]
    sources: NDArray[np.int64]


def channels_of(view: View) -> NDArray[np.float64]:
    """Return the channels of a whole clip."""
    return read_channels(view.time_s, view.keypoints_px, view.measure_visibility).values


def make_examples(clips: int, seed: int) -> Examples:
    """Return windows of imagined clips, each filmed from several places."""
    rng = np.random.default_rng(seed)
    names = list(USUAL)
    windows, rows, labels, sources = [], [], [], []
    for index in range(clips):
        if rng.random() < NONE_SHARE:
            clip = imagine_nothing(rng)
        else:
            clip = imagine_exercise(names[index % len(names)], rng)
        for _ in range(VIEWS):
            channels = channels_of(look_at(clip, rng))
            row = window_features(channels[None])[0]
            if np.isfinite(row).mean() < 0.1:
                continue
            windows.append(channels.astype(np.float16))
            rows.append(row.astype(np.float32))
            labels.append(LABELS.index(clip.label))
            sources.append(index)
    return Examples(
        channels=np.concatenate(windows),
        lengths=np.array([len(window) for window in windows]),
        rows=np.array(rows),
        labels=np.array(labels),
        sources=np.array(sources),
    )


def read_examples(paths: Sequence[Path]) -> Examples:
    """Return the examples of several files as one, the clips of each numbered on."""
    parts = [np.load(path) for path in paths]
    first = np.cumsum([0, *(int(part["sources"].max()) + 1 for part in parts)])
    joined = {
        name: np.concatenate([part[name] for part in parts])
        for name in ("channels", "lengths", "rows", "labels")
    }
    sources = [part["sources"] + at for part, at in zip(parts, first, strict=False)]
    return Examples(**joined, sources=np.concatenate(sources))


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clips", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=20261)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    begun = time.monotonic()
    made = make_examples(given.clips, given.seed)
    np.savez(given.out, **{field.name: getattr(made, field.name) for field in fields(made)})
    print(f"{len(made.rows)} examples in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
