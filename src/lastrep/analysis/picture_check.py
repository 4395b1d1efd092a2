"""Whether the picture showed a set well enough, and what to change if it did not.

A lifter who is lost costs repetitions. A view that foreshortens costs degrees: from there as many
repetitions are counted as from elsewhere (``docs/validation/counting.md``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.exercises import Exercise, exercise_to_count
from lastrep.motion.measures import MEASURE_INDEX, MEASURE_LANDMARKS
from lastrep.motion.track import MotionTrack
from lastrep.motion.view import estimate_view, inside_picture, shoulder_share
from lastrep.recognition.channels import sample_poses
from lastrep.recognition.picture_stretch import picture_stretch
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import BoolArray
from lastrep.records.session import Notice, View
from lastrep.records.training_set import TrainingSet

MOSTLY = 0.5  # of the poses, and of what the exercise is counted by
LOST_SHARE = 0.3  # of the pictures without the lifter: above it repetitions go missing
SURE_EXERCISE = 0.6  # nearer to a guess, what the exercise needs says nothing
FACING = 0.75  # torso lengths: shoulders that look this wide are not seen from three-quarters
EDGE_ON = 0.12  # and these are seen from the side

_PARTS: dict[str, tuple[Landmark, ...]] = {
    "head": (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
    "shoulders": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "elbows": (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW),
    "hands": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "knees": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    "feet": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
}
_TRUNK = [int(mark) for part in ("shoulders", "hips") for mark in _PARTS[part]]


@dataclass(frozen=True, slots=True)
class _Seen:
    track: MotionTrack  # of the set
    exercise: Exercise
    image_size_px: tuple[int, int]
    view: View

    @property
    def place(self) -> str:
        return self.exercise.views.place

    @property
    def found(self) -> BoolArray:
        """``(T,)``: the pictures in which the lifter was found."""
        return np.asarray(np.isfinite(self.track.keypoints_px).any(axis=(1, 2)))


class PictureCheck:
    """Checks the picture of every closed set, and says each thing once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def of_set(
        self, closed: TrainingSet, track: MotionTrack, image_size_px: tuple[int, int]
    ) -> list[Notice]:
        """Return what was wrong with the picture while a set was done in this stretch.

        Parameters
        ----------
        closed
            The set; of its exercise nothing is said where that is no more than a guess.
        track
            The stretch it was found in.
        image_size_px
            Width and height of the picture.
        """
        during = track.between(closed.start_time_s, closed.end_time_s)
        sure = closed.exercise_given or closed.exercise_confidence >= SURE_EXERCISE
        return self.of_stretch(during, exercise_to_count(closed.exercise), image_size_px, sure=sure)

    def of_stretch(
        self,
        track: MotionTrack,
        exercise: Exercise,
        image_size_px: tuple[int, int],
        *,
        sure: bool = True,
    ) -> list[Notice]:
        """Return the same of a stretch in which this exercise was done, or should have been."""
        if not len(track.time_s):
            return []
        seen = _Seen(track, exercise, image_size_px, estimate_view(track.keypoints_px))
        start_s, end_s = float(track.time_s[0]), float(track.time_s[-1])
        found = [
            _notice("lifter_lost", _lost(seen), start_s, end_s),
            _notice("lifter_cut_off", _cut_off(seen) if sure else None, start_s, end_s),
            _notice("picture_stretched", _stretched(seen)),
            _notice("view_unsuited", _view(seen) if sure else None),
            _notice("view_oblique", _oblique(seen) if sure else None),
        ]
        fresh = [one for one in found if one is not None and one.code not in self._told]
        self._told.update(one.code for one in fresh)
        return fresh


def _notice(
    code: str, text: str | None, start_s: float | None = None, end_s: float | None = None
) -> Notice | None:
    if text is None:
        return None
    return Notice(code=code, text=text, start_time_s=start_s, end_time_s=end_s)


def _lost(seen: _Seen) -> str | None:
    lost = 1.0 - float(seen.found.mean())
    if lost < LOST_SHARE:
        return None
    return (
        f"The lifter was lost in {lost:.0%} of the pictures of this set. Repetitions may be "
        f"missing; good light and a free view help. {seen.place}"
    )


def _cut_off(seen: _Seen) -> str | None:
    """Whether most of what the exercise is counted by lay outside the picture, on both sides."""
    outside = ~inside_picture(seen.track.keypoints_px[seen.found], seen.image_size_px)
    if not len(outside) or outside[:, _TRUNK].mean() > MOSTLY:
        return None  # poses that were moved about tell nothing of the picture
    names = (*seen.exercise.signals.rise, *seen.exercise.signals.fall)
    needed = MEASURE_LANDMARKS[:, [MEASURE_INDEX[name] for name in names]]
    lost = outside[:, needed].any(axis=1).all(axis=-1)  # (T, measures)
    if (lost.mean(axis=1) > MOSTLY).mean() <= MOSTLY:
        return None
    share = {
        part: float(outside[:, marks].all(axis=1).mean())
        for part, marks in _PARTS.items()
        if np.isin(marks, needed).any()
    }
    part = max(share, key=lambda name: share[name])
    return (
        f"The {part} were outside the picture in {share[part]:.0%} of this set. It is counted by "
        f"what is left. {seen.place}"
    )


def _stretched(seen: _Seen) -> str | None:
    track = seen.track
    points, _ = sample_poses(track.time_s, track.keypoints_px, track.visibility)
    times = picture_stretch(points)
    if times == 1.0:
        return None
    return (
        f"The picture looks about {times:.1f} times too wide, which bends every angle in it. "
        "Bring the video back to its own shape, or film anew."
    )


def _view(seen: _Seen) -> str | None:
    share = shoulder_share(seen.track.keypoints_px)
    good = seen.exercise.views.good
    if share is None or not _camera_tells(seen) or seen.view == "three_quarter":
        return None
    if share >= FACING and "front" not in good:
        side = "from the front"
    elif share <= -FACING and "back" not in good:
        side = "from behind"
    elif abs(share) <= EDGE_ON and "side" not in good:
        side = "from the side"
    else:
        return None
    return (
        f"Seen {side}, {seen.exercise.with_article} is foreshortened: its degrees and ranges are "
        f"rough. {seen.place}"
    )


def _oblique(seen: _Seen) -> str | None:
    """Whether a movement that goes forward or back was seen from three-quarters.

    Its repetitions are as good there, its degrees are not: of simulated lifters at 40 degrees
    knees read 0.5 to 0.8 of their range, elbows in curls 1.2 and their speeds 1.4.
    """
    good = seen.exercise.views.good
    if not _camera_tells(seen) or seen.view != "three_quarter":
        return None
    if "front" in good or "side" not in good:
        return None
    return (
        f"Seen from three-quarters, degrees and speeds of {seen.exercise.with_article} can be off "
        "by a third and more, counts are not. Square from the side all are true."
    )


def _camera_tells(seen: _Seen) -> bool:
    """Whether degrees are told, and the body's shape in the picture says where the camera is."""
    movement = seen.exercise.movement
    return movement.joint_tells and movement.posture not in {"lying", "prone"}
