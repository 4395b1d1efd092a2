"""What a plan has seen since its advice: repetitions, and the pieces of techniques in them."""

from __future__ import annotations

from collections.abc import Iterable

from lastrep.coach.deeds import Counted, Unit, units_of
from lastrep.coach.plan_steps import PlanStep
from lastrep.coach.situation import Situation
from lastrep.exercises import Exercise
from lastrep.records.repetition import SAME_REP_S, Repetition, end_of
from lastrep.sets.structure import Neighbour, blocks_of


class Watched:
    """Keeps the repetitions of the set, and which of their units are counted already.

    Attributes
    ----------
    exercise
        What is done now.
    before
        The set before, once another exercise has begun.
    reps
        The repetitions of the set so far, in order of time.
    failure_time_s
        When failure was first seen, if it was.
    """

    def __init__(self, situation: Situation, steps: Iterable[PlanStep]) -> None:
        counts = {step.counts for step in steps}
        self.exercise = situation.exercise
        self.before: Neighbour | None = None
        # a cluster shapes the set to come: what was lifted before does not belong to it
        self.reps = [] if "cluster" in counts else list(situation.reps)
        self.failure_time_s = situation.failure.time_s
        self.begin_time_s = max([situation.time_s, *(rep.end_time_s for rep in situation.reps)])
        self._starts_before = {rep.start_time_s for rep in situation.reps}
        self._drop_expected = "drop" in counts
        self._counted: dict[tuple[str, float], str] = {}  # what a unit was, by kind and start

    @property
    def has_counted(self) -> bool:
        """Whether anything was counted."""
        return bool(self._counted)

    @property
    def reps_in_block(self) -> int:
        """Completed repetitions since the last break."""
        blocks = blocks_of(self.reps, self.exercise, drop_expected=self._drop_expected)
        return sum(rep.label != "failed" for rep in blocks[-1].reps) if blocks else 0

    def go_on_to(self, exercise: Exercise, before: Neighbour | None) -> None:
        """Take note that another exercise has begun; ``before`` is the set before it."""
        if exercise.id == self.exercise.id:
            return
        if before is None and self.reps:
            before = Neighbour(self.exercise, max(rep.end_time_s for rep in self.reps))
        self.before = before
        self.exercise, self.reps = exercise, []

    def units(self, expected: Counted | None = None) -> list[Unit]:
        """Return the units since the advice; ``expected`` is what the lifter was told to do now."""
        found = units_of(
            self.reps,
            self.exercise,
            before=self.before,
            failure_time_s=self.failure_time_s,
            drop_expected=self._drop_expected,
            expected=expected,
        )
        return [unit for unit in found if self._is_after_the_advice(unit.rep)]

    def _is_after_the_advice(self, rep: Repetition) -> bool:
        """Whether a repetition ended after it; the one that proved failure may end with it."""
        end_s = rep.end_time_s
        fresh = rep.start_time_s not in self._starts_before
        return end_s > self.begin_time_s or (end_s == self.begin_time_s and fresh)

    def new_units(self, expected: Counted | None) -> list[Unit]:
        """Return the units that are not counted yet."""
        return [unit for unit in self.units(expected) if unit.key not in self._counted]

    def count(self, unit: Unit, name: str) -> None:
        """Remember that a unit was counted, and as which technique."""
        self._counted[unit.key] = name

    def withdraw(self, concentric_end_time_s: float) -> list[str]:
        """Forget a repetition; return the techniques that were counted because of it.

        It is the nearest one: its end may have moved a little since it was first seen.
        """
        off_s = [abs(end_of(rep) - concentric_end_time_s) for rep in self.reps]
        if off_s and min(off_s) <= SAME_REP_S:
            gone_at = off_s.index(min(off_s))
            self.reps = [rep for i, rep in enumerate(self.reps) if i != gone_at]
        starts = {rep.start_time_s for rep in self.reps}
        gone = [key for key in self._counted if key[1] not in starts]
        return [self._counted.pop(key) for key in gone]
