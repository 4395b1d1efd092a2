"""The scores of the literature on repetition counting, with how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lastrep.evaluation.intervals import share_interval

NEAR_S = 0.5


@dataclass(frozen=True, slots=True)
class CountScore:
    """How well counts agree with the truth over some clips.

    Attributes
    ----------
    clips, reps
        How many there were.
    mean_absolute_error
        Mean of ``|found - true| / true`` over the clips with repetitions; None without any.
    off_by_one, exact
        Share of clips within one repetition, and exactly right.
    bias
        Mean of ``found - true``.
    off_by_one_interval
        95 % interval of ``off_by_one``, by `share_interval`.
    """

    clips: int
    reps: int
    mean_absolute_error: float | None
    off_by_one: float
    exact: float
    bias: float
    off_by_one_interval: tuple[float, float]


def score_counts(true: Sequence[int], found: Sequence[int]) -> CountScore:
    """Return the scores of counts, clip by clip; at least one clip."""
    t, f = np.array(true, dtype=float), np.array(found, dtype=float)
    off = np.abs(t - f)
    positive = t > 0
    within = off <= 1
    return CountScore(
        clips=len(t),
        reps=int(t.sum()),
        mean_absolute_error=float((off[positive] / t[positive]).mean()) if positive.any() else None,
        off_by_one=float(within.mean()),
        exact=float((off == 0).mean()),
        bias=float((f - t).mean()),
        off_by_one_interval=share_interval(int(within.sum()), len(within)),
    )


@dataclass(frozen=True, slots=True)
class MatchScore:
    """Repetitions found at the right time; None where nothing was found or nothing was there."""

    matched: int
    found: int
    true: int

    @property
    def precision(self) -> float | None:
        """Share of the found repetitions that are true."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the true repetitions that were found."""
        return self.matched / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both."""
        return 2 * self.matched / (self.found + self.true) if self.found + self.true else None


def match_times(
    true_s: Sequence[float], found_s: Sequence[float], *, near_s: float = NEAR_S
) -> int:
    """Return how many pairs of times within ``near_s`` there are, each time in one pair.

    Both in order of time; the greedy choice from the left is then the largest matching.
    """
    matched = i = j = 0
    while i < len(true_s) and j < len(found_s):
        if abs(true_s[i] - found_s[j]) <= near_s:
            matched, i, j = matched + 1, i + 1, j + 1
        elif true_s[i] < found_s[j]:
            i += 1
        else:
            j += 1
    return matched


def match_spans(
    spans_s: Sequence[tuple[float, float]], found_s: Sequence[float], *, near_s: float = NEAR_S
) -> int:
    """Return how many spans hold the end of a concentric found, each of them once.

    A cycle that begins with the eccentric ends with the concentric, so its end may be passed by
    ``near_s``.
    """
    left = list(found_s)
    matched = 0
    for start, end in spans_s:
        inside = next((time for time in left if start <= time <= end + near_s), None)
        if inside is not None:
            left.remove(inside)
            matched += 1
    return matched
