"""Trainers, made of the feet that are in them."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.rotations import unit

UPPER_COLOUR, SOLE_COLOUR = (0.74, 0.74, 0.71), (0.22, 0.23, 0.26)
SOLE_M = 0.034
SWELL_M = 0.006
ROUNDING_M = 0.003
"""Edges of a shoe are rounded so much."""
COLLAR_M = 0.04
"""Over the uppermost of a shoe its outline goes back to the ankle's."""
DIRECTIONS = 600


def shod(feet: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the vertices, normals and colours of shoes, ``(V, 3)`` each.

    A shoe is the rounded convex hull of the foot: no toes show.

    Parameters
    ----------
    feet
        The vertices of both feet at rest, up to the ankles.
    """
    vertices, normals = feet.copy(), feet.copy()
    for foot in (feet[:, 0] > 0.0, feet[:, 0] <= 0.0):
        vertices[foot], normals[foot] = _hull(feet[foot])
    vertices[:, 2] += feet[:, 2].min() - vertices[:, 2].min()
    sole = vertices[:, 2] - vertices[:, 2].min() < SOLE_M
    return vertices, normals, np.where(sole[:, None], SOLE_COLOUR, UPPER_COLOUR)


def _hull(foot: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where rays from the middle through each point leave the hull, and its normals."""
    middle = (foot.min(axis=0) + foot.max(axis=0)) / 2.0
    rays = _all_around()
    reach = ((foot - middle) @ rays.T).max(axis=0)
    away = foot - middle
    own_m = np.linalg.norm(away, axis=1, keepdims=True)
    facing = (away / own_m) @ rays.T
    leaves_m = np.where(facing > 0.05, reach / np.maximum(facing, 0.05), np.inf)  # noqa: PLR2004 - a ray along a face
    nearest = leaves_m.min(axis=1, keepdims=True)
    normal = unit(np.exp((nearest - leaves_m) / ROUNDING_M) @ rays)
    outside = middle + away / own_m * nearest
    collar = np.clip((foot[:, 2].max() - foot[:, 2]) / COLLAR_M, 0.0, 1.0)[:, None]
    return foot + collar * (outside - foot) + SWELL_M * normal, normal


def _all_around() -> FloatArray:
    """Return unit vectors spread evenly over a sphere, ``(DIRECTIONS, 3)``."""
    count = np.arange(DIRECTIONS) + 0.5
    height = 1.0 - 2.0 * count / DIRECTIONS
    turn = np.pi * (1.0 + np.sqrt(5.0)) * count
    flat = np.sqrt(1.0 - height**2)
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), height], axis=1)
