"""What works on this machine, what does not, and what to do about it; nothing is sent anywhere."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec

from lastrep.errors import LastrepError

State = Literal["works", "missing", "broken"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried; ``advice`` says what to do where it does not work.

    ``needed`` tells whether ``lastrep analyze`` cannot do without it.
    """

    thing: str
    state: State
    detail: str
    advice: str = ""
    needed: bool = False


def examine() -> Iterator[Finding]:
    """Try each thing that lastrep relies on, and yield what came of it."""
    yield _python()
    for check in (_packages, _models, _pose_model, _video_reading, _video_writing, _exercises):
        yield _tried(check, needed=True)
    for check in (_camera, _window, _sound, _speech, _rendering):
        yield _tried(check, needed=False)


def _tried(check: Callable[[], Finding], *, needed: bool) -> Finding:
    try:
        finding = check()
    except LastrepError as error:
        finding = Finding(thing=_name(check), state="broken", detail=str(error))
    except Exception as error:  # noqa: BLE001 - whatever breaks here is what the user came to learn
        detail = f"{type(error).__name__}: {error}"
        finding = Finding(
            thing=_name(check), state="broken", detail=detail, advice="install lastrep again"
        )
    return msgspec.structs.replace(finding, needed=needed)


def _name(check: Callable[[], Finding]) -> str:
    return check.__name__.strip("_").replace("_", " ")


def _python() -> Finding:
    right = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(
        thing="python",
        state="works" if right else "broken",
        detail=f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        advice="" if right else "use Python 3.11, 3.12 or 3.13",
        needed=True,
    )


def _packages() -> Finding:
    names = ("mediapipe", "opencv-python", "av", "numpy", "scipy")
    found = ", ".join(f"{name} {version(name)}" for name in names)
    try:
        second = version("opencv-contrib-python")
    except PackageNotFoundError:
        return Finding(thing="packages", state="works", detail=found)
    return Finding(
        thing="packages",
        state="broken",
        detail=f"opencv-contrib-python {second} has overwritten files of opencv-python",
        advice="pip uninstall opencv-contrib-python; pip install --force-reinstall opencv-python",
    )


def _models() -> Finding:
    from lastrep.pose.models import MODEL_NAMES, find_model  # noqa: PLC0415 - each check loads its own

    sums = ", ".join(f"{name} {find_model(name).sha256[:8]}" for name in MODEL_NAMES)
    return Finding(thing="pose models", state="works", detail=f"checksums agree: {sums}")


def _pose_model() -> Finding:
    import numpy as np  # noqa: PLC0415 - each check loads its own

    from lastrep.pose.mediapipe_pose import Landmarker  # noqa: PLC0415 - 0.7 s

    with Landmarker("lite", video=False) as landmarker:
        landmarker.people(np.zeros((256, 256, 3), np.uint8), 0.0)
    return Finding(thing="pose tracking", state="works", detail="the lite model runs")


def _video_reading() -> Finding:
    import av  # noqa: PLC0415 - each check loads its own

    wanted = ("h264", "hevc", "av1", "vp9", "mpeg4")
    readable = [name for name in wanted if name in av.codecs_available]
    return Finding(thing="video reading", state="works", detail=", ".join(readable))


def _video_writing() -> Finding:
    import av  # noqa: PLC0415 - each check loads its own

    codec = av.codec.Codec("libx264", "w")
    return Finding(thing="video writing", state="works", detail=f"H.264 through {codec.name}, AAC")


def _exercises() -> Finding:
    from lastrep.exercises import catalogue  # noqa: PLC0415 - each check loads its own

    return Finding(thing="exercises", state="works", detail=f"{len(catalogue())} definitions")


def _camera() -> Finding:
    devices = sorted(Path("/dev").glob("video*"))
    if platform.system() == "Linux" and not devices:
        return Finding(
            thing="camera",
            state="missing",
            detail="no /dev/video* device",
            advice="plug a camera in, or analyse a video file",
        )
    from lastrep.video.camera import Camera  # noqa: PLC0415 - each check loads its own

    camera = Camera(0)
    try:
        facts = camera.facts
    finally:
        camera.close()
    return Finding(thing="camera", state="works", detail=f"{facts.width}x{facts.height}")


def _window() -> Finding:
    from lastrep.outputs.window import display_available  # noqa: PLC0415 - OpenCV

    if not display_available():
        return Finding(
            thing="window",
            state="missing",
            detail="no display",
            advice="lastrep live goes on with voice and console",
        )
    return Finding(thing="window", state="works", detail="a display is at hand")


def _sound() -> Finding:
    from lastrep.outputs.speaker import sound_device_name  # noqa: PLC0415 - each check loads its own

    name = sound_device_name()
    if name is None:
        return Finding(
            thing="sound",
            state="missing",
            detail="no sound device",
            advice="connect one to hear the counts; lastrep live goes on silently",
        )
    return Finding(thing="sound", state="works", detail=name)


def _speech() -> Finding:
    from lastrep.outputs.voice_clips import load_clips  # noqa: PLC0415 - each check loads its own

    return Finding(thing="speech", state="works", detail=f"{len(load_clips())} spoken phrases")


def _rendering() -> Finding:
    try:
        found = version("moderngl")
    except PackageNotFoundError:
        return Finding(
            thing="rendering",
            state="missing",
            detail="the render extra is not installed",
            advice="only for making sample videos: pip install 'lastrep[render]'",
        )
    return Finding(thing="rendering", state="works", detail=f"moderngl {found}")
