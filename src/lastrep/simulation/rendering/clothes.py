"""Cutting skin, hair, shirt, shorts, shoes and eyes out of a shaped base mesh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.simulation.body import PARENTS, SIDES
from lastrep.simulation.rendering.figurine import Figurine
from lastrep.simulation.rendering.shapes import Material
from lastrep.simulation.rotations import unit

Colour = tuple[float, float, float]
_JOINTS = list(PARENTS)
SHIRT_M, SHORTS_M, SHOE_M, HAIR_M = 0.012, 0.010, 0.007, 0.012
"""How far clothes and hair stand off the skin."""
SHOE_TOP_M = 0.012
"""Shoes end this far above the ankle joint."""
UNDER_CLOTHES_M = 0.02
"""Skin reaches this far under the clothes; what is deeper could poke through them."""
MOTTLE = 0.05


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """Colours 0..1; ``sleeve`` and ``leg`` in upper-arm and thigh lengths."""

    skin: Colour
    hair: Colour
    shirt: Colour
    shorts: Colour
    sleeve: float
    leg: float


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One piece of the figure with its own vertices."""

    name: str
    vertices: FloatArray
    triangles: IntArray
    weights: FloatArray
    colours: FloatArray
    material: Material


def cut_clothes(figurine: Figurine, wardrobe: Wardrobe) -> list[Part]:
    """Return the parts of a dressed figure."""
    v, joints = figurine.vertices, figurine.joints
    arm = _share(figurine, ("uparm", "loarm", "hand", "finger")) > 0.3  # noqa: PLR2004 - of the arm
    leg_share = _share(figurine, ("thigh", "shin", "foot", "toe"))
    along_arm = _along(figurine, "uparm", "loarm")
    along_leg = _along(figurine, "thigh", "shin")
    hip_z, neck = float(joints["l_thigh"][2]), joints["neck"]
    collar = neck[2] + 0.25 * (v[:, 1] - neck[1]) - v[:, 2]
    shirt = np.minimum(collar, v[:, 2] - hip_z - 0.005)
    shirt = np.minimum(shirt, np.where(arm, (wardrobe.sleeve - along_arm) * 0.28, 1.0))
    shorts = np.minimum(
        hip_z + 0.09 - v[:, 2], np.where(arm, -1.0, (wardrobe.leg - along_leg) * 0.4)
    )
    foot = leg_share > 0.5  # noqa: PLR2004 - of the leg
    shoe = np.where(foot, joints["l_foot"][2] + SHOE_TOP_M - v[:, 2], -1.0)
    bare = UNDER_CLOTHES_M - np.maximum(shirt, shorts)
    bare = np.minimum(bare, np.where(foot, SHOE_TOP_M - shoe, 1.0))
    scalp = _scalp(figurine)
    slack = 0.35 + 1.4 * np.clip((neck[2] - 0.2 - v[:, 2]) / 0.3, 0.0, 1.0)
    shirt_off = SHIRT_M * slack + 0.012 * np.clip(along_arm, 0.0, 1.0) * arm
    shorts_off = SHORTS_M + 0.018 * np.clip(along_leg, 0.0, 1.0) * (leg_share > 0.3)  # noqa: PLR2004 - metres
    body, tights = figurine.triangles["body"], figurine.triangles["helper-tights"]
    parts = [
        _part(figurine, "skin", body, bare, _skin_colours(figurine, wardrobe), Material.SKIN),
        _part(figurine, "shoes", body, shoe, (0.75,) * 3, Material.RUBBER, SHOE_M),
        _part(
            figurine,
            "hair",
            body,
            scalp,
            wardrobe.hair,
            Material.HAIR,
            HAIR_M * np.clip(scalp, 0.0, 1.0) + 0.001,
        ),
        _part(figurine, "shorts", tights, shorts, wardrobe.shorts, Material.CLOTH, shorts_off),
        _part(figurine, "shirt", tights, shirt, wardrobe.shirt, Material.CLOTH, shirt_off),
    ]
    for side in SIDES:
        ball = figurine.triangles[f"helper-{side}-eye"]
        everything = np.ones(len(v))
        colours = _eye_colours(v, ball)
        parts.append(_part(figurine, f"{side}_eyeball", ball, everything, colours, Material.EYE))
    return parts


def clip(triangles: IntArray, inside: FloatArray) -> tuple[IntArray, FloatArray, IntArray]:
    """Cut a mesh along ``inside`` = 0 and keep what is positive.

    Returns
    -------
    The pairs of old vertices ``(N, 2)`` and the share of the second ``(N,)`` that make each new
    vertex, and the new triangles.
    """
    made: dict[tuple[int, int], int] = {}
    shares: list[float] = []
    faces: list[list[int]] = []

    def vertex(i: int, j: int, share: float) -> int:
        key = (i, j) if i <= j else (j, i)
        if key not in made:
            made[key] = len(shares)
            shares.append(share if i <= j else 1.0 - share)
        return made[key]

    for triangle in triangles[(inside[triangles] > 0.0).any(axis=1)]:
        corners: list[int] = []
        for k in range(3):
            i, j = int(triangle[k]), int(triangle[(k + 1) % 3])
            if inside[i] > 0.0:
                corners.append(vertex(i, i, 0.0))
            if (inside[i] > 0.0) != (inside[j] > 0.0):
                corners.append(vertex(i, j, float(inside[i] / (inside[i] - inside[j]))))
        faces += [[corners[0], corners[k], corners[k + 1]] for k in range(1, len(corners) - 1)]
    return np.array(list(made)), np.array(shares), np.array(faces)


