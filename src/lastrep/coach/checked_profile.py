"""A profile that was made in Python is held to the same limits as one that was read."""

from __future__ import annotations

import msgspec

from lastrep.coach.words import words
from lastrep.errors import UsageError
from lastrep.records.profile import Profile, fault_in


def checked_profile(profile: Profile) -> Profile:
    """Return the profile if it can be coached.

    Raises
    ------
    UsageError
        A value is impossible, or the coach has no words in the profile's language.
    """
    try:
        checked = msgspec.convert(msgspec.structs.asdict(profile), Profile)
    except msgspec.ValidationError as error:
        what, field = fault_in(error)
        raise UsageError(f"The profile's {field} is impossible: {what}.") from error
    words(checked.language)
    return checked
