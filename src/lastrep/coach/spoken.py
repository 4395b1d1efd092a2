"""Every sentence the coach can speak, so that a voice can be made ahead of time."""

from __future__ import annotations

from collections.abc import Iterator

from lastrep.coach.advising import dose_of, sentence_of
from lastrep.coach.plan_steps import steps_of
from lastrep.coach.table import Technique, table
from lastrep.coach.words import Values, Words, filled, uncapitalised, words
from lastrep.exercises import catalogue

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
            yield sentence_of(technique, values, text, moment="planned")
            for reserve in (0, 1) if technique.past_failure else (0,):
                sentence = sentence_of(technique, {**values, "reps_in_reserve": reserve}, text)
                yield sentence
                if technique.entry in {"near_failure", "any"}:
                    yield filled(text.say["optional"], {"text": uncapitalised(sentence)})


def _cues(text: Words) -> Iterator[str]:
    for cue in (*_AFTER_A_STEP, "control_lost", "pain"):
        yield filled(text.cue[cue], {})
    for technique in table().techniques.values():
        if technique.past_failure and technique.follow is not None:
            yield filled(text.cue["not_this"], {"name": text.technique[technique.id]})
        for number, step in enumerate(steps_of(technique, {})):
            if number or step.is_blocks:  # the first step is announced by the advice itself
                yield filled(text.cue[step.technique], {**step.dose, "left": step.wanted})


def _with_muscles(technique: Technique, dose: Values, text: Words) -> Iterator[Values]:
    if "{muscle}" not in text.say[technique.id]:
        yield dose
        return
    for muscle in {e.antagonist for e in catalogue().values() if e.antagonist is not None}:
        yield {**dose, "muscle": text.muscle[muscle]}


def _if_complete(sentence: str, dose: dict[str, int]) -> Iterator[str]:
    """Fill a sentence whose brackets the dose covers; another moment covers the rest."""
    values: Values = {**dose}
    try:
        yield filled(sentence, values)
    except KeyError:
        return
