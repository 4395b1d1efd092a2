"""One bar per repetition: velocity upwards, tempo downwards, so that slowing down can be seen."""

from __future__ import annotations

import cv2

from lastrep.outputs.layout import Rect
from lastrep.outputs.lettering import STRONG, draw_line, width_of
from lastrep.outputs.palette import (
    FAINT,
    LABEL_COLOURS,
    LABEL_LETTERS,
    MUTED,
    VERMILLION,
    WHITE,
    Colour,
)
from lastrep.outputs.scoreboard import Scoreboard
from lastrep.outputs.wording import MINUS, velocity_shares
from lastrep.records.frame import ImageArray
from lastrep.records.repetition import Repetition

TEMPO_FULL_S = 2.5  # a repetition this long fills the space below the line, unless one is longer
MIN_COLUMNS = 8  # the first bars of a set are not wider than this
COMPACT_UNITS = 9  # a chart that is lower than this shows velocities only
MARKED_LOSS = 0.2  # the slowdown at which sets for strength are stopped; see the coach
LIFT: Colour = (208, 214, 224)
LOWER: Colour = (112, 120, 136)


def draw_rep_chart(image: ImageArray, area: Rect, unit: float, board: Scoreboard) -> None:
    """Draw the bars of the set shown into ``area``; the title line names what they are.

    A low chart leaves the tempo out.
    """
    title_y = area.y + 1.3 * unit
    draw_line(image, "Speed of each rep", area.x, title_y, 1.4 * unit, MUTED)
    loss = board.velocity_loss_fraction
    if loss is not None and board.reps:
        text = f"{MINUS}{loss:.0%}" if round(loss, 2) > 0 else "fastest"
        colour = VERMILLION if loss >= MARKED_LOSS else WHITE
        right = area.x + area.width
        draw_line(image, text, right, title_y, 1.7 * unit, colour, weight=STRONG, align="right")
    compact = area.height < COMPACT_UNITS * unit
    top = area.y + (1.8 if compact else 2.2) * unit
    baseline = top + (1.0 if compact else 0.6) * (area.y + area.height - top)
    bottom = area.y + area.height - 1.9 * unit
    _line(image, area.x, baseline, area.x + area.width, baseline, FAINT, max(1, unit / 10))
    if not board.reps:
        return
    columns = max(MIN_COLUMNS, len(board.reps))
    step = area.width / columns
    shares = velocity_shares(board.reps)
    below = round(baseline + unit / 5)
    longest_s = max(TEMPO_FULL_S, *(_moving_s(rep) for rep in board.reps))
    for i, (rep, share) in enumerate(zip(board.reps, shares, strict=True)):
        column = Rect(
            round(area.x + i * step),
            round(top),
            max(2, round(step * 0.74)),
            round(baseline - top),
        )
        _velocity_bar(image, column, unit, rep, share)
        if not compact:
            _tempo_bar(image, column, rep, Rect(0, below, 0, round(bottom) - below), longest_s)
    if not compact:
        _legend(image, area, unit)


def _velocity_bar(
    image: ImageArray, column: Rect, unit: float, rep: Repetition, share: float | None
) -> None:
    colour = LABEL_COLOURS[rep.label]
    letter = LABEL_LETTERS[rep.label]
    room = column.height - (1.5 * unit if column.width >= 0.8 * unit else 0.0)
    height = max(2, round(room * (share or 0.0)))
    base = column.y + column.height
    left, right = column.x, column.x + column.width
    if share is None:  # not measured: an empty outline, not a zero
        height = round(0.3 * room)
        cv2.rectangle(image, (left, base - height), (right, base - 2), colour, 1, cv2.LINE_AA)
    else:
        thickness = max(1, round(unit / 6)) if rep.is_unsure else -1
        cv2.rectangle(image, (left, base - height), (right, base - 1), colour, thickness)
    mark = letter + ("?" if rep.is_unsure else "")
    if mark:
        centre = column.x + column.width / 2
        size = min(1.5 * unit, 1.5 * column.width)
        draw_line(
            image, mark, centre, base - height - 0.3 * unit, size, colour,
            weight=STRONG, align="centre",
        )  # fmt: skip


def _tempo_bar(
    image: ImageArray, column: Rect, rep: Repetition, room: Rect, longest_s: float
) -> None:
    """Stack lowering (dark) under lifting (light), downwards from the line."""
    y = float(room.y)
    per_second = room.height / longest_s
    for seconds, colour in ((rep.tempo_s.concentric, LIFT), (rep.tempo_s.eccentric, LOWER)):
        end = y + (seconds or 0.0) * per_second
        if end - y >= 1:
            right = column.x + column.width
            cv2.rectangle(image, (column.x, round(y)), (right, round(end) - 1), colour, -1)
        y = end


def _moving_s(rep: Repetition) -> float:
    return (rep.tempo_s.concentric or 0.0) + (rep.tempo_s.eccentric or 0.0)


def _legend(image: ImageArray, area: Rect, unit: float) -> None:
    """Say below the chart what hangs under the line."""
    x, y = float(area.x), area.y + area.height - 0.3 * unit
    for text, colour in (("time to lift", LIFT), ("to lower", LOWER)):
        top = round(x), round(y - 0.9 * unit)
        cv2.rectangle(image, top, (round(x + 0.9 * unit), round(y)), colour, -1)
        draw_line(image, text, x + 1.4 * unit, y, 1.25 * unit, MUTED)
        x += 2.6 * unit + width_of(text, 1.25 * unit)


def _line(
    image: ImageArray, x0: float, y0: float, x1: float, y1: float, colour: Colour, width: float
) -> None:
    ends = (round(x0), round(y0)), (round(x1), round(y1))
    cv2.line(image, ends[0], ends[1], colour, max(1, round(width)), cv2.LINE_AA)
