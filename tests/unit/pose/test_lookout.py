"""Who else is in the picture: people, but not what the brush has left of the lifter."""

from dataclasses import dataclass, field

import numpy as np

from lastrep.pose.lookout import Lookout
from lastrep.pose.painting import silhouette
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.pose import Pose
from lastrep.records.session import ModelFacts

SIZE = (640, 360)
BARE = 10


def body(x_px: float, *, time_s: float = 0.0, height_px: float = 200.0) -> Pose:
    """Somebody who stands: landmarks down one line, a little to either side."""
    rng = np.random.default_rng(5)
    points = np.stack([rng.uniform(-0.15, 0.15, 33), rng.uniform(-0.5, 0.5, 33)], axis=1)
    return Pose(
        time_s=time_s,
        keypoints_px=points * height_px + (x_px, 180.0),
        visibility=np.ones(33),
        image_size_px=SIZE,
    )


@dataclass
class Model:
    """Sees bodies of which a spot in the picture is not painted over."""

    bodies: list[tuple[Pose, tuple[int, int]]]
    searches: int = 0
    facts: ModelFacts = field(default_factory=lambda: ModelFacts(name="fake", sha256="0"))

    def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:  # noqa: ARG002 - as asked
        self.searches += 1
        return [pose for pose, (x, y) in self.bodies if image_rgb[y, x, 0] == BARE]

    def close(self) -> None:
        """Nothing is open."""


def frame(time_s: float = 0.0) -> Frame:
    return Frame(time_s=time_s, image_rgb=np.full((SIZE[1], SIZE[0], 3), BARE, np.uint8))


def edge_of_the_brush(lifter: Pose) -> tuple[int, int]:
    """Return a spot that the usual brush leaves bare and a broader one does not."""
    broader = silhouette([lifter], SIZE, 0.22) & ~silhouette([lifter], SIZE)
    y, x = np.argwhere(broader)[len(np.argwhere(broader)) // 2]
    return int(x), int(y)


def test_what_is_left_of_the_lifter_is_nobody() -> None:
    lifter = body(320.0)
    sleeve = body(360.0, height_px=240.0)
    model = Model([(sleeve, edge_of_the_brush(lifter))])
    assert Lookout(model).others(frame(), lifter) == []
    assert model.searches == 2


def test_a_spotter_who_touches_the_lifter_stays_with_any_brush() -> None:
    lifter, spotter = body(320.0), body(370.0, height_px=260.0)
    model = Model([(spotter, (405, 100))])
    assert Lookout(model).others(frame(), lifter) == [spotter]
    assert model.searches == 2


def test_who_stands_apart_is_looked_for_once() -> None:
    lifter, apart = body(120.0), body(520.0)
    model = Model([(apart, (520, 180))])
    assert Lookout(model).others(frame(), lifter) == [apart]
    assert model.searches == 1


def test_where_the_lifter_was_a_while_ago_says_nothing_of_who_is_found() -> None:
    lifter = body(320.0)
    returned = body(360.0, height_px=240.0)
    model = Model([(returned, edge_of_the_brush(lifter))])
    assert Lookout(model).others(frame(0.5), lifter) == [returned]


def test_whose_landmarks_lie_under_the_paint_was_guessed() -> None:
    lifter = body(320.0)
    model = Model([(body(322.0), (10, 10))])
    assert Lookout(model).others(frame(), lifter) == []
