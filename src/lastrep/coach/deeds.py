"""What a lifter really did after failure, read off the repetitions of a set."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal

import msgspec

from lastrep.exercises.definition import Exercise
from lastrep.records.repetition import Label, Repetition
from lastrep.sets.structure import Block, Neighbour, blocks_of, ended_near_failure, superset_of

Counted = Literal[
    "forced",
    "negative",
    "hold",
    "cheat",
    "half",
    "drop",
    "rest_pause",
    "cluster",
    "superset_antagonist",
    "superset_same_muscle",
    "pre_exhaust",
]
ALWAYS: dict[Label, Counted] = {"forced": "forced", "negative": "negative", "hold": "hold"}
AFTER_FAILURE: dict[Label, Counted] = {"half": "half", "cheat": "cheat"}
TECHNIQUE: dict[Counted, str] = {
    "forced": "forced_reps",
    "negative": "negatives",
    "hold": "negative_resistance",
    "half": "half_reps",
    "cheat": "cheat_reps",
    "drop": "drop_set",
    "rest_pause": "rest_pause",
    "cluster": "cluster",
    "superset_antagonist": "superset_antagonist",
    "superset_same_muscle": "superset_same_muscle",
    "pre_exhaust": "pre_exhaust",
}
MAYBE_STRAY: frozenset[Counted] = frozenset({"half", "cheat"})
MYO_FIRST_BLOCK_REPS = 12
MYO_BREAK_MOST_S = 15.0


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest piece of a technique: one such repetition, one block, one change of exercise."""

    counts: Counted
    rep: Repetition  # the repetition itself, or the first one of the block or the exercise

    @property
    def key(self) -> tuple[str, float]:
        """What tells it from the other units of a set."""
        return self.counts, self.rep.start_time_s


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A technique that was done: how much of it, and when."""

    technique: str
    amount: int
    start_time_s: float
    end_time_s: float


def units_of(
    reps: Sequence[Repetition],
    exercise: Exercise,
    *,
    before: Neighbour | None = None,
    failure_time_s: float | None = None,
    drop_expected: bool = False,
    expected: Counted | None = None,
) -> tuple[Unit, ...]:
    """Return the pieces of techniques in a set, in order of time.

    Half and cheat repetitions are a technique only after failure; before it they are just not
    strict. One alone is none either, unless it is expected: a change of weight may look like it.
    Forced and negative repetitions and holds always are.

    Parameters
    ----------
    reps
        The repetitions of the set, failed attempts included.
    exercise
        Its exercise.
    before
        The set before it, which may make it a superset.
    failure_time_s
        When failure was seen, where the analyser said so.
    drop_expected
        Whether the lifter was told to take a lighter weight.
    expected
        What the lifter was told to do now.
    """
    if not reps:
        return ()
    single = _single(reps)
    units: list[Unit] = []
    if before is not None:
        hang = superset_of(exercise, before, start_time_s=reps[0].start_time_s)
        if hang in {"superset_antagonist", "superset_same_muscle", "pre_exhaust"}:
            units.append(Unit(counts=hang, rep=reps[0]))
    failed = False
    blocks = blocks_of(reps, exercise, drop_expected=drop_expected)
    clusters = sum(block.after == "cluster" for block in blocks)
    for block in blocks:
        after = block.after
        if after in {"drop", "rest_pause"} or (after == "cluster" and clusters > 1):
            units.append(Unit(counts=after, rep=block.reps[0]))
        for i, rep in enumerate(block.reps):
            seen = failure_time_s is not None and rep.start_time_s >= failure_time_s
            near = i > 0 and ended_near_failure(block.reps[:i], exercise)
            failed = failed or seen or near
            counts = ALWAYS.get(rep.label) or (AFTER_FAILURE.get(rep.label) if failed else None)
            stray = counts in MAYBE_STRAY and counts != expected and rep.start_time_s in single
            if counts is not None and not stray:
                units.append(Unit(counts=counts, rep=rep))
        failed = failed or ended_near_failure(block.reps, exercise)
    return tuple(units)


def _single(reps: Sequence[Repetition]) -> frozenset[float]:
    """Return when the repetitions begin that have no neighbour of their own kind."""
    runs = [list(run) for _, run in itertools.groupby(reps, key=lambda rep: rep.label)]
    return frozenset(run[0].start_time_s for run in runs if len(run) == 1)


def deeds_of(
    reps: Sequence[Repetition],
    exercise: Exercise,
    *,
    before: Neighbour | None = None,
    failure_time_s: float | None = None,
    drop_expected: bool = False,
) -> tuple[Deed, ...]:
    """Return the techniques that were done in a set, in order, with how much of each."""
    units = units_of(
        reps,
        exercise,
        before=before,
        failure_time_s=failure_time_s,
        drop_expected=drop_expected,
    )
    blocks = blocks_of(reps, exercise, drop_expected=drop_expected)
    myo = _is_myo(blocks)
    deeds = []
    for counts, group in itertools.groupby(units, key=lambda unit: unit.counts):
        pieces = list(group)
        deeds.append(
            Deed(
                technique="myo_reps" if counts == "rest_pause" and myo else TECHNIQUE[counts],
                amount=len(pieces),
                start_time_s=pieces[0].rep.start_time_s,
                end_time_s=_end_time_s(pieces[-1], blocks),
            )
        )
    return tuple(deeds)


def _is_myo(blocks: Sequence[Block]) -> bool:
    """Whether the rest-pause blocks are the mini-sets after one long set."""
    pauses = [block for block in blocks if block.after == "rest_pause"]
    return (
        len(blocks) > 1
        and len(blocks[0].reps) >= MYO_FIRST_BLOCK_REPS
        and bool(pauses)
        and all((block.break_s or 0.0) <= MYO_BREAK_MOST_S for block in pauses)
    )


def _end_time_s(unit: Unit, blocks: Sequence[Block]) -> float:
    """End of a unit: of its block where it is one, else of its repetition."""
    if unit.counts in {"forced", "negative", "hold", "half", "cheat"}:
        return unit.rep.end_time_s
    return next(block.end_time_s for block in blocks if unit.rep in block.reps)
