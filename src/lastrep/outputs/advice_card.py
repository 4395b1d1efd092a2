"""The advice as a card: what to do, how much of it, why, and how far the lifter has got."""

from __future__ import annotations

import cv2

from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import STRONG, draw_line, fit, width_of, wrap
from lastrep.outputs.palette import CARD, FAINT, GREEN, MUTED, SKY, WHITE, YELLOW
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.wording import dose_words, technique_title
from lastrep.records.advice import Advice
from lastrep.records.frame import ImageArray


def draw_advice_card(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    """Draw the advice of the moment into ``area``; nothing where there is none."""
    advice = board.advice
    if advice is None:
        return
    bottom, right = area.y + area.height, area.x + area.width
    cv2.rectangle(image, (area.x, area.y), (right, bottom), CARD, -1)
    edge = max(3, round(unit / 3))
    cv2.rectangle(image, (area.x, area.y), (area.x + edge, bottom), GREEN, -1)
    pad = unit
    x, inner = area.x + edge + 0.7 * pad, area.width - edge - 1.4 * pad
    y = area.y + 2.3 * unit
    size = 2.1 * unit
    title = fit(technique_title(advice.technique), inner, size, STRONG)
    draw_line(image, title, x, y, size, WHITE, weight=STRONG)
    y += 0.9 * unit
    y = _draw_dose(image, board, advice, Rect(round(x), round(y), round(inner), 0), unit)
    size = 1.45 * unit
    lines = [(line, WHITE) for line in wrap(advice.text, inner, size)]
    lines += [(line, MUTED) for line in wrap("; ".join(advice.because), inner, size)]
    room = int((bottom - 0.6 * unit - y) / (1.28 * size))
    for i, (line, colour) in enumerate(lines[:room]):
        y += 1.28 * size
        cut_short = i == room - 1 and len(lines) > room
        draw_line(image, fit(line + " …", inner, size) if cut_short else line, x, y, size, colour)


def _draw_dose(
    image: ImageArray, board: Scoreboard, advice: Advice, line: Rect, unit: float
) -> float:
    """Draw the dose as chips, then one pip per advised repetition; return the next free y."""
    size = 1.4 * unit
    x, y = float(line.x), line.y
    right = line.x + line.width
    for phrase in dose_words(advice):
        chip = width_of(phrase, size, STRONG) + 1.0 * unit
        if x + chip > right:
            break
        corner = round(x), y
        cv2.rectangle(image, corner, (round(x + chip), round(y + 2.1 * unit)), FAINT, -1)
        draw_line(image, phrase, x + 0.5 * unit, y + 1.55 * unit, size, YELLOW, weight=STRONG)
        x += chip + 0.5 * unit
    done, reps = board.dose_done, advice.dose.get("reps")
    if done is not None and isinstance(reps, int) and reps > 0:
        step = min(1.6 * unit, (right - x) / reps)
        for i in range(reps):
            centre = round(x + (i + 0.6) * step), round(y + 1.05 * unit)
            radius = max(2, round(0.36 * step))
            cv2.circle(image, centre, radius, SKY if i < done else FAINT, -1, cv2.LINE_AA)
    return y + (2.4 * unit if advice.dose else 0.0)
