"""The final word on a set."""

from __future__ import annotations

from lastrep.analysis.exercise_choice import ChosenExercise
from lastrep.motion.track import MotionTrack
from lastrep.records.profile import Profile
from lastrep.records.training_set import (
    Effort,
    EndedBy,
    Failure,
    RepsInReserve,
    TrainingSet,
    counts_of,
)
from lastrep.reps.measurement import MeasuredReps


def final_set(
    number: int,
    chosen: ChosenExercise,
    measured: MeasuredReps,
    track: MotionTrack,
    *,
    ended_by: EndedBy,
    profile: Profile,
) -> TrainingSet:
    """Return the closed set: its repetitions, failure, effort, structure and advice."""
    reps = measured.reps
    return TrainingSet(
        number=number,
        exercise=chosen.exercise.id,
        exercise_confidence=chosen.confidence,
        exercise_given=chosen.given,
        start_time_s=reps[0].start_time_s,
        end_time_s=reps[-1].end_time_s,
        ended_by=ended_by,
        reps=reps,
        counts=counts_of(reps),
        failure=Failure(),
        effort=Effort(
            velocity_loss_fraction=None,
            reps_in_reserve=RepsInReserve(estimate=None, low=None, high=None, basis=""),
        ),
    )
