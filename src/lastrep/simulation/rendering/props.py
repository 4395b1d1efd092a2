"""What is lifted and what it is lifted on: dumbbells, barbells, benches, racks, pulleys."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.motions import Motion
from lastrep.simulation.rendering.shapes import Material, Mesh, box, cylinder, merged
from lastrep.simulation.rendering.skin import grip_of
from lastrep.simulation.rotations import unit
from lastrep.simulation.skeleton import Figure

IRON = (0.13, 0.13, 0.14)
STEEL = (0.66, 0.66, 0.68)
FRAME = (0.20, 0.21, 0.23)
DUMBBELL_M = 0.06
LEATHER = (0.10, 0.10, 0.11)
PLATE_COLOURS = ((0.55, 0.10, 0.09), (0.10, 0.20, 0.45), (0.60, 0.48, 0.10), IRON)


def dumbbell(load: float) -> Mesh:
    """Return a dumbbell along x, its heads growing with the load."""
    radius = 0.058 * load**0.4
    width = 0.062 * load**0.5
    heads = [
        cylinder(radius, width, IRON, Material.RUBBER, centre=(s * (0.135 + width) / 2, 0, 0))
        for s in (-1.0, 1.0)
    ]
    rims = [
        cylinder(
            radius * 0.55, 0.004, STEEL, Material.METAL, centre=(s * (0.137 + 2 * width) / 2, 0, 0)
        )
        for s in (-1.0, 1.0)
    ]
    return merged([cylinder(0.013, 0.14, STEEL, Material.METAL), *heads, *rims])


def barbell(load: float, length_m: float, plate_m: float) -> Mesh:
    """Return a barbell along x; a lighter load has fewer plates."""
    parts = [cylinder(0.0125, length_m, STEEL, Material.METAL)]
    sleeve = length_m / 2.0 - 0.2
    plates = max(1, round(3 * load))
    for side in (-1.0, 1.0):
        place = side * sleeve
        parts.append(cylinder(0.028, 0.02, STEEL, Material.METAL, centre=(place, 0, 0)))
        for k in range(plates):
            place = side * (sleeve + 0.028 + 0.034 * k)
            radius = plate_m * (1.0 - 0.16 * k)
            colour = PLATE_COLOURS[k % len(PLATE_COLOURS)]
            parts.append(
                cylinder(radius, 0.03, colour, Material.RUBBER, centre=(place, 0, 0), edges=40)
            )
            parts.append(cylinder(radius * 0.3, 0.032, STEEL, Material.METAL, centre=(place, 0, 0)))
    return merged(parts)


def handle(half_width_m: float) -> Mesh:
    """Return the straight handle of a cable along x."""
    return cylinder(0.014, 2.0 * half_width_m + 0.16, STEEL, Material.METAL)


def weights_in_hand(
    motion: Motion, figure: Figure, i: int, load: float, left_at: FloatArray | None
) -> list[Mesh]:
    """Return what is held at the ``i``-th instant.

    ``left_at`` is where the hands took or will leave it, ``(2, 3)`` left and right, while nobody
    holds it; None while it is held.
    """
    grips = {side: [part[i] for part in grip_of(figure, side)] for side in ("l", "r")}
    if motion.weight == "dumbbells":
        if left_at is not None:
            return resting_pair(load, left_at)
        mesh = dumbbell(load)
        return [mesh.placed(along(axis), middle) for middle, axis in grips.values()]
    if motion.weight == "barbell":
        mesh = barbell(load, motion.bar_length_m, motion.plate_m)
        if left_at is not None:
            x, y, z = left_at.mean(axis=0)
            low = motion.plate_m if motion.station == "floor" else z
            bar = mesh.placed(np.eye(3), (x, y, low))
            return [bar, hooks(motion, np.array([x, y, z]))] if motion.on_hooks else [bar]
        left, right = grips["l"][0], grips["r"][0]
        return [mesh.placed(along(left - right), (left + right) / 2.0)]
    if motion.weight == "cable" and motion.bar_half_width_m is not None:
        left, right = grips["l"][0], grips["r"][0]
        bar = handle(motion.bar_half_width_m).placed(along(left - right), (left + right) / 2.0)
        return [bar, cable((left + right) / 2.0, PULLEY_M)]
    return []


def resting_pair(load: float, left_at: FloatArray, outward_m: float = 0.0) -> list[Mesh]:
    """Return two dumbbells on the floor, ``outward_m`` beside where the hands left them."""
    ahead = along(np.array([0.0, 1.0, 0.0]))
    return [
        dumbbell(load).placed(ahead, (x + sign * outward_m, y, DUMBBELL_M))
        for sign, (x, y, _) in zip((1.0, -1.0), left_at, strict=True)
    ]


PULLEY_M = np.array([0.0, -0.56, 2.15])


def cable(start: FloatArray, end: FloatArray) -> Mesh:
    """Return a taut cable between two points."""
    rope = cylinder(0.004, float(np.linalg.norm(end - start)), IRON, Material.RUBBER, edges=8)
    return rope.placed(along(end - start), (start + end) / 2.0)


def station(motion: Motion) -> list[Mesh]:
    """Return the furniture of an exercise, standing where the lifter needs it."""
    match motion.station:
        case "bench":
            return [bench(0.44 if motion.anchor != "shoulders" else motion.anchor_height_m - 0.1)]
        case "seat":
            return [bench(motion.anchor_height_m - 0.11, length_m=0.45, middle_y=0.02)]
        case "pull_up_bar":
            return [pull_up_frame(motion.anchor_height_m)]
        case "pulley":
            return [pulley()]
        case "floor" | "rack" | "dip_bars":
            return []


def bench(top_m: float, length_m: float = 1.22, middle_y: float = 0.24) -> Mesh:
    """Return a flat bench along y."""
    pad = box((0, middle_y, top_m - 0.04), (0.28, length_m, 0.08), LEATHER, Material.UPHOLSTERY)
    legs = []
    for end in (-0.42, 0.42):
        y = middle_y + end * length_m
        height = top_m - 0.08
        legs.append(box((0, y, height / 2), (0.06, 0.06, height), FRAME, Material.METAL))
        legs.append(box((0, y, 0.025), (0.5, 0.06, 0.05), FRAME, Material.METAL))
    return merged([pad, *legs])


def rack(motion: Motion, rest_m: FloatArray, lowest_m: float) -> Mesh:
    """Return two posts for a barbell; with arms that catch it from the back of who squats.

    Parameters
    ----------
    rest_m
        ``(3,)``: the middle of the bar in the first position.
    lowest_m
        How low the bar comes.
    """
    x, side = _post_place(motion)
    lying = motion.station == "bench"
    y = float(rest_m[1]) + side * POST_GAP_M
    top = float(rest_m[2]) + (0.06 if lying else 0.3)
    parts = []
    for out in (-x, x):
        parts.append(box((out, y, top / 2), (0.06, 0.06, top), FRAME, Material.METAL))
        parts.append(box((out, y, 0.03), (0.07, 0.5, 0.06), FRAME, Material.METAL))
        if motion.bar_on_back:
            arm = (out, y - side * 0.3, lowest_m - 0.06)
            parts.append(box(arm, (0.05, 0.66, 0.07), FRAME, Material.METAL))
    beam = 0.1 if lying else top - 0.05
    parts.append(box((0, y, beam), (2 * x, 0.05, 0.06), FRAME, Material.METAL))
    return merged(parts)


def hooks(motion: Motion, bar_m: FloatArray) -> Mesh:
    """Return what a bar at rest lies on."""
    x, side = _post_place(motion)
    parts = []
    for out in (-x, x):
        shelf = bar_m + np.array([out, side * POST_GAP_M / 2, -0.03])
        lip = bar_m + np.array([out, -side * 0.025, -0.01])
        parts.append(box(shelf, (0.05, POST_GAP_M, 0.03), STEEL, Material.METAL))
        parts.append(box(lip, (0.05, 0.015, 0.06), STEEL, Material.METAL))
    return merged(parts)


POST_GAP_M = 0.11
"""From the bar to the posts of its rack."""


def _post_place(motion: Motion) -> tuple[float, float]:
    """Return how far out the posts are, and whether they are behind (1) or in front (-1)."""
    return motion.bar_length_m / 2.0 - 0.33, 1.0 if motion.station == "bench" else -1.0


def pull_up_frame(bar_m: float) -> Mesh:
    """Return two posts with a bar between them."""
    posts = [
        box((s * 0.75, 0.0, bar_m / 2), (0.07, 0.07, bar_m), FRAME, Material.METAL)
        for s in (-1.0, 1.0)
    ]
    feet = [
        box((s * 0.75, 0.0, 0.03), (0.07, 1.0, 0.06), FRAME, Material.METAL) for s in (-1.0, 1.0)
    ]
    bar = cylinder(0.016, 1.5, STEEL, Material.METAL, centre=(0, 0, bar_m + 0.005))
    return merged([*posts, *feet, bar])


def pulley() -> Mesh:
    """Return a cable tower in front of the lifter."""
    y = float(PULLEY_M[1]) - 0.16
    tower = box((0, y, 1.12), (0.12, 0.12, 2.24), FRAME, Material.METAL)
    stack = box((0, y - 0.2, 0.5), (0.3, 0.2, 0.8), IRON, Material.METAL)
    wheel = cylinder(0.07, 0.03, STEEL, Material.METAL, centre=PULLEY_M)
    arm = box((0, y + 0.1, 2.18), (0.05, 0.3, 0.05), FRAME, Material.METAL)
    foot = box((0, y, 0.03), (0.7, 0.5, 0.06), FRAME, Material.METAL)
    return merged([tower, stack, wheel, arm, foot])


def along(direction: FloatArray) -> FloatArray:
    """Return the rotation that lays the x axis along a direction, ``(3, 3)``."""
    x = unit(direction)
    up = np.array([0.0, 0.0, 1.0]) if abs(x[2]) < 0.95 else np.array([0.0, 1.0, 0.0])  # noqa: PLR2004 - nearly vertical
    y = unit(np.cross(up, x))
    return np.stack([x, y, np.cross(x, y)], axis=1)
