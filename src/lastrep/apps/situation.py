"""The lifter's situation as the user gives it: a file, and a flag that goes before it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lastrep.apps.profile import NOTES
from lastrep.errors import DefinitionError
from lastrep.exercises.reading import read_toml
from lastrep.records.profile import Profile


def read_situation(
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


def _read(path: Path) -> Profile:
    """Return the profile in a file; a wrong value is answered with what the line is for."""
    try:
        return read_toml(path, Profile)
    except DefinitionError as error:
        said = str(error)
        name = next((name for name in NOTES if f"at {name}" in said), None)
        if name is None:
            raise
        yes_or_no = isinstance(getattr(Profile(), name), bool)
        meant = f"true or false: {NOTES[name]}" if yes_or_no else NOTES[name]
        raise DefinitionError(f"{said.rstrip('.')} ({name}: {meant}).") from error
