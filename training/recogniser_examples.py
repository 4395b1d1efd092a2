"""Make labelled feature vectors from imagined clips: ``python training/recogniser_examples.py``."""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recogniser_exercises import USUAL, imagine_exercise
from recogniser_nothing import NONE, imagine_nothing
from recogniser_views import View, look_at

from lastrep.motion.measures import MEASURE_LANDMARKS
from lastrep.reps.recognition_channels import read_channels
from lastrep.reps.recognition_features import window_features

LABELS = (*USUAL, NONE)
NONE_SHARE = 0.22
VIEWS = 4


def features_of(view: View) -> NDArray[np.float64]:
    """Return the features of a whole clip."""
    visibility = view.visibility[:, MEASURE_LANDMARKS].min(axis=1)  # all a track knows of it
    channels = read_channels(view.time_s, view.keypoints_px, visibility)
    return window_features(channels.values[None])[0]


def make_examples(
    clips: int, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """Return features (N, F), labels (N,) into `LABELS`, and which clip each came from (N,)."""
    rng = np.random.default_rng(seed)
    names = list(USUAL)
    rows, labels, sources = [], [], []
    for index in range(clips):
        if rng.random() < NONE_SHARE:
            clip = imagine_nothing(rng)
        else:
            clip = imagine_exercise(names[index % len(names)], rng)
        for _ in range(VIEWS):
            row = features_of(look_at(clip, rng))
            if np.isfinite(row).mean() < 0.1:
                continue
            rows.append(row.astype(np.float32))
            labels.append(LABELS.index(clip.label))
            sources.append(index)
    return np.array(rows), np.array(labels), np.array(sources)


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clips", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=20261)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    begun = time.monotonic()
    rows, labels, sources = make_examples(given.clips, given.seed)
    np.savez(given.out, rows=rows, labels=labels, sources=sources)
    print(f"{len(rows)} examples in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
