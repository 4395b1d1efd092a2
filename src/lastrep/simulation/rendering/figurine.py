"""The shape of an athlete before clothes are cut from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lastrep.records.pose import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Figurine:
    """A shaped base mesh in metres, feet on the floor, with its joints and landmarks."""

    vertices: FloatArray
    normals: FloatArray
    weights: FloatArray
    triangles: dict[str, IntArray]
    joints: dict[str, FloatArray]
    marks: dict[str, tuple[FloatArray, str]] = field(default_factory=dict)
