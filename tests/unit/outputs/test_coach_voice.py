"""The voice can speak everything the coach can say."""

from __future__ import annotations

import pytest

from lastrep.coach import spoken_sentences
from lastrep.outputs.voice_clips import phrases_in


@pytest.mark.parametrize("sentence", spoken_sentences())
def test_there_are_clips_for_every_sentence_of_the_coach(sentence: str) -> None:
    assert phrases_in(sentence), "run: python tools/render_voice.py"
