"""Find the plate of a barbell in pictures of a movement: the circle that moves with the wrists.

A single picture has circles everywhere, and none where an edge is weak. A plate moves with the bar,
and so with the wrists, over the whole set, while the room stays where it is. So every edge of many
pictures votes for the centres that it could be the rim of, in a frame that travels with the wrists;
what wins is fitted to a fraction of a pixel, and believed only if most of its rim is seen in most
pictures, at the right times, and its path goes with the wrists'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import cv2
import numpy as np

from lastrep.pose.plate_outline import (
    EdgePoints,
    Outline,
    by_chance,
    fitted,
    main_axis,
    rim_seen,
    rims_around,
    together,
)
from lastrep.records.pose import FloatArray, IntArray

SMALLEST, LARGEST = 0.85, 1.9
"""Limits of a plate's size against what is expected at the lifter's own distance. The near end of
a bar is nearer to the camera than the lifter; statures differ."""
_SEARCHED: Final = (0.75, 1.8)
_STEP: Final = 1.08
_CELL_PX: Final = 3
_LEEWAY: Final = ((1, 0.0), (2, 0.03), (4, 0.07), (7, 0.12), (10, 0.17))
"""How many cells from where the wrists suggest the centre may lie, and what that costs in votes:
a plate often covers the wrists, and then the pose model guesses."""
_ROUNDNESSES: Final = (1.0, 0.85)
_NEARNESSES: Final = (1.0, 1.3)
_PLACES: Final = 3
_APART: Final = 10
"""Cells between the centres of two different candidates."""
_OUTWARD: Final = np.arange(1.07, 1.75, 0.03)
_OUTWARD_SHIFTS: Final = (-0.12, -0.06, 0.0, 0.06, 0.12)
_OUTWARD_GATES: Final = (0.08, 0.06, 0.05, 0.05, 0.05)
_OUTWARD_MORE: Final = 1.05
_OUTWARD_RIM: Final = 0.6
"""The larger of two plates on a bar counts if this much as of the smaller one's rim is seen."""
_LOOKS: Final = 20
_HEIGHTS: Final = 5
FEWEST_LOOKS: Final = 8
LEAST_MOVED: Final = 0.5
"""Of half its height: what hardly moves cannot be told from the room."""
_RIM: Final = 0.45
"""Share of the rim that must be seen beyond what is seen by chance: 0.5 to 0.95 with a plate, up to
0.4 in most pictures without one."""
_ROUND: Final = 0.9
"""Share of the sectors in which the rim must be seen now and then."""
_NOW_AND_THEN: Final = 0.3
_KEPT: Final = 0.6
"""Share of the pictures in which it must be found where the path says."""
_LIKE_WRISTS: Final = 0.9
_PER_WRIST: Final = (0.5, 2.4)
_ROUNDNESS: Final = (0.6, 1.06)


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate that was found.

    Attributes
    ----------
    half_height_px
        Half its diameter.
    per_wrist
        How far it travels in the picture while the wrists travel one pixel.
    rim, chance
        Share of its rim that is seen, and what would be seen at its places at other times.
    """

    half_height_px: float
    per_wrist: float
    rim: float
    chance: float


def evenly(wrists_px: FloatArray) -> IntArray:
    """Return which of the pictures show the wrists spread evenly along their way, in order.

    A lifter stands at one end of the movement for most of the time.
    """
    along = wrists_px @ main_axis(wrists_px)
    low, high = np.percentile(along, [4, 96])
    part = np.clip((along - low) / max(high - low, 1e-9) * _HEIGHTS, 0, _HEIGHTS - 1).astype(int)
    chosen: list[int] = []
    most = _LOOKS // _HEIGHTS
    for height in range(_HEIGHTS):
        here = np.flatnonzero(part == height)
        if len(here) > most:
            here = here[np.linspace(0, len(here) - 1, most).round().astype(int)]
        chosen += [int(i) for i in here]
    return np.array(sorted(chosen))


def find_plate(edges: EdgePoints, expected_px: float) -> Plate | None:
    """Return the plate, or None where no circle can be told from what else is in the pictures.

    Parameters
    ----------
    edges
        Of pictures spread over the movement.
    expected_px
        Half the plate's diameter in pixels, were it as far away as the lifter.
    """
    if len(edges) < FEWEST_LOOKS or not len(edges.look):
        return None
    seeds = _seeds(edges, expected_px)
    found = [one for seed in seeds if (one := _judged(edges, seed, LARGEST * expected_px))]
    found = [one for one in found if _has_size(one, expected_px)]
    best = max((one.rim - one.chance for one in found), default=0.0)
    clear = [one for one in found if one.rim - one.chance >= 0.75 * best]
    return max(clear, key=lambda one: one.half_height_px, default=None)


def _has_size(plate: Plate, expected_px: float) -> bool:
    return SMALLEST * expected_px <= plate.half_height_px <= LARGEST * expected_px


def _judged(edges: EdgePoints, seed: Outline, largest_px: float) -> Plate | None:
    """Return the outermost plate around a candidate, or None if it is not to be believed."""
    near = edges.around(seed.centres_px, 1.2 * largest_px)
    outline = fitted(near, seed)
    if rim_seen(near, outline).mean() < _RIM * _OUTWARD_RIM:
        return None
    chance = by_chance(edges, outline)
    outline = _outermost(near, outline, chance)
    share = rim_seen(near, outline).mean(axis=1)
    kept = np.asarray(share >= 0.5 * np.median(share))
    if kept.sum() < max(FEWEST_LOOKS, _KEPT * len(edges)):
        return None
    outline = Outline(outline.half_width_px, outline.half_height_px, outline.centres_px[kept])
    edges, near = edges.of(kept), near.of(kept)
    outline = fitted(near, outline, _OUTWARD_GATES[-2:])
    seen = rim_seen(near, outline)
    chance = by_chance(edges, outline)
    correlation, per_wrist, range_px = together(edges, outline)
    sure = (
        seen.mean() - chance >= _RIM
        and (seen.mean(axis=0) > _NOW_AND_THEN).mean() >= _ROUND
        and _ROUNDNESS[0] <= outline.roundness <= _ROUNDNESS[1]
        and correlation >= _LIKE_WRISTS
        and _PER_WRIST[0] <= per_wrist <= _PER_WRIST[1]
        and range_px >= LEAST_MOVED * outline.half_height_px
    )
    if not sure:
        return None
    return Plate(outline.half_height_px, per_wrist, float(seen.mean()), chance)


def _outermost(edges: EdgePoints, outline: Outline, chance: float) -> Outline:
    """Return the largest outline with a clear rim around one: there may be several plates.

    Plates sit beside each other on the bar, so that seen at an angle their centres are apart.
    """
    clear = rim_seen(edges, outline).mean() - chance
    while clear >= _RIM * _OUTWARD_RIM:
        moved = [outline.moved(shift) for shift in _OUTWARD_SHIFTS]
        shares = np.stack([rims_around(edges, one, _OUTWARD) for one in moved])
        for best in np.argsort(shares, axis=None)[:-4:-1]:
            shift, ratio = np.unravel_index(best, shares.shape)
            if shares[shift, ratio] < 0.75 * _OUTWARD_RIM * clear:
                return outline
            wider = fitted(edges, moved[shift].wider(float(_OUTWARD[ratio])), _OUTWARD_GATES)
            rim = rim_seen(edges, wider).mean() - chance
            if (
                wider.half_height_px > _OUTWARD_MORE * outline.half_height_px
                and _ROUNDNESS[0] <= wider.roundness <= _ROUNDNESS[1]
                and rim >= _OUTWARD_RIM * clear
            ):
                outline = wider
                break
        else:
            return outline
    return outline


def _seeds(edges: EdgePoints, expected_px: float) -> Iterator[Outline]:
    """Yield the places beside the wrists with the most votes, followed picture by picture."""
    low, high = np.log(_SEARCHED)
    radii_px = expected_px * np.exp(np.arange(low, high, np.log(_STEP)))
    reach_px = float(np.abs(edges.place_px).max())
    ahead_px = edges.wrists_px - edges.wrists_px.mean(axis=0)
    for roundness in _ROUNDNESSES:
        votes = _votes(edges, radii_px, roundness, reach_px)  # look, radius, y, x
        soft = _with_leeway(votes)
        total = [_added(soft, _cells((near - 1.0) * ahead_px, roundness)) for near in _NEARNESSES]
        stack = _above_the_usual(np.stack(total))
        for _ in range(_PLACES):
            near, radius, y, x = (int(i) for i in np.unravel_index(stack.argmax(), stack.shape))
            stack[:, :, _around(y), _around(x)] = 0.0
            expected = np.array([x, y]) + _cells((_NEARNESSES[near] - 1.0) * ahead_px, roundness)
            about = votes[:, max(0, radius - 1) : radius + 2].max(axis=1)
            cells = _followed(about, expected)
            centres_px = (cells * _CELL_PX) * [roundness, 1.0] - reach_px
            radius_px = float(radii_px[radius])
            yield Outline(roundness * radius_px, radius_px, centres_px)


def _above_the_usual(votes: FloatArray) -> FloatArray:
    """Return votes as how unusual they are for their radius: small circles are seen everywhere."""
    usual, high = np.percentile(votes, [50, 95], axis=(-2, -1), keepdims=True)
    return np.asarray((votes - usual) / np.maximum(high - usual, 1e-3))


def _around(cell: int) -> slice:
    return slice(max(0, cell - _APART // 2), cell + _APART // 2 + 1)


def _cells(way_px: FloatArray, roundness: float) -> FloatArray:
    return np.asarray(way_px / [roundness * _CELL_PX, _CELL_PX])


def _votes(
    edges: EdgePoints, radii_px: FloatArray, roundness: float, reach_px: float
) -> FloatArray:
    """Return what share of a rim around each cell is there, ``(L, R, H, W)``.

    Ellipses of one roundness are circles in a picture that is stretched sideways.
    """
    high = int(2 * reach_px / _CELL_PX) + 1
    wide = int(2 * reach_px / roundness / _CELL_PX) + 1
    stretch = np.array([roundness, 1.0], np.float32)
    place = (edges.place_px + reach_px) / (stretch * _CELL_PX) + 0.5
    across = edges.across * stretch
    across /= np.hypot(across[:, 0], across[:, 1])[:, None] * _CELL_PX
    first = edges.look * (high * wide)
    votes = np.zeros((len(edges), len(radii_px), high, wide), np.float32)
    for (i, radius_px), sign in product(enumerate(radii_px), (-1.0, 1.0)):
        x, y = (place + sign * radius_px * across).astype(np.int32).T
        inside = (x >= 0) & (x < wide) & (y >= 0) & (y < high)
        index = (first + y * wide + x)[inside]
        count = np.bincount(index, minlength=len(edges) * high * wide)
        votes[:, i] += count.reshape(len(edges), high, wide) / (2.0 * np.pi * radius_px)
    for each in votes.reshape(-1, high, wide):
        each[:] = cv2.boxFilter(each, -1, (3, 3), normalize=False)
    return votes


def _with_leeway(votes: FloatArray) -> FloatArray:
    """Return the best vote nearby, less the further away it is."""
    soft = np.empty_like(votes)
    flat, out = votes.reshape(-1, *votes.shape[2:]), soft.reshape(-1, *votes.shape[2:])
    kernels = [(np.ones((2 * cells + 1,) * 2, np.uint8), cost) for cells, cost in _LEEWAY]
    for i, each in enumerate(flat):
        out[i] = np.max([cv2.dilate(each, kernel) - cost for kernel, cost in kernels], axis=0)
    return soft


def _added(soft: FloatArray, ahead: FloatArray) -> FloatArray:
    """Return the mean over the pictures, each moved back by ``ahead``, ``(L, 2)`` cells."""
    total = np.zeros(soft.shape[1:], soft.dtype)
    high, wide = soft.shape[2:]
    for each, (x, y) in zip(soft, np.round(ahead).astype(int), strict=True):
        total[:, max(0, -y) : high - max(0, y), max(0, -x) : wide - max(0, x)] += each[
            :, max(0, y) : high - max(0, -y), max(0, x) : wide - max(0, -x)
        ]
    return np.asarray(total / len(soft))


def _followed(votes: FloatArray, expected: FloatArray) -> FloatArray:
    """Return the best cell near where it is expected in each picture, ``(L, 2)`` x and y."""
    y, x = np.mgrid[: votes.shape[1], : votes.shape[2]]
    cells, costs = zip(*_LEEWAY, strict=True)
    best = np.empty((len(votes), 2))
    for i, (each, place) in enumerate(zip(votes, expected, strict=True)):
        far = np.maximum(np.abs(x - place[0]), np.abs(y - place[1]))
        cost = np.interp(far, cells, costs, right=9.0)
        row, column = np.unravel_index(int((each - cost).argmax()), each.shape)
        best[i] = column, row
    return best
