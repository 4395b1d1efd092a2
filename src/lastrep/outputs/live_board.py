"""The picture of a running session: counters that can be read from three metres."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from lastrep.outputs.advice_card import draw_advice_card
from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import HEAVY, STRONG, draw_line, fit, width_of, wrap
from lastrep.outputs.palette import (
    CARD,
    FAINT,
    LABEL_COLOURS,
    MUTED,
    ORANGE,
    PANEL,
    PHASE_COLOURS,
    SKY,
    VERMILLION,
    WHITE,
    YELLOW,
)
from lastrep.outputs.panel import MAIN, OTHERS
from lastrep.outputs.rep_chart import draw_rep_chart
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.skeleton import draw_skeleton
from lastrep.outputs.wording import clock, exercise_title, reserve_words, tempo_text
from lastrep.records.frame import ImageArray
from lastrep.records.pose import Pose

WIDTH_PX, HEIGHT_PX = 1280, 720
PICTURE_AREA = Rect(0, 0, 832, 624)
PANEL_AREA = Rect(832, 0, 448, 720)
FAILURE_FLASH_S = 2.0
CORRECTED_S = 1.5
UNIT = 16.0  # of the chart and the card
_PAD = 18
_PHASE_WORDS = {"lifting": "LIFTING", "lowering": "LOWERING", "hold": "HOLD"}
KEYS = (
    ("q", "save and quit"),
    ("space", "pause, go on"),
    ("u", "take the last repetition back"),
    ("n", "next exercise"),
    ("r", "drop the running set"),
    ("m", "mirror the picture"),
    ("f", "full screen"),
    ("h", "this help"),
)


@dataclass(frozen=True, slots=True)
class LiveStatus:
    """What is shown besides the scoreboard."""

    mirrored: bool = True
    paused: bool = False
    help_shown: bool = False
    camera_lost: bool = False
    offered: str | None = None
    voice: str = ""
    pictures_per_s: float | None = None
    dropped: int = 0
    model: str | None = None


def draw_live(
    image_rgb: ImageArray | None, pose: Pose | None, board: Scoreboard, status: LiveStatus
) -> ImageArray:
    """Return the whole window as a picture of `WIDTH_PX` by `HEIGHT_PX`."""
    canvas = np.zeros((HEIGHT_PX, WIDTH_PX, 3), np.uint8)
    spot = _draw_picture(canvas, image_rgb, pose, board, status)
    _draw_panel(canvas, board, status)
    _draw_strip(canvas, spot.height, board, status)
    if status.help_shown:
        _draw_help(canvas)
    return canvas


def _draw_picture(
    canvas: ImageArray,
    image_rgb: ImageArray | None,
    pose: Pose | None,
    board: Scoreboard,
    status: LiveStatus,
) -> Rect:
    if image_rgb is None:
        text = "The camera is gone. Waiting for it to come back." if status.camera_lost else ""
        middle = PICTURE_AREA.width / 2
        draw_line(canvas, text, middle, 300, 30, YELLOW, weight=STRONG, align="centre")
        return PICTURE_AREA
    height, width = image_rgb.shape[:2]
    scale = min(PICTURE_AREA.width / width, PICTURE_AREA.height / height)
    size = round(width * scale), round(height * scale)
    spot = Rect((PICTURE_AREA.width - size[0]) // 2, 0, *size)
    picture = cv2.flip(image_rgb, 1) if status.mirrored else image_rgb
    window = canvas[spot.y : spot.y + spot.height, spot.x : spot.x + spot.width]
    window[:] = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
    if pose is not None and pose.seen:
        points_px = pose.keypoints_px * (np.array(size) / np.array(pose.image_size_px))
        if status.mirrored:
            points_px[:, 0] = size[0] - 1 - points_px[:, 0]
        draw_skeleton(window, points_px, pose.visibility, board.phase)
    if status.camera_lost or status.paused:
        window[:] = window // 3
        text = "CAMERA LOST" if status.camera_lost else "PAUSED"
        x, y = size[0] / 2, size[1] / 2
        draw_line(window, text, x, y, 64, WHITE, weight=HEAVY, align="centre", outline=True)
    failed_at_s = board.failure.time_s if board.failure else None
    if failed_at_s is not None and board.time_s - failed_at_s < FAILURE_FLASH_S:
        cv2.rectangle(window, (0, 0), (size[0] - 1, size[1] - 1), VERMILLION, 14)
    return spot


def _draw_panel(canvas: ImageArray, board: Scoreboard, status: LiveStatus) -> None:
    area = PANEL_AREA
    cv2.rectangle(canvas, area[:2], (area.x + area.width, area.y + area.height), PANEL, -1)
    x, width = area.x + _PAD, area.width - 2 * _PAD
    name = exercise_title(board.exercise) if board.exercise else "Ready when you are"
    number = f"Set {board.set_number}" if board.set_number else ""
    room = width - width_of(number, 24) - 12
    draw_line(canvas, fit(name, room, 32, STRONG), x, 46, 32, WHITE, weight=STRONG)
    draw_line(canvas, number, x + width, 46, 24, MUTED, align="right")
    _draw_counters(canvas, board, x, width)
    _draw_now(canvas, Rect(x, 262, width, 74), board, status)
    draw_rep_chart(canvas, Rect(x, 346, width, 176), UNIT, board)
    draw_advice_card(canvas, Rect(x, 530, width, 182), UNIT, board)


def _draw_counters(canvas: ImageArray, board: Scoreboard, x: int, width: int) -> None:
    counts = board.counts
    step = width / len(MAIN)
    for i, label in enumerate(MAIN):
        count = getattr(counts, label)
        size = min(150.0, 0.96 * step / width_of(str(count), 100, HEAVY) * 100)
        centre = x + (i + 0.5) * step
        colour = LABEL_COLOURS[label] if count or label == "full" else FAINT
        draw_line(canvas, str(count), centre, 180, size, colour, weight=HEAVY, align="centre")
        draw_line(canvas, label, centre, 214, 28, WHITE, align="centre")
    at = float(x)
    for label in OTHERS:
        if count := getattr(counts, label):
            text = f"{count} {label}"
            draw_line(canvas, text, at, 248, 25, LABEL_COLOURS[label], weight=STRONG)
            at += width_of(text, 25, STRONG) + 18
    if board.corrected_s is not None and board.corrected_s < CORRECTED_S:
        draw_line(canvas, "corrected", x + width, 248, 22, YELLOW, align="right")


def _draw_now(canvas: ImageArray, area: Rect, board: Scoreboard, status: LiveStatus) -> None:
    """Draw the one thing that matters now: failure, rest, forecast, or the phase and tempo."""
    middle, base = area.x + area.width / 2, area.y + 53
    box = (area.x, area.y), (area.x + area.width, area.y + area.height)
    if status.paused:
        cv2.rectangle(canvas, *box, CARD, -1)
        draw_line(canvas, "PAUSED", middle, base, 44, YELLOW, weight=HEAVY, align="centre")
        return
    if board.failure is not None and board.rest_s is None:
        cv2.rectangle(canvas, *box, VERMILLION, -1)
        words = "FAILURE" if board.failure.kind == "positive" else "LOWERING FAILED"
        draw_line(canvas, words, middle, base, 46, WHITE, weight=HEAVY, align="centre")
        return
    if board.reps and board.reps[-1].label == "failed" and board.rest_s is None:
        cv2.rectangle(canvas, *box, VERMILLION, 3)
        words = "ATTEMPT FAILED"
        draw_line(canvas, words, middle, base - 2, 38, VERMILLION, weight=HEAVY, align="centre")
        return
    if board.rest_s is not None:
        draw_line(canvas, "Rest", area.x, base, 34, MUTED)
        right = area.x + area.width
        draw_line(
            canvas, clock(board.rest_s), right, base + 6, 64, SKY, weight=HEAVY, align="right"
        )
        return
    reserve = reserve_words(board.reps_in_reserve)
    if reserve:
        cv2.rectangle(canvas, *box, CARD, -1)
        draw_line(canvas, reserve, middle, base - 4, 36, ORANGE, weight=STRONG, align="centre")
        return
    if board.phase is not None:
        colour = PHASE_COLOURS.get(board.phase, WHITE)
        word = _PHASE_WORDS[board.phase]
        draw_line(canvas, word, area.x, base - 18, 36, colour, weight=HEAVY)
    if board.reps:
        text = f"Tempo {tempo_text(board.reps[-1])} s"
        draw_line(canvas, text, area.x, base + 18, 24, MUTED)


def _draw_strip(canvas: ImageArray, top: int, board: Scoreboard, status: LiveStatus) -> None:
    """Draw below the picture what to change, the sets so far, and how well it runs."""
    width = PICTURE_AREA.width - 2 * _PAD
    y = top + 42
    words = f"Lower your hand now: {status.offered}" if status.offered else board.message
    if words:
        for line in wrap(words, width, 32, STRONG)[:2]:
            draw_line(canvas, line, _PAD, y, 32, YELLOW, weight=STRONG)
            y += 38
    room = (HEIGHT_PX - 34 - y) // 30
    for done in board.sets_done[-max(0, room) :] if room > 0 else ():
        kinds = [f"{getattr(done.counts, label)} {label}" for label in (*MAIN, *OTHERS)]
        shown = ", ".join(kind for kind in kinds if not kind.startswith("0 "))
        text = f"Set {done.number}  {exercise_title(done.exercise)}: {shown or 'no repetition'}"
        colour = VERMILLION if done.reached_failure else MUTED
        draw_line(canvas, fit(text, width, 22), _PAD, y, 22, colour)
        y += 30
    parts = [
        "" if status.pictures_per_s is None else f"{status.pictures_per_s:.0f} pictures/s",
        f"{status.dropped} dropped" if status.dropped else "",
        f"{status.model} model" if status.model else "",
        status.voice,
        "h: help",
    ]
    foot = "   ".join(part for part in parts if part)
    draw_line(canvas, fit(foot, width, 17), _PAD, HEIGHT_PX - 12, 17, MUTED)


def _draw_help(canvas: ImageArray) -> None:
    box = Rect(150, 90, 530, 60 + 46 * len(KEYS))
    piece = canvas[box.y : box.y + box.height, box.x : box.x + box.width]
    piece[:] = cv2.addWeighted(piece, 0.12, np.full_like(piece, PANEL), 0.88, 0.0)
    for i, (key, meaning) in enumerate(KEYS):
        y = box.y + 62 + 46 * i
        draw_line(canvas, key, box.x + 130, y, 28, YELLOW, weight=STRONG, align="right")
        draw_line(canvas, meaning, box.x + 160, y, 28, WHITE)
