from __future__ import annotations

from collections.abc import Iterator

from lastrep.analysis.seen_from import MOST_POSES, SeenFrom
from lastrep.records.pose import Pose
from lastrep.simulation import Camera, Rest, Script, simulate
from lastrep.simulation.script import CameraView


def standing(view: CameraView, seconds: float) -> Iterator[Pose]:
    events = (Rest(seconds=seconds),)
    camera = Camera(view=view, fps=30.0)
    return iter(simulate(Script(exercise="barbell_squat", camera=camera, events=events)).recording)


def test_nobody_was_seen_from_nowhere() -> None:
    assert (SeenFrom().now, SeenFrom().overall) == ("unknown", "unknown")


def test_who_turns_round_is_seen_from_there_now_and_on_the_whole_from_where_most_was() -> None:
    seen = SeenFrom()
    for pose in standing("front", 11.0):
        seen.push(pose)
    assert (seen.now, seen.overall) == ("front", "front")
    for pose in standing("side", 4.0):
        seen.push(pose)
    assert (seen.now, seen.overall) == ("side", "front")
    for pose in standing("side", 26.0):
        seen.push(pose)
    assert (seen.now, seen.overall) == ("side", "side")


def test_however_long_it_lasts_little_is_kept() -> None:
    seen = SeenFrom()
    pose = next(standing("front", 1.0))
    for _ in range(20 * MOST_POSES):
        seen.push(pose)
    assert len(seen._spread) <= MOST_POSES
    assert seen.overall == "front"
