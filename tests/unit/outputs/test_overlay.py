from __future__ import annotations

import numpy as np
import pytest

from lastrep.outputs.layout import choose_layout, lifter_extent
from lastrep.outputs.overlay import draw
from lastrep.outputs.palette import LABEL_COLOURS, VERMILLION, WHITE, Colour
from lastrep.outputs.scoreboard import Scoreboard, scoreboard_at
from lastrep.records.frame import ImageArray
from lastrep.records.pose import PoseRecording
from lastrep.records.session import Session

GREY = 90


def a_picture(width: int = 640, height: int = 480) -> ImageArray:
    return np.full((height, width, 3), GREY, np.uint8)


def has_colour(image: ImageArray, colour: Colour) -> bool:
    return bool((np.abs(image.astype(int) - colour).max(axis=2) <= 2).any())


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1280, 720), (141, 200)])
def test_the_canvas_has_the_size_of_the_layout(
    size: tuple[int, int], failed_session: Session
) -> None:
    layout = choose_layout(*size, None)
    image = draw(a_picture(*size), None, scoreboard_at(failed_session, 30.0), layout)
    assert image.shape == (layout.canvas_height_px, layout.canvas_width_px, 3)


def test_the_given_picture_is_not_changed(
    failed_session: Session, standing_recording: PoseRecording
) -> None:
    picture = a_picture()
    pose = next(iter(standing_recording))
    draw(picture, pose, scoreboard_at(failed_session, 30.0), choose_layout(640, 480, None))
    assert (picture == GREY).all()


def test_every_joint_stays_in_sight(
    failed_session: Session, standing_recording: PoseRecording
) -> None:
    layout = choose_layout(640, 480, lifter_extent(standing_recording))
    pose = next(iter(standing_recording))
    image = draw(a_picture(), pose, scoreboard_at(failed_session, 40.0), layout)
    scale = layout.picture.width / 640
    for x_px, y_px in pose.keypoints_px[pose.visibility > 0.5] * scale:
        assert tuple(image[round(y_px), round(x_px)]) == WHITE  # the joint's own dot


def test_the_skeleton_takes_the_colour_of_the_phase(
    failed_session: Session, standing_recording: PoseRecording
) -> None:
    layout = choose_layout(640, 480, lifter_extent(standing_recording))
    pose = next(iter(standing_recording))
    lifting = draw(a_picture(), pose, scoreboard_at(failed_session, 3.2), layout)
    resting = draw(a_picture(), pose, Scoreboard(time_s=0.0), layout)
    piece = np.s_[100:400, 420:520]
    assert has_colour(lifting[piece], LABEL_COLOURS["half"])  # lifting and half are both orange
    assert not has_colour(resting[piece], LABEL_COLOURS["half"])


def test_the_failure_is_framed_for_a_moment_only(failed_session: Session) -> None:
    failed_at_s = failed_session.sets[0].failure.time_s
    assert failed_at_s is not None
    layout = choose_layout(640, 480, None)
    then = draw(a_picture(), None, scoreboard_at(failed_session, failed_at_s + 0.1), layout)
    later = draw(a_picture(), None, scoreboard_at(failed_session, failed_at_s + 5.0), layout)
    middle = layout.picture.width // 2
    assert tuple(then[1, middle]) == VERMILLION
    assert tuple(later[1, middle]) == (GREY, GREY, GREY)
    assert has_colour(later, VERMILLION)  # the banner in the panel stays


def test_labels_show_in_their_own_colours(failed_session: Session) -> None:
    layout = choose_layout(640, 480, None)
    image = draw(a_picture(), None, scoreboard_at(failed_session, 60.0), layout)
    for label in ("full", "half", "negative", "failed"):
        assert has_colour(image, LABEL_COLOURS[label])


def test_a_set_of_many_repetitions_still_fits(failed_session: Session) -> None:
    board = scoreboard_at(failed_session, 60.0)
    many = Scoreboard(
        time_s=60.0, set_number=1, exercise="a_very_long_name_of_an_exercise", reps=board.reps * 12
    )
    for size in ((640, 480), (480, 640)):
        layout = choose_layout(*size, None)
        assert draw(a_picture(*size), None, many, layout).shape[0] == layout.canvas_height_px
