"""From joint angles to joint centres, for all instants at once; then fixing hands and feet."""

from __future__ import annotations

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.body import OUTWARD, PARENTS, SIDES, SPINE, SPINE_SHARE, Body, Limbs
from lastrep.simulation.postures import ANGLE_INDEX
from lastrep.simulation.rotations import about, about_axis, apply, dot, frame, unit

GIRDLE_RHYTHM = 0.22
"""Degrees the collar bone rises per degree of arm elevation beyond 30 (scapulohumeral rhythm)."""
_STRAIGHT_M = 1e-3


class Figure:
    """A body posed at ``T`` instants: a rotation and a position for every joint.

    Made from joint angles with the pelvis at the origin; `move` then places it and `reach` and
    `step` bend the limbs so that hands and feet are where they are held.

    Parameters
    ----------
    body
        The skeleton at rest.
    angles_deg
        ``(T, N, 2)`` in the order of `postures.ANGLE_INDEX`, left and right.
    flat_feet
        ``(T,)`` in 0..1: 1 where the feet stand (their pitch is `ankle`, whatever the shin does),
        0 where they hang from the shins.
    """

    def __init__(self, body: Body, angles_deg: FloatArray, flat_feet: FloatArray) -> None:
        self.body = body
        self.angles_deg = angles_deg
        self.rotations: dict[str, FloatArray] = {}
        self.positions: dict[str, FloatArray] = {}
        self._flat_feet = flat_feet
        self._trunk()
        for side in SIDES:
            self._girdle(side)
            self._arm_from_angles(side)
            self._leg_from_angles(side)

    def angle(self, name: str, side: str = "l") -> FloatArray:
        """Return one joint angle over time, ``(T,)`` degrees."""
        return self.angles_deg[:, ANGLE_INDEX[name], SIDES.index(side)]

    def move(self, offset_m: FloatArray) -> None:
        """Shift the whole body by ``(T, 3)``."""
        for name, position in self.positions.items():
            self.positions[name] = position + offset_m

    def turn(self, yaw_deg: FloatArray) -> None:
        """Turn the whole body about the vertical through the origin by ``(T,)`` degrees."""
        yaw = about_axis(2, yaw_deg)
        for name, position in self.positions.items():
            self.positions[name] = apply(yaw, position)
            self.rotations[name] = yaw @ self.rotations[name]

    def set_rotation(self, joint: str, rotation: FloatArray) -> None:
        """Turn one joint to ``(T, 3, 3)`` and put it where its parent holds it."""
        self._place(joint, rotation)

    def landmarks_m(self) -> FloatArray:
        """Return the 33 landmarks, ``(T, 33, 3)``."""
        points = [
            self.positions[joint] + apply(self.rotations[joint], rest - self.body.joints[joint])
            for joint, rest in self.body.landmarks
        ]
        return np.stack(points, axis=1)

    def reach(self, side: str, wrist_m: FloatArray) -> None:
        """Bend the arm so that the wrist is at ``(T, 3)``; the elbow stays on its side."""
        limbs = self.body.limbs[side]
        shoulder = self.positions[f"{side}_uparm"]
        elbow_side = self.positions[f"{side}_loarm"] - shoulder
        hinge = apply(self.rotations[f"{side}_uparm"], limbs.hinge)
        upper, fore, hinge = two_bones(
            wrist_m - shoulder, elbow_side, hinge, limbs.upper_arm_m, limbs.forearm_m
        )
        self._arm(side, upper, hinge, fore)

    def step(self, side: str, ankle_m: FloatArray) -> None:
        """Bend the leg so that the ankle is at ``(T, 3)``; the foot keeps its direction."""
        limbs = self.body.limbs[side]
        hip = self.positions[f"{side}_thigh"]
        knee_side = self.positions[f"{side}_shin"] - hip
        hinge = apply(self.rotations[f"{side}_thigh"], [1.0, 0.0, 0.0])
        # a straight leg says nothing about where its knee points: the hinge does
        forward = knee_side + 0.2 * np.cross(hinge, unit(ankle_m - hip)) * -1.0
        thigh, shin, hinge = two_bones(ankle_m - hip, forward, hinge, limbs.thigh_m, limbs.shin_m)
        self._leg(side, thigh, hinge, shin)

    def lay_toes(self, side: str, share: FloatArray) -> None:
        """Bend the toes of a foot that points down back to the level of the floor, by ``(T,)``."""
        foot = self.rotations[f"{side}_foot"]
        down = np.degrees(np.arcsin(np.clip(-apply(foot, [0.0, -1.0, 0.0])[:, 2], 0.0, 1.0)))
        self._place(f"{side}_toe", foot @ about_axis(0, -share * down))

    def _place(self, joint: str, rotation: FloatArray) -> None:
        parent = PARENTS[joint]
        if parent is None:
            self.positions[joint] = np.zeros((len(rotation), 3))
        else:
            offset = self.body.joints[joint] - self.body.joints[parent]
            self.positions[joint] = self.positions[parent] + apply(self.rotations[parent], offset)
        self.rotations[joint] = rotation

    def _trunk(self) -> None:
        rotation = about_axis(0, self.angle("lean"))
        self._place("pelvis", rotation)
        for joint, share in zip(SPINE, SPINE_SHARE, strict=True):
            rotation = (
                rotation
                @ about_axis(2, self.angle("twist") * share)
                @ about_axis(0, self.angle("spine") * share)
                @ about_axis(1, self.angle("bend") * share)
            )
            self._place(joint, rotation)
        for joint, share in (("neck", 0.5), ("neck2", 0.25), ("head", 0.25)):
            rotation = rotation @ about_axis(0, self.angle("neck") * share)
            self._place(joint, rotation)

    def _girdle(self, side: str) -> None:
        raised = np.maximum(np.abs(self.angle("shoulder", side)), self.angle("abduction", side))
        lift = self.angle("shrug", side) + GIRDLE_RHYTHM * np.maximum(raised - 30.0, 0.0)
        self._place(f"{side}_clav", self.rotations["chest"] @ about_axis(1, -OUTWARD[side] * lift))

    def _arm_from_angles(self, side: str) -> None:
        out = OUTWARD[side]
        arm = (
            self.rotations["chest"]
            @ about_axis(2, -out * self.angle("across", side))
            @ about_axis(0, -self.angle("shoulder", side))
            @ about_axis(1, -out * self.angle("abduction", side))
            @ about_axis(2, out * self.angle("turn", side))
        )
        upper = apply(arm, [0.0, 0.0, -1.0])
        hinge = apply(arm, [-1.0, 0.0, 0.0])
        self._arm(side, upper, hinge, apply(about(hinge, self.angle("elbow", side)), upper))

    def _arm(self, side: str, upper: FloatArray, hinge: FloatArray, fore: FloatArray) -> None:
        rest = self.body.limbs[side]
        upper_rest = frame(rest.upper_arm, rest.hinge)
        self._place(f"{side}_uparm", frame(upper, hinge) @ upper_rest.T)
        forearm = frame(fore, hinge) @ frame(rest.forearm, rest.hinge).T
        self._place(f"{side}_loarm", forearm)
        self._place(f"{side}_hand", self._hand(side, rest, fore, forearm))

    def _hand(self, side: str, rest: Limbs, fore: FloatArray, forearm: FloatArray) -> FloatArray:
        turned = self.angle("forearm", side) * OUTWARD[side] - rest.forearm_deg
        hand = about(fore, (turned + 180.0) % 360.0 - 180.0) @ forearm
        fingers = apply(hand, rest.fingers)
        bend = np.cross(fingers, fore)  # the hand at rest is not quite in line with the forearm
        size = np.linalg.norm(bend, axis=-1)
        hand = about(bend, np.degrees(np.arctan2(size, dot(fingers, fore)[..., 0]))) @ hand
        across = np.cross(apply(hand, rest.fingers), apply(hand, rest.palm))
        return np.asarray(about(across, -self.angle("wrist", side)) @ hand)

    def _leg_from_angles(self, side: str) -> None:
        out = OUTWARD[side]
        leg = (
            self.rotations["pelvis"]
            @ about_axis(0, -self.angle("hip", side))
            @ about_axis(1, -out * self.angle("hip_out", side))
            @ about_axis(2, out * self.angle("hip_turn", side))
        )
        thigh = apply(leg, [0.0, 0.0, -1.0])
        hinge = apply(leg, [1.0, 0.0, 0.0])
        self._leg(side, thigh, hinge, apply(about(hinge, self.angle("knee", side)), thigh))

    def _leg(self, side: str, thigh: FloatArray, hinge: FloatArray, shin: FloatArray) -> None:
        rest = self.body.limbs[side]
        hinge_rest = np.array([1.0, 0.0, 0.0])
        self._place(f"{side}_thigh", frame(thigh, hinge) @ frame(rest.thigh, hinge_rest).T)
        shin_rotation = frame(shin, hinge) @ frame(rest.shin, hinge_rest).T
        self._place(f"{side}_shin", shin_rotation)
        ankle = self.angle("ankle", side)
        hanging = shin_rotation @ about_axis(0, ankle)
        out = OUTWARD[side] * (self.angle("hip_turn", side) + 6.0)
        standing = about_axis(2, out) @ about_axis(0, ankle)
        flat = self._flat_feet[:, None, None]
        mixed = (1.0 - flat) * hanging + flat * standing
        foot = frame(mixed[..., 0], mixed[..., 1])
        self._place(f"{side}_foot", foot)
        # toes stay on the floor when the heel is raised
        self._place(f"{side}_toe", foot @ about_axis(0, -ankle * self._flat_feet))


