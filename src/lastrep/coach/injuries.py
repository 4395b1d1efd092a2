"""From the injuries a lifter writes down to the muscles whose lifts they concern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import get_args

import msgspec

from lastrep.exercises.definition import Muscle
from lastrep.exercises.reading import decode_toml

MUSCLES: frozenset[str] = frozenset(get_args(Muscle))
_BETWEEN_INJURIES = re.compile(r"[,;:/+&]|\band\b|\bwith\b")


class InjuryTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Muscles by injured part, the words that end every lift, and those that tell no part."""

    source: str
    everything: tuple[str, ...]
    filler: tuple[str, ...]
    parts: dict[str, tuple[Muscle, ...]]


@cache
def injury_table() -> InjuryTable:
    """Return the table of injured parts (read once)."""
    file = resources.files("lastrep.coach") / "rules" / "injuries.toml"
    return decode_toml(file.read_bytes(), InjuryTable, origin="rules/injuries.toml")


def injured_muscles(injuries: Iterable[str]) -> frozenset[str]:
    """Return the muscles whose lifts an injury forbids.

    A muscle or a body part is found as a whole word anywhere in the words ("left knee", "sore lower
    back"); several in one line are each looked at. Words in which none is found, and those that are
    no matter of one muscle ("chest pain"), concern every muscle: the coach does not guess.
    """
    found: set[str] = set()
    for line in injuries:
        pieces = [_words(piece) for piece in _BETWEEN_INJURIES.split(line.casefold())]
        telling = [piece for piece in pieces if not set(piece) <= set(injury_table().filler)]
        for piece in telling or [[]]:
            found |= _muscles_of(piece)
    return frozenset(found)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _muscles_of(injury: list[str]) -> frozenset[str]:
    words = f" {' '.join(injury)} "
    rules = injury_table()
    if any(f" {word} " in words for word in rules.everything):
        return MUSCLES
    named: set[str] = {muscle for muscle in MUSCLES if f" {muscle.replace('_', ' ')} " in words}
    for part, muscles in rules.parts.items():
        if f" {part} " in words or f" {part}s " in words:
            named |= set(muscles)
    return frozenset(named) or MUSCLES
