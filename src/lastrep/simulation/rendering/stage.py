"""The OpenGL renderer: no screen and no graphics card needed (EGL with Mesa's llvmpipe)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np

from lastrep.errors import UsageError
from lastrep.records.frame import ImageArray
from lastrep.records.pose import FloatArray
from lastrep.simulation.camera import PinholeCamera
from lastrep.simulation.rendering import shaders
from lastrep.simulation.rendering.shapes import Mesh
from lastrep.simulation.rotations import unit

SHADOW_TEXELS = 1024
NEAR_M, FAR_M = 0.1, 40.0
EDGE_SAMPLES = 0
"""Four would draw smoother edges in twice the time; the softness of the lens hides most of it."""
MISSING = (
    "Video cannot be rendered here ({why}); install the extra with `pip install lastrep[render]` "
    "and on Debian `apt-get install libegl1 libgl1-mesa-dri`."
)
LIGHTS: dict[str, dict[str, tuple[float, float, float]]] = {
    "studio": {
        "sun_dir": (0.5, -0.65, 0.75), "sun": (1.3, 1.24, 1.14), "top": (0.45, 0.46, 0.48),
        "sky": (0.62, 0.64, 0.68), "ground": (0.42, 0.38, 0.34),
    },
    "garage": {
        "sun_dir": (-0.55, -0.6, 0.62), "sun": (1.15, 1.15, 1.18), "top": (0.40, 0.42, 0.46),
        "sky": (0.58, 0.61, 0.66), "ground": (0.40, 0.38, 0.36),
    },
}  # fmt: skip


class Stage:
    """A room that is lit once, and meshes that move in front of it.

    Parameters
    ----------
    camera
        Also gives the size of the pictures.
    look
        Which light; a key of `LIGHTS`.
    grain
        Seed of the materials' texture.
    samples
        Of every pixel, for smooth edges.

    Raises
    ------
    UsageError
        OpenGL or its Python binding is missing.
    """

    def __init__(
        self, camera: PinholeCamera, *, look: str, grain: float, samples: int = EDGE_SAMPLES
    ) -> None:
        self._gl, self._context = _open_context()
        self._camera = camera
        self._size = camera.image_size_px
        context = self._context
        self._surface = context.program(shaders.VERTEX, shaders.SURFACE)
        self._shade = context.program(shaders.VERTEX, shaders.SHADOW_ON_ROOM)
        self._depth = context.program(shaders.DEPTH_VERTEX, shaders.DEPTH)
        self._frame, self._room = (self._target(samples) for _ in range(2))
        self._plain = context.framebuffer([context.renderbuffer(self._size, 4)])
        self._maps = [self._shadow_map() for _ in range(2)]
        self._moving: dict[str, _Upload] = {}
        self._standing: list[_Upload] = []
        self._views = self._set_lights(LIGHTS[look], grain)
        context.enable(self._gl.DEPTH_TEST)

    def furnish(self, meshes: list[Mesh]) -> None:
        """Draw what never moves, once; call before the first `picture`."""
        for _, framebuffer in self._maps:
            framebuffer.use()
            framebuffer.clear(depth=1.0)
        self._standing = [_Upload(self._context, self._programs, mesh) for mesh in meshes]
        self._room.use()
        self._room.clear(0.6, 0.62, 0.65, 1.0)
        self._use_maps()
        for upload in self._standing:
            upload.draw("surface")

    def picture(self, meshes: Mapping[str, Mesh]) -> ImageArray:
        """Return the picture with these moving meshes, ``(height, width, 3)`` uint8 RGB.

        A mesh keeps its buffers by name; its colours and triangles must not change.
        """
        gl, context = self._gl, self._context
        for name, mesh in meshes.items():
            if name not in self._moving:
                self._moving[name] = _Upload(context, self._programs, mesh)
            self._moving[name].write(mesh)
        shown = [self._moving[name] for name in meshes]
        for (_, framebuffer), view in zip(self._maps, self._views, strict=True):
            framebuffer.use()
            framebuffer.clear(depth=1.0)
            self._depth["view"].write(_bytes(view))
            for upload in shown:
                upload.draw("depth")
        context.copy_framebuffer(self._frame, self._room)
        self._frame.use()
        self._use_maps()
        # shadows multiply the room that was lit without them
        context.enable(gl.BLEND)
        context.blend_func = gl.DST_COLOR, gl.ZERO
        self._frame.depth_mask = False
        context.depth_func = "<="
        for upload in self._standing:
            upload.draw("shade")
        context.disable(gl.BLEND)
        self._frame.depth_mask = True
        context.depth_func = "<"
        for upload in shown:
            upload.draw("surface")
        context.copy_framebuffer(self._plain, self._frame)
        width, height = self._size
        raw = np.frombuffer(self._plain.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(raw.reshape(height, width, 3)[::-1])

    def close(self) -> None:
        """Give the memory of the driver back."""
        self._context.release()

    @property
    def _programs(self) -> dict[str, Any]:
        return {"surface": self._surface, "shade": self._shade, "depth": self._depth}

    def _target(self, samples: int) -> Any:  # noqa: ANN401 - moderngl ships no types
        colour = self._context.renderbuffer(self._size, 4, samples=samples)
        depth = self._context.depth_renderbuffer(self._size, samples=samples)
        return self._context.framebuffer([colour], depth)

    def _shadow_map(self) -> Any:  # noqa: ANN401 - moderngl ships no types
        texture = self._context.depth_texture((SHADOW_TEXELS, SHADOW_TEXELS))
        texture.compare_func = "<="
        texture.repeat_x = texture.repeat_y = False
        return texture, self._context.framebuffer(depth_attachment=texture)

    def _use_maps(self) -> None:
        for unit_number, (texture, _) in enumerate(self._maps):
            texture.use(unit_number)

    def _set_lights(
        self, light: dict[str, tuple[float, float, float]], grain: float
    ) -> tuple[FloatArray, FloatArray]:
        middle = np.array([0.0, 0.0, 0.8])
        sun_dir = unit(light["sun_dir"])
        box = _parallel(2.4, 0.1, 12.0)
        sun_view = box @ _look(middle + 6.0 * sun_dir, middle, (0.0, 0.0, 1.0))
        top_view = box @ _look(middle + np.array([0.0, 0.01, 6.0]), middle, (0.0, 1.0, 0.0))
        view = camera_matrix(self._camera)
        for program in (self._surface, self._shade):
            for name, matrix in (("view", view), ("sun_view", sun_view), ("top_view", top_view)):
                program[name].write(_bytes(matrix))
            values = {name: value for name, value in light.items() if name != "sun_dir"} | {
                "eye": tuple(self._camera.eye_m),
                "sun_dir": tuple(sun_dir),
                "grain": grain,
                "texels": float(SHADOW_TEXELS),
            }
            for name, value in values.items():
                if name in program:  # a shader that does not use a value has no such name
                    program[name].value = value
            program["sun_map"].value, program["top_map"].value = 0, 1
        return sun_view, top_view


class _Upload:
    """One mesh in the driver's memory."""

    def __init__(self, context: Any, programs: dict[str, Any], mesh: Mesh) -> None:  # noqa: ANN401 - moderngl ships no types
        count = len(mesh.vertices)
        self._moving = context.buffer(reserve=count * 24, dynamic=True)
        fixed = np.concatenate([mesh.colours, mesh.materials[:, None], mesh.rest], axis=1)
        kept = context.buffer(fixed.astype("f4").tobytes())
        index = context.buffer(mesh.triangles.astype("i4").tobytes())
        self._arrays = {}
        for name, program in programs.items():
            if name == "depth":
                content = [(self._moving, "3f 12x", "position")]
            else:
                content = [
                    _only(program, self._moving, ("position", "normal"), (3, 3)),
                    _only(program, kept, ("colour", "material", "rest"), (3, 1, 3)),
                ]
            self._arrays[name] = context.vertex_array(
                program, [part for part in content if part], index
            )
        self.write(mesh)

    def write(self, mesh: Mesh) -> None:
        both = np.concatenate([mesh.vertices, mesh.normals], axis=1)
        self._moving.write(both.astype("f4").tobytes())

    def draw(self, program: str) -> None:
        self._arrays[program].render()


