from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from lastrep.errors import OutputError
from lastrep.files.safe_write import (
    check_outputs,
    check_writable,
    extend_bytes,
    replacing,
    write_bytes,
)


def test_the_file_appears_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    write_bytes(target, b"{}")
    assert target.read_bytes() == b"{}"
    assert list(tmp_path.iterdir()) == [target]


def break_off(target: Path, reason: type[BaseException]) -> None:
    with replacing(target) as temporary:
        temporary.write_text("half a new o")
        raise reason


@pytest.mark.parametrize("reason", [ValueError, KeyboardInterrupt])
def test_breaking_off_leaves_the_earlier_file_untouched(
    tmp_path: Path, reason: type[BaseException]
) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")
    with pytest.raises(reason):
        break_off(target, reason)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write_bytes(tmp_path / "ours", b"")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file or directory"):
        check_writable(tmp_path / "nowhere" / "result.json")
    with pytest.raises(OutputError, match="untouched"):
        write_bytes(tmp_path / "nowhere" / "result.json", b"")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder"):
        check_writable(tmp_path)
    with pytest.raises(OutputError, match="it is a folder"):
        write_bytes(tmp_path, b"")


def test_a_full_disk_is_said() -> None:
    with pytest.raises(OutputError, match="no space left"):
        write_bytes("/dev/full", b"x" * 10)


def test_checking_creates_and_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    check_writable(target)
    assert list(tmp_path.iterdir()) == []
    target.write_text("old")
    check_writable(target)
    assert target.read_text() == "old"


def test_a_device_can_be_written_to() -> None:
    check_writable("/dev/null")
    write_bytes("/dev/null", b"gone")
    assert Path("/dev/null").is_char_device()


def test_outputs_may_lie_anywhere_but_over_what_is_read(tmp_path: Path) -> None:
    source, linked = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("old")
    linked.hardlink_to(source)
    check_outputs([source, None, "0", "rtsp://camera"], [tmp_path / "c.csv", None, "-"])
    check_outputs(["/dev/null"], ["/dev/null", "/dev/null"])
    for read in (source, tmp_path):
        with pytest.raises(OutputError, match="destroy"):
            check_outputs([read], [linked])
    with pytest.raises(OutputError, match="two outputs"):
        check_outputs([], [source, linked])
    with pytest.raises(OutputError, match="no such file or directory"):
        check_outputs([source], [tmp_path / "nowhere" / "c.csv"])


def test_only_the_end_of_a_file_is_written_anew(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_bytes(b"[1]")
    extend_bytes(target, b", 2]", at=2)
    assert target.read_bytes() == b"[1, 2]"


@pytest.mark.parametrize("reason", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_file_that_could_not_be_extended_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException
) -> None:
    target = tmp_path / "result.json"
    target.write_bytes(b"[1]")

    def fails(_: int) -> None:
        raise reason

    monkeypatch.setattr(os, "fsync", fails)
    expected = OutputError if isinstance(reason, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        extend_bytes(target, b", 2, 3, 4]", at=2)
    assert target.read_bytes() == b"[1]"


def test_a_file_that_is_gone_cannot_be_extended(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file"):
        extend_bytes(tmp_path / "result.json", b"]", at=0)
