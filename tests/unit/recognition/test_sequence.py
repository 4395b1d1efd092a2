"""The network over time gives what its definition says, however short the window."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.recognition.channels import CHANNELS
from lastrep.recognition.network import labels, score_windows
from lastrep.recognition.sequence import DILATIONS, LONGEST_BINS, score_sequences
from lastrep.records.pose import FloatArray

C, WIDTH, LABELS = 3, 4, 5


@pytest.fixture
def network() -> dict[str, FloatArray]:
    rng = np.random.default_rng(0)
    blocks = {
        f"blocks.{i}.{part}": rng.normal(0, 0.4, shape)
        for i in range(len(DILATIONS))
        for part, shape in (("weight", (3, WIDTH, WIDTH)), ("bias", (WIDTH,)))
    }
    return blocks | {
        "mean": rng.normal(size=C),
        "spread": np.full(C, 0.8),
        "inp.weight": rng.normal(size=(1, 2 * C, WIDTH)),
        "inp.bias": rng.normal(size=WIDTH),
        "h.weight": rng.normal(size=(3 * WIDTH, 6)),
        "h.bias": rng.normal(size=6),
        "o.weight": rng.normal(size=(6, LABELS)),
        "o.bias": rng.normal(size=LABELS),
        "temperature": np.array(1.3),
    }


def slowly(window: FloatArray, net: dict[str, FloatArray]) -> FloatArray:
    """The same, instant by instant and tap by tap."""
    steps = window[::2][:LONGEST_BINS]
    rows = []
    for t in range(LONGEST_BINS):
        row = np.zeros(2 * C)
        if t < len(steps):
            seen = np.isfinite(steps[t])
            value = np.clip((steps[t] - net["mean"]) / net["spread"], -4, 4)
            row = np.concatenate([np.where(seen, value, 0.0), seen])
        rows.append(np.maximum(row @ net["inp.weight"][0] + net["inp.bias"], 0))
    for i, dilation in enumerate(DILATIONS):
        before = rows
        rows = []
        for t in range(LONGEST_BINS):
            total = net[f"blocks.{i}.bias"].copy()
            for tap, at in enumerate((t - dilation, t, t + dilation)):
                if 0 <= at < LONGEST_BINS:
                    total += before[at] @ net[f"blocks.{i}.weight"][tap]
            rows.append(before[t] + np.maximum(total, 0))
    inside = np.array(rows[: len(steps)])
    pooled = [inside.mean(0), inside.max(0), np.sqrt(inside.var(0) + 1e-4)]
    last = np.maximum(np.concatenate(pooled) @ net["h.weight"] + net["h.bias"], 0)
    score = (last @ net["o.weight"] + net["o.bias"]) / net["temperature"]
    chance = np.exp(score - score.max())
    return np.asarray(chance / chance.sum())


@pytest.mark.parametrize("bins", [1, 9, 120, 150])
def test_it_is_the_convolution_that_was_trained(network: dict[str, FloatArray], bins: int) -> None:
    window = np.random.default_rng(bins).normal(size=(bins, C))
    window[::5, 1] = np.nan
    assert score_sequences([window], network)[0] == pytest.approx(slowly(window, network), abs=1e-4)


def test_chances_add_up_where_next_to_nothing_was_seen() -> None:
    window = np.full((40, len(CHANNELS)), np.nan)
    window[3:30, 0] = 90.0
    chances = score_windows([window, window[:10]])
    assert chances.shape == (2, len(labels()))
    assert chances.sum(axis=1) == pytest.approx(1.0)
