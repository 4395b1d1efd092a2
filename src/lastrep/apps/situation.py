"""The lifter's situation as the user gives it: a file, and a flag that goes before it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lastrep.exercises.reading import read_toml
from lastrep.records.profile import Profile


def read_situation(path: Path | None, *, spotter: bool | None = None) -> Profile:
    """Return the profile in a TOML file, or the safe default where there is none.

    Raises
    ------
    DefinitionError
        The file cannot be read or is not a profile.
    """
    profile = Profile() if path is None else read_toml(path, Profile)
    return profile if spotter is None else msgspec.structs.replace(profile, spotter=spotter)
