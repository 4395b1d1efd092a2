from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from lastrep.errors import UsageError
from lastrep.pose.bodies import centre_px
from lastrep.pose.lifter import LifterTracker
from lastrep.records.frame import Frame, ImageArray
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, Pose
from lastrep.records.session import ModelFacts

WIDTH, HEIGHT = 640, 360
SHAPE = {
    Landmark.LEFT_SHOULDER: (0.1, -0.25),
    Landmark.RIGHT_SHOULDER: (-0.1, -0.25),
    Landmark.LEFT_HIP: (0.08, 0.05),
    Landmark.RIGHT_HIP: (-0.08, 0.05),
    Landmark.NOSE: (0.0, -0.4),
    Landmark.LEFT_ANKLE: (0.1, 0.5),
    Landmark.RIGHT_ANKLE: (-0.1, 0.5),
}


@dataclass
class Body:
    """Somebody in the made-up picture."""

    x_px: float
    height_px: float = 200.0
    y_px: float = 190.0
    lift: float = 0.0
    """How high the hands are, in body heights."""

    @property
    def keypoints_px(self) -> FloatArray:
        points = np.zeros((33, 2))
        for landmark, at in SHAPE.items():
            points[landmark] = at
        for side, sign in (("LEFT", 1), ("RIGHT", -1)):
            points[Landmark[f"{side}_WRIST"]] = (0.15 * sign, 0.05 - self.lift)
            points[Landmark[f"{side}_ELBOW"]] = (0.15 * sign, -0.1 - self.lift / 2)
        return points * self.height_px + (self.x_px, self.y_px)


Scene = Sequence[Sequence[Body]]


class Eyes:
    """A fake pose model: sees the bodies whose middle is not blanked out."""

    def __init__(self, scene: Scene, *, people: int, prefers: int = 0) -> None:
        self.scene, self.most, self.prefers = scene, people, prefers
        self.facts = ModelFacts(name="fake", sha256="0")
        self.calls = 0
        self.closed = False

    def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:
        self.calls += 1
        bodies = list(self.scene[round(time_s * 10)])
        bodies = bodies[self.prefers :] + bodies[: self.prefers]
        seen = [body for body in bodies if image_rgb[int(body.y_px), int(body.x_px), 0] == 10]
        return [
            Pose(
                time_s=time_s,
                keypoints_px=body.keypoints_px,
                visibility=np.ones(33),
                image_size_px=(WIDTH, HEIGHT),
            )
            for body in seen[: self.most]
        ]

    def close(self) -> None:
        self.closed = True


def track(
    scene: Scene, *, lifter: str = "largest", prefers: int = 0, cut_at: int | None = None
) -> list[Pose]:
    """Track a scene of ten pictures per second; the follower likes the body at ``prefers``."""
    follower = Eyes(scene, people=1, prefers=prefers)
    tracker = LifterTracker(follower, Eyes(scene, people=3), lifter=lifter)
    poses = []
    for i in range(len(scene)):
        image = np.full((HEIGHT, WIDTH, 3), 10, np.uint8)
        if cut_at is not None and i == cut_at:
            image[:, :, 1:] = 255
        poses.append(tracker.track(Frame(time_s=i / 10, image_rgb=image)))
    return poses


def middles(poses: list[Pose]) -> list[float | None]:
    return [round(float(centre_px(pose)[0])) if pose.seen else None for pose in poses]


def test_alone_the_lifter_is_seen_in_every_picture() -> None:
    poses = track([[Body(300)]] * 60)
    assert set(middles(poses)) == {300}
    searched = [pose for pose in poses if pose.others_px is not None]
    assert 3 <= len(searched) <= 4
    assert all(pose.others_px is not None and len(pose.others_px) == 0 for pose in searched)


@pytest.mark.parametrize("prefers", [0, 1])
def test_the_larger_one_is_followed_whomever_the_model_prefers(prefers: int) -> None:
    poses = track([[Body(200, 220), Body(450, 140)]] * 40, prefers=prefers)
    assert set(middles(poses)) <= {200, None}
    assert middles(poses).count(200) >= 38
    others = next(pose.others_px for pose in poses if pose.others_px is not None)
    np.testing.assert_allclose(others[0], Body(450, 140).keypoints_px)


@pytest.mark.parametrize(
    ("lifter", "x_px"), [("largest", 150), ("central", 330), ("540,200", 540), ("150, 190", 150)]
)
def test_the_policy_decides(lifter: str, x_px: int) -> None:
    scene = [[Body(150, 240), Body(330, 130), Body(540, 130)]] * 20
    assert middles(track(scene, lifter=lifter))[-1] == x_px


def test_moving_follows_whose_hands_move() -> None:
    scene = [
        [Body(200, 220), Body(450, 140, lift=0.4 * abs(np.sin(i / 5)))]
        for i in range(100)
    ]  # fmt: skip
    assert middles(track(scene, lifter="moving"))[-1] == 450


def pressing(i: int, x_px: float, height_px: float, *, size: float = 0.25) -> Body:
    """Somebody who presses calmly, or hard with a larger size, in picture ``i``."""
    return Body(x_px, height_px, lift=size * (1 - np.cos(i / 5)))


def test_who_trains_beside_somebody_who_stands_still_gets_the_lock() -> None:
    """The first guess was the spotter: both are as large, and nobody moved."""
    scene = [
        [Body(330, 200), pressing(i, 450, 200) if i > 20 else Body(450, 200)] for i in range(120)
    ]
    found = middles(track(scene))
    assert found[19] == 330
    assert found[-1] == 450
    assert found.count(450) > 45


