"""The coach's tables: gates, moments, priorities and techniques, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, TypeVar

import msgspec

from lastrep.coach.conditions import Condition, parse_condition
from lastrep.coach.deeds import Counted
from lastrep.coach.facts import Facts
from lastrep.coach.situation import Moment
from lastrep.errors import DefinitionError
from lastrep.exercises.reading import decode_toml

Sure = Literal["evidence", "article", "practice"]
Entry = Literal["failure", "near_failure", "any"]
Offer = Literal["technique", "rest", "reduce_load", "add_load", "enough", "ask", "nothing"]
T = TypeVar("T")


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of a data file."""


class Gate(_Data, frozen=True):
    """What forbids techniques, stops the lifter or puts a question; see rules/gates.toml."""

    id: str
    rule: str
    when: tuple[str, ...]
    source: str
    sure: Sure
    block: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    stop: bool = False
    ask: bool = False
    reserve: int | None = None
    stop_when: tuple[str, ...] = ()


class Need(_Data, frozen=True):
    """What a technique cannot do without; `reason` names the sentence said when it is missing.

    A practical need is one whose lack endangers nobody: who finds a lighter weight may use it.
    """

    when: str
    reason: str
    source: str
    sure: Sure
    practical: bool = False


class DoseLine(_Data, frozen=True):
    """How much of a technique: the usual amount and its limits."""

    low: int
    usual: int
    high: int
    source: str
    sure: Sure = "practice"


class Follow(_Data, frozen=True):
    """How the technique is recognised while it is done, and when it has gone far enough."""

    counts: Counted
    dose: str | None = None  # the dose that the count is held against
    rest: str | None = None  # the dose that is the pause between blocks
    block_at_least_reps: int | None = None
    strict: bool = False  # swing ends it
    swing_most_deg: float | None = None  # a trunk that swings further ends it
    eccentric_at_least_s: float | None = None
    eccentric_at_least_of_first: float | None = None


class Step(_Data, frozen=True):
    """One part of a combination."""

    technique: str
    dose: dict[str, int] = {}


class Statement(_Data, frozen=True):
    """What is known about a technique, and how surely."""

    text: str
    sure: Sure


class Technique(_Data, frozen=True):
    """One way to go on; see techniques/."""

    id: str
    name: str
    what: str
    entry: Entry
    past_failure: bool
    evidence: Statement
    needs: tuple[Need, ...] = ()
    dose: dict[str, DoseLine] = {}
    follow: Follow | None = None
    steps: tuple[Step, ...] = ()
    moments: tuple[Moment, ...] = ("planned", "lifting", "over")
    only_when_asked: bool = False
    before: str | None = None  # what goes before the set where this one is planned
    weekly_cap: int | None = None


class Context(_Data, frozen=True):
    """The order of techniques somewhere; see rules/priorities.toml."""

    id: str
    when: tuple[str, ...]
    order: tuple[str, ...]
    source: str
    sure: Sure
    near_reserve: float = 1.0


class Adjustment(_Data, frozen=True):
    """What changes the dose of every technique past failure; see rules/priorities.toml."""

    id: str
    when: tuple[str, ...]
    dose: dict[str, int]
    source: str
    sure: Sure


class MomentRule(_Data, frozen=True):
    """What a set calls for; see rules/moments.toml."""

    id: str
    when: tuple[str, ...]
    offer: Offer
    source: str
    sure: Sure
    otherwise: Offer = "enough"
    optional: bool = False
    dose: dict[str, int] = {}


class _Gates(_Data, frozen=True):
    gate: tuple[Gate, ...]


class _Moments(_Data, frozen=True):
    moment: tuple[MomentRule, ...]


class _Priorities(_Data, frozen=True):
    context: tuple[Context, ...]
    adjust: tuple[Adjustment, ...]
    rotate_sessions: int
    fallback: tuple[str, ...]
    source: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the coach goes by."""

    gates: tuple[Gate, ...]
    moments: tuple[MomentRule, ...]
    contexts: tuple[Context, ...]
    adjustments: tuple[Adjustment, ...]
    rotate_sessions: int
    fallback: tuple[str, ...]
    techniques: Mapping[str, Technique]

    def blocked_by(self, gate: Gate) -> frozenset[str]:
        """Return the ids of the techniques that a gate takes away."""
        return frozenset(_members(gate.block, self.techniques)) - set(gate.spare)


@cache
def table() -> Table:
    """Return the coach's tables (read and checked once).

    Raises
    ------
    DefinitionError
        A table names a fact or a technique that does not exist, or has a misspelt key.
    """
    folder = resources.files("lastrep.coach")
    gates = _read("rules/gates.toml", _Gates).gate
    moments = _read("rules/moments.toml", _Moments).moment
    priorities = _read("rules/priorities.toml", _Priorities)
    files = sorted(f.name for f in (folder / "techniques").iterdir() if f.name.endswith(".toml"))
    known = [_read(f"techniques/{name}", Technique) for name in files]
    found = Table(
        gates=gates,
        moments=moments,
        contexts=priorities.context,
        adjustments=priorities.adjust,
        rotate_sessions=priorities.rotate_sessions,
        fallback=priorities.fallback,
        techniques=MappingProxyType({technique.id: technique for technique in known}),
    )
    _check(found)
    return found


@cache
def condition(text: str) -> Condition:
    """Return a line of a table as a condition (parsed once)."""
    return parse_condition(text)


def all_hold(lines: tuple[str, ...], facts: Facts) -> bool:
    """Whether every line is true of a situation; no line at all is always true."""
    return all(condition(line).holds(facts) for line in lines)


def any_holds(lines: tuple[str, ...], facts: Facts) -> bool:
    """Whether at least one line is true of a situation."""
    return any(condition(line).holds(facts) for line in lines)


def _read(place: str, schema: type[T]) -> T:
    file = resources.files("lastrep.coach").joinpath(*place.split("/"))
    return decode_toml(file.read_bytes(), schema, origin=f"coach/{place}")


def _members(names: tuple[str, ...], techniques: Mapping[str, Technique]) -> list[str]:
    """Return technique ids with the groups `all` and `past_failure` spelt out."""
    found: list[str] = []
    for name in names:
        if name == "all":
            found += techniques
        elif name == "past_failure":
            found += [t.id for t in techniques.values() if t.past_failure]
        else:
            found.append(name)
    return found


def _check(found: Table) -> None:
    """Raise DefinitionError where the tables do not fit together."""
    lines: list[str] = []
    names: list[str] = [*found.fallback]
    for gate in found.gates:
        lines += [*gate.when, *gate.stop_when]
        names += [*found.blocked_by(gate), *gate.spare]
    lines += [line for moment in found.moments for line in moment.when]
    lines += [line for context in found.contexts for line in context.when]
    lines += [line for adjustment in found.adjustments for line in adjustment.when]
    for context in found.contexts:
        names += context.order
    for technique in found.techniques.values():
        lines += [need.when for need in technique.needs]
        names += [step.technique for step in technique.steps]
        names += [technique.before] if technique.before is not None else []
        doses = (technique.follow.dose, technique.follow.rest) if technique.follow else ()
        for dose in doses:
            if dose is not None and dose not in technique.dose:
                raise DefinitionError(f"{technique.id}: follow names the dose {dose}, not given.")
    for line in lines:
        condition(line)
    for name in names:
        if name not in found.techniques:
            raise DefinitionError(f"The coach's tables name {name}, which is no technique.")
