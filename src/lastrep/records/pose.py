"""What the pose stage hands to the core: one person's landmarks at one instant, or many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lastrep.records.landmarks import LANDMARK_COUNT

FloatArray = NDArray[np.floating]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The lifter's landmarks in one picture.

    Attributes
    ----------
    time_s
        When the picture was taken, on the source's own clock.
    keypoints_px
        ``(33, 2)``, BlazePose order, x right and y down in true pixels; NaN where nobody was seen.
    visibility
        ``(33,)`` in 0..1; 0 where nobody was seen.
    image_size_px
        Width and height of the picture.
    depth_px
        ``(33,)`` or None: BlazePose z in the unit of x.
    keypoints_world_m
        ``(33, 3)`` or None.
    others_px
        ``(N, 33, 2)`` or None: the other people in the picture, in no particular order.
        None means that nobody looked, an empty array that nobody else was there.
    wrist_scale_m_per_px
        How many metres the load travels while the wrists travel a pixel, where a plate of known
        size was found in the pictures; None otherwise.
    """

    time_s: float
    keypoints_px: FloatArray
    visibility: FloatArray
    image_size_px: tuple[int, int]
    depth_px: FloatArray | None = None
    keypoints_world_m: FloatArray | None = None
    others_px: FloatArray | None = None
    wrist_scale_m_per_px: float | None = None

    @property
    def seen(self) -> bool:
        """Whether the lifter was found in this picture."""
        return bool(np.isfinite(self.keypoints_px).any())

    @staticmethod
    def nobody(time_s: float, image_size_px: tuple[int, int]) -> Pose:
        """Return the pose of a picture without a lifter."""
        return Pose(
            time_s=time_s,
            keypoints_px=np.full((LANDMARK_COUNT, 2), np.nan),
            visibility=np.zeros(LANDMARK_COUNT),
            image_size_px=image_size_px,
        )


@dataclass(frozen=True, slots=True, eq=False)
class PoseRecording:
    """The poses of a whole source: the arrays of the recorded-pose file.

    Attributes
    ----------
    time_s
        ``(T,)``, strictly increasing.
    keypoints_px
        ``(T, 33, 2)``, NaN where nobody was seen.
    visibility
        ``(T, 33)`` in 0..1.
    image_size_px
        Width and height.
    depth_px
        ``(T, 33)`` or None.
    keypoints_world_m
        ``(T, 33, 3)`` or None.
    others_px
        ``(T, N, 33, 2)`` or None, NaN where fewer than N others were seen.
    others_looked_for
        ``(T,)`` or None: in which pictures anybody looked for others. None: in all of them, if
        there are ``others_px``, else in none.
    wrist_scale_m_per_px
        ``(T,)`` or None, NaN where it was not known.
    """

    time_s: FloatArray
    keypoints_px: FloatArray
    visibility: FloatArray
    image_size_px: tuple[int, int]
    depth_px: FloatArray | None = None
    keypoints_world_m: FloatArray | None = None
    others_px: FloatArray | None = None
    others_looked_for: BoolArray | None = None
    wrist_scale_m_per_px: FloatArray | None = None

    def __len__(self) -> int:
        return len(self.time_s)

    def __iter__(self) -> Iterator[Pose]:
        for i, time_s in enumerate(self.time_s):
            others = None
            looked = self.others_looked_for is None or self.others_looked_for[i]
            if self.others_px is not None and looked:
                people = self.others_px[i]
                others = people[np.isfinite(people).any(axis=(1, 2))]
            scale = np.nan if self.wrist_scale_m_per_px is None else self.wrist_scale_m_per_px[i]
            yield Pose(
                time_s=float(time_s),
                keypoints_px=self.keypoints_px[i],
                visibility=self.visibility[i],
                image_size_px=self.image_size_px,
                depth_px=None if self.depth_px is None else self.depth_px[i],
                keypoints_world_m=(
                    None if self.keypoints_world_m is None else self.keypoints_world_m[i]
                ),
                others_px=others,
                wrist_scale_m_per_px=float(scale) if np.isfinite(scale) else None,
            )
