from __future__ import annotations

import numpy as np

from lastrep.reps.measuring.parts import smooth_on_grid, trust_the_calm

GRID = np.arange(0.0, 8.0, 1.0 / 30.0)
MOVEMENT = 0.5 - 0.5 * np.cos(2.0 * np.pi * 0.5 * GRID)
BURST = (GRID > 2.0) & (GRID < 2.6)


def test_a_burst_of_jitter_is_trusted_less_and_the_curve_is_nearer_to_the_truth() -> None:
    errors = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        value = MOVEMENT + rng.normal(0.0, np.where(BURST, 0.08, 0.01))
        even = np.ones(len(GRID))

        trust = trust_the_calm(GRID, value, even, 4.0)

        assert np.median(trust[BURST]) < 0.3 * np.median(trust[~BURST])
        errors.append(
            [
                np.abs(smooth_on_grid(GRID, value, weight, 4.0) - MOVEMENT)[BURST].mean()
                for weight in (even, trust)
            ]
        )
    plain, calm = np.mean(errors, axis=0)
    assert calm < plain


def test_a_clean_movement_is_trusted_alike_everywhere() -> None:
    trust = trust_the_calm(GRID, MOVEMENT, np.ones(len(GRID)), 4.0)

    inner = trust[10:-10]
    assert inner.min() > 0.7 * inner.max()


def test_what_was_not_seen_keeps_no_weight() -> None:
    weight = np.where(BURST, 0.0, 1.0)
    value = np.where(BURST, np.nan, MOVEMENT)

    trust = trust_the_calm(GRID, value, weight, 4.0)

    assert not trust[BURST].any()
    assert np.isfinite(trust).all()
