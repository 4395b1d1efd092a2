"""What the coach says: the next technique, how much of it, why, and what is out of the question."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    """A technique that is not offered, and why."""

    technique: str
    because: str


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of advice; ``text`` is the sentence that is shown and spoken.

    ``technique`` is the id of a technique, or ``stop``, ``rest``, ``add_load``, ``ask``; ``pain``
    says that it is a stop because of pain, in whatever language the sentence is.
    """

    time_s: float
    technique: str
    dose: dict[str, float | int | str] = {}
    text: str
    because: tuple[str, ...]
    blocked: tuple[Blocked, ...] = ()
    pain: bool = False


def offers_drop(advice: Iterable[Advice]) -> bool:
    """Return whether a drop set was advised: what follows a change of weight is then one."""
    return any(one.technique == "drop_set" for one in advice)
