"""Writes sets as the analyser would report them, repetition by repetition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pytest

from lastrep.coach import Plan, Situation, advise
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import Exercise, load_exercise
from lastrep.records.advice import Advice
from lastrep.records.events import (
    Event,
    FailureSeen,
    RepSeen,
    SetClosed,
    SetStarted,
)
from lastrep.records.repetition import (
    Completeness,
    Execution,
    Label,
    Phases,
    Repetition,
    Tempo,
)
from lastrep.records.training_set import (
    Effort,
    Failure,
    FailureKind,
    RepsInReserve,
    TrainingSet,
    counts_of,
)

TIRING = (1.0, 0.95, 0.9, 0.85, 0.75, 0.65, 0.5, 0.4)
COMPLETENESS: dict[Label, Completeness] = {"failed": "failed", "half": "partial"}
EXECUTION: dict[Label, Execution] = {"forced": "forced", "cheat": "cheat"}
PHASES: dict[Label, Phases] = {"negative": "eccentric_only", "hold": "isometric"}


@dataclass
class Lifter:
    """Lifts, fails, rests; every method reports the events of what happens."""

    exercise: Exercise
    now_s: float = 5.0
    number: int = 1
    reps: list[Repetition] = field(default_factory=list)

    def lift(self, label: Label, *speeds: float, lowering_s: float = 1.5) -> list[Event]:
        return [event for speed in speeds for event in self._lift(label, speed, lowering_s)]

    def fail(self, kind: FailureKind = "positive") -> list[Event]:
        events = self._lift("failed", None, 1.0)
        failure = Failure(kind=kind, time_s=self.reps[-1].concentric_end_time_s, confidence=0.9)
        return [*events, FailureSeen(time_s=self.reps[-1].end_time_s, failure=failure)]

    def rest(self, seconds: float) -> None:
        self.now_s += seconds

    def change(self, exercise: str) -> list[Event]:
        self.exercise, self.reps, self.number = load_exercise(exercise), [], self.number + 1
        return [
            SetStarted(
                time_s=self.now_s,
                number=self.number,
                exercise=self.exercise.id,
                exercise_confidence=0.9,
                exercise_given=False,
            )
        ]

    def close(self) -> list[Event]:
        reps = tuple(self.reps)
        closed = TrainingSet(
            number=self.number,
            exercise=self.exercise.id,
            exercise_confidence=1.0,
            exercise_given=True,
            start_time_s=reps[0].start_time_s,
            end_time_s=reps[-1].end_time_s,
            ended_by="rest",
            reps=reps,
            counts=counts_of(reps),
            failure=Failure(),
            effort=no_effort(),
        )
        return [SetClosed(time_s=self.now_s, training_set=closed)]

    def _lift(self, label: Label, speed: float | None, lowering_s: float) -> list[Event]:
        start_s, up_s = self.now_s, 0.8 / (speed or 0.4)
        end_s = start_s + up_s + lowering_s
        strict = label == "full" and speed is not None
        rep = Repetition(
            number=len(self.reps) + 1,
            label=label,
            completeness=COMPLETENESS.get(label, "full"),
            execution=EXECUTION.get(label, "strict"),
            phases=PHASES.get(label, "both"),
            start_time_s=start_s,
            concentric_start_time_s=start_s,
            concentric_end_time_s=start_s + up_s,
            end_time_s=end_s,
            tempo_s=Tempo(
                eccentric=lowering_s, lengthened_hold=0.1, concentric=up_s, shortened_hold=0.1
            ),
            mean_concentric_velocity_dps=120.0 * speed if strict and speed else None,
            velocity_loss_fraction=1.0 - speed if strict and speed else None,
            confidence=0.9,
        )
        self.reps.append(rep)
        self.now_s = end_s + 0.2
        return [RepSeen(time_s=end_s, rep=rep)]


def no_effort() -> Effort:
    nothing = RepsInReserve(estimate=None, low=None, high=None, basis="not measured")
    return Effort(velocity_loss_fraction=None, reps_in_reserve=nothing)


@dataclass
class Story:
    """A lifter who has failed, the advice that followed, and the plan that watches."""

    lifter: Lifter
    advice: Advice
    plan: Plan
    said: list[Advice] = field(default_factory=list)

    def see(self, events: list[Event]) -> list[str]:
        """Push events; return the sentences said to them."""
        now = [advice for event in events for advice in self.plan.push(event)]
        self.said += now
        return [advice.text for advice in now]

    def wait(self, seconds: float) -> list[str]:
        """Let time pass, a quarter of a second at a time; return the sentences said."""
        now: list[Advice] = []
        for _ in range(round(4 * seconds)):
            self.lifter.rest(0.25)
            now += self.plan.wait(self.lifter.now_s)
        self.said += now
        return [advice.text for advice in now]


TellStory = Callable[..., Story]


@pytest.fixture
def tell() -> TellStory:
    """Return a function that begins a story: a set to failure, and the advice wanted."""

    def begin(exercise: str, wanted: str | None = None, **changes: object) -> Story:
        lifter = Lifter(load_exercise(exercise))
        lifter.lift("full", *TIRING)
        failure = lifter.fail()[-1]
        assert isinstance(failure, FailureSeen)
        situation = Situation(
            exercise=lifter.exercise,
            profile=msgspec.structs.replace(EXPERT, wanted=wanted, **changes),
            time_s=lifter.now_s,
            moment="lifting",
            reps=tuple(lifter.reps),
            failure=failure.failure,
        )
        advice = advise(situation)
        assert advice is not None
        if wanted is not None:
            assert advice.technique == wanted
        return Story(lifter, advice, Plan(advice, situation))

    return begin
