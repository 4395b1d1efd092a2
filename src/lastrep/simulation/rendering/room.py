"""Two rooms to train in: a bright studio and a garage."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.rendering.props import FRAME, dumbbell
from lastrep.simulation.rendering.shapes import Material, Mesh, box, merged, quad
from lastrep.simulation.rotations import about_axis

HALF_M = 3.4
HEIGHT_M = 2.9
_LOOKS = {
    "studio": {
        "wall": (0.66, 0.64, 0.60),
        "floor": (0.24, 0.24, 0.26),
        "board": (0.32, 0.31, 0.30),
    },
    "garage": {
        "wall": (0.50, 0.53, 0.55),
        "floor": (0.33, 0.32, 0.31),
        "board": (0.24, 0.24, 0.25),
    },
}
_POSTERS = ((0.55, 0.14, 0.11), (0.12, 0.22, 0.42), (0.16, 0.36, 0.22), (0.62, 0.52, 0.22))


def room(look: str, seed: int, half_m: float = HALF_M) -> Mesh:
    """Return floor, walls, posters and dumbbell racks; walls ``half_m`` from the middle."""
    rng = np.random.default_rng([seed, 11])
    colours = _LOOKS[look]
    wall, floor = np.array(colours["wall"]), np.array(colours["floor"])
    size, top = half_m, HEIGHT_M
    parts = [
        quad(
            [(-size, -size, 0), (size, -size, 0), (size, size, 0), (-size, size, 0)],
            floor,
            Material.TILES,
        )
    ]
    for turn, shade in ((0.0, 1.0), (90.0, 0.95), (180.0, 0.93), (270.0, 0.97)):
        side = [
            quad(
                [(-size, size, 0), (size, size, 0), (size, size, top), (-size, size, top)],
                wall * shade,
                Material.WALL,
            ),
            box((0, size - 0.01, 0.06), (2 * size, 0.02, 0.12), colours["board"], Material.WALL),
        ]
        place = rng.uniform(-1.5, 1.5)
        if look == "studio":
            side.append(
                box(
                    (place, size - 0.02, rng.uniform(1.5, 1.8)),
                    (rng.uniform(0.5, 0.9), 0.03, rng.uniform(0.6, 0.9)),
                    _POSTERS[int(rng.integers(len(_POSTERS)))],
                    Material.WALL,
                )
            )
            side.append(dumbbell_rack().moved(-place, size - 0.28, 0.0))
        else:
            side += _shelf(place, size)
        parts.append(_turned(merged(side), turn))
    return merged(parts)


def mirror_frame(behind_m: float) -> Mesh:
    """Return the frame of a large mirror that stands behind the lifter; what it shows moves."""
    wide, high, thick = 3.0, 2.2, 0.06
    bars = [
        box((s * wide / 2, behind_m, high / 2), (thick, thick, high), FRAME, Material.METAL)
        for s in (-1, 1)
    ]
    bars += [
        box((0, behind_m, z), (wide, thick, thick), FRAME, Material.METAL) for z in (0.03, high)
    ]
    return merged(bars)


def dumbbell_rack() -> Mesh:
    """Return a rack with two rows of dumbbells, 1.8 m wide."""
    parts = [
        box((0, 0, height), (1.8, depth, 0.04), FRAME, Material.METAL)
        for height, depth in ((0.45, 0.35), (0.85, 0.30))
    ]
    parts += [box((s * 0.88, 0, 0.45), (0.05, 0.35, 0.9), FRAME, Material.METAL) for s in (-1, 1)]
    turn = about_axis(2, 90.0)
    for row, height in enumerate((0.53, 0.93)):
        for k, x in enumerate(np.linspace(-0.75, 0.75, 7)):
            parts.append(dumbbell(0.6 + 0.09 * k + 0.3 * (1 - row)).placed(turn, (x, 0, height)))
    return merged(parts)


def _shelf(place: float, size: float) -> list[Mesh]:
    """Return shelves with boxes and a door, along one wall."""
    parts = [
        box((place, size - 0.2, height), (1.6, 0.36, 0.03), (0.45, 0.36, 0.26), Material.WOOD)
        for height in (0.9, 1.45, 2.0)
    ]
    for k, height in enumerate((0.9, 1.45, 2.0)):
        for n in range(3):
            x = place - 0.5 + 0.5 * n + 0.06 * k
            parts.append(
                box(
                    (x, size - 0.2, height + 0.13),
                    (0.3 + 0.03 * n, 0.26, 0.24),
                    (0.42 + 0.05 * n, 0.34, 0.24 + 0.04 * k),
                    Material.WOOD,
                )
            )
    parts.append(
        box((-place, size - 0.05, 1.0), (0.9, 0.06, 2.0), (0.30, 0.33, 0.36), Material.WALL)
    )
    return parts


def _turned(mesh: Mesh, angle_deg: float) -> Mesh:
    rotation: FloatArray = about_axis(2, angle_deg)
    return mesh.placed(rotation, (0.0, 0.0, 0.0))
