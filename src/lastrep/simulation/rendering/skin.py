"""An athlete's skin and clothes, bent with the skeleton: linear blend skinning in NumPy."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray, IntArray
from lastrep.simulation.body import FOLDER, OUTWARD, SIDES, Body
from lastrep.simulation.rendering.shapes import Mesh
from lastrep.simulation.rendering.shoes import shod
from lastrep.simulation.rotations import about, apply, dot, half_twist, unit
from lastrep.simulation.skeleton import Figure

PALM_M, KNUCKLE_M = 0.018, 0.0
"""Where the middle of a held bar lies: out of the palm, and beyond the knuckles' line."""
FINGER_BEND_DEG = (58.0, 90.0, 62.0)
"""Full bend of a finger's three joints around a bar."""
THUMB_OVER_DEG, THUMB_ROLL_DEG = 60.0, 40.0
THUMB_BEND_DEG = (30.0, 40.0)


class Skin:
    """The baked mesh of one athlete.

    Parameters
    ----------
    body
        The skeleton that will move it, at the same scale.
    """

    def __init__(self, body: Body) -> None:
        with np.load(FOLDER / f"{body.name}.npz") as baked:
            vertices = baked["verts"].astype(float) * body.scale
            self.triangles = baked["tris"].astype(int)
            self.colours = baked["color"].astype(float)
            self.materials = baked["kind"].astype(int)
            self._bones = baked["wi"].astype(int)
            self._weights = baked["ww"].astype(float)
            self._names = [str(name) for name in baked["joint_names"]]
            parts = dict(
                zip(
                    (str(name) for name in baked["part_names"]),
                    zip(baked["part_voff"][:-1], baked["part_voff"][1:], strict=True),
                    strict=True,
                )
            )
        first, last = (int(i) for i in parts["shoes"])
        shoes = slice(first, last)
        vertices[shoes], normals, self.colours[shoes] = shod(vertices[shoes])
        self._rest = vertices
        first, last = (int(i) for i in parts["shorts"])
        self.triangles = np.concatenate(
            [self.triangles, closed_hems(vertices, self.triangles, first, last)]
        )
        self._normals = vertex_normals(vertices, self.triangles)
        self._normals[shoes] = normals
        self._joints = np.array([body.joints[name] for name in self._names])

    def at(self, figure: Figure, i: int) -> Mesh:
        """Return the mesh at the ``i``-th instant of a figure that `finish_figure` completed."""
        turn = np.stack([figure.rotations[name][i] for name in self._names])
        place = np.stack([figure.positions[name][i] for name in self._names])
        shift = place - apply(turn, self._joints)
        bones = np.concatenate([turn, shift[:, :, None]], axis=2).reshape(-1, 12)
        blended = (self._weights[:, :, None] * bones[self._bones]).sum(1).reshape(-1, 3, 4)
        vertices = np.einsum("nij,nj->ni", blended[:, :, :3], self._rest) + blended[:, :, 3]
        normals = np.einsum("nij,nj->ni", blended[:, :, :3], self._normals)
        return Mesh(
            vertices=vertices,
            normals=unit(normals),
            colours=self.colours,
            materials=self.materials,
            triangles=self.triangles,
            rest=self._rest,
        )


def finish_figure(figure: Figure, grip: FloatArray, bar: FloatArray | None = None) -> None:
    """Add what only the mesh needs, in place: twist bones, closed hands.

    Parameters
    ----------
    grip
        ``(T,)`` 0 open .. 1 closed around a bar.
    bar
        ``(T, 3)`` direction from the right to the left hand; hands are turned so that a straight
        bar fits into both. None where each hand holds its own weight.
    """
    for side in SIDES:
        limbs = figure.body.limbs[side]
        if bar is not None:
            _turn_to_bar(figure, side, bar, grip)
        for helper, parent, child, bone in (
            ("uparm_tw", f"{side}_clav", f"{side}_uparm", limbs.upper_arm),
            ("loarm_tw", f"{side}_loarm", f"{side}_hand", limbs.forearm),
            ("thigh_tw", "pelvis", f"{side}_thigh", limbs.thigh),
        ):
            turned = half_twist(
                figure.rotations[parent],
                figure.rotations[child],
                bone,
                with_swing=helper != "loarm_tw",
            )
            figure.set_rotation(f"{side}_{helper}", turned)
        _close_hand(figure, side, grip)


