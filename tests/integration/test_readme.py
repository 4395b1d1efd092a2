"""The README's promises are kept: its examples run, its table is that of the catalogue."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from lastrep.exercises import catalogue
from lastrep.outputs.exercise_table import exercise_markdown

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
RUNNABLE = re.findall(r"<!-- runnable -->\n```(\w+)\n(.*?)```", README, re.DOTALL)


def test_there_are_examples_in_both_languages() -> None:
    assert [language for language, _ in RUNNABLE] == ["sh", "python"]


def test_the_examples_run(tmp_path: Path) -> None:
    (tmp_path / "sample_videos").symlink_to(ROOT / "sample_videos")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for language, code in RUNNABLE:
        shell = ["bash", "-euc", code] if language == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(
            shell,
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_the_table_of_exercises_is_that_of_the_catalogue() -> None:
    table = README.partition("<!-- exercises -->\n")[2].partition("<!-- /exercises -->")[0]
    assert table == exercise_markdown(catalogue().values()), (
        "put the output of `lastrep exercises --markdown` between the marks"
    )


def test_every_linked_file_exists() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!\w+:)([^)#]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
