"""The people in the picture over time, and which of them trains."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from lastrep.errors import UsageError
from lastrep.pose.bodies import box_px, can_follow, centre_px, distance, same_person, size_px
from lastrep.records.frame import ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import Pose
from lastrep.records.session import ModelFacts

_LIMBS: Final = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
)
_FORGET_S: Final = 3.0
"""Somebody not seen for this long has left."""
_MEMORY_S: Final = 4.0
"""Time constant of the movement that is remembered: longer than a slow repetition."""


class PeopleFinder(Protocol):
    """What the lock needs of a pose model."""

    @property
    def facts(self) -> ModelFacts:
        """Which model it is."""
        ...

    def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:
        """Return everybody found."""
        ...

    def close(self) -> None:
        """Release the model."""
        ...


@dataclass(slots=True, eq=False)
class Person:
    """Somebody seen at one look or more."""

    pose: Pose
    movement: float = 0.0
    """Travel of the limbs relative to the trunk, and of the trunk, in body sizes per second."""
    bystander: bool = False
    """Whether they were seen beside the lifter."""

    def see(self, pose: Pose) -> None:
        """Take in the next look at this person."""
        passed_s = max(1e-3, pose.time_s - self.pose.time_s)
        size = max(size_px(pose), size_px(self.pose))
        limbs = [pose.keypoints_px[list(_LIMBS)] - centre_px(pose)]
        limbs.append(self.pose.keypoints_px[list(_LIMBS)] - centre_px(self.pose))
        travel = float(np.linalg.norm(limbs[0] - limbs[1], axis=1).mean())
        # Up and down counts (squats, pull-ups), walking across the picture does not.
        travel += abs(float(centre_px(pose)[1] - centre_px(self.pose)[1]))
        keep = float(np.exp(-passed_s / _MEMORY_S))
        self.movement = keep * self.movement + (1 - keep) * travel / size / passed_s
        self.pose = pose


Score = Callable[[Person], float]


@dataclass(slots=True)
class Crowd:
    """Everybody seen lately, each look joined to the one before."""

    people: list[Person] = field(default_factory=list)

    def see(self, poses: list[Pose], time_s: float) -> None:
        """Take in one look at the whole picture, everybody listed once."""
        known = [person for person in self.people if time_s - person.pose.time_s <= _FORGET_S]
        pairs = sorted(
            (distance(person.pose, pose), i, j)
            for i, person in enumerate(known)
            for j, pose in enumerate(poses)
            if can_follow(person.pose, pose)
        )
        joined: dict[
            int, int
        ] = {}  # the nearest first, so that who stands still stays who they are
        for _, i, j in pairs:
            if i not in joined and j not in joined.values():
                joined[i] = j
        for i, j in joined.items():
            known[i].see(poses[j])
        new = [pose for j, pose in enumerate(poses) if j not in joined.values()]
        self.people = known + [Person(pose) for pose in new]

    def present(self, time_s: float) -> list[Person]:
        """Return who was seen at the latest look, which was at this time."""
        return [person for person in self.people if person.pose.time_s == time_s]

    def is_bystander(self, pose: Pose, *, unlike: Pose) -> bool:
        """Return whether a pose is rather of somebody standing by than of the lifter."""
        apart = distance(unlike, pose)
        return any(
            can_follow(person.pose, pose) and distance(person.pose, pose) < apart
            for person in self.people
            if person.bystander
        )


def distinct(poses: list[Pose]) -> list[Pose]:
    """Return the poses without those that are of a person already listed."""
    kept: list[Pose] = []
    for pose in poses:
        if not any(same_person(pose, other) for other in kept):
            kept.append(pose)
    return kept


def policy(name: str) -> Score:
    """Return what makes somebody the lifter; the highest score wins.

    Parameters
    ----------
    name
        ``largest``: large, near the middle and moving, in this order; ``central``: nearest to the
        middle; ``moving``: most movement of the limbs; ``X,Y``: nearest to a point in pixels.

    Raises
    ------
    UsageError
        There is no such policy.
    """
    if name in _POLICIES:
        return _POLICIES[name]
    point = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*", name)
    if point is None:
        raise UsageError(
            f"There is no way to choose the lifter called '{name}'; use {', '.join(_POLICIES)} "
            "or the pixel X,Y where the lifter is."
        )
    at_px = np.array([float(point[1]), float(point[2])])

    def nearness(person: Person) -> float:
        """Return 1 at the point, falling with the distance in body sizes."""
        apart = float(np.hypot(*(centre_px(person.pose) - at_px))) / size_px(person.pose)
        return 1.0 / (1.0 + apart)

    return nearness


def _off_centre(person: Person) -> float:
    """Return 0 in the middle of the picture, 1 in its corner."""
    half = np.array(person.pose.image_size_px) / 2.0
    return float(np.hypot(*((centre_px(person.pose) - half) / half)) / np.sqrt(2.0))


def _largest(person: Person) -> float:
    # The model guesses limbs outside the picture: only what is inside counts as large.
    low, high = (np.clip(edge, 0, person.pose.image_size_px) for edge in box_px(person.pose))
    inside = float(np.hypot(*(high - low)) / np.hypot(*person.pose.image_size_px))
    return inside * (1.0 - 0.5 * _off_centre(person)) * (1.0 + min(person.movement, 1.0))


def _central(person: Person) -> float:
    return 1.0 - _off_centre(person)


def _moving(person: Person) -> float:
    return person.movement + 0.01 * _largest(person)


_POLICIES: Final[dict[str, Score]] = {
    "largest": _largest,
    "central": _central,
    "moving": _moving,
}
