"""BlazePose through MediaPipe Tasks: one picture in, the people in it out."""

from __future__ import annotations

import math
import weakref
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from lastrep.errors import ModelError
from lastrep.pose.models import find_model
from lastrep.pose.quiet import hush_environment, native_stderr_silenced
from lastrep.records.frame import ImageArray
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.session import ModelFacts

if TYPE_CHECKING:
    import mediapipe as mp

_CONFIDENCE: Final = 0.5  # of the model, to find somebody and to follow


def mediapipe_image(image_rgb: ImageArray) -> mp.Image:
    """Return the picture as MediaPipe wants it: the only place where an ``mp.Image`` is made.

    MediaPipe reads the memory row after row and ignores strides: a crop, a mirrored or rotated
    view would give other pixels than it shows, without an error. So it is copied if need be.

    Parameters
    ----------
    image_rgb
        ``(height, width, 3)`` uint8, any strides.
    """
    import mediapipe as mp  # noqa: PLC0415 - 0.7 s, only when pixels are tracked

    return mp.Image(
        image_format=mp.ImageFormat.SRGB,
        data=np.ascontiguousarray(image_rgb, dtype=np.uint8),
    )


class Landmarker:
    """The pose model: every person in a picture as landmarks in the picture's pixels.

    Parameters
    ----------
    model
        ``lite``, ``full``, ``heavy`` or the path of a ``.task`` file.
    people
        The most people to look for.
    video
        Whether pictures follow each other: the model then follows people from picture to picture
        instead of searching each one.

    Raises
    ------
    ModelError
        The model is missing or damaged.
    """

    def __init__(
        self,
        model: str = "full",
        *,
        people: int = 1,
        video: bool = True,
    ) -> None:
        found = find_model(model)
        self.facts = ModelFacts(name=found.name, sha256=found.sha256)
        self._video = video
        self._last_ms = -1
        self._somebody_seen = False
        hush_environment()
        from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415 - 0.7 s

        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(found.path)),
            running_mode=vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE,
            num_poses=people,
            min_pose_detection_confidence=_CONFIDENCE,
            min_pose_presence_confidence=_CONFIDENCE,
            min_tracking_confidence=_CONFIDENCE,
        )
        try:
            with native_stderr_silenced():
                self._landmarker = vision.PoseLandmarker.create_from_options(options)
                # The first inference has its own messages; a black picture gets them over with.
                self._detect(mediapipe_image(np.zeros((64, 64, 3), np.uint8)), 0)
                # Closed at the latest when Python ends: after that MediaPipe's own attempt fails.
                self._finalizer = weakref.finalize(self, _close, self._landmarker)
        except (RuntimeError, ValueError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"The pose model {found.path} cannot be loaded ({reason}); use lite, full or "
                "heavy, or a pose landmarker's .task file."
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the model's memory."""
        self._finalizer()

    def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:
        """Return everybody who was found, in no particular order.

        Parameters
        ----------
        image_rgb
            ``(height, width, 3)`` uint8, any strides.
        time_s
            Increasing from call to call if the model follows a video.
        """
        image = mediapipe_image(image_rgb)
        # The first person seen makes MediaPipe say something once more.
        with nullcontext() if self._somebody_seen else native_stderr_silenced():
            result = self._detect(image, time_s)
        self._somebody_seen |= bool(result.pose_landmarks)
        height, width = image_rgb.shape[:2]
        worlds = result.pose_world_landmarks or [None] * len(result.pose_landmarks)
        return [
            _pose_of(person, world, time_s, (width, height))
            for person, world in zip(result.pose_landmarks, worlds, strict=True)
        ]

    def _detect(self, image: mp.Image, time_s: float) -> Any:  # noqa: ANN401 - MediaPipe is untyped
        if not self._video:
            return self._landmarker.detect(image)
        # MediaPipe's clock has whole milliseconds and refuses to stand still.
        self._last_ms = max(self._last_ms + 1, math.floor(time_s * 1000))
        return self._landmarker.detect_for_video(image, self._last_ms)


def with_others(lifter: Pose, others: list[Pose]) -> Pose:
    """Return the lifter's pose with the other people that were seen beside them."""
    others_px = (
        np.stack([other.keypoints_px for other in others])
        if others
        else np.empty((0, LANDMARK_COUNT, 2))
    )
    return replace(lifter, others_px=others_px)


def _close(landmarker: Any) -> None:  # noqa: ANN401 - MediaPipe is untyped
    try:
        landmarker.close()
    except RuntimeError:
        # Python is ending and MediaPipe's threads are gone; its own __del__ must not try again.
        landmarker._handle = None  # noqa: SLF001 - there is no public way to say so


def _pose_of(
    person: list[Any], world: list[Any] | None, time_s: float, image_size_px: tuple[int, int]
) -> Pose:
    """Convert MediaPipe's landmarks: x, z are fractions of the width, y of the height."""
    width, height = image_size_px
    points = np.array([(point.x, point.y, point.z, point.visibility) for point in person])
    world_m: FloatArray | None = None
    if world is not None:
        world_m = np.array([(point.x, point.y, point.z) for point in world])
    return Pose(
        time_s=time_s,
        keypoints_px=points[:, :2] * (width, height),
        visibility=np.clip(points[:, 3], 0.0, 1.0),
        image_size_px=image_size_px,
        depth_px=points[:, 2] * width,
        keypoints_world_m=world_m,
    )
