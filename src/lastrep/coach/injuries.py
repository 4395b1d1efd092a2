"""From the injuries a lifter writes down to the muscles whose lifts they concern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import get_args

import msgspec

from lastrep.exercises.definition import Muscle
from lastrep.exercises.reading import decode_toml

MUSCLES: frozenset[str] = frozenset(get_args(Muscle))


class InjuryTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Muscles by injured part."""

    source: str
    parts: dict[str, tuple[Muscle, ...]]


@cache
def injury_table() -> InjuryTable:
    """Return the table of injured parts (read once)."""
    file = resources.files("lastrep.coach") / "rules" / "injuries.toml"
    return decode_toml(file.read_bytes(), InjuryTable, origin="rules/injuries.toml")


def injured_muscles(injuries: Iterable[str]) -> frozenset[str]:
    """Return the muscles whose lifts an injury forbids.

    A muscle or a body part is found anywhere in the words ("left knee", "sore lower back"). Words
    in which none is found concern every muscle: the coach does not guess.
    """
    found: set[str] = set()
    for injury in injuries:
        words = "_".join(injury.casefold().replace("-", " ").replace("_", " ").split())
        named: set[str] = {muscle for muscle in MUSCLES if muscle in words}
        for part, muscles in injury_table().parts.items():
            if part in words:
                named |= set(muscles)
        found |= named or MUSCLES
    return frozenset(found)
