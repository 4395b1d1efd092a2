"""The edges of a picture around a place, at a size that suits the lifter."""

from __future__ import annotations

import cv2
import numpy as np

from lastrep.records.frame import ImageArray
from lastrep.records.pose import BoolArray, FloatArray


def around(
    image_rgb: ImageArray, centre_px: FloatArray, small: float, half_px: int
) -> tuple[ImageArray, BoolArray]:
    """Return the picture around a place, ``small`` times as large, and where there is any of it."""
    height, width = image_rgb.shape[:2]
    reach_px = half_px / small + 2.0
    left, top = np.maximum(np.floor(centre_px - reach_px), 0).astype(int)
    right, bottom = np.maximum(np.ceil(centre_px + reach_px), 0).astype(int)
    part = image_rgb[top : min(bottom, height), left : min(right, width)]
    side = 2 * half_px + 1
    if not part.size:
        return np.zeros((side, side, 3), np.uint8), np.zeros((side, side), bool)
    if small < 1.0:  # what is finer than a pixel of the small picture must not become an edge
        part = np.asarray(cv2.GaussianBlur(part, (0, 0), 0.45 / small), np.uint8)
    first = half_px - small * (centre_px - [left, top])
    way = np.array([[small, 0.0, first[0]], [0.0, small, first[1]]])
    moved = cv2.warpAffine(part, way, (side, side), borderMode=cv2.BORDER_REPLICATE)
    at = (np.arange(side) - half_px) / small
    edge = 3.0 / small
    columns, rows = (
        (centre_px[axis] + at > edge) & (centre_px[axis] + at < length - edge)
        for axis, length in ((0, width), (1, height))
    )
    return np.asarray(moved, np.uint8), rows[:, None] & columns[None, :]


def seen_edges(image: ImageArray, inside: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the thin edges of a small colour picture: places ``(N, 2)``, unit vectors across.

    Per pixel the colour channel decides that changes most: a red plate before a dark wall. How
    strong an edge must be is taken from the picture. ``inside`` is where there is a picture.
    """
    soft = cv2.GaussianBlur(image, (0, 0), 1.0)
    by_channel = [cv2.Sobel(soft, cv2.CV_32F, *way, ksize=3) for way in ((1, 0), (0, 1))]
    strongest = (by_channel[0] ** 2 + by_channel[1] ** 2).argmax(axis=2)[..., None]
    x, y = (np.take_along_axis(part, strongest, 2)[..., 0] for part in by_channel)
    size = np.hypot(x, y)
    strong = max(float(np.percentile(size[inside], 85.0)) if inside.any() else 0.0, 12.0)
    thin = cv2.Canny(x.astype(np.int16), y.astype(np.int16), strong / 2.0, strong, L2gradient=True)
    rows, columns = np.nonzero((thin > 0) & inside)
    length = size[rows, columns]
    across = np.stack([x[rows, columns] / length, y[rows, columns] / length], axis=1)
    return np.stack([columns, rows], axis=1).astype(np.float32), across
