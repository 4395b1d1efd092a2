"""The profile file: TOML that explains itself, every field of it optional."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import msgspec

from lastrep.coach.words import languages, words
from lastrep.errors import DefinitionError, OutputError
from lastrep.exercises.reading import decode_toml
from lastrep.files.definition_file import read_definition
from lastrep.files.safe_write import write_bytes
from lastrep.records.profile import Profile, Wish

_HEAD = """\
# lastrep profile: who trains, and with what. Every line is optional; what is missing is taken at
# its safest: alone, no safeties, nothing lighter at hand, a beginner. It never leaves this machine.
"""
NOTES: dict[str, str] = {
    "name": "only for you; it is not written into results",
    "goal": "size or strength",
    "experience_months": "months of regular training",
    "age_years": "under 16 only the simple techniques are offered",
    "weeks_off": "weeks without training just before now",
    "spotter": "someone stands by who can take the weight",
    "safeties": "safety bars, pins or stops are set",
    "lighter_weights": "a lighter pair, lighter plates or a band within 15 seconds",
    "second_station": "a second exercise can be done at once",
    "last_set": "the set watched is the last one of the exercise",
    "target_reps": "repetitions you plan for a set",
    "time_short": "in a hurry",
    "pain": "pain or dizziness now: everything stops",
    "injuries": 'body parts, such as ["left knee", "lower back"]',
    "wanted": "a technique you would like, where it is safe: " + ", ".join(get_args(Wish)),
    "height_m": "your height, for speeds in metres per second",
    "plate_diameter_m": "of the largest plate (often 0.45), for speeds in metres per second",
    "language": "of the coach's words; those that are there: " + ", ".join(languages()),
}
EXAMPLES: dict[str, object] = {
    "name": "me",
    "age_years": 30,
    "target_reps": 10,
    "wanted": "drop_set",
    "height_m": 1.75,
    "plate_diameter_m": 0.45,
}


def read_profile(
    path: Path | None,
    *,
    spotter: bool | None = None,
    height_m: float | None = None,
    plate_diameter_m: float | None = None,
) -> Profile:
    """Return the profile in a TOML file, or the safe default where there is none.

    What is given beside the file goes before what it says.

    Raises
    ------
    DefinitionError
        The file cannot be read or is not a profile.
    """
    profile = Profile() if path is None else _read(path)
    given = {"spotter": spotter, "height_m": height_m, "plate_diameter_m": plate_diameter_m}
    return msgspec.structs.replace(
        profile, **{name: value for name, value in given.items() if value is not None}
    )


def profile_toml(profile: Profile) -> str:
    """Return a profile as the text of its file; unknown fields are there as comments."""
    lines = [_HEAD]
    for name, value in msgspec.structs.asdict(profile).items():
        lines.append(f"# {NOTES[name]}")
        known = value is not None
        lines.append(f"{'' if known else '# '}{name} = {_toml(value if known else EXAMPLES[name])}")
    return "\n".join(lines) + "\n"


def make_profile(path: Path, profile: Profile, *, overwrite: bool = False) -> None:
    """Write a profile file.

    Raises
    ------
    DefinitionError
        The profile has an impossible value.
    UsageError
        There are no words in its language.
    OutputError
        There is a file already, or it cannot be written.
    """
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists already; edit it, or say --force to write it anew.")
    words(profile.language)
    text = profile_toml(profile).encode()
    decode_toml(text, Profile, origin="The profile")
    write_bytes(path, text)


def _read(path: Path) -> Profile:
    """Return the profile in a file; a wrong value is answered with what the line is for."""
    try:
        return decode_toml(read_definition(path), Profile, origin=str(path))
    except DefinitionError as error:
        said = str(error)
        name = next((name for name in NOTES if f"at {name}" in said), None)
        if name is None:
            raise
        yes_or_no = isinstance(getattr(Profile(), name), bool)
        meant = f"true or false: {NOTES[name]}" if yes_or_no else NOTES[name]
        raise DefinitionError(f"{said.rstrip('.')} ({name}: {meant}).") from error


def _toml(value: object) -> str:
    """Return a value as TOML; strings, numbers, booleans and lists are written as in JSON."""
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
