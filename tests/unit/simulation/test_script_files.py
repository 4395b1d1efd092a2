"""Scripts as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lastrep.errors import DefinitionError
from lastrep.simulation import Rep, SetToFailure, read_script, simulate

GOOD = """
exercise = "biceps_curl"
seed = 3
[camera]
view = "side"
[[events]]
do = "set_to_failure"
reps = 4
[[events]]
do = "rep"
kind = "half"
region = "lengthened"
times = 2
"""


def test_a_script_is_read_and_can_be_simulated(tmp_path: Path) -> None:
    path = tmp_path / "curl.toml"
    path.write_text(GOOD, encoding="utf-8")
    script = read_script(path)
    assert isinstance(script.events[0], SetToFailure)
    assert isinstance(script.events[1], Rep)
    assert simulate(script).truth.counts.total == 6


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (GOOD.replace("region", "regoin"), "regoin"),
        (GOOD.replace('do = "rep"', 'do = "repp"'), "repp"),
        (GOOD.replace("reps = 4", "reps = -4"), "reps"),
        (GOOD.replace('"side"', '"above"'), "view"),
        ("exercise = ", "TOML"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str, hint: str) -> None:
    path = tmp_path / "curl.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=hint):
        read_script(path)


def test_a_missing_script_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="cannot be read"):
        read_script(tmp_path / "nothing.toml")
