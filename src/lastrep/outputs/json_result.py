"""The result for programs: JSON of the schema ``lastrep/1``."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import msgspec

from lastrep.records.session import Session


@runtime_checkable
class SupportsItem(Protocol):
    """A scalar of numpy, whatever its type."""

    def item(self) -> object:
        """Return it as an ordinary number."""
        ...


def encoded(value: object) -> bytes:
    """Return a record, or anything made of records, as JSON in one line.

    NaN becomes null, so that no number that is none ever reaches a reader; numpy's numbers become
    ordinary ones.
    """
    return msgspec.json.encode(value, enc_hook=_ordinary)


def to_dict(session: Session) -> dict[str, Any]:
    """Return a session as plain dictionaries, lists and numbers; unknown is None."""
    plain: dict[str, Any] = msgspec.json.decode(encoded(session))
    return plain


def to_json(result: object) -> str:
    """Return a session, another record or anything made of them as JSON for people to read."""
    return msgspec.json.format(encoded(result), indent=2).decode()


def _ordinary(value: object) -> object:
    if isinstance(value, SupportsItem):
        return value.item()
    raise TypeError(f"a result may not hold a {type(value).__name__}")
