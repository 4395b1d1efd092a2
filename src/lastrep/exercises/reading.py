"""Reading TOML against a schema, so that a slip of the pen is named with its place."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TypeVar

import msgspec

from lastrep.errors import DefinitionError

T = TypeVar("T")

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>.*)`)?$", re.DOTALL)
_UNKNOWN_KEY = re.compile(r"unknown field `(?P<key>[^`]*)`")


def decode_toml(raw: bytes, schema: type[T], *, origin: str) -> T:
    """Return the TOML text ``raw`` as an instance of ``schema``; ``origin`` names it in errors.

    A byte order mark at its beginning, as some editors write it, is passed over.

    Raises
    ------
    DefinitionError
        It is not TOML, has a key the schema does not know, or a value that is impossible; the
        sentence names origin and place.
    """
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8-sig")), schema)
    except UnicodeDecodeError as error:
        raise DefinitionError(f"{origin} is not UTF-8 text; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{origin} is not valid TOML: {error}; correct it there.") from error
    except msgspec.ValidationError as error:
        raise DefinitionError(f"{origin}{_in_words(str(error), schema)}") from error


def _in_words(message: str, schema: type) -> str:
    """Turn msgspec's message into `, at [movement] joint: ...` with the nearest known key."""
    match = _PLACE.match(message)
    what, path = (match["what"], match["path"]) if match else (message, None)
    place = "" if path is None else f", at {path.removeprefix('$').removeprefix('.') or 'the top'}"
    what = what.replace("Object contains", "there is an").replace("Object missing", "there is no")
    unknown = _UNKNOWN_KEY.search(what)
    hint = ""
    if unknown:
        near = difflib.get_close_matches(unknown["key"], sorted(_keys(schema)), n=1)
        hint = f"; did you mean `{near[0]}`" if near else "; remove it"
    return f"{place}: {what}{hint}."


def _keys(schema: object) -> set[str]:
    """Every key that can appear anywhere below a schema."""
    found: set[str] = set()
    waiting = [msgspec.inspect.type_info(schema)]
    seen: set[object] = set()
    while waiting:
        info = waiting.pop()
        if isinstance(info, msgspec.inspect.StructType):
            if info.cls in seen:
                continue
            seen.add(info.cls)
            found |= {field.encode_name for field in info.fields}
            waiting += [field.type for field in info.fields]
        elif isinstance(info, msgspec.inspect.UnionType):
            waiting += info.types
        elif isinstance(info, msgspec.inspect.DictType):
            waiting.append(info.value_type)
        elif isinstance(info, (msgspec.inspect.VarTupleType, msgspec.inspect.ListType)):
            waiting.append(info.item_type)
    return found
