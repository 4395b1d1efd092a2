"""Plain meshes: boxes, cylinders, quads, and putting them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from lastrep.records.pose import FloatArray, IntArray


class Material(IntEnum):
    """How a surface takes light; the numbers are those of the shader."""

    SKIN = 0
    CLOTH = 1
    RUBBER = 2
    HAIR = 3
    EYE = 4
    METAL = 5
    TILES = 6
    WALL = 7
    WOOD = 8
    UPHOLSTERY = 9


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles in metres.

    ``vertices``, ``normals``, ``colours`` (0..1), ``rest`` (where the texture sits): ``(V, 3)``;
    ``materials`` ``(V,)``; ``triangles`` ``(F, 3)``.
    """

    vertices: FloatArray
    normals: FloatArray
    colours: FloatArray
    materials: IntArray
    triangles: IntArray
    rest: FloatArray

    def placed(self, rotation: FloatArray, position: ArrayLike) -> Mesh:
        """Return the mesh turned and then moved."""
        return replace(
            self,
            vertices=self.vertices @ rotation.T + np.asarray(position),
            normals=self.normals @ rotation.T,
        )

    def mirrored(self, at_y_m: float) -> Mesh:
        """Return the mesh as seen in an upright mirror across y."""
        flip = np.array([1.0, -1.0, 1.0])
        return replace(
            self,
            vertices=self.vertices * flip + np.array([0.0, 2.0 * at_y_m, 0.0]),
            normals=self.normals * flip,
        )

    def moved(self, *position: float) -> Mesh:
        """Return the mesh moved."""
        return self.placed(np.eye(3), position)


def mesh(
    vertices: ArrayLike,
    normals: ArrayLike,
    triangles: ArrayLike,
    colour: ArrayLike,
    material: Material,
) -> Mesh:
    """Return a mesh of one colour and material."""
    points = np.asarray(vertices, dtype=float)
    return Mesh(
        vertices=points,
        normals=np.asarray(normals, dtype=float),
        colours=np.tile(np.asarray(colour, dtype=float), (len(points), 1)),
        materials=np.full(len(points), int(material)),
        triangles=np.asarray(triangles, dtype=int),
        rest=points.copy(),
    )


def merged(parts: Sequence[Mesh]) -> Mesh:
    """Return many meshes as one."""
    starts = np.cumsum([0] + [len(part.vertices) for part in parts[:-1]])
    return Mesh(
        vertices=np.concatenate([part.vertices for part in parts]),
        normals=np.concatenate([part.normals for part in parts]),
        colours=np.concatenate([part.colours for part in parts]),
        materials=np.concatenate([part.materials for part in parts]),
        triangles=np.concatenate(
            [part.triangles + start for part, start in zip(parts, starts, strict=True)]
        ),
        rest=np.concatenate([part.rest for part in parts]),
    )


def quad(corners: ArrayLike, colour: ArrayLike, material: Material) -> Mesh:
    """Return a flat four-cornered surface; corners counter-clockwise seen from its front."""
    c = np.asarray(corners, dtype=float)
    normal = np.cross(c[1] - c[0], c[2] - c[0])
    normal /= np.linalg.norm(normal)
    return mesh(c, np.tile(normal, (4, 1)), [[0, 1, 2], [0, 2, 3]], colour, material)


def box(centre: ArrayLike, size: ArrayLike, colour: ArrayLike, material: Material) -> Mesh:
    """Return an upright box."""
    middle, half = np.asarray(centre, dtype=float), np.asarray(size, dtype=float) / 2.0
    sides = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            out, u, v = np.zeros(3), np.zeros(3), np.zeros(3)
            out[axis] = sign * half[axis]
            u[(axis + 1) % 3] = half[(axis + 1) % 3]
            v[(axis + 2) % 3] = sign * half[(axis + 2) % 3]
            face = middle + out
            sides.append(
                quad([face - u - v, face + u - v, face + u + v, face - u + v], colour, material)
            )
    return merged(sides)


def cylinder(
    radius_m: float,
    length_m: float,
    colour: ArrayLike,
    material: Material,
    *,
    axis: int = 0,
    centre: ArrayLike = (0.0, 0.0, 0.0),
    edges: int = 24,
) -> Mesh:
    """Return a closed cylinder along a world axis."""
    angle = np.linspace(0.0, 2.0 * np.pi, edges, endpoint=False)
    ring = np.stack([np.zeros(edges), np.cos(angle), np.sin(angle)], axis=1)
    along = np.array([1.0, 0.0, 0.0])
    ends = [ring * radius_m + along * side * length_m / 2.0 for side in (-1.0, 1.0)]
    i = np.arange(edges)
    j = (i + 1) % edges
    wall = np.concatenate([np.stack([i, j, edges + i], 1), np.stack([j, edges + j, edges + i], 1)])
    vertices, normals, triangles = [*ends], [ring, ring], [wall]
    count = 2 * edges
    for side, end in zip((-1.0, 1.0), ends, strict=True):
        vertices += [along[None] * side * length_m / 2.0, end]
        normals.append(np.tile(along * side, (edges + 1, 1)))
        triangles.append(np.stack([np.full(edges, count), count + 1 + i, count + 1 + j], 1))
        count += edges + 1
    return mesh(
        np.roll(np.concatenate(vertices), axis, axis=1) + np.asarray(centre, dtype=float),
        np.roll(np.concatenate(normals), axis, axis=1),
        np.concatenate(triangles),
        colour,
        material,
    )
