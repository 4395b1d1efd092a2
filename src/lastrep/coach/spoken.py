"""Every sentence the coach can speak, so that a voice can be made ahead of time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lastrep.coach.advising import dose_of, sentence_of
from lastrep.coach.plan_steps import PlanStep, most_of, steps_of
from lastrep.coach.table import Technique, table
from lastrep.coach.words import Values, Words, filled, words

_AFTER_A_STEP = ("one_more", "again", "last_one", "done", "too_long", "enough", "form_gone")


def spoken_sentences(language: str = "en") -> tuple[str, ...]:
    """Return every sentence that `advise` and `Plan` can say, each once, in alphabetical order."""
    text = words(language)
    return tuple(sorted({*_advices(text), *_cues(text)}))


def _advices(text: Words) -> Iterator[str]:
    rules = table()
    for gate in rules.gates:
        if gate.stop or gate.reserve is not None:
            yield filled(text.say[gate.id], {})
    for moment in rules.moments:
        for offer in {moment.offer, moment.otherwise} - {"technique", "nothing"}:
            yield from _if_complete(text.say[offer], moment.dose)
    yield filled(text.say["ask"], {})
    for technique in rules.techniques.values():
        for values in _with_muscles(technique, dose_of(technique), text):
            for reserve in (0, 1):
                sentence = sentence_of(technique, {**values, "reps_in_reserve": reserve}, text)
                yield sentence
                yield filled(text.say["optional"], {"text": sentence[:1].lower() + sentence[1:]})


def _cues(text: Words) -> Iterator[str]:
    for cue in (*_AFTER_A_STEP, "control_lost"):
        yield filled(text.cue[cue], {})
    for technique in table().techniques.values():
        yield filled(text.cue["not_this"], {"name": technique.name.lower()})
        for step in steps_of(technique, {}):
            yield from _step_cues(step, text)


def _step_cues(step: PlanStep, text: Words) -> Iterator[str]:
    technique = table().techniques[step.technique]
    most = max(step.wanted, most_of(technique) or 1)
    for left, values in itertools.product(
        range(1, most + 1), _with_muscles(technique, step.dose, text)
    ):
        yield filled(text.cue[step.technique], {**values, "left": left})


def _with_muscles(technique: Technique, dose: Values, text: Words) -> Iterator[Values]:
    if "{muscle}" not in text.say[technique.id]:
        yield dose
        return
    for muscle in text.muscle.values():
        yield {**dose, "muscle": muscle}


def _if_complete(sentence: str, dose: dict[str, int]) -> Iterator[str]:
    """Fill a sentence whose brackets the dose covers; another moment covers the rest."""
    values: Values = {**dose}
    try:
        yield filled(sentence, values)
    except KeyError:
        return
