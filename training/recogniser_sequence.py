"""Train the half of the recogniser that looks at how a window goes on in time."""

from __future__ import annotations

import time

import numpy as np
import torch
from recogniser_examples import LABELS, Examples
from torch import nn

from lastrep.recognition.channels import CHANNELS, FLOOR
from lastrep.recognition.sequence import CLIP, DILATIONS, LONGEST_BINS

WIDTH, LAST = 64, 96
EPOCHS = 24
BATCH = 256
STRETCH = 0.25  # spread of the log of the pace at which an example is played
SHAKE, JITTER = 0.15, 0.08  # of a channel's spread: the same all along, and anew at each instant
HIDE_GROUP, HIDE_ONE = 0.10, 0.04
DROP_OUT = 0.2
_SPREAD_SAMPLE = 200_000


class Sequence(nn.Module):
    """Channels over time in, one score a label out; `lastrep.recognition.sequence` runs the same."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.inp = nn.Conv1d(2 * len(CHANNELS), WIDTH, 1)
        self.blocks = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.h = nn.Linear(3 * WIDTH, LAST)
        self.o = nn.Linear(LAST, labels)

    def forward(self, x: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
        """Return scores ``(B, labels)`` for inputs ``(B, 2 C, T)`` that last where ``inside``."""
        hidden = torch.relu(self.inp(x))
        for block in self.blocks:
            hidden = hidden + torch.relu(block(hidden))
        here = inside[:, None]
        count = here.sum(-1).clamp(min=1)
        mean = (hidden * here).sum(-1) / count
        highest = (hidden + (here - 1) * 1e4).amax(-1)
        variance = ((hidden - mean[..., None]) ** 2 * here).sum(-1) / count
        pooled = torch.cat([mean, highest, (variance + 1e-4).sqrt()], 1)
        drop = nn.functional.dropout
        last = torch.relu(self.h(drop(pooled, DROP_OUT, self.training)))
        return self.o(drop(last, DROP_OUT, self.training))


def _batch(
    examples: Examples,
    first: np.ndarray,
    picked: np.ndarray,
    scale: tuple[np.ndarray, np.ndarray],
    shaking: tuple[np.random.Generator, list[list[int]]] | None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return inputs and where they last; with a generator they are shaken, stretched, hidden."""
    channels = len(CHANNELS)
    out = np.zeros((len(picked), 2 * channels, LONGEST_BINS), dtype=np.float32)
    inside = np.zeros((len(picked), LONGEST_BINS), dtype=np.float32)
    for row, i in enumerate(picked):
        pace = 2.0 if shaking is None else 2.0 * np.exp(shaking[0].normal(0, STRETCH))
        at = first[i] + np.arange(0, examples.lengths[i], pace).astype(int)[:LONGEST_BINS]
        value = (examples.channels[at].astype(np.float32) - scale[0]) / scale[1]
        seen = np.isfinite(value)
        value = np.where(seen, np.clip(value, -CLIP, CLIP), 0.0)
        if shaking is not None:
            rng, groups = shaking
            value += seen * SHAKE * rng.standard_normal(channels)
            value += seen * JITTER * rng.standard_normal(value.shape)
            unseen = rng.random(channels) < HIDE_ONE
            for group in groups:
                unseen[group] |= rng.random() < HIDE_GROUP
            value[:, unseen] = 0.0
            seen &= ~unseen
        out[row, :channels, : len(at)] = value.T
        out[row, channels:, : len(at)] = seen.T
        inside[row, : len(at)] = 1.0
    return torch.from_numpy(out), torch.from_numpy(inside)


def fit_sequence(
    examples: Examples,
    sources: np.ndarray,
    groups: list[list[int]],
    drawn: np.ndarray,
    *,
    held_back: float,
    seed: int,
) -> dict[str, np.ndarray]:
    """Return the weights by name, taps before inputs before outputs, and the standardisation."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    last = sources.max() * (1 - held_back)
    train, held = np.flatnonzero(sources <= last), np.flatnonzero(sources > last)
    sample = rng.choice(len(examples.channels), min(_SPREAD_SAMPLE, len(examples.channels)))
    values = examples.channels[sample].astype(np.float32)
    scale = np.nanmean(values, axis=0), np.nanstd(values, axis=0) + FLOOR
    first = np.cumsum(examples.lengths) - examples.lengths
    labels = examples.labels
    share = (drawn / np.bincount(labels[train], minlength=len(LABELS)))[labels[train]]
    share = share / share.sum()
    model = Sequence(len(LABELS))
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    steps = EPOCHS * len(train) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 1)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    begun = time.monotonic()
    for step in range(steps):
        picked = rng.choice(train, BATCH, p=share)
        model.train()
        scores = model(*_batch(examples, first, picked, scale, (rng, groups)))
        loss = loss_of(scores, torch.from_numpy(labels[picked]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 400 == 0:
            print(
                f"{step:6d}/{steps} {loss.item():.3f} {time.monotonic() - begun:.0f} s", flush=True
            )
    model.eval()
    right = 0
    with torch.no_grad():
        for at in range(0, len(held), BATCH):
            part = held[at : at + BATCH]
            guess = model(*_batch(examples, first, part, scale, None)).argmax(1).numpy()
            right += int((guess == labels[part]).sum())
    print(f"held back: {right / max(len(held), 1):.3f} of {len(held)}")
    arrays = {name: value.numpy() for name, value in model.state_dict().items()}
    arrays = {
        name: np.ascontiguousarray(value.T) if value.ndim > 1 else value
        for name, value in arrays.items()
    }
    return arrays | {"mean": scale[0], "spread": scale[1], "temperature": np.float32(1.0)}
