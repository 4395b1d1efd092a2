"""Where people stand, reach and lie in a rendered scene."""

from __future__ import annotations

import numpy as np
import pytest

from lastrep.records.landmarks import Landmark
from lastrep.simulation import Rep, Rest, Script, set_the_scene, simulate
from lastrep.simulation.body import SIDES
from lastrep.simulation.lifter import Moment
from lastrep.simulation.rendering.shoes import shod
from lastrep.simulation.script import Neighbour, PickUp, WalkOut


@pytest.mark.parametrize("exercise", ["dumbbell_bench_press", "barbell_bench_press"])
@pytest.mark.parametrize("helper_body", ["female1", "male2"])
def test_a_spotters_hands_reach_what_they_hold(exercise: str, helper_body: str) -> None:
    script = Script(
        exercise=exercise,
        events=(Rest(seconds=1.0), Rep(kind="forced", helper=True)),
        helper_body=helper_body,
    )
    scene = set_the_scene(script)
    helping = Moment(scene.time_s, scene.timeline)["help"] > 0.99
    lifter, helper = scene.figures(scene.time_s[helping])
    wrists = np.stack([lifter.positions[f"{side}_hand"] for side in SIDES])
    held = wrists if exercise.startswith("dumbbell") else wrists.mean(axis=0)[None].repeat(2, 0)
    for i, side in enumerate(SIDES):
        gap_m = np.linalg.norm(helper.positions[f"{side}_hand"] - held[i], axis=1)
        assert gap_m.max() < 0.15


@pytest.mark.parametrize("helper_body", ["female1", "male2"])
def test_a_partner_reaches_the_bar_and_stands_clear_of_its_plates(helper_body: str) -> None:
    script = Script(
        exercise="barbell_curl",
        events=(Rest(seconds=1.0), Rep(kind="negative", helper=True)),
        helper_body=helper_body,
    )
    scene = set_the_scene(script)
    motion = scene.timeline.motion
    lifter, helper = scene.figures(scene.time_s)
    wrists = np.stack([lifter.positions[f"{side}_hand"] for side in SIDES])
    bar, half_m = wrists.mean(axis=0), motion.bar_length_m / 2.0
    helping = Moment(scene.time_s, scene.timeline)["help"] > 0.99
    for side in SIDES:
        gap = (helper.positions[f"{side}_hand"] - bar)[helping]
        assert np.linalg.norm(gap[:, 1:], axis=1).max() < 0.15  # of the bar's line
        assert np.abs(gap[:, 0]).max() < half_m - 0.2  # within its plates
    here = np.linalg.norm(helper.positions["pelvis"] - helper.positions["pelvis"][-1], axis=1) < 0.1
    for out_m in (-half_m, half_m):
        plate = bar + np.array([out_m, 0.0, 0.0])
        for joint in ("pelvis", "chest", "head"):
            gap_m = np.linalg.norm(helper.positions[joint] - plate, axis=1)[here]
            assert gap_m.min() > motion.plate_m + 0.15


def test_no_toes_show_and_a_sole_lies_on_the_floor() -> None:
    rng = np.random.default_rng(0)
    toes = rng.uniform((0.1, -0.2, 0.0), (0.2, 0.05, 0.09), (400, 3))
    dented = toes[0] = np.array([0.15, -0.1, 0.06])  # between two toes, inside the hull
    feet = np.concatenate([toes, toes * (-1.0, 1.0, 1.0)])
    shoes, normals, _ = shod(feet)
    assert np.linalg.norm(shoes[0] - dented) > 0.02
    assert shoes[:, 2].min() == pytest.approx(feet[:, 2].min())
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1.0)


def test_toes_lie_on_the_floor_in_a_push_up() -> None:
    scene = set_the_scene(Script(exercise="push_up", events=(Rep(),)))
    landmarks = scene.lifter.pose(scene.time_s).landmarks_m()
    tips = landmarks[:, [Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX], 2]
    assert tips.min() > -0.01
    assert tips.max() < 0.05


def test_a_neighbour_trains_at_their_own_place() -> None:
    simulated = simulate(
        Script(
            exercise="barbell_curl",
            events=(Rest(seconds=0.2), Rep(concentric_s=0.5, eccentric_s=0.5)),
            neighbour=Neighbour(left_m=1.1, behind_m=1.4),
        )
    )
    _, neighbour = simulated.scene.figures(simulated.scene.time_s)
    hips = neighbour.positions["pelvis"]
    assert np.ptp(hips[:, 2]) > 0.1
    np.testing.assert_allclose(hips[:, 0], 1.1, atol=0.1)
    assert simulated.recording.others_px is not None


def test_the_feet_stay_on_the_floor_on_the_way_to_a_push_up() -> None:
    scene = set_the_scene(Script(exercise="push_up", events=(Rest(seconds=1.0), PickUp(), Rep())))
    figure = scene.lifter.pose(np.linspace(0.0, 1.0, 5))
    soles = np.min([figure.positions[f"{side}_toe"][:, 2] for side in SIDES], axis=0)
    np.testing.assert_allclose(soles, figure.body.joints["l_toe"][2], atol=0.02)


def test_who_walks_away_keeps_their_back_turned() -> None:
    script = Script(exercise="dumbbell_curl", events=(Rest(seconds=0.5), WalkOut(to_deg=180.0)))
    scene = set_the_scene(script)
    end_s = scene.timeline.duration_s
    figure = scene.lifter.pose(np.array([0.2, end_s - 0.01]))
    across = figure.positions["l_uparm"] - figure.positions["r_uparm"]
    assert across[0, 0] > 0.1  # faces the front: the left shoulder is at +x
    assert across[1, 0] < -0.1