def two_bones(
    line_m: FloatArray, bend_side: FloatArray, hinge: FloatArray, first_m: float, second_m: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return unit directions of two bones whose end lies at ``line_m``, and their hinge.

    ``line_m`` ``(T, 3)`` runs from the first joint to the end; the middle joint lies towards
    ``bend_side``. Out of reach, the bones point straight at the goal. The hinge is the axis about
    which the second bone has turned; it falls back to ``hinge`` where the limb is straight.
    """
    distance = np.clip(
        np.linalg.norm(line_m, axis=-1, keepdims=True),
        abs(first_m - second_m) + _STRAIGHT_M,
        first_m + second_m - _STRAIGHT_M,
    )
    direction = unit(line_m)
    cos = (first_m**2 + distance**2 - second_m**2) / (2.0 * first_m * distance)
    cos = np.clip(cos, -1.0, 1.0)
    away = unit(bend_side - direction * dot(bend_side, direction))
    first = direction * cos + away * np.sqrt(1.0 - cos**2)
    second = unit(direction * distance - first * first_m)
    axis = np.cross(first, second)
    bent = np.linalg.norm(axis, axis=-1, keepdims=True) > NEARLY_STRAIGHT
    return first, second, unit(np.where(bent, axis, hinge))


NEARLY_STRAIGHT = 0.02
