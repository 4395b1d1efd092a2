"""Colours that stay apart for colour-blind eyes; a shape or a letter always goes with them.

The bright hues are those of Okabe and Ito, "Color Universal Design" (2008). RGB, 0..255.
"""

from __future__ import annotations

from lastrep.records.repetition import Label

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
MUTED: Colour = (165, 172, 184)
FAINT: Colour = (72, 78, 90)
DIM: Colour = (92, 99, 113)
PANEL: Colour = (17, 20, 27)
CARD: Colour = (32, 37, 48)
BLACK: Colour = (0, 0, 0)

ORANGE: Colour = (230, 159, 0)
SKY: Colour = (86, 180, 233)
GREEN: Colour = (0, 158, 115)
YELLOW: Colour = (240, 228, 66)
VERMILLION: Colour = (230, 94, 0)
PINK: Colour = (204, 121, 167)

LABEL_COLOURS: dict[Label, Colour] = {
    "full": SKY,
    "half": ORANGE,
    "negative": PINK,
    "forced": GREEN,
    "cheat": YELLOW,
    "failed": VERMILLION,
    "hold": MUTED,
}
LABEL_LETTERS: dict[Label, str] = {
    "full": "",
    "half": "H",
    "negative": "N",
    "forced": "F",
    "cheat": "C",
    "failed": "X",
    "hold": "=",
}
PHASE_COLOURS: dict[str | None, Colour] = {"lifting": ORANGE, "lowering": SKY, None: WHITE}
