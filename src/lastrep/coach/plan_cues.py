"""What a plan says between two repetitions, as advice."""

from __future__ import annotations

from collections.abc import Mapping

from lastrep.coach.plan_steps import PlanStep
from lastrep.coach.words import Values, filled, words
from lastrep.exercises import Exercise
from lastrep.records.advice import Advice

OVER = frozenset({"done", "too_long"})


class Cues:
    """Speaks for a plan in one language."""

    def __init__(self, language: str) -> None:
        self._words = words(language)

    def say(
        self, cue: str, step: PlanStep, time_s: float, *, left: int, exercise: Exercise
    ) -> Advice:
        """Return the sentence of a cue with what is left of a step."""
        muscle = self._words.muscle.get(exercise.antagonist or "", "")
        text = filled(self._words.cue[cue], {**step.dose, "left": left, "muscle": muscle})
        dose: Values = {} if cue in OVER else {**step.dose, "left": left}
        technique = "rest" if cue in OVER else step.technique
        return Advice(time_s=time_s, technique=technique, dose=dose, text=text, because=())

    def stop(self, cue: str, time_s: float, *, name: str = "") -> Advice:
        """Return the sentence that ends a plan at once."""
        text = filled(self._words.cue[cue], {"name": self._words.technique.get(name, "")})
        return Advice(time_s=time_s, technique="stop", text=text, because=())

    def amounts(self, amounts: Mapping[str, int]) -> tuple[str, ...]:
        """Return what was done so far, for the eye."""
        done = {self._words.technique[name]: amount for name, amount in amounts.items() if amount}
        return tuple(f"{name}: {amount}" for name, amount in done.items())
