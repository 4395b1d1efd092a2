"""What the house promises about itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import lastrep

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 300
NO_NAMES = {"utils", "util", "common", "misc", "helpers", "helper"}
WORLD = {
    "asyncio", "datetime", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "socket", "subprocess", "tempfile", "threading", "time",
}  # fmt: skip
USER_PLACES = re.compile(r"\.\./shared|(?<![\w.])/(tmp(?!/.X11-unix)|home|root|work)/")


def python(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_importing_lastrep_loads_neither_opencv_nor_a_model() -> None:
    heavy = "('cv2', 'mediapipe', 'av', 'numpy', 'scipy', 'rich', 'miniaudio', 'sqlalchemy')"
    assert python(f"import sys, lastrep; print([m for m in {heavy} if m in sys.modules])") == "[]"


def test_importing_lastrep_is_quick() -> None:
    def import_s() -> float:
        script = (
            "import time; t = time.perf_counter(); import lastrep; print(time.perf_counter()-t)"
        )
        return float(python(script))

    assert min(import_s() for _ in range(3)) < 0.15


@pytest.mark.parametrize("name", lastrep.__all__)
def test_every_public_name_exists(name: str) -> None:
    assert getattr(lastrep, name) is not None
    assert name in dir(lastrep)


def test_an_unknown_public_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = lastrep.analyse


def test_the_version_is_that_of_the_package() -> None:
    assert version("lastrep") == lastrep.__version__


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert not text or ast.get_docstring(ast.parse(text))
    assert path.stem not in NO_NAMES


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_test_file_is_short(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= LONGEST_FILE


def test_test_modules_have_names_of_their_own() -> None:
    names = [path.name for path in TESTS if path.name != "conftest.py"]
    assert len(names) == len(set(names))


def test_the_product_depends_on_no_place_of_its_makers() -> None:
    kept = [*SOURCES, ROOT / "README.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md")]
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in kept
        for line in path.read_text("utf-8").splitlines()
        if USER_PLACES.search(line)
    ]
    assert not found


def test_mediapipe_is_a_release_that_sends_nothing() -> None:
    major, minor, patch = (int(part) for part in version("mediapipe").split(".")[:3])
    assert (0, 10, 30) <= (major, minor, patch) < (0, 10, 32)


def core_sources() -> list[Path]:
    """Return the files of the rooms that the import contract keeps from the world outside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = [
        one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "forbidden"
    ]
    rooms = [ROOT / "src" / name.replace(".", "/") for name in contract["source_modules"]]
    return [path for path in SOURCES if set(path.parents) & set(rooms)]


def worldly(source: str) -> list[str]:
    """Return what a source imports or calls that is a clock, a thread, a file, chance or a log.

    What belongs to the package itself is read through `importlib.resources`.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in WORLD]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found += [module] if module.split(".")[0] in WORLD else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found += [node.func.id] if node.func.id in {"open", "print", "input"} else []
        elif isinstance(node, ast.Attribute) and node.attr in {"random", "write_bytes"}:
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", core_sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_reads_no_clock_and_opens_no_file(path: Path) -> None:
    assert worldly(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from datetime import datetime",
        "def f():\n    from threading import Thread",
        "with open('x') as file: ...",
        "np.random.default_rng()",
    ],
)
def test_a_clock_or_a_file_would_be_found(source: str) -> None:
    assert len(core_sources()) > 100
    assert len(worldly(source)) == 1


def test_the_core_loads_nothing_that_sees_or_keeps() -> None:
    script = (
        "import sys, lastrep.analysis; "
        "print([m for m in ('cv2', 'av', 'mediapipe', 'sqlalchemy') if m in sys.modules])"
    )
    assert python(script) == "[]"
