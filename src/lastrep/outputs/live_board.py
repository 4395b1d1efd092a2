"""The picture of a running session: counters that can be read from three metres."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import HEAVY, STRONG, draw_line, fit, width_of, wrap
from lastrep.outputs.live_panel import draw_lasting, draw_passing
from lastrep.outputs.palette import BLACK, CARD, MUTED, PANEL, VERMILLION, WHITE, YELLOW
from lastrep.outputs.panel import MAIN, OTHERS
from lastrep.outputs.scoreboard import Scoreboard, SetLine
from lastrep.outputs.skeleton import draw_skeleton
from lastrep.outputs.wording import exercise_title
from lastrep.records.frame import ImageArray
from lastrep.records.pose import Pose

WIDTH_PX, HEIGHT_PX = 1280, 720
PICTURE_AREA = Rect(0, 0, 832, 624)
FAILURE_FLASH_S = 2.0
_PAD = 18
_BANNER_PX, _FOOT_PX = 66, 30
_BANNER_SIZES = (46, 40, 34, 27, 22, 18)
_SET_LINE_PX = 31
KEYS = (
    ("q", "save and quit"),
    ("space", "pause, go on"),
    ("u", "take the last repetition back"),
    ("n", "next exercise"),
    ("p", "it hurts: stop all advice"),
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
    in_pain: bool = False
    help_shown: bool = False
    camera_lost: bool = False
    offered: str | None = None
    voice: str = ""
    pictures_per_s: float | None = None
    dropped: int = 0
    model: str | None = None


class LiveBoard:
    """Draws the window's picture; what did not change since the last one is not drawn again.

    Its memory is used again for every picture: fresh pages cost more than all strokes together.
    """

    def __init__(self) -> None:
        self._lasting: Scoreboard | None = None
        self._kept = np.full((HEIGHT_PX, WIDTH_PX, 3), PANEL, np.uint8)
        self._canvas = self._kept.copy()

    def draw(
        self, image_rgb: ImageArray | None, pose: Pose | None, board: Scoreboard, status: LiveStatus
    ) -> ImageArray:
        """Return the whole window, `WIDTH_PX` by `HEIGHT_PX`; it is valid until the next one."""
        lasting = replace(
            board,
            time_s=0.0,
            phase=None,
            phase_s=None,
            message=None,
            rest_s=None,
            corrected_s=None,
        )
        if lasting != self._lasting:
            self._lasting = lasting
            draw_lasting(self._kept, board)
        canvas = self._canvas
        np.copyto(canvas, self._kept)
        spot = _draw_picture(canvas, image_rgb, pose, board, status)
        draw_passing(canvas, board, paused=status.paused)
        _draw_strip(canvas, spot.y + spot.height, board, status)
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
        words, more = (
            ("CAMERA LOST", "Waiting for it.") if status.camera_lost else ("One moment", "")
        )
        _draw_words(canvas[: PICTURE_AREA.height, : PICTURE_AREA.width], words, more)
        return PICTURE_AREA
    height, width = image_rgb.shape[:2]
    scale = min(PICTURE_AREA.width / width, PICTURE_AREA.height / height)
    size = round(width * scale), round(height * scale)
    spot = Rect((PICTURE_AREA.width - size[0]) // 2, 0, *size)
    window = canvas[spot.y : spot.y + spot.height, spot.x : spot.x + spot.width]
    cv2.resize(image_rgb, size, dst=window, interpolation=cv2.INTER_LINEAR)
    if status.mirrored:
        cv2.flip(window, 1, dst=window)
    if pose is not None and pose.seen:
        points_px = pose.keypoints_px * (np.array(size) / np.array(pose.image_size_px))
        if status.mirrored:
            points_px[:, 0] = size[0] - 1 - points_px[:, 0]
        draw_skeleton(window, points_px, pose.visibility, board.phase)
    if status.camera_lost or status.paused:
        window[:] = window // 4
    if status.camera_lost:
        _draw_words(window, "CAMERA LOST", "Waiting for it. Your set is kept.")
    elif status.paused:
        _draw_words(window, "PAUSED", "Space or the hand signal: go on")
    failed_at_s = board.failure.time_s if board.failure else None
    if failed_at_s is not None and board.time_s - failed_at_s < FAILURE_FLASH_S:
        cv2.rectangle(window, (0, 0), (size[0] - 1, size[1] - 1), VERMILLION, 14)
    return spot


def _draw_words(window: ImageArray, words: str, more: str) -> None:
    """Say large why nothing moves."""
    x, y = window.shape[1] / 2, window.shape[0] / 2
    draw_line(window, words, x, y, 76, WHITE, weight=HEAVY, align="centre", outline=True)
    draw_line(window, more, x, y + 60, 36, YELLOW, weight=STRONG, align="centre", outline=True)


def _draw_strip(canvas: ImageArray, top: int, board: Scoreboard, status: LiveStatus) -> None:
    """Draw below the picture what to change, the sets so far, and how well it runs."""
    bottom = HEIGHT_PX - _FOOT_PX
    words = board.message
    if status.offered:
        words = f"Lower your hand now: {status.offered}"
    elif status.in_pain:
        words = "Pain: no more advice (p takes it back)."
    if words:
        _draw_banner(canvas, Rect(0, top, PICTURE_AREA.width, _BANNER_PX), words)
        top += _BANNER_PX
    room = (bottom - top) // _SET_LINE_PX
    for i, done in enumerate(board.sets_done[-room:] if room > 0 else ()):
        _draw_set(canvas, top + _SET_LINE_PX * (i + 1) - 4, done)
    parts = [
        "" if status.pictures_per_s is None else f"{status.pictures_per_s:.0f} pictures/s",
        f"{status.dropped} dropped" if status.dropped else "",
        f"{status.model} model" if status.model else "",
        status.voice,
        "h: help",
    ]
    foot = "   ".join(part for part in parts if part)
    width = PICTURE_AREA.width - 2 * _PAD
    draw_line(canvas, fit(foot, width, 17), _PAD, HEIGHT_PX - 10, 17, MUTED)


def _draw_banner(canvas: ImageArray, area: Rect, words: str) -> None:
    """Tell the lifter what to do, as large as it fits, dark on light."""
    width = area.width - 2 * _PAD
    size, lines = _BANNER_SIZES[-1], [words]
    for size in _BANNER_SIZES:
        lines = wrap(words, width, size, STRONG)
        if len(lines) * 1.2 * size <= area.height:
            break
    room = max(1, int(area.height / (1.2 * size)))
    if len(lines) > room:
        lines = [*lines[: room - 1], fit(" ".join(lines[room - 1 :]), width, size, STRONG)]
    cv2.rectangle(canvas, area[:2], (area.width - 1, area.y + area.height - 1), YELLOW, -1)
    y = area.y + (area.height - 1.2 * size * len(lines)) / 2
    for line in lines:
        y += 1.2 * size
        at = area.x + area.width / 2, y - 0.3 * size
        draw_line(canvas, line, *at, size, BLACK, weight=STRONG, align="centre")


def _draw_set(canvas: ImageArray, base: float, done: SetLine) -> None:
    kinds = [f"{getattr(done.counts, label)} {label}" for label in (*MAIN, *OTHERS)]
    shown = ", ".join(kind for kind in kinds if not kind.startswith("0 "))
    text = f"{done.number}  {exercise_title(done.exercise)}: {shown or 'no repetition'}"
    end = "to failure" if done.reached_failure else ""
    right = PICTURE_AREA.width - _PAD
    room = right - _PAD - (width_of(end, 24, STRONG) + 16 if end else 0)
    draw_line(canvas, fit(text, room, 24), _PAD, base, 24, WHITE)
    draw_line(canvas, end, right, base, 24, VERMILLION, weight=STRONG, align="right")


def _draw_help(canvas: ImageArray) -> None:
    box = Rect(92, 70, 648, 44 + 52 * len(KEYS))
    far = box.x + box.width, box.y + box.height
    cv2.rectangle(canvas, box[:2], far, CARD, -1)
    cv2.rectangle(canvas, box[:2], far, MUTED, 2)
    for i, (key, meaning) in enumerate(KEYS):
        y = box.y + 62 + 52 * i
        draw_line(canvas, key, box.x + 130, y, 32, YELLOW, weight=STRONG, align="right")
        draw_line(canvas, meaning, box.x + 160, y, 32, WHITE)
