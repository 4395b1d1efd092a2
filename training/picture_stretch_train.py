"""Train what tells a stretched picture: ``python training/picture_stretch_train.py OUT.npz``.

Imagined lifters, half of them in a picture made wider or narrower than it is. Needs PyTorch, five
minutes on one core; the product runs the result with NumPy alone.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from recogniser_exercises import imagine_exercise
from recogniser_nothing import imagine_nothing
from recogniser_variants import USUAL
from recogniser_views import View, look_at
from torch import nn

from lastrep.recognition.picture_stretch import CLEARLY, FEATURE_COUNT, stretch_features
from lastrep.recognition.channels import sample_poses

SEED = 5
CLIPS = 4000
NONE_SHARE = 0.2
VIEWS = 2
WIDEST_LOG = 1.2
WIDTHS = (48, 24)
EPOCHS = 40
BATCH = 128
SHAKE = 0.1
HELD_BACK = 0.1

FloatArray = NDArray[np.float64]


def features_of(view: View, times: float) -> FloatArray | None:
    """Return the features of a view in a picture made ``times`` wider."""
    points, _ = sample_poses(view.time_s, view.keypoints_px * [times, 1.0], view.measure_visibility)
    return stretch_features(points)


def make_examples(clips: int, seed: int) -> tuple[FloatArray, FloatArray, NDArray[np.int64]]:
    """Return features ``(N, F)``, logarithms of the stretch, and which clip each is from."""
    rng = np.random.default_rng(seed)
    names = list(USUAL)
    rows, logs, sources = [], [], []
    for index in range(clips):
        idle = rng.random() < NONE_SHARE
        clip = imagine_nothing(rng) if idle else imagine_exercise(names[index % len(names)], rng)
        for _ in range(VIEWS):
            view = look_at(clip, rng)
            for wide in (0.0, rng.uniform(-WIDEST_LOG, WIDEST_LOG)):
                row = features_of(view, float(np.exp(wide)) / view.stretch)
                if row is not None:
                    rows.append(row)
                    logs.append(wide)
                    sources.append(index)
    return np.array(rows), np.array(logs), np.array(sources)


def fit(rows: FloatArray, logs: FloatArray, sources: NDArray[np.int64]) -> dict[str, FloatArray]:
    """Return the weights; prints how well they tell what was held back."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = np.random.default_rng(SEED)
    held = sources > sources.max() * (1 - HELD_BACK)
    mean, spread = rows[~held].mean(axis=0), rows[~held].std(axis=0) + 1e-2
    x = torch.from_numpy(((rows - mean) / spread).astype(np.float32))
    y = torch.from_numpy(logs.astype(np.float32))
    model = nn.Sequential()
    model.add_module("first", nn.Linear(FEATURE_COUNT, WIDTHS[0]))
    model.add_module("bend", nn.ReLU())
    model.add_module("second", nn.Linear(*WIDTHS))
    model.add_module("bend2", nn.ReLU())
    model.add_module("third", nn.Linear(WIDTHS[1], 1))
    optimiser = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=1e-3)
    train = np.flatnonzero(~held)
    for _ in range(EPOCHS):
        rng.shuffle(train)
        for start in range(0, len(train), BATCH):
            picked = train[start : start + BATCH]
            guess = model(x[picked] + SHAKE * torch.randn_like(x[picked]))[:, 0]
            loss = nn.functional.smooth_l1_loss(guess, y[picked], beta=0.2)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    with torch.no_grad():
        told = model(x[held])[:, 0].numpy()
    true = logs[held]
    called = told >= np.log(CLEARLY)
    print(f"held back: mean error {np.abs(told - true).mean():.3f} of the logarithm, {len(true)}")
    print(f"called stretched: {called[true == 0.0].mean():.3f} of those that are not")
    for low, high in ((1.5, 2.0), (2.0, 2.8), (2.8, 3.4)):
        inside = (np.exp(true) >= low) & (np.exp(true) < high)
        print(f"called stretched: {called[inside].mean():.3f} of those {low} to {high} times")
    arrays = {name: value.detach().numpy() for name, value in model.named_parameters()}
    return arrays | {"mean": mean, "spread": spread}


def main() -> None:
    """Train and write the weights, half precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clips", type=int, default=CLIPS)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    arrays = fit(*make_examples(given.clips, SEED))
    np.savez_compressed(given.out, **{k: v.astype(np.float16) for k, v in arrays.items()})


if __name__ == "__main__":
    main()
