"""Train the recogniser: ``python training/recogniser_train.py OUT.npz [--examples FILE ...]``.

The networks that look at the summary of a window here, the one that looks at its course in
`recogniser_sequence`. Makes the examples itself where none are given. Needs PyTorch; the product
runs the result with NumPy alone.
"""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
import torch
from recogniser_examples import LABELS, make_examples, read_examples
from recogniser_nothing import NONE
from recogniser_sequence import fit_sequence
from torch import nn

from lastrep.exercises import catalogue
from lastrep.recognition.channels import CHANNELS, PICTURE_CHANNELS
from lastrep.recognition.features import FEATURE_CHANNELS, FEATURE_COUNT

SEED = 20261
CLIPS = 14000
MEMBERS = 2  # networks whose chances are averaged
WIDTHS = (160, 96)
EPOCHS = 60
BATCH = 512
HELD_BACK = 0.1
CLIP = 4.0
SHAKE = 0.3  # of a feature's spread: real bodies differ from imagined ones
DROP_OUT = 0.25
ARM = ("elbow", "shoulder", "arm", "wrist", "reach", "hands", "elbows", "nose_over_wrist")
LEG = ("knee", "hip_over", "ankle", "heel", "leg", "feet", "knees", "foot", "shoulder_over_ankle")
FACE = ("nose", "ear", "face")


def channel_groups() -> list[list[int]]:
    """Return channels that are unseen together."""
    groups = [
        [i for i, name in enumerate(CHANNELS) if any(w in name for w in words)]
        for words in (ARM, LEG, FACE, ("ankle", "heel", "feet", "foot", "leg_reach"), ("_apart",))
    ]
    return [*groups, list(PICTURE_CHANNELS), list(PICTURE_CHANNELS), list(PICTURE_CHANNELS)]


USUAL_FAMILIES = {  # how often people do them, very roughly; the rest is 1
    4.0: (
        "squat", "bench_press", "deadlift", "push_up", "pull_up", "biceps_curl", "shoulder_press",
    ),
    2.0: (
        "lunge", "lateral_raise", "lat_pulldown", "sit_up", "bent_over_row", "jumping_jack",
        "triceps_extension", "triceps_pushdown", "dip", "crunch", "seated_row", "leg_press",
        "leg_extension", "hip_thrust", "dumbbell_row",
    ),
    0.4: (
        "chest_expansion", "sit_to_stand", "single_leg_squat", "snatch", "thruster", "v_up",
        "back_extension", "bodyweight_row", "glute_bridge",
    ),
}  # fmt: skip
NONE_CHANCE = 0.2
FAMILIES = [NONE if name == NONE else catalogue()[name].family for name in LABELS]


def drawn() -> np.ndarray:
    """Return how often each label is drawn in training: every family alike."""
    count = len(set(FAMILIES)) - 1
    each = [NONE_CHANCE / (1 - NONE_CHANCE) * count if f == NONE else 1.0 for f in FAMILIES]
    return np.array([w / FAMILIES.count(f) for w, f in zip(each, FAMILIES, strict=True)])


def usual() -> np.ndarray:
    """Return how much more often than in training each label is met in the gym."""
    known = {f: w for w, families in USUAL_FAMILIES.items() for f in families}
    exercises = set(FAMILIES) - {NONE}
    # `NONE_CHANCE` stays what it is
    known[NONE] = sum(known.get(f, 1.0) for f in exercises) / len(exercises)
    return np.array([known.get(f, 1.0) for f in FAMILIES])


