"""The exercises that lastrep knows, and finding one by whatever it is called."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec

from lastrep.errors import DefinitionError, UnknownExerciseError
from lastrep.exercises.definition import GENERIC, Exercise
from lastrep.exercises.reading import decode_toml

_CATALOGUE = "catalogue"
_RESERVED = frozenset({"auto", "none"})
_SLIP = 0.8  # so alike to a name that is known, another one is a slip of the pen


@cache
def catalogue() -> Mapping[str, Exercise]:
    """Return every exercise of the catalogue by id, in alphabetical order (read once)."""
    folder = resources.files(__package__) / _CATALOGUE
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    found = {}
    for file in files:
        origin = f"{_CATALOGUE}/{file.name}"
        exercise = decode_toml(file.read_bytes(), Exercise, origin=origin)
        _check_sense(exercise, stem=file.name.removesuffix(".toml"), origin=origin)
        found[exercise.id] = exercise
    return MappingProxyType(found)


def load_exercise(name: str) -> Exercise:
    """Return the exercise of the catalogue with this id, family or alias.

    Case, spaces, hyphens and underscores do not matter. The name of a family means its most usual
    exercise.

    Raises
    ------
    UnknownExerciseError
        Nothing is called that; the sentence suggests the nearest names.
    """
    found = _by_name().get(plain(name))
    if found is not None:
        return found
    near = _near(name, n=3, likeness=0.6)
    hint = f"did you mean {' or '.join(near)}" if near else "see them all with"
    rest = "? `lastrep exercises` lists all." if near else " `lastrep exercises`."
    raise UnknownExerciseError(f'No exercise is called "{name}"; {hint}{rest}')


def exercise_to_count(name: str) -> Exercise:
    """Return the exercise with this name, the generic definition under it where none is defined.

    Raises
    ------
    UnknownExerciseError
        The name is so near to a known one that it is a slip of the pen, or is no name.
    """
    found = _by_name().get(plain(name))
    if found is not None:
        return found
    near = _near(name, n=2, likeness=_SLIP)
    if near:
        raise UnknownExerciseError(
            f'No exercise is called "{name}"; did you mean {" or ".join(near)}? '
            f"`lastrep exercises` lists all, and `{GENERIC}` counts whatever moves most."
        )
    spelt = "_".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    if not spelt or spelt.split("_")[0] in _RESERVED:
        raise UnknownExerciseError(
            f'"{name}" is no name of an exercise; `lastrep exercises` lists those that are known.'
        )
    words = spelt.replace("_", " ")
    return msgspec.structs.replace(_generic(), id=spelt, name=words[0].upper() + words[1:])


def families() -> Mapping[str, tuple[Exercise, ...]]:
    """Return the exercises of each family, the most usual one first."""
    found: dict[str, list[Exercise]] = {}
    for exercise in catalogue().values():
        found.setdefault(exercise.family, []).append(exercise)
    return {
        family: tuple(sorted(members, key=lambda e: not _is_usual(e, members)))
        for family, members in sorted(found.items())
    }


def check_definition(raw: bytes, *, stem: str, origin: str) -> Exercise:
    """Return the exercise that a user's file defines.

    Parameters
    ----------
    raw
        What the file holds.
    stem
        The name of the file without its ending.
    origin
        The whole of it, to name it by.

    Raises
    ------
    DefinitionError
        With file and place: a misspelt key, an impossible number, an unknown measure, a
        definition that contradicts itself, or a name that means another exercise already.
    """
    exercise = decode_toml(raw, Exercise, origin=origin)
    _check_sense(exercise, stem=stem, origin=origin)
    _check_names(exercise, origin=origin)
    return exercise


def plain(name: str) -> str:
    """Return a name without case, spaces, hyphens, underscores and other marks."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_usual(exercise: Exercise, members: list[Exercise]) -> bool:
    if any(e.usual for e in members):
        return exercise.usual
    return exercise.id == exercise.family or len(members) == 1


@cache
def _generic() -> Exercise:
    origin = f"{GENERIC}.toml"
    raw = (resources.files(__package__) / origin).read_bytes()
    return decode_toml(raw, Exercise, origin=origin)


def _near(name: str, *, n: int, likeness: float) -> list[str]:
    """Return the names most like this one as they are written, the nearest first."""
    spelt = {plain(known): known for known in _spellings()}
    return [spelt[one] for one in difflib.get_close_matches(plain(name), spelt, n, likeness)]


@cache
def _by_name() -> Mapping[str, Exercise]:
    """Every spelling; an id beats a family, a family beats an alias."""
    exercises = catalogue().values()
    names = {plain(alias): e for e in exercises for alias in (*e.aliases, e.name)}
    names |= {plain(family): members[0] for family, members in families().items()}
    names |= {plain(e.id): e for e in exercises}
    names[GENERIC] = _generic()
    return names


def _spellings() -> list[str]:
    exercises = catalogue().values()
    return [*families(), *(a for e in exercises for a in e.aliases), *(e.id for e in exercises)]


def _check_names(exercise: Exercise, *, origin: str) -> None:
    """Raise DefinitionError where a name would mean two things; its own entry may be replaced."""
    others = {name: one for name, one in _by_name().items() if one.id != exercise.id}
    for name in (exercise.id, exercise.name, *exercise.aliases):
        if plain(name) in _RESERVED:
            raise DefinitionError(f"{origin}: `{name}` means no exercise in lastrep; rename it.")
        other = others.get(plain(name))
        if other is not None and plain(name) != plain(exercise.family):
            raise DefinitionError(f"{origin}: `{name}` is what {other.id} is called; rename it.")
    named = others.get(plain(exercise.family))
    if named is not None and named.family != exercise.family:
        raise DefinitionError(
            f"{origin}: family is `{exercise.family}`, which is an exercise of the family "
            f"`{named.family}`; say that one."
        )


def _check_sense(exercise: Exercise, *, stem: str, origin: str) -> None:
    """Raise DefinitionError where every key is right and the whole is not."""
    rise, fall = exercise.signals.rise, exercise.signals.fall
    moves = "rise" if exercise.movement.joint in rise else "fall"
    faults = {
        f"id is `{exercise.id}` but the file is `{stem}.toml`; make them equal": (
            exercise.id != stem
        ),
        "muscles is empty; name the prime mover": not exercise.muscles,
        "signals has neither rise nor fall; list 3 to 7 measures": not (rise or fall),
        f"signals has {', '.join(sorted(set(rise) & set(fall)))} in both rise and fall; keep one": (
            bool(set(rise) & set(fall))
        ),
        "views.good is empty; name at least one view": not exercise.views.good,
        "views.good has `unknown`, which no camera place gives; remove it": (
            "unknown" in exercise.views.good
        ),
        f"signals lets `{exercise.movement.joint}` {moves} but movement.concentric says "
        f"`{exercise.movement.concentric}`; one of them is wrong": (
            exercise.movement.joint in (*rise, *fall) and moves != exercise.movement.concentric
        ),
    }
    for fault, found in faults.items():
        if found:
            raise DefinitionError(f"{origin}: {fault}.")
