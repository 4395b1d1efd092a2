"""The result for programs: JSON of the schema ``lastrep/1``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from lastrep.records.session import Session


def to_dict(session: Session) -> dict[str, Any]:
    """Return a session as plain dictionaries, lists and numbers; unknown is None."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(session))
    return plain


def to_json(result: Session | Sequence[Session | dict[str, Any]] | dict[str, Any]) -> str:
    """Return one session as a JSON object, or several as an array, in their order."""
    # msgspec writes NaN as null, so that no number that is none ever reaches a reader
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode()
