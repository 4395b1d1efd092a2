"""The athletes' bodies: joint centres and surface landmarks at rest, read from the baked meshes.

The meshes were made from the MakeHuman base mesh (CC0); see ``bodies/LICENSE.md``. Pose-only
simulation reads the few numbers it needs from the same files, so that a rendered video and its
simulated recording show the same skeleton.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lastrep.errors import DefinitionError
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray
from lastrep.simulation.rotations import dot, unit

FOLDER = Path(__file__).parent / "bodies"
SIDES = ("l", "r")
OUTWARD = {"l": 1.0, "r": -1.0}
"""Sign of x on each side; x points to the lifter's left."""

SPINE = ("pelvis_up", "spine1", "spine2", "spine3", "chest")
SPINE_SHARE = (0.1, 0.25, 0.25, 0.25, 0.15)
"""How a bend of the trunk is spread over the spine, from the pelvis up."""

_PARENTS: dict[str, str | None] = {
    "pelvis": None,
    "pelvis_up": "pelvis",
    "spine1": "pelvis_up",
    "spine2": "spine1",
    "spine3": "spine2",
    "chest": "spine3",
    "neck": "chest",
    "neck2": "neck",
    "head": "neck2",
}
for _s in SIDES:
    _PARENTS |= {
        f"{_s}_clav": "chest",
        f"{_s}_uparm_tw": f"{_s}_clav",
        f"{_s}_uparm": f"{_s}_clav",
        f"{_s}_loarm": f"{_s}_uparm",
        f"{_s}_loarm_tw": f"{_s}_uparm",
        f"{_s}_hand": f"{_s}_loarm",
        f"{_s}_thigh_tw": "pelvis",
        f"{_s}_thigh": "pelvis",
        f"{_s}_shin": f"{_s}_thigh",
        f"{_s}_foot": f"{_s}_shin",
        f"{_s}_toe": f"{_s}_foot",
    }
    for _f in range(1, 6):
        _PARENTS[f"{_s}_finger{_f}-1"] = f"{_s}_hand"
        for _k in (2, 3):
            _PARENTS[f"{_s}_finger{_f}-{_k}"] = f"{_s}_finger{_f}-{_k - 1}"
PARENTS = _PARENTS


@dataclass(frozen=True, slots=True, eq=False)
class Limbs:
    """Directions of one side at rest, unit vectors; lengths in metres.

    ``hinge`` is the elbow's flexion axis, ``fingers`` points from the wrist to the knuckles,
    ``palm`` out of the palm, ``forearm_deg`` is how far the forearm is turned at rest (0 supinated,
    90 neutral, 180 pronated).
    """

    upper_arm: FloatArray
    forearm: FloatArray
    hinge: FloatArray
    fingers: FloatArray
    palm: FloatArray
    forearm_deg: float
    thigh: FloatArray
    shin: FloatArray
    upper_arm_m: float
    forearm_m: float
    thigh_m: float
    shin_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A skeleton at rest, in metres, feet on the floor.

    Attributes
    ----------
    joints
        Joint centre ``(3,)`` by name.
    landmarks
        Name of the joint each of the 33 landmarks is bound to, and its place at rest ``(3,)``.
    limbs
        Rest directions and lengths by side.
    scale
        What the baked mesh has to be multiplied by.
    """

    name: str
    height_m: float
    joints: dict[str, FloatArray]
    landmarks: tuple[tuple[str, FloatArray], ...]
    limbs: dict[str, Limbs]
    scale: float


def athletes() -> tuple[str, ...]:
    """Return the names of the bodies that come with lastrep."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.npz")))


@cache
def load_body(name: str, height_m: float | None = None) -> Body:
    """Return one athlete's skeleton, scaled to a stature.

    Raises
    ------
    DefinitionError
        There is no athlete of this name.
    """
    path = FOLDER / f"{name}.npz"
    if not path.is_file():
        raise DefinitionError(
            f"There is no athlete named {name!r}; choose one of {', '.join(athletes())}."
        )
    with np.load(path) as baked:
        stature = float(baked["stature"])
        scale = 1.0 if height_m is None else height_m / stature
        names = [str(n) for n in baked["joint_names"]]
        joints = dict(zip(names, baked["joints"] * scale, strict=True))
        marks = {
            str(n): (names[int(j)], p * scale)
            for n, p, j in zip(baked["lm_names"], baked["lm_pos"], baked["lm_joint"], strict=True)
        }
    return Body(
        name=name,
        height_m=stature * scale,
        joints=joints,
        landmarks=_landmarks(joints, marks),
        limbs={side: _limbs(side, joints, marks) for side in SIDES},
        scale=scale,
    )


