"""Situations put to the coach in one line."""

from __future__ import annotations

import msgspec

from lastrep.coach import Situation, advise
from lastrep.coach.eligibility import rulings
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import load_exercise
from lastrep.records.advice import Advice
from lastrep.records.profile import Profile
from lastrep.records.repetition import Label, Repetition, Tempo
from lastrep.records.training_set import Effort, Failure, RepsInReserve

POSITIVE = Failure(kind="positive", time_s=30.0, confidence=0.9)
SIZE = Profile(experience_months=24)
ALL = msgspec.structs.replace(EXPERT, experience_months=24)


def reps(
    count: int = 9, label: Label = "full", velocity_dps: float = 80.0
) -> tuple[Repetition, ...]:
    return tuple(
        Repetition(
            number=i + 1,
            label=label,
            completeness="full",
            start_time_s=3.0 * i,
            concentric_start_time_s=3.0 * i,
            concentric_end_time_s=3.0 * i + 1.0,
            end_time_s=3.0 * i + 2.5,
            tempo_s=Tempo(eccentric=1.4, lengthened_hold=0.0, concentric=1.0, shortened_hold=0.1),
            mean_concentric_velocity_dps=velocity_dps,
            confidence=0.9,
        )
        for i in range(count)
    )


def effort(loss: float | None, reserve: float | None, spread: float = 1.0) -> Effort:
    low, high = (None, None) if reserve is None else (reserve - spread, reserve + spread)
    return Effort(
        velocity_loss_fraction=loss,
        reps_in_reserve=RepsInReserve(estimate=reserve, low=low, high=high, basis="a test"),
    )


def ask(exercise: str, profile: Profile, **changes: object) -> Advice | None:
    situation = Situation(
        exercise=load_exercise(exercise), profile=profile, reps=reps(), failure=POSITIVE
    )
    return advise(msgspec.structs.replace(situation, **changes))


def told(exercise: str, profile: Profile, **changes: object) -> str | None:
    advice = ask(exercise, profile, **changes)
    return None if advice is None else advice.technique


def change(profile: Profile, **changes: object) -> Profile:
    return msgspec.structs.replace(profile, **changes)


def why_not(exercise: str, technique: str, profile: Profile, **changes: object) -> str | None:
    situation = Situation(
        exercise=load_exercise(exercise), profile=profile, reps=reps(), failure=POSITIVE
    )
    return rulings(msgspec.structs.replace(situation, **changes))[technique].reason
