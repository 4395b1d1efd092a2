from __future__ import annotations

from pathlib import Path

import pytest

from lastrep.errors import DefinitionError
from lastrep.files.definition_file import read_definition


def test_a_missing_file_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"nowhere\.toml cannot be read"):
        read_definition(tmp_path / "nowhere.toml")


def test_what_is_there_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(b"\xff\xfe")
    assert read_definition(path) == b"\xff\xfe"