def _limbs(
    side: str, joints: dict[str, FloatArray], marks: dict[str, tuple[str, FloatArray]]
) -> Limbs:
    shoulder, elbow, wrist = (joints[f"{side}_{n}"] for n in ("uparm", "loarm", "hand"))
    hip, knee, ankle = (joints[f"{side}_{n}"] for n in ("thigh", "shin", "foot"))
    index, pinky = marks[f"{side}_index_mcp"][1], marks[f"{side}_pinky_mcp"][1]
    upper, fore = unit(elbow - shoulder), unit(wrist - elbow)
    hinge = unit(np.cross(upper, fore))
    fingers = unit((index + pinky) / 2.0 - wrist)
    palm = unit(np.cross(index - pinky, fingers)) * -OUTWARD[side]
    across = palm - fore * dot(palm, fore)
    turned = np.arctan2(float(across @ hinge), float(across @ unit(np.cross(hinge, fore))))
    return Limbs(
        upper_arm=upper,
        forearm=fore,
        hinge=hinge,
        fingers=fingers,
        palm=palm,
        forearm_deg=float(np.degrees(turned)),
        thigh=unit(knee - hip),
        shin=unit(ankle - knee),
        upper_arm_m=float(np.linalg.norm(elbow - shoulder)),
        forearm_m=float(np.linalg.norm(wrist - elbow)),
        thigh_m=float(np.linalg.norm(knee - hip)),
        shin_m=float(np.linalg.norm(ankle - knee)),
    )


def _landmarks(
    joints: dict[str, FloatArray], marks: dict[str, tuple[str, FloatArray]]
) -> tuple[tuple[str, FloatArray], ...]:
    """Bind the 33 landmarks to joints; corners of eyes and mouth are placed beside eye and nose."""
    nose = marks["nose"][1]
    out: dict[Landmark, tuple[str, FloatArray]] = {Landmark.NOSE: ("head", nose)}
    for side, word in zip(SIDES, ("LEFT", "RIGHT"), strict=True):
        x = np.array([OUTWARD[side], 0.0, 0.0])
        eye = marks[f"{side}_eye"][1]
        span = abs(float(eye[0]))
        out[Landmark[f"{word}_EYE"]] = ("head", eye)
        out[Landmark[f"{word}_EYE_INNER"]] = ("head", eye - 0.4 * span * x)
        out[Landmark[f"{word}_EYE_OUTER"]] = ("head", eye + 0.4 * span * x)
        out[Landmark[f"{word}_EAR"]] = marks[f"{side}_ear"]
        mouth = nose + 0.8 * span * x + span * np.array([0.0, 0.7, -1.5])
        out[Landmark[f"MOUTH_{word}"]] = ("head", mouth)
        for landmark, joint in (
            ("SHOULDER", "uparm"),
            ("ELBOW", "loarm"),
            ("WRIST", "hand"),
            ("HIP", "thigh"),
            ("KNEE", "shin"),
            ("ANKLE", "foot"),
        ):
            out[Landmark[f"{word}_{landmark}"]] = (f"{side}_{joint}", joints[f"{side}_{joint}"])
        for landmark, mark in (("PINKY", "pinky_mcp"), ("INDEX", "index_mcp")):
            out[Landmark[f"{word}_{landmark}"]] = marks[f"{side}_{mark}"]
        # the thumb is bound to the hand: the skeleton alone has no fingers
        out[Landmark[f"{word}_THUMB"]] = (f"{side}_hand", marks[f"{side}_thumb_tip"][1])
        out[Landmark[f"{word}_HEEL"]] = marks[f"{side}_heel"]
        out[Landmark[f"{word}_FOOT_INDEX"]] = marks[f"{side}_toe_tip"]
    return tuple(out[landmark] for landmark in Landmark)
