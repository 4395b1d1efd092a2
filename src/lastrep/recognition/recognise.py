"""Which exercise a stretch of movement is, or that it is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lastrep.exercises import Exercise, catalogue, families
from lastrep.motion.track import MotionTrack
from lastrep.recognition.channels import RATE_HZ, read_channels
from lastrep.recognition.in_place import without_absent
from lastrep.recognition.network import NONE, labels, score_windows
from lastrep.recognition.repetition_evidence import LARGE_AND_REGULAR, SMALL, repetition_odds
from lastrep.recognition.scenes import scenes
from lastrep.records.pose import FloatArray

LONGEST_S = 45.0  # evidence older than this is of no use for what is being done now
WINDOW_S = 9.0
MOST_WINDOWS = 5
SHORTEST_S = 0.6
NONE_FROM = 0.5  # the chance of no exercise at which nothing is said
# between these two chances of no exercise, what repeats in the movement can decide
LEAST_DOUBT, MOST_DOUBT = SMALL / (1 + SMALL), LARGE_AND_REGULAR / (1 + LARGE_AND_REGULAR)
FLOOR = 0.01  # one window alone cannot rule a family out
SPECIFIC_FROM = 0.6  # a member of the family is named only with this much of its chance

_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """The most likely exercise; ``exercise`` is None for no exercise.

    Attributes
    ----------
    confidence
        The chance of the family, or of no exercise, in 0..1.
    chances
        Of every family, and of ``none``.
    likeliest
        The exercise it would be if it is one; None where nobody was seen long enough.
    """

    exercise: Exercise | None
    confidence: float
    chances: dict[str, float]
    likeliest: Exercise | None = None


def recognise(track: MotionTrack) -> Recognition:
    """Return which exercise a stretch is, from its postures, ranges and what moves with what.

    The stretch is looked at in windows; those without an exercise (walking in, resting) say little
    about what the others show. Where it is doubtful whether this is an exercise at all, the
    movement is counted: large and regular swings speak for one. The exercise that is most usual in
    the family is meant unless the posture speaks for another.
    """
    windows = _window_chances(track)
    if windows is None:
        return Recognition(None, 0.0, {})
    names = tuple(_rows())
    by_window = np.stack([windows[:, rows].sum(axis=1) for rows in _rows().values()], axis=1)
    combined = _combined(by_window, names.index(NONE))
    chances = dict(zip(names, combined.tolist(), strict=True))
    best = max((name for name in names if name != NONE), key=lambda name: chances[name])
    member = _member(best, windows[:, _rows()[best]].sum(axis=0))
    if LEAST_DOUBT < chances[NONE] < MOST_DOUBT:
        chances = _weighed(chances, repetition_odds(_latest(track), member))
    if chances[NONE] >= NONE_FROM:
        return Recognition(None, chances[NONE], chances, member)
    return Recognition(member, chances[best], chances, member)


def _latest(track: MotionTrack) -> MotionTrack:
    end_s = float(track.time_s[-1])
    return track.between(end_s - LONGEST_S, end_s + 1.0)


def _weighed(chances: dict[str, float], odds: float) -> dict[str, float]:
    """Return the chances after evidence that is ``odds`` times likelier with an exercise."""
    weighed = {name: chance * (1.0 if name == NONE else odds) for name, chance in chances.items()}
    total = sum(weighed.values())
    return {name: chance / total for name, chance in weighed.items()}


def _window_chances(track: MotionTrack) -> FloatArray | None:
    """Chances of each window, ``(W, K)``; None where nobody was seen long enough."""
    if not len(track.time_s):
        return None
    first = int(np.searchsorted(track.time_s, track.time_s[-1] - LONGEST_S))
    if track.time_s[-1] - track.time_s[first] < SHORTEST_S:
        return None
    time_s, keypoints_px = track.time_s[first:], track.keypoints_px[first:]
    visibility = track.visibility[first:]
    windows = [
        window
        for rows in scenes(time_s, keypoints_px, track.torso_px)
        for window in _windows(time_s[rows], keypoints_px[rows], visibility[rows])
    ]
    if not windows:
        return None
    return without_absent(windows, score_windows(windows))


def _windows(
    time_s: FloatArray, keypoints_px: FloatArray, visibility: FloatArray
) -> list[FloatArray]:
    channels = read_channels(time_s, keypoints_px, visibility).values
    windows = [channels[first:last] for first, last in _spans(len(channels))]
    return [window for window in windows if np.isfinite(window).any()]


def _spans(bins: int) -> list[tuple[int, int]]:
    """Windows over a stretch: all of it while it is short, else evenly placed."""
    size = int(WINDOW_S * RATE_HZ)
    if bins <= size * 4 // 3:
        return [(0, bins)]
    count = min(MOST_WINDOWS, int(np.ceil(bins / size * 1.3)))
    starts = np.linspace(0, bins - size, count).astype(int)
    return [(int(at), int(at) + size) for at in starts]


def _combined(windows: FloatArray, none: int) -> FloatArray:
    """Return the chance of each family from those of the windows, ``(W, K)``.

    The families by the geometric mean over the windows, each weighing as much as it shows any
    exercise; no exercise by the half of the windows that show most, for a set may fill only half of
    the stretch.
    """
    active = 1.0 - windows[:, none]
    total = max(float(active.sum()), _TINY)
    share = windows / np.maximum(active[:, None], _TINY)
    out = np.exp((active[:, None] * np.log(share + FLOOR)).sum(axis=0) / total)
    out = np.maximum(out - FLOOR, 0.0)
    out[none] = 0.0
    shown = float(np.sort(active)[len(active) // 2 :].mean())
    out *= shown / max(float(out.sum()), _TINY)
    out[none] = 1.0 - float(out.sum())
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


def _member(family: str, chances: FloatArray) -> Exercise:
    """Return the exercise of a family: the usual one unless another is much more likely."""
    top = int(chances.argmax())
    if chances[top] >= SPECIFIC_FROM * chances.sum():
        return catalogue()[labels()[_rows()[family][top]]]
    return families()[family][0]
