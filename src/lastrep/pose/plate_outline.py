"""The outline of a plate in many pictures at once: one ellipse of one size, a centre in each.

A plate is round; seen from the side at an angle its outline is an ellipse whose upright axis is the
diameter. Its size is the same in all pictures, so all of them decide it together, to a fraction of
a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray

SECTORS: Final = 24
_ALONG: Final = 0.9
"""Cosine between the brightest way out of an edge and the radius, for the edge to be the rim's."""
_THIN_PX: Final = 1.2
_THIN: Final = 0.04
"""So far from the outline, as a share of its size, or in pixels, an edge may lie."""
_FILLED: Final = 0.4
"""Share of a sector's length that must be edge for the rim to be seen there."""
_GATES: Final = (0.15, 0.10, 0.07, 0.05, 0.05)
_STIFF: Final = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class EdgePoints:
    """The edges of several pictures, each seen from where the wrists were.

    Attributes
    ----------
    look
        ``(N,)``: which picture.
    place_px
        ``(N, 2)`` from the wrists, x right and y down.
    across
        ``(N, 2)``: unit vectors across the edge.
    wrists_px
        ``(L, 2)``: where the wrists were in each picture.
    feet_px
        ``(L, 2)``: where the feet were. They stand still in a lift: against them a camera that is
        moved, and somebody who walks, is told from a bar that is lifted.
    """

    look: IntArray
    place_px: FloatArray
    across: FloatArray
    wrists_px: FloatArray
    feet_px: FloatArray

    def __len__(self) -> int:
        return len(self.wrists_px)

    def of(self, keep: BoolArray) -> EdgePoints:
        """Return the part in those pictures where ``keep``, ``(L,)``, holds."""
        number = np.cumsum(keep) - 1
        part = self._at(keep[self.look])
        return replace(
            part, look=number[part.look], wrists_px=self.wrists_px[keep], feet_px=self.feet_px[keep]
        )

    def around(self, centres_px: FloatArray, reach_px: float) -> EdgePoints:
        """Return the part around one place in each picture, ``(L, 2)`` from the wrists."""
        away = np.abs(self.place_px - centres_px.astype(np.float32)[self.look])
        return self._at(np.maximum(away[:, 0], away[:, 1]) < reach_px)

    def _at(self, here: BoolArray) -> EdgePoints:
        return replace(
            self, look=self.look[here], place_px=self.place_px[here], across=self.across[here]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An upright ellipse: half its width and height, and its centres from the wrists ``(L, 2)``."""

    half_width_px: float
    half_height_px: float
    centres_px: FloatArray

    @property
    def roundness(self) -> float:
        """Width by height: 1 from the side, less the more obliquely it is seen."""
        return self.half_width_px / self.half_height_px

    def wider(self, ratio: float) -> Outline:
        """Return it ``ratio`` times as large."""
        return replace(
            self,
            half_width_px=ratio * self.half_width_px,
            half_height_px=ratio * self.half_height_px,
        )

    def moved(self, shift: float) -> Outline:
        """Return it moved sideways by a share of its half height."""
        aside_px = np.array([shift * self.half_height_px, 0.0])
        return replace(self, centres_px=self.centres_px + aside_px)


def fitted(edges: EdgePoints, guess: Outline, gates: tuple[float, ...] = _GATES) -> Outline:
    """Return the outline that fits the edges near a guess; every direction has the same say.

    Gauss-Newton on the distance of edges from the ellipse, with one size for all pictures and a
    centre for each; the gate, a share of the size, narrows.
    """
    found = guess
    for gate in gates:
        radius, angle, along = _polar(edges, found)
        near = along & (np.abs(radius - 1.0) < gate)
        look, angle, off = edges.look[near], angle[near], radius[near] - 1.0
        sector = look * SECTORS + _sector(angle)
        crowd = np.bincount(sector, minlength=len(edges) * SECTORS)[sector]
        weight = 1.0 / np.maximum(crowd, 3)
        cos, sin = np.cos(angle), np.sin(angle)
        slopes = (-cos / found.half_width_px, -sin / found.half_height_px, -(cos**2), -(sin**2))
        step = _solved(look, slopes, off, weight, len(edges))
        found = Outline(
            found.half_width_px * float(np.exp(step[-2])),
            found.half_height_px * float(np.exp(step[-1])),
            found.centres_px + step[:-2].reshape(-1, 2),
        )
    return found


def rim_seen(edges: EdgePoints, outline: Outline) -> BoolArray:
    """Return in which sectors of each picture there is an edge along the outline, ``(L, 24)``."""
    return _seen(edges, outline, *_polar(edges, outline))


def rims_around(edges: EdgePoints, outline: Outline, ratios: FloatArray) -> FloatArray:
    """Return the share of the rim that is seen if the outline were ``ratios`` times as large."""
    radius, angle, along = _polar(edges, outline)
    return np.array(
        [
            _seen(edges, outline.wider(float(ratio)), radius / ratio, angle, along).mean()
            for ratio in ratios
        ]
    )


def by_chance(edges: EdgePoints, outline: Outline) -> float:
    """Return what share of the rim would be seen where the plate was at other times.

    The same path in another order: what stands still or is found everywhere scores as high.
    """
    path_px = outline.centres_px + edges.wrists_px
    order = np.argsort(path_px @ main_axis(path_px))
    elsewhere = np.empty_like(path_px)
    elsewhere[order] = path_px[np.roll(order, len(order) // 2)]
    moved = replace(outline, centres_px=elsewhere - edges.wrists_px)
    near = edges.around(moved.centres_px, 1.1 * outline.half_height_px)
    return float(rim_seen(near, moved).mean())


def together(edges: EdgePoints, outline: Outline) -> tuple[float, float, float]:
    """Return how the plate's path goes with the wrists', both seen from the feet.

    Returns
    -------
    correlation
        Along the plate's main direction.
    ratio
        How far the plate travels in the picture while the wrists travel one pixel. The plate is
        nearer to the camera or further away than the wrists, and they are not always well seen.
        Wrists err more than the plate, so theirs is the variable that is regressed.
    range_px
        How far the plate travels.
    """
    wrists_px = edges.wrists_px - edges.feet_px
    path_px = outline.centres_px + wrists_px
    path_px = path_px - path_px.mean(axis=0)
    wrists_px = wrists_px - wrists_px.mean(axis=0)
    along = path_px @ main_axis(path_px)
    power = float(along @ along)
    if power <= 0.0:
        return 0.0, 0.0, 0.0
    per_px = wrists_px.T @ along / power
    size = float(np.hypot(*per_px))
    if size <= 0.0:
        return 0.0, 0.0, float(np.ptp(along))
    shared = wrists_px @ (per_px / size)
    correlation = float(shared @ along / np.sqrt(max(float(shared @ shared) * power, 1e-9)))
    return correlation, 1.0 / size, float(np.ptp(along))


def _polar(edges: EdgePoints, outline: Outline) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return each edge's distance in outlines, direction, and whether it lies along the rim."""
    size = np.array([outline.half_width_px, outline.half_height_px], np.float32)
    place = (edges.place_px - outline.centres_px.astype(np.float32)[edges.look]) / size
    x, y = place.T
    radius = np.hypot(x, y)
    out_x, out_y = x / size[0], y / size[1]
    outward = np.abs(edges.across[:, 0] * out_x + edges.across[:, 1] * out_y)
    along = outward > _ALONG * np.hypot(out_x, out_y)
    return radius, np.arctan2(y, x), np.asarray(along)


def _seen(
    edges: EdgePoints, outline: Outline, radius: FloatArray, angle: FloatArray, along: BoolArray
) -> BoolArray:
    thin = max(_THIN, _THIN_PX / outline.half_height_px)
    on = along & (np.abs(radius - 1.0) < thin)
    where = edges.look[on] * SECTORS + _sector(angle[on])
    count = np.bincount(where, minlength=len(edges) * SECTORS).reshape(-1, SECTORS)
    mean_px = np.sqrt(outline.half_width_px * outline.half_height_px)
    return np.asarray(count >= _FILLED * 2.0 * np.pi * mean_px / SECTORS)


def _sector(angle: FloatArray) -> IntArray:
    return ((angle + np.pi) / (2.0 * np.pi) * SECTORS).astype(int) % SECTORS


def main_axis(path_px: FloatArray) -> FloatArray:
    """Return the unit vector along which places ``(N, 2)`` are spread most."""
    centred = path_px - path_px.mean(axis=0)
    return np.asarray(np.linalg.svd(centred, full_matrices=False)[2][0])


def _solved(
    look: IntArray,
    slopes: tuple[FloatArray, ...],
    off: FloatArray,
    weight: FloatArray,
    looks: int,
) -> FloatArray:
    """Return the step ``(2 L + 2,)``: each picture's centre, then the logarithms of the size."""
    count = 2 * looks + 2
    matrix = np.zeros((count, count))
    target = np.zeros(count)
    each = 2 * np.arange(looks)
    places = (each, each + 1, np.full(looks, count - 2), np.full(looks, count - 1))
    for i, slope in enumerate(slopes):
        np.add.at(target, places[i], np.bincount(look, weight * slope * off, looks))
        for j, other in enumerate(slopes):
            share = np.bincount(look, weight * slope * other, looks)
            np.add.at(matrix, (places[i], places[j]), share)
    matrix[np.diag_indices(count)] += _STIFF
    return np.asarray(np.linalg.solve(matrix, -target))