def test_who_trains_in_the_background_does_not_take_the_lock() -> None:
    scene = [[Body(330, 200), pressing(i, 450, 120)] for i in range(120)]
    assert set(middles(track(scene))) <= {330, None}


def test_who_has_trained_keeps_the_lock_while_somebody_else_trains() -> None:
    first = [[pressing(i, 330, 200, size=0.5), Body(450, 200)] for i in range(126)]
    then = [[Body(330, 200), pressing(i, 450, 200)] for i in range(120)]
    assert middles(track([*first, *then]))[-1] == 330


def test_a_lifter_who_disappears_is_lost_not_swapped() -> None:
    both, spotter = [Body(250, 200), Body(420, 160)], [Body(420, 160)]
    poses = track([both] * 20 + [spotter] * 40 + [both] * 20)
    assert set(middles(poses[20:60])) == {None}
    assert middles(poses)[-1] == 250


def test_somebody_else_takes_over_when_hope_is_lost() -> None:
    both, other = [Body(250, 200), Body(420, 160)], [Body(420, 160)]
    poses = track([both] * 20 + [other] * 150)
    assert middles(poses)[-1] == 420


def test_a_passer_by_does_not_take_the_lock() -> None:
    scene = [
        [Body(320, 180), Body(12 * i - 80, 230)] if 10 <= i < 55 else [Body(320, 180)]
        for i in range(70)
    ]
    seen = [x for x in middles(track(scene, prefers=1)) if x is not None]
    # While one hides the other nobody can tell; the next look brings the lock back.
    assert max(abs(x - 320) for x in seen) < 100
    assert seen[-10:] == [320] * 10
    assert len(seen) >= 50


def test_a_lifter_who_walks_is_followed() -> None:
    scene = [[Body(60 + 8 * i)] for i in range(60)]
    assert None not in middles(track(scene))


def test_after_a_cut_the_lifter_is_found_at_once() -> None:
    poses = track([[Body(150)]] * 15 + [[Body(500, 120)]] * 15, cut_at=15)
    assert middles(poses)[15] == 500


def test_nobody_there_is_nobody() -> None:
    poses = track([[]] * 10)
    assert not any(pose.seen for pose in poses)
    assert poses[0].others_px is not None


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(UsageError, match="no way to choose the lifter called 'tallest'"):
        LifterTracker(Eyes([], people=1), Eyes([], people=3), lifter="tallest")


def test_both_models_are_closed() -> None:
    follower, lookout = Eyes([], people=1), Eyes([], people=3)
    with LifterTracker(follower, lookout):
        pass
    assert follower.closed
    assert lookout.closed


def test_neither_model_is_shown_whom_the_other_has() -> None:
    """The lookout's picture lacks the lifter, the follower's the other one."""
    scene = [[Body(200, 220), Body(450, 200)]] * 30
    follower, lookout = Eyes(scene, people=1), Eyes(scene, people=3)
    tracker = LifterTracker(follower, lookout)
    shown: list[tuple[str, bool, bool]] = []

    def watch(name: str, eyes: Eyes) -> None:
        look = eyes.people

        def people(image_rgb: ImageArray, time_s: float) -> list[Pose]:
            if image_rgb[0, 0, 0] == 10 or name == "follower":  # not a look below a chest
                shown.append((name, image_rgb[190, 200, 0] == 10, image_rgb[190, 450, 0] == 10))
            return look(image_rgb, time_s)

        eyes.people = people  # type: ignore[method-assign] # to see what is asked for

    watch("follower", follower)
    watch("lookout", lookout)
    for i in range(30):
        image = np.full((HEIGHT, WIDTH, 3), 10, np.uint8)
        tracker.track(Frame(time_s=i / 10, image_rgb=image))
    settled = shown[10:]
    assert {(lifter, other) for name, lifter, other in settled if name == "follower"} == {
        (True, False)
    }
    assert {(lifter, other) for name, lifter, other in settled if name == "lookout"} == {
        (False, True)
    }


def test_a_body_made_of_two_is_refused() -> None:
    """Somebody stands up behind a lifter who lies, who then seems to have the other's arms."""
    lying = Body(250, 120, y_px=250)
    behind = Body(280, 220, y_px=140)

    class Confused(Eyes):
        def people(self, image_rgb: ImageArray, time_s: float) -> list[Pose]:
            (pose, *_) = super().people(image_rgb, time_s)
            if time_s > 1.45 and image_rgb[int(behind.y_px), int(behind.x_px), 0] == 10:
                pose.keypoints_px[:23] = behind.keypoints_px[:23]
            return [pose]

    scene = [[lying, behind] if i >= 14 else [lying] for i in range(40)]
    tracker = LifterTracker(Confused(scene, people=1), Eyes(scene, people=3))
    poses = [
        tracker.track(Frame(time_s=i / 10, image_rgb=np.full((HEIGHT, WIDTH, 3), 10, np.uint8)))
        for i in range(40)
    ]
    shoulders = [pose.keypoints_px[[11, 12]].mean(axis=0) for pose in poses if pose.seen]
    assert len(shoulders) >= 38
    np.testing.assert_allclose(
        shoulders, [lying.keypoints_px[[11, 12]].mean(axis=0)] * len(shoulders)
    )
