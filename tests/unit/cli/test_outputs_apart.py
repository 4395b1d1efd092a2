"""No command writes over the file it reads, whatever either is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from lastrep.cli.main import run

SCRIPT = 'exercise = "barbell_curl"\n[[events]]\ndo = "rep"\n'
REQUESTS = (
    "analyze src.mp4 --json src.mp4",
    "analyze pictures --json pictures/1.png",
    "analyze src.mp4 --profile p.toml --poses p.toml",
    "analyze src.mp4 --keep --history h.db --video link.db",
    "analyze src.mp4 --json x1 --csv ./x1",
    "analyze src.mp4 here/src.mp4 --poses folder",
    "history export h.db --history h.db --format csv",
    "history export link.db --history h.db --format json",
    "live --source src.mp4 --record src.mp4",
    "live --source src.mp4 --record src",
    "live --source src.mp4 --voice-file ../here/src.mp4",
    "live --source src.mp4 --profile p.toml --voice-file p.toml",
    "live --source src.mp4 --history h.db --voice-file h.db",
    "live --source src.mp4 --record new.mp4 --voice-file new.npz",
    "live --source pictures --voice-file pictures/1.png",
    "simulate curl.toml --poses curl.toml",
    "simulate curl.toml --truth x1 --poses ./x1",
    "evaluate folder --json folder/truth.csv",
    "evaluate folder --json folder/poses/a.mp4.npz",
    "advise curl --profile p.toml --json p.toml",
    "bench src.mp4 --json src.mp4",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    for name in ("h.db", "src.mp4", "folder/truth.csv", "folder/poses/a.mp4.npz", "pictures/1.png"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("precious")
    (folder / "p.toml").write_text("spotter = true\n")
    (folder / "curl.toml").write_text(SCRIPT)
    (folder / "link.db").symlink_to("h.db")
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("request_line", REQUESTS)
def test_an_output_over_an_input_or_another_output_is_refused_beforehand(
    here: Path, capsys: pytest.CaptureFixture[str], request_line: str
) -> None:
    before = contents(here)
    with pytest.raises(SystemExit) as ended:
        run(request_line.split())
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
    assert "choose another name" in err
    assert contents(here) == before


@pytest.mark.parametrize("name", ["x.npz", "x.avi", "x.mkv", "x.txt"])
def test_a_recording_is_named_as_the_video_it_is(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before = contents(here)
    with pytest.raises(SystemExit) as ended:
        run(["live", "--source", "src.mp4", "--record", name])
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
    assert ".mp4" in err
    assert contents(here) == before
