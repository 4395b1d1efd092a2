"""The advice as a card: what to do, how much of it, why, and how far the lifter has got."""

from __future__ import annotations

import math

import cv2

from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import HEAVY, STRONG, draw_line, fit, fitting_size, width_of, wrap
from lastrep.outputs.palette import CARD, FAINT, GREEN, MUTED, SKY, WHITE, YELLOW
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.wording import clock, dose_words, reasons_text, technique_title
from lastrep.records.advice import Advice
from lastrep.records.frame import ImageArray
from lastrep.records.repetition import shown_at_s

COUNTDOWN_UNITS = 8.5  # the room that is kept for the countdown beside the title
_COUNTED = {"reps", "rest_s", "left"}


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
    title = technique_title(advice.technique)
    room = inner - (COUNTDOWN_UNITS * unit if _COUNTED & advice.dose.keys() else 0.0)
    tall = fitting_size(title, room, round(2.1 * unit), round(1.5 * unit), STRONG)
    draw_line(image, fit(title, room, tall, STRONG), x, y, tall, WHITE, weight=STRONG)
    y += 0.9 * unit
    y = _draw_dose(image, board, advice, Rect(round(x), round(y), round(inner), 0), unit)
    size = 1.45 * unit
    lines = [(line, WHITE) for line in wrap(advice.text, inner, size)]
    said = len(lines)
    lines += [(line, MUTED) for line in wrap(reasons_text(advice), inner, size)]
    room = int((bottom - 0.6 * unit - y) / (1.28 * size))
    for i, (line, colour) in enumerate(lines[:room]):
        y += 1.28 * size
        cut_short = i == room - 1 and len(lines) > room != said
        draw_line(image, fit(line + " …", inner, size) if cut_short else line, x, y, size, colour)


def draw_countdown(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    """Draw into the card how much of the dose is left, or how long until it goes on."""
    words = countdown_words(board)
    right, y = area.x + area.width - 0.7 * unit, area.y + 2.3 * unit
    draw_line(image, words, right, y, 2.1 * unit, YELLOW, weight=HEAVY, align="right")


def countdown_words(board: Scoreboard) -> str:
    """Return what is left of the advised dose, in the unit that counts now; empty for none."""
    advice = board.advice
    if advice is None:
        return ""
    reps, rest_s, left = (advice.dose.get(name) for name in ("reps", "rest_s", "left"))
    # the attempt that ended the block is over only after the advice
    done = [rep for rep in board.reps if rep.label != "failed"]
    begun = any(shown_at_s(rep) > advice.time_s for rep in done)
    if isinstance(rest_s, int | float) and not begun:
        left_s = advice.time_s + rest_s - board.time_s
        return f"in {clock(math.ceil(left_s))}" if left_s > 0 else "Go"
    if board.dose_done is not None and isinstance(reps, int):
        left = reps - board.dose_done
    if not isinstance(left, int):
        return ""
    return f"{left} to go" if left > 0 else "done"


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
