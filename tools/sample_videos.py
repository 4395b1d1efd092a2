"""Render sample videos again: picture, truth, checksum, and the poses that the fast tests use.

    python tools/sample_videos.py              all of the manifest
    python tools/sample_videos.py drop_set     only these

Needs ``pip install lastrep[render]`` and OpenGL; about half a second per picture on one core.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from pathlib import Path

from lastrep.cli.main import main as lastrep

ROOT = Path(__file__).resolve().parents[1]
VIDEOS = ROOT / "sample_videos"
MANIFEST = VIDEOS / "manifest.toml"
RECORDINGS = ROOT / "tests" / "golden" / "recordings"


def render(name: str) -> None:
    """Make everything that belongs to one clip from its script."""
    video = VIDEOS / f"{name}.mp4"
    truth = VIDEOS / f"{name}.truth.json"
    script = VIDEOS / f"{name}.toml"
    lastrep(
        ["simulate", str(script), "--video", str(video), "--truth", str(truth)],
        standalone_mode=False,
    )
    lastrep(
        ["analyze", str(video), "--poses", str(RECORDINGS / f"{name}.npz"), "--quiet"],
        standalone_mode=False,
    )
    note(name, hashlib.sha256(video.read_bytes()).hexdigest(), seconds_of(truth))


def seconds_of(truth: Path) -> float:
    """Return how long a clip is, from its truth."""
    found = re.search(r'"duration_s": ([\d.]+)', truth.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{truth} does not say how long the clip is")
    return float(found[1])


def note(name: str, sha256: str, seconds: float) -> None:
    """Write a clip's checksum and length into the manifest."""
    before, here, after = MANIFEST.read_text(encoding="utf-8").partition(f'name = "{name}"')
    entry, start, rest = after.partition("[[clip]]")
    entry = re.sub(r'sha256 = ".*"', f'sha256 = "{sha256}"', entry)
    entry = re.sub(r"seconds = .*", f"seconds = {seconds:.1f}", entry)
    MANIFEST.write_text(before + here + entry + start + rest, encoding="utf-8")


if __name__ == "__main__":
    clips = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["clip"]
    for clip in sys.argv[1:] or [clip["name"] for clip in clips]:
        render(clip)
