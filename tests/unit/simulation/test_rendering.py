"""Rendered video: the same pixels as the recording, hands on the bar, feet on the floor."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from lastrep.errors import UsageError
from lastrep.records.frame import ImageArray
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, set_the_scene, simulate
from lastrep.simulation.body import SIDES, athletes, load_body
from lastrep.simulation.postures import STANDING
from lastrep.simulation.rendering import film, stage
from lastrep.simulation.rendering.props import barbell, dumbbell, pull_up_frame
from lastrep.simulation.rendering.room import room
from lastrep.simulation.rendering.shapes import Material, Mesh, box, cylinder, merged
from lastrep.simulation.rendering.skin import Skin, finish_figure, grip_of
from lastrep.simulation.script import ChangeWeight, PickUp, PutDown
from lastrep.simulation.skeleton import Figure

SCRIPT = Script(
    exercise="barbell_curl",
    events=(Rest(seconds=0.2), Rep(concentric_s=0.5, eccentric_s=0.5), Rest(seconds=0.2)),
    camera=Camera(view="three_quarter", width=160, height=120, fps=10.0),
    noise=Noise(level=0.0, drop_outs_per_min=0.0),
)


def standing(name: str) -> Figure:
    figure = Figure(load_body(name), STANDING.array()[None], np.ones(1))
    finish_figure(figure, np.ones(1))
    return figure


def test_the_renderer_sees_what_the_recording_says() -> None:
    simulated = simulate(SCRIPT)
    camera = simulated.scene.camera
    points = simulated.landmarks_m[5]
    clip = np.c_[points, np.ones(len(points))] @ stage.camera_matrix(camera).T
    width, height = camera.image_size_px
    x = (clip[:, 0] / clip[:, 3] + 1.0) / 2.0 * width
    y = (1.0 - clip[:, 1] / clip[:, 3]) / 2.0 * height
    np.testing.assert_allclose(np.c_[x, y], simulated.exact_px[5], atol=1e-6)


@pytest.mark.parametrize("name", athletes())
def test_the_skin_follows_the_bones(name: str) -> None:
    figure = standing(name)
    skin = Skin(figure.body).at(figure, 0)
    assert np.isfinite(skin.vertices).all()
    lowest = np.min([figure.positions[f"{side}_toe"][0, 2] for side in SIDES])
    assert skin.vertices[:, 2].min() == pytest.approx(lowest, abs=0.06)
    for joint in ("l_hand", "r_hand", "head", "l_foot"):
        gap_m = np.linalg.norm(skin.vertices - figure.positions[joint][0], axis=1).min()
        assert gap_m < 0.12


@pytest.mark.parametrize("name", athletes())
def test_closed_hands_close_around_what_they_hold(name: str) -> None:
    figure = standing(name)
    for side in SIDES:
        middle, _ = grip_of(figure, side)
        tips = [figure.positions[f"{side}_finger{n}-3"][0] for n in range(2, 6)]
        assert np.linalg.norm(tips - middle[0], axis=1).max() < 0.06


def test_one_straight_bar_fits_into_both_hands() -> None:
    scene = set_the_scene(SCRIPT)
    time_s = np.linspace(0.2, scene.timeline.duration_s - 0.2, 12)
    figure = scene.lifter.pose(time_s)
    bar = figure.positions["l_hand"] - figure.positions["r_hand"]
    finish_figure(figure, np.ones(len(time_s)), bar)
    (left, left_way), (right, right_way) = (grip_of(figure, side) for side in SIDES)
    along = (left - right) / np.linalg.norm(left - right, axis=1, keepdims=True)
    for way in (left_way, right_way):
        assert np.abs((way * along).sum(1)).min() > 0.97


@pytest.mark.parametrize(
    "mesh",
    [
        box((0, 0, 1), (1, 2, 3), (0.5, 0.5, 0.5), Material.METAL),
        cylinder(0.1, 2.0, (0.5, 0.5, 0.5), Material.METAL, axis=2),
        dumbbell(0.7),
        barbell(1.0, 1.9, 0.2),
        pull_up_frame(2.3),
        room("garage", 1),
        room("studio", 1),
    ],
    ids=["box", "cylinder", "dumbbell", "barbell", "frame", "garage", "studio"],
)
def test_meshes_are_sound(mesh: Mesh) -> None:
    assert mesh.triangles.max() < len(mesh.vertices)
    np.testing.assert_allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-6)
    assert mesh.colours.min() >= 0.0
    assert mesh.colours.max() <= 1.0
    twice = merged([mesh, mesh.moved(0.0, 0.0, 1.0)])
    assert len(twice.triangles) == 2 * len(mesh.triangles)


def test_a_lighter_load_looks_lighter() -> None:
    heavy, light = (np.ptp(dumbbell(load).vertices, axis=0).prod() for load in (1.0, 0.6))
    assert light < 0.8 * heavy
    assert len(barbell(0.4, 1.9, 0.2).vertices) < len(barbell(1.0, 1.9, 0.2).vertices)


def test_without_opengl_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "moderngl", None)
    target = tmp_path / "clip.mp4"
    target.write_bytes(b"earlier")
    with pytest.raises(UsageError, match="libegl1"):
        film.render(SCRIPT, target)
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


def pictures_of(script: Script, count: int) -> list[ImageArray]:
    scene = set_the_scene(script)
    try:
        return list(film.pictures(replace(scene, time_s=scene.time_s[:count])))
    except UsageError as error:
        pytest.skip(str(error))


def test_pictures_show_the_lifter_where_the_truth_says() -> None:
    (image,) = pictures_of(SCRIPT, 1)
    simulated = simulate(SCRIPT)
    assert image.shape == (120, 160, 3)
    shirt = simulated.exact_px[0, [11, 12, 23, 24]].mean(0).astype(int)
    red, green, blue = image[shirt[1] - 3, shirt[0]].astype(int)
    assert blue > red + 40  # male1 wears a blue shirt
    assert blue > green + 40


def test_pictures_are_the_same_every_time() -> None:
    first, second = (pictures_of(SCRIPT, 2) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_video_has_its_size_its_rate_and_every_picture(tmp_path: Path) -> None:
    import av  # noqa: PLC0415 - only this test needs it

    path = tmp_path / "clip.mp4"
    script = msgspec.structs.replace(SCRIPT, camera=Camera(width=65, height=64, fps=12.5))
    images = (np.full((64, 65, 3), 9 * i, dtype=np.uint8) for i in range(10))
    film.encode(images, path, script)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (64, 64)
        times = [float(frame.time) for frame in container.decode(stream) if frame.time is not None]
    assert np.diff(times) == pytest.approx(0.08)
    assert len(times) == 10


def test_a_mirror_shows_what_stands_before_it() -> None:
    mesh = box((0.2, 0.3, 1.0), (0.1, 0.2, 0.4), (1.0, 1.0, 1.0), Material.WALL)
    shown = mesh.mirrored(1.3)
    np.testing.assert_allclose(shown.vertices[:, [0, 2]], mesh.vertices[:, [0, 2]])
    np.testing.assert_allclose(shown.vertices[:, 1] - 1.3, 1.3 - mesh.vertices[:, 1])
    np.testing.assert_allclose(shown.normals[:, 1], -mesh.normals[:, 1])


def test_both_pairs_of_a_drop_set_are_in_the_room_all_the_time() -> None:
    script = Script(
        exercise="dumbbell_curl",
        events=(Rep(), ChangeWeight(load=0.6), Rep()),
        camera=Camera(width=96, height=64, fps=2.0),
    )
    scene = set_the_scene(script)
    changed = scene.timeline.load.at(scene.time_s) < 1.0
    for i, parts in enumerate(film._meshes(scene, scene.time_s, [])):
        pairs = {name for name in parts if "dumbbells" in name or "resting" in name}
        loads = ("0.600", "1.000") if changed[i] else ("1.000", "0.600")
        assert {f"resting{loads[1]}"} < pairs
        assert any(name.startswith(f"dumbbells{loads[0]}") for name in pairs)


def test_a_bar_waits_where_the_hands_take_it() -> None:
    script = Script(exercise="barbell_squat", events=(PickUp(seconds=2.0), Rep(), PutDown()))
    scene = set_the_scene(script)
    taken_s, left_s = scene.timeline.taken_at_s
    for before_s, after_s in ((taken_s - 0.05, taken_s + 0.05), (left_s - 0.05, left_s + 0.05)):
        figure = scene.lifter.pose(np.array([before_s, after_s]))
        for side in SIDES:
            moved = figure.positions[f"{side}_hand"]
            assert np.linalg.norm(moved[1] - moved[0]) < 0.03
    (posts,) = film.racks(scene)
    bar = scene.lifter.pose(np.array([taken_s])).positions["l_hand"][0]
    assert posts.vertices[:, 2].max() > bar[2]
    assert posts.vertices[:, 2].min() == pytest.approx(0.0, abs=1e-9)


def test_a_mesh_keeps_its_triangles_as_long_as_it_keeps_its_name() -> None:
    script = Script(
        exercise="barbell_squat",
        events=(Rep(), PutDown(), Rest(seconds=0.5)),
        camera=Camera(width=96, height=64, fps=4.0),
    )
    scene = set_the_scene(script)
    sizes: dict[str, set[int]] = {}
    for parts in film._meshes(scene, scene.time_s, []):
        for name, mesh in parts.items():
            sizes.setdefault(name, set()).add(len(mesh.vertices))
    assert sum("barbell" in name for name in sizes) == 2  # held, and on its hooks
    assert all(len(counts) == 1 for counts in sizes.values())
