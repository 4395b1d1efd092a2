"""What a plan says between two repetitions, as advice."""

from __future__ import annotations

from collections.abc import Mapping

from lastrep.coach.eligibility import Ruling
from lastrep.coach.plan_steps import PlanStep
from lastrep.coach.words import Values, filled, words
from lastrep.exercises import Exercise
from lastrep.records.advice import Advice

OVER = frozenset({"done", "too_long"})
GO_ON = frozenset({"again", "last_one"})  # the rest is over


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
        if cue in GO_ON:
            dose.pop("rest_s", None)
        technique = "rest" if cue in OVER else step.technique
        return Advice(time_s=time_s, technique=technique, dose=dose, text=text, because=())

    def stop(self, cue: str, time_s: float, *, ruling: Ruling | None = None) -> Advice:
        """Return the sentence that ends a plan at once, and why it does.

        ``ruling`` is what forbids the technique that was begun, where that is why.
        """
        name = "" if ruling is None else self._words.technique[ruling.technique.id]
        text = filled(self._words.cue[cue], {"name": name})
        if ruling is not None:
            why = self._words.why_not(ruling.reason, ruling.part)
        else:
            why = {**self._words.because, **self._words.blocked}[cue]
        pain = cue == "pain"
        return Advice(time_s=time_s, technique="stop", text=text, because=(why,), pain=pain)

    def amounts(self, amounts: Mapping[str, int]) -> tuple[str, ...]:
        """Return what was done so far, for the eye."""
        done = {self._words.technique[name]: amount for name, amount in amounts.items() if amount}
        sentence = self._words.because["done"]
        return tuple(sentence.format(name=name, amount=n) for name, n in done.items())
