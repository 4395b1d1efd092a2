"""The scoreboard's panel: exercise, large counters, rep chart, what goes on now, advice card."""

from __future__ import annotations

import cv2
import numpy as np

from lastrep.outputs.advice_card import draw_advice_card, draw_countdown
from lastrep.outputs.layout import Layout, Rect
from lastrep.outputs.lettering import HEAVY, STRONG, draw_line, fit, width_of, wrap
from lastrep.outputs.palette import LABEL_COLOURS, MUTED, PANEL, VERMILLION, WHITE, YELLOW
from lastrep.outputs.rep_chart import draw_rep_chart
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.wording import clock, exercise_title, reserve_words, tempo_text
from lastrep.records.frame import ImageArray
from lastrep.records.repetition import Label

PANEL_OPACITY = 0.82
MAIN: tuple[Label, ...] = ("full", "half", "negative")
OTHERS: tuple[Label, ...] = ("forced", "cheat", "failed", "hold")
_PHASE_WORDS = {"lifting": "Lifting", "lowering": "Lowering", "hold": "Holding"}


def draw_panel(image: ImageArray, layout: Layout, board: Scoreboard) -> None:
    """Draw the scoreboard into the layout's panel, in place."""
    area, unit = layout.panel, layout.unit_px
    _draw_background(image, area, shine_through=layout.panel_on_picture)
    pad = unit
    x, y, width = area.x + pad, area.y + pad, area.width - 2 * pad
    if layout.direction == "column":
        _draw_header(image, _rect(x, y, width, 4 * unit), unit, board)
        _draw_counters(image, _rect(x, y + 4.9 * unit, width, 8.2 * unit), unit, board)
        _draw_now(image, _rect(x, y + 13.5 * unit, width, 4.4 * unit), unit, board)
        chart_top = y + 18.2 * unit
        card_height = 12.6 * unit if board.advice else 0.0
        chart_height = min(12.4 * unit, area.y + area.height - chart_top - card_height - 1.6 * unit)
        chart = _rect(x, chart_top, width, chart_height)
        card = _rect(x, area.y + area.height - card_height - pad, width, card_height)
    else:
        half = (width - 1.5 * unit) / 2
        right = x + half + 1.5 * unit
        _draw_header(image, _rect(x, y, half, 4 * unit), unit, board)
        _draw_counters(image, _rect(x, y + 4.9 * unit, half, 8.2 * unit), unit, board)
        _draw_now(image, _rect(x, y + 13.9 * unit, half, 4.4 * unit), unit, board)
        chart = _rect(right, y, half, 12 * unit)
        card = _rect(right, y + 12.6 * unit, half, 13 * unit)
    draw_rep_chart(image, chart, unit, board)
    draw_advice_card(image, card, unit, board)
    draw_countdown(image, card, unit, board)


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(round(x), round(y), round(width), round(height))


def _draw_background(image: ImageArray, area: Rect, *, shine_through: bool) -> None:
    piece = image[area.y : area.y + area.height, area.x : area.x + area.width]
    if shine_through:
        cover = np.full_like(piece, PANEL)
        piece[:] = cv2.addWeighted(piece, 1.0 - PANEL_OPACITY, cover, PANEL_OPACITY, 0.0)
    else:
        cv2.rectangle(image, area[:2], (area.x + area.width, area.y + area.height), PANEL, -1)


def _draw_header(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    name = exercise_title(board.exercise) if board.exercise else "Waiting for the set"
    size = 2.0 * unit
    while size > 1.5 * unit and width_of(name, size, STRONG) > area.width:
        size -= 0.1 * unit
    title = fit(name, area.width, size, STRONG)
    draw_line(image, title, area.x, area.y + 1.7 * unit, size, WHITE, weight=STRONG)
    line = ""
    if board.set_number is not None:
        line = f"Set {board.set_number}"
        if board.rest_s is not None:
            line += f"  ·  rest {clock(board.rest_s)}"
    draw_line(image, line, area.x, area.y + 3.6 * unit, 1.5 * unit, MUTED)


def _draw_counters(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    """Draw full, half and negative large; the other labels in a line below when there are any."""
    counts = board.counts
    step = area.width / len(MAIN)
    for i, label in enumerate(MAIN):
        number = getattr(counts, label)
        centre = area.x + (i + 0.5) * step
        colour = LABEL_COLOURS[label] if number or label == "full" else MUTED
        size = min(5.4 * unit, 0.95 * step / width_of(str(number), 100, HEAVY) * 100)
        draw_line(
            image, str(number), centre, area.y + 4.1 * unit, size, colour,
            weight=HEAVY, align="centre",
        )  # fmt: skip
        draw_line(
            image, label, centre, area.y + 5.9 * unit, 1.6 * unit, WHITE, align="centre"
        )  # fmt: skip
    x = float(area.x)
    for label in OTHERS:
        number = getattr(counts, label)
        if number:
            text = f"{number} {label}"
            y = area.y + 8.1 * unit
            draw_line(image, text, x, y, 1.6 * unit, LABEL_COLOURS[label], weight=STRONG)
            x += width_of(text, 1.6 * unit, STRONG) + 1.2 * unit


def _draw_now(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    """Draw the failure if there is one, else what the lifter is told or is doing."""
    if board.failure is not None:
        bottom = round(area.y + 3.6 * unit)
        cv2.rectangle(image, (area.x, area.y), (area.x + area.width, bottom), VERMILLION, -1)
        centre, y = area.x + area.width / 2, area.y + 2.55 * unit
        text = "FAILURE" if board.failure.kind == "positive" else "LOWERING FAILED"
        draw_line(image, text, centre, y, 2.2 * unit, WHITE, weight=HEAVY, align="centre")
        return
    if board.message:
        for i, line in enumerate(wrap(board.message, area.width, 1.5 * unit)[:2]):
            draw_line(image, line, area.x, area.y + (1.5 + 1.9 * i) * unit, 1.5 * unit, YELLOW)
        return
    words = _PHASE_WORDS.get(board.phase or "", "")
    reserve = reserve_words(board.reps_in_reserve)
    baseline = area.y + 1.6 * unit
    if reserve:
        draw_line(image, reserve, area.x, baseline, 1.6 * unit, YELLOW, weight=STRONG)
    elif words:
        draw_line(image, words, area.x, baseline, 1.6 * unit, WHITE, weight=STRONG)
    if board.reps:
        text = f"Tempo {tempo_text(board.reps[-1])} s"
        text = fit(text, area.width, 1.5 * unit)
        draw_line(image, text, area.x, area.y + 3.6 * unit, 1.5 * unit, MUTED)