class Network(nn.Module):
    """Features and what was seen in; one score a label out."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        size = FEATURE_COUNT + len(CHANNELS)
        self.first = nn.Linear(size, WIDTHS[0])
        self.second = nn.Linear(WIDTHS[0], WIDTHS[1])
        self.third = nn.Linear(WIDTHS[1], labels)

    def forward(self, x: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        """Return scores ``(B, labels)`` for inputs ``(B, N)``."""
        h = nn.functional.dropout(torch.relu(self.first(x)), drop, self.training)
        h = nn.functional.dropout(torch.relu(self.second(h)), drop, self.training)
        return self.third(h)


def inputs_of(rows: torch.Tensor, mean: torch.Tensor, spread: torch.Tensor) -> torch.Tensor:
    """Return standardised features with 0 for the unseen, and which channels were seen."""
    scaled = ((rows - mean) / spread).clamp(-CLIP, CLIP)
    middle = slice(len(CHANNELS), 2 * len(CHANNELS))
    seen = torch.isfinite(rows[:, middle]).float()
    return torch.cat([torch.nan_to_num(scaled, nan=0.0), seen], 1)


def hide(x: torch.Tensor, groups: list[list[int]], rng: np.random.Generator) -> torch.Tensor:
    """Hide groups of channels, and single ones, in some of the examples, and shake the rest."""
    owners = torch.from_numpy(FEATURE_CHANNELS)
    unseen = torch.from_numpy(rng.random((len(x), len(CHANNELS))) < 0.04)
    for group in groups:
        struck = torch.from_numpy(rng.random(len(x)) < 0.10)
        unseen[:, group] |= struck[:, None]
    lost = unseen[:, owners[:, 0]] | unseen[:, owners[:, 1]]
    features = x[:, :FEATURE_COUNT] + SHAKE * torch.randn(len(x), FEATURE_COUNT)
    return torch.cat(
        [features.masked_fill(lost, 0.0), x[:, FEATURE_COUNT:].masked_fill(unseen, 0.0)], 1
    )


def fit(
    rows: np.ndarray, labels: np.ndarray, sources: np.ndarray, *, epochs: int, seed: int
) -> dict[str, np.ndarray]:
    """Return the weights, standardisation and temperature of a trained network."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    last = sources.max() * (1 - HELD_BACK)
    train, held = sources <= last, sources > last
    mean, spread = np.nanmean(rows[train], axis=0), np.nanstd(rows[train], axis=0) + 0.05
    m, s = torch.from_numpy(mean), torch.from_numpy(spread)
    x, y = inputs_of(torch.from_numpy(rows), m, s), torch.from_numpy(labels)
    model = Network(len(LABELS))
    groups = channel_groups()
    index = np.flatnonzero(train)
    share = (drawn() / np.bincount(labels[index], minlength=len(LABELS)))[labels[index]]
    share = share / share.sum()
    steps = epochs * (len(index) // BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps + 1)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    begun = time.monotonic()
    for step in range(steps):
        picked = rng.choice(index, BATCH, p=share)
        model.train()
        loss = loss_of(model(hide(x[picked], groups, rng), DROP_OUT), y[picked])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 400 == 0:
            print(
                f"{step:6d}/{steps} {float(loss):.3f} {time.monotonic() - begun:.0f} s", flush=True
            )
    model.eval()
    with torch.no_grad():
        logits = model(x[held])
        temperature = _temperature(logits, y[held])
        right = (logits.argmax(1) == y[held]).float().mean()
        print(f"held back: {float(right):.3f} of {held.sum()}; temperature {temperature:.2f}")
    arrays = {name: value.detach().numpy() for name, value in model.named_parameters()}
    arrays["third.bias"] = arrays["third.bias"] + temperature * np.log(usual())
    return arrays | {"mean": mean, "spread": spread, "temperature": np.float32(temperature)}


def _temperature(logits: torch.Tensor, y: torch.Tensor) -> float:
    """Return what the scores have to be divided by so that confidences are honest."""
    tried = np.exp(np.linspace(np.log(0.5), np.log(3.0), 40))
    losses = [float(nn.functional.cross_entropy(logits / t, y)) for t in tried]
    return float(tried[int(np.argmin(losses))])


def _named(member: str, arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the arrays of one network as they lie in the file, weights in half precision."""
    return {
        f"{member}.{name}": value.astype(np.float16 if "weight" in name else np.float32)
        for name, value in arrays.items()
    }


def main() -> None:
    """Train and write the weights, half precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--examples", type=Path, nargs="*", default=())
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    found = read_examples(given.examples) if given.examples else make_examples(CLIPS, SEED)
    order = np.random.default_rng(SEED).permutation(found.sources.max() + 1)
    sources = order[found.sources]
    weights: dict[str, np.ndarray] = {"labels": np.array(LABELS)}
    for member in range(MEMBERS):
        arrays = fit(found.rows, found.labels, sources, epochs=given.epochs, seed=SEED + member)
        weights |= _named(str(member), arrays)
    arrays = fit_sequence(
        found, sources, channel_groups(), drawn(), held_back=HELD_BACK, seed=SEED + MEMBERS
    )
    arrays["o.bias"] = arrays["o.bias"] + np.log(usual())
    weights |= _named("sequence", arrays)
    np.savez_compressed(given.out, **weights)


if __name__ == "__main__":
    main()
