"""A posture: the anatomical joint angles of a whole body in degrees.

Angles are 0 in the anatomical position (upright, arms hanging) and positive in flexion. A limb's
angle is one number for both sides or a pair (left, right).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from lastrep.records.pose import FloatArray

Sides = float | tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """Joint angles in degrees.

    Attributes
    ----------
    lean
        Pelvis tipped forward against the vertical; 90 = face down, -90 = on the back.
    spine, twist, bend
        Of the trunk above the pelvis: flexion, turn to the left, tilt to the left.
    neck, shrug
        Flexion of the neck; elevation of the shoulder girdle.
    hip, hip_out, hip_turn, knee
        Flexion, abduction, external rotation of the hip; flexion of the knee.
    ankle
        Plantar flexion; where the feet stand, how far the heels are raised.
    shoulder, abduction, across, turn
        The upper arm: swung forward, lifted sideways, brought across (forward of the sideways
        plane), turned outwards about itself.
    elbow, forearm, wrist
        Flexion of the elbow; turn of the forearm (0 palm up, 90 neutral, 180 palm down); extension
        of the wrist.
    """

    lean: float = 0.0
    spine: float = 0.0
    twist: float = 0.0
    bend: float = 0.0
    neck: float = 0.0
    shrug: Sides = 0.0
    hip: Sides = 0.0
    hip_out: Sides = 0.0
    hip_turn: Sides = 0.0
    knee: Sides = 0.0
    ankle: Sides = 0.0
    shoulder: Sides = 0.0
    abduction: Sides = 0.0
    across: Sides = 0.0
    turn: Sides = 0.0
    elbow: Sides = 0.0
    forearm: Sides = 90.0
    wrist: Sides = 0.0

    def array(self) -> FloatArray:
        """Return ``(N, 2)`` degrees in the order of `ANGLE_INDEX`: left, right."""
        rows = [getattr(self, name) for name in ANGLE_INDEX]
        return np.array(
            [row if isinstance(row, tuple) else (row, row) for row in rows], dtype=float
        )


ANGLE_INDEX = {field.name: i for i, field in enumerate(fields(Posture))}

STANDING = Posture(
    hip=3.0,
    hip_out=5.0,
    hip_turn=8.0,
    knee=4.0,
    shoulder=4.0,
    abduction=9.0,
    elbow=14.0,
    forearm=105.0,
)
SITTING = replace(STANDING, lean=4.0, hip=84.0, hip_out=10.0, knee=86.0, shoulder=18.0, elbow=40.0)
STOOPING = replace(
    STANDING,
    lean=70.0,
    spine=26.0,
    neck=-20.0,
    hip=120.0,
    hip_out=14.0,
    knee=82.0,
    shoulder=94.0,
    elbow=6.0,
    forearm=150.0,
)
"""Reaching for a weight on the floor."""
