"""``lastrep live`` as a user runs it: a process with a window, keys, signals and a hard end."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from live_program import WAIT_S, Live

from lastrep.apps.live.options import LiveOptions
from lastrep.apps.live.run import run_live
from lastrep.apps.live.screen import KEY_ACTIONS
from lastrep.errors import SourceError
from lastrep.outputs.live_board import HEIGHT_PX, WIDTH_PX
from lastrep.outputs.palette import LABEL_COLOURS, PANEL
from lastrep.outputs.window import display_available
from lastrep.pose.recorded import write_poses
from lastrep.records.pose import PoseRecording
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate

needs_xdotool = pytest.mark.skipif(
    shutil.which("xdotool") is None, reason="xdotool is not installed (apt-get install xdotool)"
)
KEYS = """
import sys, time
import numpy as np
from lastrep.outputs.window import Window
width, height = int(sys.argv[1]), int(sys.argv[2])
window = Window(width, height)
window.show(np.zeros((height, width, 3), np.uint8))
window.poll()
print("ready")
key, end_s = None, time.perf_counter() + 60.0
while key != "q" and time.perf_counter() < end_s:
    time.sleep(0.01)
    key = window.poll()
    if key is not None:
        print(key)
"""


@pytest.fixture(scope="module")
def curls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of grey pictures and beside it the poses that the replay finds in them."""
    folder = tmp_path_factory.mktemp("live")
    quick = Rep(times=6, eccentric_s=1.0, concentric_s=0.7)
    script = Script(exercise="barbell_curl", events=(Rest(seconds=1.0), quick))
    recording = simulate(script).recording
    write_poses(folder / "curls.npz", recording)
    _write_video(folder / "curls.mp4", recording)
    return folder / "curls.mp4"


def _write_video(path: Path, recording: PoseRecording) -> None:
    width, height = recording.image_size_px
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(30), options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        picture = np.full((height, width, 3), 90, np.uint8)
        for _ in recording.time_s:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A display of our own; nobody needs to look at it."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    read, write = os.pipe()
    size = f"{WIDTH_PX}x{HEIGHT_PX}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_a_polite_end_saves_the_session_first_and_nohup_is_heeded(
    curls: Path, tmp_path: Path
) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does, and children inherit it
    try:
        live = Live(curls, tmp_path, "--no-window", "--no-voice")
    finally:
        signal.signal(signal.SIGHUP, before)
    live.wait_for("  2  full")
    live.process.send_signal(signal.SIGHUP)
    live.wait_for("  3  full")
    live.process.send_signal(signal.SIGINT)
    assert live.end() == 0
    sets = live.saved()["sets"]
    assert isinstance(sets, list)
    assert len(sets[0]["reps"]) >= 3
    assert any("Saved as" in line for line in live.lines)


def test_a_kill_loses_nothing_up_to_the_last_repetition(
    curls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live(curls, tmp_path, "--no-window", "--no-voice")
    live.wait_for("  3  full")
    live.process.kill()
    live.process.communicate()
    assert [path.suffix for path in live.sessions.iterdir()] == [".jsonl"]
    monkeypatch.setenv("LASTREP_SESSIONS", str(live.sessions))
    lines: list[str] = []
    with pytest.raises(SourceError):  # the next start looks for what was cut short before all else
        run_live(LiveOptions(source=str(tmp_path / "gone.mp4")), lines.append)
    assert lines[0].startswith("An earlier session was cut short; its 3 repetitions are in")
    counts = live.saved()["counts"]
    assert isinstance(counts, dict)
    assert counts["total"] == 3


def test_the_window_shows_picture_and_counters(curls: Path, tmp_path: Path, display: str) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed (apt-get install ffmpeg)")
    live = Live(curls, tmp_path, "--no-voice", display=display)
    live.wait_for("  2  full")
    time.sleep(0.2)
    grabbed = subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "x11grab", "-video_size", f"{WIDTH_PX}x{HEIGHT_PX}"),
            *("-i", display, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
        ],
        capture_output=True,
        check=True,
    )
    image = np.frombuffer(grabbed.stdout, np.uint8).reshape(HEIGHT_PX, WIDTH_PX, 3)
    live.process.send_signal(signal.SIGTERM)
    assert live.end() == 0
    assert live.saved()["sets"]
    assert _share(image, PANEL) > 0.15
    assert _share(image, (90, 90, 90)) > 0.2
    assert _share(image[60:220, 840:1000], LABEL_COLOURS["full"]) > 0.05


def _share(
    image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], colour: tuple[int, ...]
) -> float:
    near = np.abs(image.astype(int) - colour).max(axis=2) <= 6
    return float(near.mean())


@needs_xdotool
def test_a_key_ends_and_saves(curls: Path, tmp_path: Path, display: str) -> None:
    live = Live(curls, tmp_path, "--no-voice", display=display)
    live.wait_for("  2  full")
    _press("q", display)
    assert live.end() == 0
    assert live.saved()["sets"]


@needs_xdotool
def test_every_key_is_understood(display: str) -> None:
    window = subprocess.Popen(
        [sys.executable, "-c", KEYS, str(WIDTH_PX), str(HEIGHT_PX)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DISPLAY": display, "PYTHONUNBUFFERED": "1"},
    )
    assert window.stdout is not None
    assert window.stdout.readline() == "ready\n"
    pressed = {"Escape": "escape", "space": " ", "u": "u", "p": "p", "n": "n", "q": "q"}
    understood = []
    for key in pressed:
        _press(key, display)
        understood.append(window.stdout.readline().rstrip("\n"))
    window.communicate(timeout=WAIT_S)
    assert understood == list(pressed.values())
    assert set(understood) <= set(KEY_ACTIONS)


def _press(key: str, display: str) -> None:
    subprocess.run(
        ["xdotool", "mousemove", "400", "300", "click", "1", "key", key],
        env={**os.environ, "DISPLAY": display},
        check=True,
    )


@needs_xdotool
def test_closing_the_window_saves(curls: Path, tmp_path: Path, display: str) -> None:
    if ctypes.util.find_library("X11") is None:
        pytest.skip("libX11 is needed (apt-get install xdotool)")
    live = Live(curls, tmp_path, "--no-voice", display=display)
    live.wait_for("  2  full")
    found = subprocess.run(
        ["xdotool", "search", "--name", "lastrep"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        check=True,
    )
    _press_the_cross(display, int(found.stdout.split()[-1]))
    assert live.end() == 0
    assert live.saved()["sets"]


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest_of_the_union", ctypes.c_long * 24),
    )


def _press_the_cross(display: str, window: int) -> None:
    """Ask a window to close as a window manager does; xdotool cannot without one."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XSendEvent.argtypes = (
        *(ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p),
    )
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    connection = x11.XOpenDisplay(display.encode())
    message = _ClientMessage(
        type=33,
        window=window,
        message_type=x11.XInternAtom(connection, b"WM_PROTOCOLS", 0),
        format=32,
    )
    message.data[0] = x11.XInternAtom(connection, b"WM_DELETE_WINDOW", 0)
    assert x11.XSendEvent(connection, window, 0, 0, ctypes.byref(message))
    x11.XCloseDisplay(connection)


def test_a_display_that_does_not_answer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in ("", "nonsense", ":4711", "localhost:4711"):
        monkeypatch.setenv("DISPLAY", broken)
        assert not display_available()


def test_a_display_that_answers_is_found(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert display_available()
