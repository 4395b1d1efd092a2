"""The page in the docs is what the tables say today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lastrep.coach.document import document
from lastrep.coach.table import table

PAGE = Path(__file__).parents[3] / "docs" / "coach.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == document(), "run: python -m lastrep.coach > docs/coach.md"


def test_the_command_prints_the_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lastrep.coach"], capture_output=True, text=True, check=True
    )
    assert done.stdout == document()


def test_the_page_names_every_technique_gate_and_source() -> None:
    page, rules = document(), table()
    for technique in rules.techniques.values():
        assert f"### {technique.name}\n" in page
        assert all(line.source in page for line in technique.dose.values())
    assert all(gate.source in page for gate in rules.gates)
    assert "Nothing here is medical advice" in " ".join(page.split())
