"""The coach's words: sentences by key, one file per language."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from lastrep.errors import UsageError
from lastrep.exercises.reading import decode_toml

Values = dict[str, float | int | str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All sentences of one language; curly brackets are filled from a dose."""

    say: dict[str, str]
    cue: dict[str, str]
    because: dict[str, str]
    context: dict[str, str]
    blocked: dict[str, str]
    technique: dict[str, str]
    muscle: dict[str, str]

    def why_not(self, reason: str | None, part: str = "") -> str:
        """Return why a technique is not allowed; ``part`` is what of a combination is not."""
        return self.blocked[reason or "moment"].format(name=self.technique.get(part, ""))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages there are messages in, English among them."""
    files = (resources.files("lastrep.coach") / "messages").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def words(language: str = "en") -> Words:
    """Return the sentences of a language (read once).

    Raises
    ------
    UsageError
        There is no file for that language.
    """
    if language not in languages():
        raise UsageError(
            f'No messages in "{language}"; choose one of {", ".join(languages())}, or add '
            f"messages/{language}.toml with the keys of en.toml."
        )
    file = resources.files("lastrep.coach") / "messages" / f"{language}.toml"
    return decode_toml(file.read_bytes(), Words, origin=f"messages/{language}.toml")


def filled(sentence: str, values: Values) -> str:
    """Return a sentence with its brackets filled, beginning with a capital."""
    text = sentence.format_map(values)
    return text[:1].upper() + text[1:]


def uncapitalised(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]
