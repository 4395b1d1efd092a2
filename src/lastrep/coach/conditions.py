"""The small language in which the coach's tables say when a line holds.

A condition is one or more facts joined by ``or``::

    not spotter
    experience_months < 6 or age_years < 16
    equipment in machine cable
    goal == strength

The names are the fields of `lastrep.coach.facts.Facts`. A fact that is unknown (None) satisfies no
comparison, so that a line which forbids something because of a number needs that number.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass

from lastrep.coach.facts import FACT_NAMES, Facts
from lastrep.errors import DefinitionError

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class _Term:
    """One fact, perhaps negated, perhaps compared."""

    fact: str
    negated: bool
    test: Callable[[object], bool]

    def holds(self, facts: Facts) -> bool:
        return self.test(getattr(facts, self.fact)) is not self.negated


@dataclass(frozen=True, slots=True)
class Condition:
    """A line of a table; `text` is how it was written."""

    text: str
    terms: tuple[_Term, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether at least one of the terms is true of the situation."""
        return any(term.holds(facts) for term in self.terms)


def parse_condition(text: str) -> Condition:
    """Return the condition that a line of a table states.

    Raises
    ------
    DefinitionError
        The line has a fact nobody knows, or cannot be read.
    """
    return Condition(text, tuple(_parse_term(part, text) for part in text.split(" or ")))


def _parse_term(part: str, text: str) -> _Term:
    words = part.split()
    negated = words[:1] == ["not"]
    if negated:
        words = words[1:]
    if not words or words[0] not in FACT_NAMES:
        name = words[0] if words else part
        raise DefinitionError(
            f'Condition "{text}": no fact is called "{name}"; '
            f"the facts are {', '.join(FACT_NAMES)}."
        )
    fact, *rest = words
    test: Callable[[object], bool] | None = None
    match rest:
        case []:
            test = bool
        case ["==", word]:
            test = _one_of((word,), negated=False)
        case ["!=", word]:
            test = _one_of((word,), negated=True)
        case ["in", *choices] if choices:
            test = _one_of(tuple(choices), negated=False)
        case [sign, number] if sign in _COMPARISONS and _is_number(number):
            test = _compared(_COMPARISONS[sign], float(number))
        case _:
            raise DefinitionError(
                f'Condition "{text}" cannot be read; write "fact", "not fact", "fact < 3", '
                '"fact == word" or "fact in word word", joined by "or".'
            )
    return _Term(fact, negated, test)


def _one_of(words: tuple[str, ...], *, negated: bool) -> Callable[[object], bool]:
    return lambda value: (value in words) is not negated


def _compared(sign: Callable[[float, float], bool], limit: float) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int | float) and sign(value, limit)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
