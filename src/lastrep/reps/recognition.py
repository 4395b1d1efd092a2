"""Which exercise a stretch of movement is, or that it is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lastrep.exercises import Exercise, catalogue, families
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray
from lastrep.reps.recognition_features import (
    RATE_HZ,
    read_channels,
    window_features,
)
from lastrep.reps.recognition_network import NONE, labels, score_windows

LONGEST_S = 60.0  # evidence older than this is of no use for what is being done now
WINDOW_S = 9.0
MOST_WINDOWS = 6
SHORTEST_S = 0.6
NONE_FROM = 0.5  # the chance of no exercise at which nothing is said
SPECIFIC_FROM = 0.6  # a member of the family is named only with this much of its chance


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """The most likely exercise; ``exercise`` is None for no exercise.

    Attributes
    ----------
    confidence
        The chance of the family, or of no exercise, in 0..1.
    chances
        Of every family, and of ``none``.
    """

    exercise: Exercise | None
    confidence: float
    chances: dict[str, float]


def recognise(track: MotionTrack) -> Recognition:
    """Return which exercise a stretch is, from its postures, ranges and what moves with what.

    The stretch is looked at in windows; those without an exercise (walking in, resting) say little
    about what the others show. The exercise that is most usual in the family is meant unless the
    posture speaks for another.
    """
    chances = _window_chances(track)
    if chances is None:
        return Recognition(None, 0.0, {})
    chance = _combined(chances)
    by_family = {name: float(chance[list(rows)].sum()) for name, rows in _rows().items()}
    best = max((name for name in by_family if name != NONE), key=lambda name: by_family[name])
    if by_family[NONE] >= NONE_FROM:
        return Recognition(None, by_family[NONE], by_family)
    return Recognition(_member(best, chance), by_family[best], by_family)


def _window_chances(track: MotionTrack) -> FloatArray | None:
    """Chances of each window, ``(W, K)``; None where nobody was seen long enough."""
    if not len(track.time_s):
        return None
    first = int(np.searchsorted(track.time_s, track.time_s[-1] - LONGEST_S))
    if track.time_s[-1] - track.time_s[first] < SHORTEST_S:
        return None
    channels = read_channels(
        track.time_s[first:], track.keypoints_px[first:], track.visibility[first:]
    )
    rows = [window_features(channels, *span) for span in _spans(len(channels.values))]
    rows = [row for row in rows if np.isfinite(row).any()]
    return score_windows(np.array(rows)) if rows else None


def _spans(bins: int) -> list[tuple[int, int]]:
    """Windows over a stretch: all of it while it is short, else evenly placed."""
    size = int(WINDOW_S * RATE_HZ)
    if bins <= size * 4 // 3:
        return [(0, bins)]
    count = min(MOST_WINDOWS, int(np.ceil(bins / size * 1.3)))
    starts = np.linspace(0, bins - size, count).astype(int)
    return [(int(at), int(at) + size) for at in starts]


def _combined(chances: FloatArray) -> FloatArray:
    """Return the chance of each label from the windows' chances."""
    none = labels().index(NONE)
    weight = 1.0 - chances[:, none]
    share = chances.copy()
    share[:, none] = 0.0
    spoken = np.exp(
        (weight[:, None] * np.log(share / np.maximum(weight[:, None], 1e-9) + 0.01)).sum(axis=0)
        / max(float(weight.sum()), 1e-9)
    )
    spoken[none] = 0.0
    half = np.sort(weight)[len(weight) // 2 :]  # a set may fill only half of the stretch
    active = float(half.mean())
    out = spoken / spoken.sum() * active
    out[none] = 1.0 - active
    return np.asarray(out)


@cache
def _rows() -> dict[str, tuple[int, ...]]:
    """Return which labels belong to each family, and to none."""
    known = catalogue()
    found: dict[str, list[int]] = {}
    for row, label in enumerate(labels()):
        family = NONE if label == NONE else known[label].family
        found.setdefault(family, []).append(row)
    return {family: tuple(rows) for family, rows in found.items()}


def _member(family: str, chance: FloatArray) -> Exercise:
    rows = _rows()[family]
    total = float(chance[list(rows)].sum())
    top = max(rows, key=lambda row: float(chance[row]))
    if float(chance[top]) >= SPECIFIC_FROM * total:
        return catalogue()[labels()[top]]
    return families()[family][0]
