"""A set: its repetitions, how it ended, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from lastrep.records.advice import Advice
from lastrep.records.repetition import LABELS, Evidence, Repetition

EndedBy = Literal["failure", "stopped", "rest", "end_of_source"]
FailureKind = Literal["none", "positive", "negative"]
Structure = Literal[
    "straight",
    "drop",
    "rest_pause",
    "cluster",
    "superset_antagonist",
    "superset_same_muscle",
    "pre_exhaust",
]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Repetitions by label; ``total`` holds every completed one, so ``failed`` is not in it."""

    total: int = 0
    full: int = 0
    half: int = 0
    negative: int = 0
    forced: int = 0
    cheat: int = 0
    failed: int = 0
    hold: int = 0


def counts_of(reps: Iterable[Repetition]) -> Counts:
    """Return how many repetitions of each label there are."""
    labels = [rep.label for rep in reps]
    by_label = {label: labels.count(label) for label in LABELS}
    return Counts(total=len(labels) - by_label["failed"], **by_label)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Whether and when the set reached failure, with its proof."""

    kind: FailureKind = "none"
    time_s: float | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


class RepsInReserve(msgspec.Struct, frozen=True, kw_only=True):
    """How many more repetitions were in the lifter; None where nobody can tell.

    ``estimate`` is as likely too high as too low, ``low`` to ``high`` hold the middle 68 percent.
    """

    estimate: float | None
    low: float | None
    high: float | None
    basis: str


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How close the set came to failure."""

    velocity_loss_fraction: float | None
    reps_in_reserve: RepsInReserve
    text: str = ""


class TrainingSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set of one exercise, as it stands when it has closed.

    ``failure`` is the positive failure where there was one, else the negative one; ``failures`` are
    both, in order of time.
    """

    number: int
    exercise: str
    exercise_confidence: float
    exercise_given: bool
    start_time_s: float
    end_time_s: float
    ended_by: EndedBy
    reps: tuple[Repetition, ...]
    counts: Counts
    failure: Failure
    effort: Effort
    structure: Structure = "straight"
    advice: tuple[Advice, ...] = ()
    failures: tuple[Failure, ...] = ()
