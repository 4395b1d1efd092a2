"""The lifter's situation: what the coach must know before it may offer anything.

Every field has a safe default: alone, no lighter weight at hand, a beginner.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Goal = Literal["size", "strength"]


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One lifter and the place they train in."""

    name: str | None = None
    goal: Goal = "size"
    experience_months: float = 0.0
    age_years: float | None = None
    weeks_off: float = 0.0
    spotter: bool = False
    safeties: bool = False
    lighter_weights: bool = False
    second_station: bool = False
    last_set: bool = True
    target_reps: int | None = None
    time_short: bool = False
    pain: bool = False
    injuries: tuple[str, ...] = ()
    wanted: str | None = None  # a technique the lifter would like, where it is safe
    height_m: float | None = None
    plate_diameter_m: float | None = None
