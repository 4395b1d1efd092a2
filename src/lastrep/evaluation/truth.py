"""Read what is true of a folder of recordings: ``truth.csv`` beside ``videos/`` or ``poses/``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from lastrep.errors import SourceError, UnknownExerciseError
from lastrep.exercises import families, load_exercise

Rule = Literal["completed_concentric", "whole_cycle"]
Kind = Literal["full", "partial", "assisted", "cheat"]
NONE = "none"


@dataclass(frozen=True, slots=True)
class TrueClip:
    """One row of the truth.

    Attributes
    ----------
    name
        The clip's name; its file is ``videos/NAME`` or ``poses/NAME.npz``.
    exercise
        Family or id; begins with ``none`` where there is nothing to count.
    count
        Repetitions.
    source
        The file to analyse.
    rule
        What counts as a repetition in this folder: whole cycles where spans are written down for
        any of its clips, else completed concentrics.
    rep_times_s, rep_spans_s
        Where known: ends of the concentrics, or starts and ends of the cycles.
    kinds
        Where known, how many of the repetitions were of a kind. Every one is full or partial;
        assisted and cheated ones are among those.
    """

    name: str
    exercise: str
    count: int
    source: Path
    rule: Rule
    rep_times_s: tuple[float, ...] = ()
    rep_spans_s: tuple[tuple[float, float], ...] = ()
    kinds: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def is_exercise(self) -> bool:
        """Whether there is an exercise to count at all."""
        return not self.exercise.startswith(NONE)

    @property
    def family(self) -> str:
        """The family of the exercise; where the catalogue does not know it, the name as written."""
        try:
            return load_exercise(self.exercise).family if self.is_exercise else self.exercise
        except UnknownExerciseError:
            return self.exercise

    @property
    def is_known(self) -> bool:
        """Whether there is an exercise to count, and it is one of the catalogue."""
        return self.is_exercise and self.family in families()


def read_truth(folder: Path, *, pixels: bool = False) -> tuple[TrueClip, ...]:
    """Return the clips of a folder in the order of its ``truth.csv``.

    Parameters
    ----------
    folder
        Holds ``truth.csv`` (columns ``name, exercise, count`` and, where known, ``rep_times_s`` or
        ``rep_spans_s``, separated by semicolons, and ``full, partial, assisted, cheat``) beside
        ``videos/`` or ``poses/``.
    pixels
        Prefer the videos where both are there; by default the recorded poses are.

    Raises
    ------
    SourceError
        The file or a clip is missing, a column is missing, the file is not UTF-8 text, or a number
        cannot be read or is impossible.
    """
    path = folder / "truth.csv"
    if not path.is_file():
        raise SourceError(f"{path} is not there; `evaluate` needs a folder with a truth.csv.")
    rows = _rows(path)
    missing = {"name", "exercise", "count"} - set(rows[0] if rows else ())
    if missing:
        raise SourceError(
            f"{path} lacks {', '.join(sorted(missing))}; it needs the columns name, exercise, "
            "count and at least one row."
        )
    spans = any(_parts(row.get("rep_spans_s")) for row in rows)
    return tuple(
        _clip(row, line, folder, path, whole_cycles=spans, pixels=pixels)
        for line, row in enumerate(rows, start=2)
    )


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except csv.Error as error:
        raise SourceError(f"{path} is not a CSV table ({error}); correct it there.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"{path} cannot be read ({reason}).") from error


def _clip(
    row: dict[str, str], line: int, folder: Path, path: Path, *, whole_cycles: bool, pixels: bool
) -> TrueClip:
    name = row["name"]
    try:
        count = _count(row["count"])
        times = tuple(float(text) for text in _parts(row.get("rep_times_s")))
        spans = tuple(_span(text) for text in _parts(row.get("rep_spans_s")))
        kinds = {kind: _count(text) for kind in get_args(Kind) if (text := row.get(kind))}
    except (TypeError, ValueError) as error:  # a row that is too short holds None
        raise SourceError(
            f"{path}, line {line}: {error}; counts and times are plain numbers, times separated "
            "by semicolons, spans written START-END."
        ) from error
    return TrueClip(
        name=name,
        exercise=row["exercise"].strip(),
        count=count,
        source=_source(folder, name, pixels=pixels),
        rule="whole_cycle" if whole_cycles else "completed_concentric",
        rep_times_s=times,
        rep_spans_s=spans,
        kinds=kinds,
    )


def _source(folder: Path, name: str, *, pixels: bool) -> Path:
    video, poses = folder / "videos" / name, folder / "poses" / f"{name}.npz"
    choices = (video, poses) if pixels else (poses, video)
    for choice in choices:
        if choice.exists():
            return choice
    raise SourceError(f"Neither {video} nor {poses} is there, but truth.csv names the clip.")


def _count(text: str) -> int:
    number = float(text)
    if number < 0 or not number.is_integer():
        raise ValueError(f"'{text}' is no number of repetitions; it is whole and not below zero")
    return int(number)


def _parts(text: str | None) -> list[str]:
    return [part for part in (text or "").split(";") if part.strip()]


def _span(text: str) -> tuple[float, float]:
    start, end = text.split("-")
    return float(start), float(end)
