from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click
import pytest

from lastrep import __version__
from lastrep.cli import main as cli
from lastrep.errors import ModelError, SourceError


def outcome(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    out, err = capsys.readouterr()
    return ended.value.code, out, err


def failing_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command("doctor")
    @click.option("--debug", is_flag=True)
    def command(*, debug: bool) -> NoReturn:
        del debug
        raise error

    monkeypatch.setattr("lastrep.cli.doctor.command", command)


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = outcome(capsys)
    assert status == 0
    assert "analyze" in out + err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert __version__ in outcome(capsys, "--version")[1]


@pytest.mark.parametrize("name", list(cli.SUMMARIES))
def test_every_command_has_a_help_page(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, out, _ = outcome(capsys, name, "--help")
    assert status == 0
    assert "--debug" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze",),
        ("analyze", "--nope"),
        ("analyze", "set.mp4", "--load", "40"),
        ("analyze", "set.mp4", "--history", "h.db"),
        ("analyze", "set.mp4", "--fps", "25"),
        ("nothing",),
        ("analyze", "x", "--json"),
        ("analyze", "x", "--height", "nan"),
        ("analyze", "x", "--plate-diameter", "nan"),
        ("live", "--load", "nan"),
        ("live", "--volume", "nan"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, out, err = outcome(capsys, *arguments)
    assert status == 2
    assert not out
    assert err.startswith("lastrep: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SourceError("the file is gone."), 3),
        (ModelError("the model is gone."), 4),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (OSError(28, "No space left on device"), 2),
        (ZeroDivisionError("division by zero"), 1),
    ],
)
def test_every_error_is_one_sentence_with_its_status(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
) -> None:
    failing_with(monkeypatch, error)
    ended, out, err = outcome(capsys, "doctor")
    assert ended == status
    assert not out
    assert err.lstrip("\n").startswith("lastrep: ")  # click ends the line in which ^C stands
    assert err.strip().count("\n") == 0
    assert "Traceback" not in err


HALF_WRITTEN = """
import signal, sys, time, click
import lastrep.cli.doctor as doctor
from lastrep.cli.main import run
from lastrep.files.safe_write import replacing

@click.command("doctor")
def command():
    with replacing(sys.argv[1]) as temporary:
        temporary.write_text("half")
        print("writing", flush=True)
        time.sleep(20)

doctor.command = command
for name in ("SIGTERM", "SIGHUP"):  # whoever runs the tests may have them ignored
    signal.signal(getattr(signal, name), signal.SIG_DFL)
run(["doctor"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_polite_kill_leaves_no_half_file(tmp_path: Path, name: str) -> None:
    target = tmp_path / "out.mp4"
    target.write_text("earlier")
    process = subprocess.Popen(
        [sys.executable, "-c", HALF_WRITTEN, str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"interrupted; nothing was half-written" in err
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_text() == "earlier"


def test_debug_shows_where_an_error_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    failing_with(monkeypatch, SourceError("the file is gone."))
    with pytest.raises(SourceError):
        cli.run(("doctor", "--debug"))


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from lastrep.cli.main import run\n"
        "try: run(['analyze', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numpy', 'cv2', 'av', 'mediapipe', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m lastrep exercises | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert not done.stderr


@pytest.mark.parametrize("closed", [False, True])
def test_a_terminal_of_few_letters_or_none_is_no_error(*, closed: bool) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "lastrep", "exercises", "show", "barbell_curl"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        stdout=None if closed else subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=(lambda: os.close(1)) if closed else None,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def test_analyze_writes_over_no_profile(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text("spotter = true\n")
    ended, _, said = outcome(
        capsys, "analyze", "clip.mp4", "--profile", str(profile), "--json", str(profile)
    )
    assert ended == 2
    assert "p.toml" in said
    assert profile.read_text() == "spotter = true\n"
