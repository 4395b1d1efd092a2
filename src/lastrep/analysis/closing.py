"""The final word on one set after another, and again where the user takes something back."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from lastrep.analysis.coaching import Coaching, Lifter
from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.analysis.final_set import final_set
from lastrep.analysis.hindsight import Revision
from lastrep.analysis.lifter_today import LifterToday
from lastrep.analysis.taken_back import TakenBack
from lastrep.coach import Plan
from lastrep.records.events import SetClosed, SetCorrected
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Failure, TrainingSet, counts_of
from lastrep.sets.effort import measure_effort
from lastrep.sets.structure import Neighbour


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that the final word on a set rests on, as it was when the set closed."""

    number: int
    chosen: ChosenExercise
    reps: tuple[Repetition, ...]
    now_s: float
    by_rest: bool
    before: Neighbour | None
    plan: Plan | None
    lifter: Lifter
    revisions: Sequence[Revision]


class Closing:
    """Closes sets, and remembers the last of them.

    Parameters
    ----------
    today
        The lifter's situation and history; it learns every set.

    Attributes
    ----------
    number
        Of the set to come.
    before
        The set before it; None where there was none.
    """

    def __init__(self, today: LifterToday) -> None:
        self.number = 1
        self.before: Neighbour | None = None
        self._today = today
        self._plan: Plan | None = None  # what the last set left to be done, as it is finally known
        self._last: tuple[_Known, TrainingSet] | None = None

    def close(
        self, chosen: ChosenExercise, reps: tuple[Repetition, ...], now_s: float, *, by_rest: bool
    ) -> SetClosed:
        """Return the final word on a set of at least one repetition."""
        known = _Known(
            number=self.number,
            chosen=chosen,
            reps=reps,
            now_s=now_s,
            by_rest=by_rest,
            before=self.before,
            plan=self._plan,
            lifter=self._today.lifter,
            revisions=tuple(self._today.revisions),
        )
        closed, self._plan = _final_word(known)
        self._last = known, closed
        self.number += 1
        self.before = Neighbour(chosen.exercise, closed.end_time_s)
        self._today.learn(closed, chosen.exercise)
        return SetClosed(time_s=now_s, training_set=closed)

    def correct(self, taken_back: TakenBack, now_s: float) -> list[SetCorrected]:
        """Return the last set without what was taken back of it; nothing where that is none."""
        if self._last is None:
            return []
        known, closed = self._last
        reps = taken_back.without(known.reps)
        if len(reps) == len(closed.reps):
            return []
        if reps:
            closed, self._plan = _final_word(replace(known, reps=reps))
        else:
            closed, self._plan = _nothing_left(closed, known.chosen), None
        self._last = known, closed
        self._today.learn_again(closed, known.chosen.exercise)
        return [SetCorrected(time_s=now_s, training_set=closed)]


def _final_word(known: _Known) -> tuple[TrainingSet, Plan | None]:
    """Return the set, and the plan that goes on in the next one."""
    coaching = Coaching(
        known.chosen.exercise,
        known.lifter,
        sure=known.chosen.confidence,
        before=known.before,
        plan=copy.deepcopy(known.plan),  # it goes on in this set, and may have to do so again
    )
    closed = final_set(
        known.number,
        known.chosen,
        known.reps,
        known.now_s,
        by_rest=known.by_rest,
        before=known.before,
        coaching=coaching,
        revisions=known.revisions,
        own=known.lifter.own_history(known.chosen.exercise),
    )
    return closed, coaching.close(SetClosed(time_s=known.now_s, training_set=closed))


def _nothing_left(closed: TrainingSet, chosen: ChosenExercise) -> TrainingSet:
    """Return a set all of whose repetitions were taken back; it keeps its number and times."""
    return msgspec.structs.replace(
        closed,
        reps=(),
        counts=counts_of(()),
        failure=Failure(),
        failures=(),
        effort=measure_effort((), chosen.exercise.effort, Failure()),
        ended_by="stopped" if closed.ended_by == "failure" else closed.ended_by,
        structure="straight",
        advice=(),
    )
