"""Crisp text on pictures: OpenCV 5 draws its own anti-aliased font in any size and weight."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import cv2

from lastrep.outputs.palette import BLACK, Colour
from lastrep.records.frame import ImageArray

REGULAR = 400
STRONG = 600
HEAVY = 800
Align = Literal["left", "centre", "right"]


@cache
def _font() -> Any:  # noqa: ANN401 - OpenCV's stubs do not know its font class in every version
    return cv2.FontFace("sans")


@cache
def _width_px(text: str, size_px: int, weight: int) -> int:
    _, _, width, _ = cv2.getTextSize((1, 1), text, (0, 0), _font(), size_px, weight)
    return int(width)


def width_of(text: str, size_px: float, weight: int = REGULAR) -> int:
    """Return how many pixels a line of text takes."""
    return _width_px(text, round(size_px), weight)


def draw_line(
    image: ImageArray,
    text: str,
    x: float,
    baseline_y: float,
    size_px: float,
    colour: Colour,
    *,
    weight: int = REGULAR,
    align: Align = "left",
    outline: bool = False,
) -> None:
    """Draw one line of text; ``outline`` keeps it legible on any background."""
    size = max(6, round(size_px))
    shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * _width_px(text, size, weight)
    at = (round(x - shift), round(baseline_y))
    if outline:
        reach = max(1, size // 14)
        for dx, dy in ((-reach, 0), (reach, 0), (0, -reach), (0, reach)):
            cv2.putText(image, text, (at[0] + dx, at[1] + dy), BLACK, _font(), size, weight)
    cv2.putText(image, text, at, colour, _font(), size, weight)


def wrap(text: str, width_px: float, size_px: float, weight: int = REGULAR) -> list[str]:
    """Return the text broken into lines no wider than ``width_px``, at spaces."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size_px, weight) > width_px:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def fit(text: str, width_px: float, size_px: float, weight: int = REGULAR) -> str:
    """Return the text, shortened with an ellipsis where it is wider than ``width_px``."""
    if width_of(text, size_px, weight) <= width_px:
        return text
    while text and width_of(text + "…", size_px, weight) > width_px:
        text = text[:-1].rstrip()
    return text + "…"


def fitting_size(text: str, width_px: float, largest: int, smallest: int, weight: int) -> int:
    """Return the largest size at which the text fits, or the smallest one where none does."""
    return next(
        (size for size in range(largest, smallest, -2) if width_of(text, size, weight) <= width_px),
        smallest,
    )
