"""Histories on both kinds of database."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lastrep.outputs.history import History


def binary(name: str) -> str | None:
    """Where a program of the PostgreSQL server is; Debian keeps them off the path."""
    found = shutil.which(name)
    folders = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found or (str(folders[-1]) if folders else None)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL of our own, gone afterwards; or the one of LASTREP_TEST_POSTGRESQL."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    given = os.environ.get("LASTREP_TEST_POSTGRESQL")
    if given:
        yield given
        return
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("no PostgreSQL server here (apt-get install postgresql)")
    as_user: list[str] = []
    # not in pytest's own folder: that is closed to every other user
    folder = Path(tempfile.mkdtemp(prefix="lastrep-postgresql-"))
    if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
        if shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    made = subprocess.run(
        [*as_user, initdb, "-D", str(data), "-U", "lifter", "--auth=trust"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"initdb does not work here: {made.stderr.strip()[-120:]}")
    log = str(folder / "log")
    start = [*as_user, pg_ctl, "-D", str(data), "-w", "-l", log, "-o", options, "start"]
    subprocess.run(start, check=True, capture_output=True, cwd="/")
    try:
        yield f"postgresql://lifter@127.0.0.1:{port}/postgres"
    finally:
        stop = [*as_user, pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop"]
        stopped = subprocess.run(stop, check=False, capture_output=True, text=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)
        assert stopped.returncode == 0, stopped.stderr


@pytest.fixture(params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    if request.param == "sqlite":
        with History(tmp_path / "deep" / "folder" / "history.db") as opened:
            yield opened
        return
    url = request.getfixturevalue("postgresql_url")
    with History(url) as opened:
        yield opened
        opened.delete()
