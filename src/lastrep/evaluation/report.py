"""The tables that an evaluation prints and the object it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, get_args

import msgspec

from lastrep.evaluation.folder import ScoredClip
from lastrep.evaluation.scores import CountScore, MatchScore, score_counts
from lastrep.evaluation.truth import Kind

# Movements that two of the public sets hold but nobody can define: left out of the usual total.
UNUSUAL = ("others", "pommelhorse")
RULES = {
    "completed_concentric": "a repetition is a completed concentric",
    "whole_cycle": "a repetition is a whole cycle: both phases seen",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: a group of clips."""

    group: str
    final: CountScore
    provisional: CountScore
    matched: MatchScore | None


class KindRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many repetitions of a kind there were, over the ``clips`` whose truth says so.

    ``agreed`` is the smaller of both numbers, clip by clip: which of the repetitions it was, no
    truth says.
    """

    kind: Kind
    clips: int
    true: int
    found: int
    agreed: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an evaluation found.

    ``recognised`` is the share of exercise clips whose family was said right (None when it was
    given), ``confusion`` counts (true family, said family), ``quiet`` the share of clips without
    an exercise in which nothing was counted, ``false_reps_per_minute`` what was counted there.
    ``undefined`` are names that the catalogue does not have: what moves most is counted there.
    What could not be read is among the ``errors`` and in no score.
    """

    rule: str
    rows: tuple[Row, ...]
    recognised: float | None
    confusion: dict[str, dict[str, int]]
    quiet: float | None
    false_reps_per_minute: float | None
    risk: tuple[tuple[float, float], ...]
    errors: dict[str, str]
    undefined: tuple[str, ...]
    kinds: tuple[KindRow, ...]
    clips: tuple[dict[str, Any], ...]


def report_on(scored: Sequence[ScoredClip], *, recognising: bool) -> Report:
    """Return the report on scored clips; there is at least one."""
    read = [one for one in scored if one.error is None]
    exercise = [one for one in read if one.clip.is_exercise]
    idle = [one for one in read if not one.clip.is_exercise]
    groups: dict[str, list[ScoredClip]] = {}
    for one in exercise:
        groups.setdefault(one.clip.family, []).append(one)
    rows = [_row(name, members) for name, members in sorted(groups.items())]
    usual = [one for one in exercise if one.clip.family not in UNUSUAL]
    if exercise:
        rows.append(_row("all", exercise))
    if usual and len(usual) < len(exercise):
        rows.append(_row(f"all without {' and '.join(UNUSUAL)}", usual))
    confusion: dict[str, Counter[str]] = {}
    for one in read if recognising else ():
        confusion.setdefault(one.clip.family, Counter())[one.recognised] += 1
    right = [one.recognised == one.clip.family for one in usual]
    minutes = sum(one.duration_s for one in idle) / 60
    return Report(
        rule=RULES[scored[0].clip.rule],
        rows=tuple(rows),
        recognised=sum(right) / len(right) if recognising and right else None,
        confusion={name: dict(said) for name, said in sorted(confusion.items())},
        quiet=sum(one.found == 0 for one in idle) / len(idle) if idle else None,
        false_reps_per_minute=sum(one.found for one in idle) / minutes if minutes else None,
        risk=_risk(usual),
        errors={one.clip.name: one.error for one in scored if one.error is not None},
        undefined=tuple(
            sorted({one.clip.exercise for one in exercise if not one.clip.is_known} - {*UNUSUAL})
        ),
        kinds=tuple(row for kind in get_args(Kind) if (row := _kind_row(kind, exercise)).clips),
        clips=tuple(_clip(one) for one in scored),
    )


def _row(group: str, members: Sequence[ScoredClip]) -> Row:
    true = [one.clip.count for one in members]
    matches = [one.match for one in members]
    known = [match for match in matches if match is not None]
    return Row(
        group=group,
        final=score_counts(true, [one.found for one in members]),
        provisional=score_counts(true, [one.provisional for one in members]),
        matched=_sum(known) if known else None,
    )


def _kind_row(kind: Kind, members: Sequence[ScoredClip]) -> KindRow:
    known = [
        (one.clip.kinds[kind], one.kinds.get(kind, 0)) for one in members if kind in one.clip.kinds
    ]
    return KindRow(
        kind=kind,
        clips=len(known),
        true=sum(true for true, _ in known),
        found=sum(found for _, found in known),
        agreed=sum(min(pair) for pair in known),
    )


def _sum(matches: Iterable[MatchScore]) -> MatchScore:
    parts = [(one.matched, one.found, one.true) for one in matches]
    matched, found, true = (sum(column) for column in zip(*parts, strict=True))
    return MatchScore(matched, found, true)


def _risk(members: Sequence[ScoredClip]) -> tuple[tuple[float, float], ...]:
    """Return (share of clips kept, share of those off by more than one), surest clips first."""
    sure = sorted(
        members,
        key=lambda one: -(sum(one.confidences) / len(one.confidences) if one.confidences else 0.0),
    )
    wrong, curve = 0, []
    for kept, one in enumerate(sure, start=1):
        wrong += abs(one.found - one.clip.count) > 1
        curve.append((kept / len(sure), wrong / kept))
    return tuple(curve)


def _clip(one: ScoredClip) -> dict[str, Any]:
    return {
        "name": one.clip.name,
        "exercise": one.clip.exercise,
        "true": one.clip.count,
        "found": one.found,
        "provisional": one.provisional,
        "recognised": one.recognised,
        "kinds": dict(one.kinds),
        "confidence": (sum(one.confidences) / len(one.confidences) if one.confidences else None),
    }
