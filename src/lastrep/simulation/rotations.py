"""Rotations of many instants at once; every function takes and gives arrays over time.

World axes: x to the lifter's left, y backwards, z up; metres. A rotation is ``(..., 3, 3)`` and
turns column vectors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lastrep.records.pose import FloatArray

NEARLY_ZERO = 1e-9


def unit(vector: ArrayLike) -> FloatArray:
    """Return ``(..., 3)`` vectors of length 1 (zero stays zero)."""
    v = np.asarray(vector, dtype=float)
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), NEARLY_ZERO))


def dot(a: ArrayLike, b: ArrayLike) -> FloatArray:
    """Return the inner product along the last axis, kept as an axis of length 1."""
    return np.asarray((np.asarray(a) * np.asarray(b)).sum(-1, keepdims=True))


def apply(rotation: FloatArray, vector: ArrayLike) -> FloatArray:
    """Return ``rotation @ vector`` for ``(..., 3, 3)`` and ``(..., 3)``."""
    return np.asarray((rotation @ np.asarray(vector, dtype=float)[..., None])[..., 0])


def about_axis(axis: int, angle_deg: ArrayLike) -> FloatArray:
    """Return rotations about a world axis (0 = x, 1 = y, 2 = z), right-handed."""
    angle = np.radians(np.asarray(angle_deg, dtype=float))
    cos, sin = np.cos(angle), np.sin(angle)
    out = np.zeros((*angle.shape, 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out[..., axis, axis] = 1.0
    out[..., i, i] = cos
    out[..., j, j] = cos
    out[..., i, j] = -sin
    out[..., j, i] = sin
    return out


def about(axis: ArrayLike, angle_deg: ArrayLike) -> FloatArray:
    """Return rotations about any axis ``(..., 3)``, right-handed (Rodrigues)."""
    a = unit(axis)
    angle = np.radians(np.asarray(angle_deg, dtype=float))
    cross = np.zeros((*a.shape[:-1], 3, 3))
    cross[..., 0, 1], cross[..., 0, 2] = -a[..., 2], a[..., 1]
    cross[..., 1, 0], cross[..., 1, 2] = a[..., 2], -a[..., 0]
    cross[..., 2, 0], cross[..., 2, 1] = -a[..., 1], a[..., 0]
    sin, cos = np.sin(angle)[..., None, None], np.cos(angle)[..., None, None]
    return np.asarray(np.eye(3) + sin * cross + (1.0 - cos) * (cross @ cross))


def frame(first: ArrayLike, second: ArrayLike) -> FloatArray:
    """Return the frame whose x axis is ``first`` and whose y axis leans to ``second``."""
    x = unit(first)
    y = np.asarray(second, dtype=float)
    y = unit(y - x * dot(x, y))
    x, y = np.broadcast_arrays(x, y)
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def between(a: ArrayLike, b: ArrayLike) -> FloatArray:
    """Return the shortest rotations that turn directions ``a`` into ``b``."""
    a, b = np.broadcast_arrays(unit(a), unit(b))
    axis = np.cross(a, b)
    sin = np.linalg.norm(axis, axis=-1)
    return about(axis, np.degrees(np.arctan2(sin, dot(a, b)[..., 0])))


def half_twist(
    parent: FloatArray, child: FloatArray, bone: FloatArray, *, with_swing: bool
) -> FloatArray:
    """Return the rotation of a helper bone that takes half of the child's turn about itself.

    Skin around a shoulder or hip follows the limb's direction (``with_swing``) but only part of
    its turning; a forearm turns along its length but does not bend with the wrist.
    """
    a = apply(parent, bone)
    swing = between(a, apply(child, bone))
    twist = np.swapaxes(swing, -1, -2) @ child @ np.swapaxes(parent, -1, -2)
    side = unit(np.cross(a, [0.3, 0.5, 0.8]))
    turned = apply(twist, side)
    angle = np.arctan2(dot(np.cross(side, turned), a)[..., 0], dot(side, turned)[..., 0])
    half = about(a, np.degrees(angle) / 2.0) @ parent
    return np.asarray(swing @ half if with_swing else half)
