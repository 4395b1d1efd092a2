"""What a motion is, and the postures that many motions share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lastrep.simulation.postures import SITTING, STANDING, Posture

Anchor = Literal["feet", "ground", "pelvis", "hands", "shoulders"]
Weight = Literal["none", "dumbbells", "barbell", "cable", "machine"]
Station = Literal["floor", "bench", "seat", "rack", "pull_up_bar", "dip_bars", "pulley"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """How one exercise moves a body; what the exercise is stands in the catalogue.

    Attributes
    ----------
    lengthened, shortened
        Postures at the two ends of the range of motion.
    bow
        What is added half-way, as angles (a curved path); fades towards both ends.
    anchor
        What stays put. ``feet``: both feet where they stand. ``ground``: the lowest foot touches
        the floor. ``pelvis``, ``hands``, ``shoulders``: held at ``anchor_height_m``.
    bar_half_width_m
        Both hands on one bar, this far from its middle; None where hands are free.
    bar_on_back
        The bar lies on the upper back and the hands hold it there.
    hands_fixed, flat_feet
        The hands do not move in space (push-up, pull-up, dip); the soles lie on the floor.
    peak_at
        Where in the concentric's time velocity peaks. Real squats: 0.77 unloaded; loaded lifts
        earlier.
    fresh_s
        Concentric of a fresh repetition at full intent with a 10-repetition weight.
    velocity_loss_at_failure
        Share of velocity lost on the last completed repetition of a set to failure.
    weight, station, bar_length_m, plate_m
        What is lifted, and where: decides how the weight is picked up, and what is drawn (the
        largest plate by its radius).
    entry
        Postures passed through from standing to the start.
    """

    lengthened: Posture
    shortened: Posture
    bow: Posture | None = None
    anchor: Anchor = "feet"
    anchor_height_m: float = 0.0
    bar_half_width_m: float | None = None
    bar_on_back: bool = False
    hands_fixed: bool = False
    flat_feet: bool = True
    peak_at: float = 0.5
    fresh_s: float = 0.9
    velocity_loss_at_failure: float = 0.6
    weight: Weight = "none"
    bar_length_m: float = 1.9
    plate_m: float = 0.21
    station: Station = "floor"
    entry: tuple[Posture, ...] = (STANDING,)

    @property
    def stands(self) -> bool:
        """Whether the feet are where they are during the set already before it."""
        return self.anchor == "feet" and self.flat_feet

    @property
    def on_hooks(self) -> bool:
        """Whether the bar waits on the hooks of a rack, where the lifter starts."""
        return self.weight == "barbell" and (
            self.station == "rack" or (self.station == "bench" and self.anchor == "pelvis")
        )


UP = replace(STANDING, hip_out=6.0, knee=6.0, hip=4.0)
BENT = replace(UP, lean=58.0, spine=4.0, hip=76.0, knee=24.0, neck=-22.0)
SUPINE = Posture(lean=-90.0, neck=6.0, hip=-8.0, hip_out=22.0, hip_turn=10.0, knee=70.0)
SEAT = replace(SITTING, lean=2.0)
HANG = Posture(hip=8.0, hip_out=3.0, knee=48.0, ankle=28.0, neck=-14.0)
PLANK = Posture(hip_out=4.0, neck=-14.0, ankle=-8.0)
PLANK_UP = Posture(hip_out=5.0, ankle=10.0, neck=10.0)
"""Face up, heels on the floor."""
LIE_DOWN = (STANDING, SITTING)
SIT_DOWN = (STANDING, replace(SITTING, hip=110.0, knee=110.0))
BENCH_M = 0.555
"""Pelvis centre of a person lying on a bench 0.44 m high."""
FLOOR_M = 0.12
"""Pelvis centre of a person lying on the floor."""

CURL = {"shoulder": 9.0, "abduction": 8.0, "elbow": 14.0, "forearm": 12.0, "wrist": 4.0}
CURLED = {"shoulder": 19.0, "abduction": 9.0, "elbow": 136.0, "forearm": 8.0, "wrist": -10.0}
