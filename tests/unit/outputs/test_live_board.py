from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lastrep.outputs.lettering import width_of
from lastrep.outputs.live_board import HEIGHT_PX, KEYS, WIDTH_PX, LiveBoard, LiveStatus
from lastrep.outputs.palette import LABEL_COLOURS, VERMILLION, WHITE, YELLOW, Colour
from lastrep.outputs.scoreboard import Scoreboard, scoreboard_at
from lastrep.records.frame import ImageArray
from lastrep.records.pose import Pose, PoseRecording
from lastrep.records.repetition import shown_at_s
from lastrep.records.session import Session

GREY = np.full((480, 640, 3), 90, np.uint8)
NOTHING = Scoreboard(time_s=0.0)


def drawn(
    image_rgb: ImageArray | None, pose: Pose | None, board: Scoreboard, status: LiveStatus
) -> ImageArray:
    return LiveBoard().draw(image_rgb, pose, board, status)


def share(image: ImageArray, colour: Colour) -> float:
    return float((np.abs(image.astype(int) - colour).max(axis=2) <= 2).mean())


def test_what_is_kept_from_picture_to_picture_never_shows(failed_session: Session) -> None:
    kept = LiveBoard()
    end_s = failed_session.sets[0].end_time_s
    for time_s in np.arange(0.0, end_s + 20.0, 1.7):
        board = scoreboard_at(failed_session, float(time_s))
        fresh = drawn(GREY, None, board, LiveStatus())
        assert (kept.draw(GREY, None, board, LiveStatus()) == fresh).all()
        assert (kept.draw(GREY, None, board, LiveStatus()) == fresh).all()


def test_a_new_repetition_is_pointed_at(failed_session: Session) -> None:
    rep = failed_session.sets[0].reps[2]
    assert rep.label == "full"
    at_s = shown_at_s(rep)
    new = drawn(GREY, None, scoreboard_at(failed_session, at_s + 0.1), LiveStatus())
    old = drawn(GREY, None, scoreboard_at(failed_session, at_s + 0.7), LiveStatus())
    counter = np.s_[60:280, 832:1095]
    sky = LABEL_COLOURS["full"]
    assert share(new[counter], sky) > share(old[counter], sky) + 0.02


@pytest.mark.parametrize("size", [(480, 640), (720, 1280), (1280, 720), (240, 320)])
def test_every_camera_fills_the_same_window(size: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 90, np.uint8)
    assert drawn(picture, None, NOTHING, LiveStatus()).shape == (HEIGHT_PX, WIDTH_PX, 3)
    assert (picture == 90).all()


def test_the_counters_can_be_read_from_three_metres(failed_session: Session) -> None:
    image = drawn(GREY, None, scoreboard_at(failed_session, 20.0), LiveStatus())
    rows = np.flatnonzero(
        (np.abs(image[:, 832:].astype(int) - LABEL_COLOURS["full"]).max(2) <= 2).any(1)
    )
    digit_rows = rows[rows < 200]
    assert np.ptp(digit_rows) > HEIGHT_PX / 8


def test_the_picture_is_a_mirror_unless_told_otherwise(standing_recording: PoseRecording) -> None:
    picture = GREY.copy()
    picture[:, :320] = 200
    pose = next(iter(standing_recording))
    mirrored = drawn(picture, pose, NOTHING, LiveStatus(mirrored=True))
    straight = drawn(picture, pose, NOTHING, LiveStatus(mirrored=False))
    assert mirrored[600, 780, 0] == straight[600, 40, 0] == 200
    joint_x = round(500 * 832 / 640)
    y = round(100 * 832 / 640)
    assert tuple(straight[y, joint_x]) == WHITE
    assert tuple(mirrored[y, 831 - joint_x]) == WHITE


def test_the_failure_takes_the_eye(failed_session: Session) -> None:
    failed_at_s = failed_session.sets[0].failure.time_s
    assert failed_at_s is not None
    now = drawn(GREY, None, scoreboard_at(failed_session, failed_at_s), LiveStatus())
    before = drawn(GREY, None, scoreboard_at(failed_session, failed_at_s - 1), LiveStatus())
    assert share(now, VERMILLION) > 0.05
    assert share(before, VERMILLION) < 0.01


def test_a_failed_attempt_is_marked_even_before_failure_is_sure(failed_session: Session) -> None:
    failed_at_s = failed_session.sets[0].failure.time_s
    assert failed_at_s is not None
    unsure = replace(scoreboard_at(failed_session, failed_at_s), failure=None)
    assert share(drawn(GREY, None, unsure, LiveStatus()), VERMILLION) > 0.003


@pytest.mark.parametrize(
    "status",
    [
        LiveStatus(paused=True),
        LiveStatus(in_pain=True),
        LiveStatus(camera_lost=True),
        LiveStatus(help_shown=True),
        LiveStatus(offered="undo"),
        LiveStatus(pictures_per_s=29.0, dropped=3, model="lite", voice="no sound device"),
    ],
)
def test_each_state_looks_different(failed_session: Session, status: LiveStatus) -> None:
    board = scoreboard_at(failed_session, 20.0)
    plain = drawn(GREY, None, board, LiveStatus())
    assert (drawn(GREY, None, board, status) != plain).any()


def test_without_a_picture_it_says_what_it_waits_for() -> None:
    waiting = drawn(None, None, NOTHING, LiveStatus(camera_lost=True))
    assert share(waiting, YELLOW) > share(drawn(None, None, NOTHING, LiveStatus()), YELLOW)


def test_rest_list_of_sets_and_correction_are_shown(failed_session: Session) -> None:
    rest = scoreboard_at(failed_session, failed_session.sets[0].end_time_s + 30.0)
    image = drawn(np.zeros((360, 640, 3), np.uint8), None, rest, LiveStatus())
    assert image[480:690, :800].max() > 100
    corrected = replace(rest, corrected_s=0.2)
    assert (
        drawn(GREY, None, corrected, LiveStatus()) != drawn(GREY, None, rest, LiveStatus())
    ).any()


def test_the_help_stays_in_its_box() -> None:
    assert all(width_of(meaning, 32) <= 470 for _, meaning in KEYS)


def test_the_help_names_every_key() -> None:
    assert {key for key, _ in KEYS} == {"q", "space", "u", "n", "p", "r", "m", "f", "h"}


def test_a_long_message_stays_in_its_band() -> None:
    short = drawn(GREY, None, replace(NOTHING, message="Step back."), LiveStatus())
    words = " ".join(60 * ["foreshortened"])
    image = drawn(GREY, None, replace(NOTHING, message=words), LiveStatus())
    band = (np.abs(short.astype(int) - YELLOW).max(axis=2) <= 2).mean(axis=1) > 0.3
    outside = ~band[:, None] & (np.abs(image.astype(int) - short).max(axis=2) > 2)
    assert band.any()
    assert not outside.any()
