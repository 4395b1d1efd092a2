"""A script as a video: pictures in order, sensor noise, H.264."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from lastrep.files.safe_write import replacing
from lastrep.records.frame import ImageArray
from lastrep.records.pose import FloatArray
from lastrep.simulation.body import SIDES
from lastrep.simulation.lifter import Moment
from lastrep.simulation.motions import MOTIONS
from lastrep.simulation.rendering.props import rack, resting_pair, station, weights_in_hand
from lastrep.simulation.rendering.room import HALF_M, mirror_frame, room
from lastrep.simulation.rendering.shapes import Mesh, merged
from lastrep.simulation.rendering.skin import Skin, finish_figure, grip_of
from lastrep.simulation.rendering.stage import Stage
from lastrep.simulation.script import Script
from lastrep.simulation.simulate import Scene, set_the_scene

CHUNK_S = 2.0
"""Figures are posed for this long at a time: fast, and little memory."""
SENSOR_NOISE = 1.0
VIGNETTE = 0.16
BLUR = 0.15
"""Share of each neighbour in a pixel: about 0.55 px of a lens's softness."""
QUALITY_CRF = 28
RACK_STEP_S = 0.1
"""How closely the way of a bar is looked at, to build its rack around it."""
BARS = {"pull_up_bar", "dip_bars"}
"""Stations whose bars the hands close around."""
SAME_LOAD = 1e-3
BESIDE_M = 0.14
"""From dumbbells on the floor to the next, lighter or heavier pair."""
Progress = Callable[[int, int], None]


def render(script: Script, path: str | Path, progress: Progress | None = None) -> None:
    """Write the video of a script, H.264 in MP4; an earlier file survives a failure.

    Parameters
    ----------
    progress
        Called with the number of pictures done and to do.

    Raises
    ------
    DefinitionError
        The script contradicts itself.
    UsageError
        OpenGL is missing; the sentence says what to install.
    OutputError
        The video cannot be written.
    """
    scene = set_the_scene(script)
    with replacing(path) as temporary:
        encode(pictures(scene, progress), temporary, scene.script)


def pictures(scene: Scene, progress: Progress | None = None) -> Iterator[ImageArray]:
    """Yield the pictures of a scene, ``(height, width, 3)`` uint8 RGB."""
    script = scene.script
    motions = [MOTIONS[name] for name in scene.timeline.exercises]
    stage = Stage(scene.camera, look=script.room.look, grain=float(script.seed % 97))
    try:
        furniture = {motion.station: part for motion in motions for part in station(motion)}
        reach = float(np.abs(scene.camera.eye_m[:2]).max()) + 0.3
        walls = room(script.room.look, script.seed, max(reach, HALF_M))
        mirror_m = script.room.mirror_behind_m
        frame = [] if mirror_m is None else [mirror_frame(mirror_m)]
        stage.furnish([walls, *furniture.values(), *racks(scene), *frame])
        sensor = _Sensor(scene)
        count = len(scene.time_s)
        per_chunk = max(1, int(CHUNK_S * script.camera.fps))
        skins: list[Skin] = []
        for first in range(0, count, per_chunk):
            time_s = scene.time_s[first : first + per_chunk]
            for i, meshes in enumerate(_meshes(scene, time_s, skins)):
                if mirror_m is not None:
                    meshes |= {f"{k} mirrored": v.mirrored(mirror_m) for k, v in meshes.items()}
                yield sensor(stage.picture(meshes))
                if progress is not None:
                    progress(first + i + 1, count)
    finally:
        stage.close()