def _part(
    figurine: Figurine,
    name: str,
    triangles: IntArray,
    inside: FloatArray,
    colour: FloatArray | tuple[float, ...],
    material: Material,
    stand_off_m: FloatArray | float = 0.0,
) -> Part:
    pairs, share, faces = clip(triangles, inside)

    def mixed(values: FloatArray) -> FloatArray:
        part = share if values.ndim == 1 else share[:, None]
        return np.asarray(values[pairs[:, 0]] * (1.0 - part) + values[pairs[:, 1]] * part)

    count = len(figurine.vertices)
    off = np.broadcast_to(np.asarray(stand_off_m, dtype=float), count)
    colours = np.broadcast_to(np.asarray(colour, dtype=float), (count, 3))
    return Part(
        name=name,
        vertices=mixed(figurine.vertices) + unit(mixed(figurine.normals)) * mixed(off)[:, None],
        triangles=faces,
        weights=mixed(figurine.weights),
        colours=mixed(colours),
        material=material,
    )


def _share(figurine: Figurine, words: tuple[str, ...]) -> FloatArray:
    columns = [i for i, joint in enumerate(_JOINTS) if any(word in joint for word in words)]
    return np.asarray(figurine.weights[:, columns].sum(axis=1))


def _along(figurine: Figurine, start: str, end: str) -> FloatArray:
    """How far along a limb each vertex lies, 0 at its start, 1 at its end."""
    out = []
    for side in SIDES:
        a, b = figurine.joints[f"{side}_{start}"], figurine.joints[f"{side}_{end}"]
        line = b - a
        out.append((figurine.vertices - a) @ line / float(line @ line))
    return np.where(figurine.vertices[:, 0] > 0.0, out[0], out[1])


def _face(figurine: Figurine) -> tuple[FloatArray, BoolArray]:
    """Places relative to the middle of the eyes in units of a usual face, and who is head."""
    left, right = figurine.marks["l_eye"][0], figurine.marks["r_eye"][0]
    size = float(np.linalg.norm(left - right)) / 0.064
    is_head = _share(figurine, ("neck", "head")) > 0.6  # noqa: PLR2004 - of the head
    return (figurine.vertices - (left + right) / 2.0) / size, is_head


def _scalp(figurine: Figurine) -> FloatArray:
    """Positive where hair grows; smoothed by one ring so that the hairline is not jagged."""
    place, is_head = _face(figurine)
    back, high = place[:, 1] > 0.045, place[:, 2] > 0.066  # noqa: PLR2004 - of a face's proportions
    hairy = is_head & (high | (back & (place[:, 2] > -0.045)))  # noqa: PLR2004 - metres
    ear = (np.abs(place[:, 0]) > 0.072) & (place[:, 2] < 0.03) & (place[:, 1] < 0.1)  # noqa: PLR2004 - metres
    inside = np.where(hairy & ~ear, 1.0, -1.0)
    total, count = inside.copy(), np.ones(len(inside))
    body = figurine.triangles["body"]
    for a, b in ((0, 1), (1, 2), (2, 0)):
        np.add.at(total, body[:, a], inside[body[:, b]])
        np.add.at(count, body[:, a], 1.0)
    return np.asarray(total / count)


def _skin_colours(figurine: Figurine, wardrobe: Wardrobe) -> FloatArray:
    """Skin with a little mottling and eyebrows."""
    rng = np.random.default_rng(0)
    waves = rng.uniform(6.0, 40.0, (6, 3))
    phase = rng.uniform(0.0, 2.0 * np.pi, 6)
    mottle = np.sin(figurine.vertices @ waves.T + phase).mean(axis=1)
    colours = np.array(wardrobe.skin) * (1.0 + MOTTLE * mottle)[:, None]
    place, is_head = _face(figurine)
    aside = np.abs(place[:, 0])
    arch = 0.021 + 0.004 * np.cos((aside - 0.033) / 0.03)
    brow = is_head & (place[:, 1] < 0.03) & (np.abs(place[:, 2] - arch) < 0.006)  # noqa: PLR2004 - metres
    brow &= (aside > 0.010) & (aside < 0.052)  # noqa: PLR2004 - of a face's proportions
    colours[brow] = 0.75 * np.array(wardrobe.hair) + 0.25 * colours[brow]
    return np.asarray(colours)


def _eye_colours(vertices: FloatArray, ball: IntArray) -> FloatArray:
    """White, iris and pupil, on the front of an eyeball."""
    own = np.unique(ball)
    middle = vertices[own].mean(axis=0)
    radius = float(np.linalg.norm(vertices[own] - middle, axis=1).max())
    place = (vertices - middle) / radius
    from_axis = np.hypot(place[:, 0], place[:, 2])
    in_front = place[:, 1] < 0.0
    colours = np.tile([0.92, 0.90, 0.88], (len(vertices), 1))
    colours[in_front & (from_axis < 0.55)] = (0.22, 0.14, 0.08)  # noqa: PLR2004 - iris
    colours[in_front & (from_axis < 0.25)] = (0.02, 0.02, 0.02)  # noqa: PLR2004 - pupil
    return colours