def camera_matrix(camera: PinholeCamera) -> FloatArray:
    """Return the OpenGL view-projection of a camera, ``(4, 4)``: the same pixels as `project`."""
    width, height = camera.image_size_px
    axes = camera.axes * np.array([[1.0], [-1.0], [-1.0]])  # right, up, backwards
    view = np.eye(4)
    view[:3, :3] = axes
    view[:3, 3] = -axes @ camera.eye_m
    lens = np.zeros((4, 4))
    lens[0, 0] = 2.0 * camera.focal_px / width
    lens[1, 1] = 2.0 * camera.focal_px / height
    lens[2, 2] = (FAR_M + NEAR_M) / (NEAR_M - FAR_M)
    lens[2, 3] = 2.0 * FAR_M * NEAR_M / (NEAR_M - FAR_M)
    lens[3, 2] = -1.0
    return np.asarray(lens @ view)


def _only(program: Any, buffer: Any, names: tuple[str, ...], sizes: tuple[int, ...]) -> Any:  # noqa: ANN401 - moderngl ships no types
    """Return a buffer's layout that skips what a program does not read."""
    used = [name for name in names if name in program]
    layout = " ".join(
        f"{size}f" if name in program else f"{4 * size}x"
        for name, size in zip(names, sizes, strict=True)
    )
    return (buffer, layout, *used) if used else None


def _look(eye: FloatArray, target: FloatArray, up: tuple[float, float, float]) -> FloatArray:
    forward = unit(target - eye)
    right = unit(np.cross(forward, up))
    out = np.eye(4)
    out[:3, :3] = np.stack([right, np.cross(right, forward), -forward])
    out[:3, 3] = -out[:3, :3] @ eye
    return out


def _parallel(half_m: float, near_m: float, far_m: float) -> FloatArray:
    out = np.diag([1.0 / half_m, 1.0 / half_m, -2.0 / (far_m - near_m), 1.0])
    out[2, 3] = -(far_m + near_m) / (far_m - near_m)
    return np.asarray(out)


def _bytes(matrix: FloatArray) -> bytes:
    return np.asarray(matrix.T, dtype="f4").tobytes()


def _open_context() -> tuple[Any, Any]:
    os.environ.setdefault("EGL_PLATFORM", "surfaceless")
    os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
    try:
        import moderngl  # noqa: PLC0415 - an extra, needed for rendering only
    except ImportError as error:
        raise UsageError(MISSING.format(why="moderngl is not installed")) from error
    try:
        return moderngl, moderngl.create_context(standalone=True, backend="egl")
    except Exception as error:  # moderngl raises bare Exception where EGL or Mesa is missing
        raise UsageError(MISSING.format(why="OpenGL does not start")) from error
