"""The panel beside the live picture: what a lifter reads from three metres, the largest first."""

from __future__ import annotations

import cv2

from lastrep.outputs.advice_card import draw_advice_card, draw_countdown
from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import HEAVY, STRONG, draw_line, fitting_size, width_of, wrap
from lastrep.outputs.palette import (
    CARD,
    DIM,
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
from lastrep.outputs.wording import clock, exercise_title, reserve_words, tempo_text
from lastrep.records.frame import ImageArray
from lastrep.records.repetition import Label, shown_at_s

PANEL_AREA = Rect(832, 0, 448, 720)
CORRECTED_S = 1.5
POP_S = 0.6  # so long is a new repetition pointed at
UNIT = 16.0  # of the chart
CARD_UNIT = 18.0
_PAD = 20
_LEFT, _WIDTH = PANEL_AREA.x + _PAD, PANEL_AREA.width - 2 * _PAD
_NOW = Rect(_LEFT, 322, _WIDTH, 92)
_BELOW = Rect(_LEFT, 428, _WIDTH, 280)
_CARD = Rect(_LEFT, 510, _WIDTH, 198)
_BESIDE_CARD = Rect(_LEFT, 424, _WIDTH, 78)
_SPOTS: dict[Label, Rect] = {
    "full": Rect(_LEFT, 66, 238, 212),
    "half": Rect(_LEFT + 250, 70, 158, 102),
    "negative": Rect(_LEFT + 250, 176, 158, 102),
}
_PHASE_WORDS = {"lifting": "LIFTING", "lowering": "LOWERING", "hold": "HOLD"}
HINTS = (
    "Just begin: the set, the exercise and the rest are found by themselves.",
    "Between sets, hold one hand above the nose and the other low: undo, pause, next, pain.",
)


def draw_lasting(image: ImageArray, board: Scoreboard) -> None:
    """Draw what changes only when something has happened: name, counters, chart, advice."""
    area = PANEL_AREA
    cv2.rectangle(image, area[:2], (area.x + area.width, area.y + area.height), PANEL, -1)
    _draw_header(image, board)
    _draw_counters(image, board)
    chart = _BELOW
    if board.advice is not None:
        draw_advice_card(image, _CARD, CARD_UNIT, board)
        chart = _BESIDE_CARD
    if board.reps:
        draw_rep_chart(image, chart, UNIT, board)
    elif board.advice is None:
        _draw_hints(image)


def draw_passing(image: ImageArray, board: Scoreboard, *, paused: bool) -> None:
    """Draw what changes from picture to picture, onto what `draw_lasting` has drawn."""
    last = board.reps[-1] if board.reps else None
    if last is not None and board.time_s - shown_at_s(last) < POP_S and last.label in _SPOTS:
        spot = _SPOTS[last.label]
        corner = spot.x + spot.width, spot.y + spot.height
        cv2.rectangle(image, spot[:2], corner, LABEL_COLOURS[last.label], 4, cv2.LINE_AA)
    if board.corrected_s is not None and board.corrected_s < CORRECTED_S:
        right = _LEFT + _WIDTH
        draw_line(image, "corrected", right, 310, 26, YELLOW, weight=STRONG, align="right")
    draw_countdown(image, _CARD, CARD_UNIT, board)
    _draw_now(image, board, paused=paused)


def _draw_header(image: ImageArray, board: Scoreboard) -> None:
    name = exercise_title(board.exercise) if board.exercise else "Ready when you are"
    number = f"Set {board.set_number}" if board.set_number else ""
    room = _WIDTH - (width_of(number, 26) + 14 if number else 0)
    size = fitting_size(name, room, 38, 24, STRONG)
    draw_line(image, name, _LEFT, 46, size, WHITE, weight=STRONG)
    draw_line(image, number, _LEFT + _WIDTH, 46, 26, MUTED, align="right")


def _draw_counters(image: ImageArray, board: Scoreboard) -> None:
    counts = board.counts
    for label in MAIN:
        spot = _SPOTS[label]
        count = str(getattr(counts, label))
        tallest = 208 if label == "full" else 84
        size = min(tallest, 0.94 * spot.width / width_of(count, 100, HEAVY) * 100)
        colour = LABEL_COLOURS[label] if count != "0" else DIM
        middle, bottom = spot.x + spot.width / 2, spot.y + spot.height
        word = 32 if label == "full" else 26
        draw_line(image, label, middle, bottom - 8, word, WHITE, align="centre")
        base = bottom - 8 - 1.2 * word
        draw_line(image, count, middle, base, size, colour, weight=HEAVY, align="centre")
    at = float(_LEFT)
    for label in OTHERS:
        if count_other := getattr(counts, label):
            text = f"{count_other} {label}"
            draw_line(image, text, at, 310, 28, LABEL_COLOURS[label], weight=STRONG)
            at += width_of(text, 28, STRONG) + 20


def _draw_hints(image: ImageArray) -> None:
    y = _BELOW.y + 24
    for hint in HINTS:
        for line in wrap(hint, _WIDTH, 25):
            draw_line(image, line, _LEFT, y, 25, MUTED)
            y += 34
        y += 18


def _draw_now(image: ImageArray, board: Scoreboard, *, paused: bool) -> None:
    """Draw the one thing that matters now: failure, rest, forecast, or the phase and tempo."""
    area = _NOW
    middle, base = area.x + area.width / 2, area.y + 64
    box = (area.x, area.y), (area.x + area.width, area.y + area.height)
    if paused:
        cv2.rectangle(image, *box, CARD, -1)
        draw_line(image, "PAUSED", middle, base, 52, YELLOW, weight=HEAVY, align="centre")
    elif board.failure is not None and board.rest_s is None:
        cv2.rectangle(image, *box, VERMILLION, -1)
        words = "FAILURE" if board.failure.kind == "positive" else "LOWERING FAILED"
        size = fitting_size(words, area.width - 24, 60, 30, HEAVY)
        draw_line(image, words, middle, base + 2, size, WHITE, weight=HEAVY, align="centre")
    elif board.rest_s is not None:
        draw_line(image, "Rest", area.x, base, 40, MUTED)
        rest, right = clock(board.rest_s), area.x + area.width
        draw_line(image, rest, right, base + 10, 84, SKY, weight=HEAVY, align="right")
    elif board.reps and board.reps[-1].label == "failed":
        cv2.rectangle(image, *box, VERMILLION, 4)
        draw_line(
            image, "ATTEMPT FAILED", middle, base - 4, 44, VERMILLION,
            weight=HEAVY, align="centre",
        )  # fmt: skip
    elif words := reserve_words(board.reps_in_reserve):
        cv2.rectangle(image, *box, CARD, -1)
        cv2.rectangle(image, box[0], (area.x + 8, box[1][1]), ORANGE, -1)
        size = fitting_size(words, area.width - 32, 46, 30, STRONG)
        draw_line(image, words, middle + 4, base - 4, size, ORANGE, weight=STRONG, align="centre")
    else:
        _draw_phase(image, board)


def _draw_phase(image: ImageArray, board: Scoreboard) -> None:
    """Draw what the lifter is doing, for how long already, and the tempo of the last repetition."""
    area = _NOW
    right = area.x + area.width
    if board.phase is not None:
        colour = PHASE_COLOURS.get(board.phase, WHITE)
        base = area.y + 44
        draw_line(image, _PHASE_WORDS[board.phase], area.x, base, 48, colour, weight=HEAVY)
        if board.phase_s is not None:
            text = f"{board.phase_s:.1f} s"
            draw_line(image, text, right, base, 48, colour, weight=STRONG, align="right")
    if board.reps:
        draw_line(image, "Last tempo", area.x, area.y + 84, 25, MUTED)
        text = f"{tempo_text(board.reps[-1])} s"
        draw_line(image, text, right, area.y + 84, 25, WHITE, align="right")