def grip_of(figure: Figure, side: str) -> tuple[FloatArray, FloatArray]:
    """Return the middle of what a closed hand holds and its direction, ``(T, 3)`` each.

    The direction runs to the lifter's left when the palms face forward.
    """
    body = figure.body
    hand = figure.rotations[f"{side}_hand"]
    limbs = body.limbs[side]
    index, pinky = (body.joints[f"{side}_finger{n}-1"] for n in (2, 5))
    wrist = body.joints[f"{side}_hand"]
    middle = (index + pinky) / 2.0 - wrist + limbs.palm * PALM_M + limbs.fingers * KNUCKLE_M
    across = unit(index - pinky)
    return (
        figure.positions[f"{side}_hand"] + apply(hand, middle),
        apply(hand, across * OUTWARD[side]),
    )


def vertex_normals(vertices: FloatArray, triangles: IntArray) -> FloatArray:
    """Return unit normals, ``(V, 3)``, from the faces around each vertex."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    out = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(out, triangles[:, k], faces)
    return unit(out)


def closed_hems(vertices: FloatArray, triangles: IntArray, first: int, last: int) -> IntArray:
    """Return triangles, ``(F, 3)``, that close the legs of the shorts across the thigh.

    There is no skin far under clothes: without them one sees through a leg that is lifted.
    """
    own = triangles[((triangles >= first) & (triangles < last)).all(axis=1)]
    edges = np.concatenate([own[:, [0, 1]], own[:, [1, 2]], own[:, [2, 0]]])
    _, place, count = np.unique(
        np.sort(edges, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    rim = edges[count[place.ravel()] == 1]
    rim = rim[vertices[rim[:, 0], 2] < vertices[first:last, 2].mean()]
    out = []
    for leg in (vertices[rim[:, 0], 0] > 0.0, vertices[rim[:, 0], 0] <= 0.0):
        hem = rim[leg]
        corner = np.full(len(hem), hem[0, 0])
        out.append(np.stack([hem[:, 1], hem[:, 0], corner], axis=1))
    return np.concatenate(out)


def _turn_to_bar(figure: Figure, side: str, bar: FloatArray, grip: FloatArray) -> None:
    """Turn the hand about its wrist so that the bar lies across the palm."""
    _, held = grip_of(figure, side)
    toward = np.where(dot(held, bar) >= 0.0, 1.0, -1.0) * bar
    axis = np.cross(held, toward)
    angle = np.degrees(np.arctan2(np.linalg.norm(axis, axis=-1), dot(held, toward)[:, 0]))
    angle = np.minimum(angle, 60.0) * np.clip(2.0 * grip, 0.0, 1.0)
    figure.set_rotation(f"{side}_hand", about(axis, angle) @ figure.rotations[f"{side}_hand"])


def _close_hand(figure: Figure, side: str, grip: FloatArray) -> None:
    limbs = figure.body.limbs[side]
    hand = figure.rotations[f"{side}_hand"]
    across = unit(np.cross(apply(hand, limbs.fingers), apply(hand, limbs.palm)))
    for finger in range(2, 6):
        turn = hand
        for joint, bend in enumerate(FINGER_BEND_DEG, start=1):
            turn = about(across, (0.12 + 0.8 * grip) * bend) @ turn
            figure.set_rotation(f"{side}_finger{finger}-{joint}", turn)
    # the thumb swings over the fingers: chosen so that its tip meets the index finger
    out = OUTWARD[side]
    palm, fingers = apply(hand, limbs.palm), apply(hand, limbs.fingers)
    turn = (
        about(palm, -out * THUMB_OVER_DEG * grip)
        @ about(fingers, -out * THUMB_ROLL_DEG * grip)
        @ hand
    )
    figure.set_rotation(f"{side}_finger1-1", turn)
    joints = figure.body.joints
    pointing = unit(joints[f"{side}_finger1-3"] - joints[f"{side}_finger1-1"])
    hinge = unit(np.cross(apply(turn, pointing), palm))
    for joint, bend in enumerate(THUMB_BEND_DEG, start=2):
        turn = about(hinge, grip * bend) @ turn
        figure.set_rotation(f"{side}_finger1-{joint}", turn)