def _meshes(scene: Scene, time_s: FloatArray, skins: list[Skin]) -> Iterator[dict[str, Mesh]]:
    """Everything that moves, instant by instant."""
    people = scene.figures(time_s)
    floor = _left_at(scene, float(time_s[0]))
    if not skins:
        skins += [Skin(figure.body) for figure in people]
    now = Moment(time_s, scene.timeline)
    weights = scene.lifter.weights(now)
    motions = [MOTIONS[name] for name in scene.timeline.exercises]
    motion_index = weights.argmax(axis=1)
    held = now["holding"]
    closed = np.array([motion.weight != "none" or motion.station in BARS for motion in motions])
    motion = motions[int(motion_index[len(time_s) // 2])]
    has_bar = motion.bar_half_width_m is not None
    bar = people[0].positions["l_hand"] - people[0].positions["r_hand"] if has_bar else None
    grips = [held * (weights @ closed)] + [np.clip(now["help"], 0.15, 1.0)] * (len(people) - 1)
    for n, (figure, grip) in enumerate(zip(people, grips, strict=True)):
        finish_figure(figure, grip, bar if n == 0 else None)
    for i in range(len(time_s)):
        out = {
            f"person{n}": skin.at(figure, i)
            for n, (skin, figure) in enumerate(zip(skins, people, strict=True))
        }
        motion = motions[int(motion_index[i])]
        load = float(now["load"][i])
        lying = None if held[i] > 0.5 else floor  # noqa: PLR2004 - in the hands or not
        parts = weights_in_hand(motion, people[0], i, load, lying)
        if parts:
            where = "held" if lying is None else "left"  # on hooks it has more parts
            out[f"{motion.weight}{load:.3f}{int(motion_index[i])} {where}"] = merged(parts)
        if motion.weight == "dumbbells" and floor is not None:
            for n, other in enumerate(o for o in scene.timeline.loads if abs(o - load) > SAME_LOAD):
                pair = resting_pair(other, floor, BESIDE_M * (n + 1))
                out[f"resting{other:.3f}"] = merged(pair)
        yield out


def racks(scene: Scene) -> list[Mesh]:
    """Return a rack for every exercise whose bar waits on hooks.

    A bar in front of the chest that is never racked was lifted from the floor: there is none.
    """
    now = Moment(np.arange(0.0, scene.timeline.duration_s, RACK_STEP_S), scene.timeline)
    weights = scene.lifter.weights(now)
    out = []
    for name, weight in zip(scene.timeline.exercises, weights.T, strict=True):
        at_it = now.time_s[(weight == 1.0) & (now["ready"] == 1.0)]
        motion = MOTIONS[name]
        needed = motion.bar_on_back or motion.station == "bench" or scene.timeline.taken_at_s
        if motion.on_hooks and needed and len(at_it):
            figure = scene.lifter.pose(at_it)
            bar = figure.positions["l_hand"] - figure.positions["r_hand"]
            finish_figure(figure, np.ones(len(at_it)), bar)
            middle = np.mean([grip_of(figure, side)[0] for side in SIDES], axis=0)
            out.append(rack(motion, middle[0], float(middle[:, 2].min())))
    return out


def _left_at(scene: Scene, time_s: float) -> FloatArray | None:
    """Return where both hands take or leave the weight next to an instant, ``(2, 3)``."""
    taken = np.asarray(scene.timeline.taken_at_s)
    if not len(taken):
        return None
    figure = scene.lifter.pose(taken[[int(np.abs(taken - time_s).argmin())]])
    finish_figure(figure, np.ones(1))
    return np.stack([grip_of(figure, side)[0][0] for side in SIDES])


class _Sensor:
    """A small camera's picture: soft, a little dark in the corners, grainy."""

    def __init__(self, scene: Scene) -> None:
        width, height = scene.camera.image_size_px
        y, x = np.mgrid[0:height, 0:width]
        distance = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2.0
        self._fade = (1.0 - VIGNETTE * distance)[..., None].astype(np.float32)
        rng = np.random.default_rng([scene.script.seed, 5])
        self._rng = rng
        self._grain = rng.standard_normal((6, height, width, 1)).astype(np.float32) * SENSOR_NOISE
        self._count = 0

    def __call__(self, image: ImageArray) -> ImageArray:
        grain = np.roll(self._grain[self._count % 6], int(self._rng.integers(200)), axis=1)
        self._count += 1
        soft = image.astype(np.float32)
        for axis in (0, 1):
            soft = (1.0 - 2.0 * BLUR) * soft + BLUR * (
                np.roll(soft, 1, axis) + np.roll(soft, -1, axis)
            )
        out = np.clip(soft * self._fade + grain, 0.0, 255.0)
        return np.ascontiguousarray(out.astype(np.uint8))


def encode(images: Iterator[ImageArray], path: Path, script: Script) -> None:
    """Write pictures as H.264 that every player and browser shows."""
    import av  # noqa: PLC0415 - heavy, and needed for rendering only

    rate = Fraction(script.camera.fps).limit_denominator(1001)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=rate)
        # H.264 in this form wants even sides
        stream.width = script.camera.width - script.camera.width % 2
        stream.height = script.camera.height - script.camera.height % 2
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": str(QUALITY_CRF), "preset": "slow", "threads": "1"}
        for image in images:
            frame = av.VideoFrame.from_ndarray(
                np.ascontiguousarray(image[: stream.height, : stream.width]), format="rgb24"
            )
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
