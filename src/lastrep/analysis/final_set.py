"""The final word on a set."""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.analysis.coaching import Coaching
from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.analysis.hindsight import Revision, coach_in_hindsight
from lastrep.records.advice import offers_drop
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import EndedBy, Failure, TrainingSet, counts_of
from lastrep.sets.effort import measure_effort
from lastrep.sets.failure import find_failure, find_failures
from lastrep.sets.reserve import OwnHistory
from lastrep.sets.structure import Neighbour, structure_of

STOPPED_S = 3.0  # seen to do nothing for this long after the last repetition


def final_set(
    number: int,
    chosen: ChosenExercise,
    reps: tuple[Repetition, ...],
    now_s: float,
    *,
    by_rest: bool,
    before: Neighbour | None,
    coaching: Coaching,
    revisions: Sequence[Revision],
    own: OwnHistory | None,
) -> TrainingSet:
    """Return the closed set: its repetitions, failure, effort, structure and advice.

    Parameters
    ----------
    number
        Of the set in the session, from 1.
    chosen
        The exercise.
    reps
        Its measured repetitions in order of time, at least one.
    now_s
        How far the source has been seen.
    by_rest
        Whether a long rest closed it, rather than the end of the source.
    before
        The set before it, where there was one.
    coaching
        A fresh coach, who looks on in hindsight; afterwards it has seen the set.
    revisions
        Changes of the lifter's situation during the set.
    own
        The lifter's own failures, for the effort.
    """
    failure = find_failure(reps)
    end_s = reps[-1].end_time_s
    advice = coach_in_hindsight(coaching, reps, end_time_s=now_s, revisions=revisions)
    return TrainingSet(
        number=number,
        exercise=chosen.exercise.id,
        exercise_confidence=chosen.confidence,
        exercise_given=chosen.given,
        start_time_s=reps[0].start_time_s,
        end_time_s=end_s,
        ended_by=_ended_by(failure, now_s - end_s, by_rest=by_rest),
        reps=reps,
        counts=counts_of(reps),
        failure=failure,
        effort=measure_effort(
            reps,
            chosen.exercise.effort,
            failure,
            own=own,
        ),
        structure=structure_of(
            reps,
            chosen.exercise,
            before=before,
            drop_expected=offers_drop(advice),
        ),
        advice=advice,
        failures=find_failures(reps),
    )


def _ended_by(failure: Failure, idle_s: float, *, by_rest: bool) -> EndedBy:
    if failure.kind != "none":
        return "failure"
    if by_rest:
        return "rest"
    return "stopped" if idle_s >= STOPPED_S else "end_of_source"
