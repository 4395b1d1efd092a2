"""Baking bodies: recipes, bones, clothes; the source data itself is not in the repository."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lastrep.errors import SourceError
from lastrep.simulation.body import PARENTS, athletes
from lastrep.simulation.rendering import baking, mpfb
from lastrep.simulation.rendering.clothes import clip

RECIPES = baking.recipes()


def test_every_body_has_its_recipe() -> None:
    assert set(RECIPES) == set(athletes())


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_a_mixture(name: str) -> None:
    targets = baking.targets(RECIPES[name])
    origins = [share for target, share in targets if not target.startswith(("universal", "height"))]
    builds = [share for target, share in targets if target.startswith("universal")]
    assert sum(builds) == pytest.approx(1.0)
    assert sum(origins) >= 1.0
    assert len({target for target, _ in targets}) == len(targets)


@pytest.mark.parametrize(
    ("bone", "joint"),
    [
        ("root", "pelvis"),
        ("spine03", "spine2"),
        ("upperarm02.L", "l_uparm"),
        ("metacarpal3.R", "r_hand"),
        ("finger2-3.L", "l_finger2-3"),
        ("toe4-1.R", "r_toe"),
        ("oculi01.L", "head"),
    ],
)
def test_bones_have_joints(bone: str, joint: str) -> None:
    assert mpfb.joint_of(bone) == joint
    assert joint in PARENTS


def test_clipping_cuts_on_the_line() -> None:
    corners = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
    faces = np.array([[0, 1, 2], [1, 3, 2]])
    inside = 0.4 - corners[:, 0]
    pairs, share, kept = clip(faces, inside)
    made = corners[pairs[:, 0]] * (1.0 - share[:, None]) + corners[pairs[:, 1]] * share[:, None]
    a, b, c = (made[kept[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2.0
    assert area == pytest.approx(0.4)
    assert made[:, 0].max() == pytest.approx(0.4)


def test_a_folder_without_the_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="MPFB2"):
        baking.shape(tmp_path, RECIPES["male1"])
