"""The lifter's situation: what the coach must know before it may offer anything.

Every field has a safe default: alone, no lighter weight at hand, a beginner.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

from lastrep.errors import UsageError

Goal = Literal["size", "strength"]
Wish = Literal[
    "cheat_reps",
    "cluster",
    "combination",
    "drop_set",
    "forced_reps",
    "half_reps",
    "myo_reps",
    "negative_resistance",
    "negatives",
    "pre_exhaust",
    "rest_pause",
    "superset_antagonist",
    "superset_same_muscle",
]
Months = Annotated[float, msgspec.Meta(ge=0.0, le=1200.0)]
Years = Annotated[float, msgspec.Meta(gt=0.0, le=120.0)]
Weeks = Annotated[float, msgspec.Meta(ge=0.0, le=5000.0)]
Reps = Annotated[int, msgspec.Meta(ge=1, le=1000)]
HEIGHT_M, PLATE_M = (1.0, 2.5), (0.05, 1.0)  # the least and the most that are believed
Height = Annotated[float, msgspec.Meta(ge=HEIGHT_M[0], le=HEIGHT_M[1])]
Plate = Annotated[float, msgspec.Meta(ge=PLATE_M[0], le=PLATE_M[1])]


def technique_named(name: str) -> Wish:
    """Return the id of a technique; case, spaces and hyphens do not matter.

    Raises
    ------
    UsageError
        There is none of this name; those that exist are named.
    """
    plain = name.strip().casefold().replace(" ", "_").replace("-", "_")
    known: tuple[Wish, ...] = get_args(Wish)
    found = next((technique for technique in known if technique == plain), None)
    if found is None:
        raise UsageError(f'No technique is called "{name}"; choose one of {", ".join(known)}.')
    return found


def fault_in(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return what is wrong with a profile's field, and which field it is."""
    what, _, place = str(error).partition(" - at ")
    return what, place.strip("`$.")


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One lifter and the place they train in."""

    name: str | None = None
    goal: Goal = "size"
    experience_months: Months = 0.0
    age_years: Years | None = None
    weeks_off: Weeks = 0.0
    spotter: bool = False
    safeties: bool = False
    lighter_weights: bool = False
    second_station: bool = False
    last_set: bool = True
    target_reps: Reps | None = None
    time_short: bool = False
    pain: bool = False
    injuries: tuple[str, ...] = ()
    wanted: Wish | None = None  # a technique the lifter would like, where it is safe
    height_m: Height | None = None
    plate_diameter_m: Plate | None = None
    language: str = "en"  # of the coach's words
