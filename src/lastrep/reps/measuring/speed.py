"""What is known of a lifter's speed: how far one may stand out, and what a rest brings back."""

from __future__ import annotations

import math

OUTLIER_SPEED = 1.15  # times the speeds around it: a faster one was read wrongly, or helped
RECOVERY_S = 15.0
BEYOND_REST = 0.08  # of the best speed: more than this a rest does not explain


def rested_speed(tired: float, rest_s: float, *, best: float = 1.0) -> float:
    """Return the speed with the same weight after a rest, in the unit of the other two.

    What was lost of the best comes back as ``1 - exp(-rest / 15 s)``: a project prior.
    """
    return tired + (best - tired) * (1.0 - math.exp(-rest_s / RECOVERY_S))
