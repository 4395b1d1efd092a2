"""A camera on the network that is unplugged, hangs, or changes its picture: a real stream."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest
from replay import Replay

from lastrep.apps.live import capture as capture_module
from lastrep.apps.live.capture import Capture, Captured
from lastrep.apps.live.options import LiveOptions, VoiceOptions
from lastrep.apps.live.run import run_live
from lastrep.simulation.script import Rep, Rest, Script
from lastrep.simulation.simulate import simulate
from lastrep.video import camera as camera_module
from lastrep.video.opening import open_frames

FPS = 30.0


class NetworkCamera:
    """Motion JPEG over HTTP, as network cameras send it; can be unplugged and plugged in again."""

    def __init__(self) -> None:
        self.size = (64, 48)
        self.hanging = False
        self._port = 0
        self._plugged = threading.Event()
        self.plug_in()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def plug_in(self) -> None:
        self._plugged = plugged = threading.Event()
        plugged.set()
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while plugged.is_set():
                        time.sleep(1.0 / FPS)
                        if not camera.hanging:
                            self.wfile.write(camera.part())
                except OSError:
                    return

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def unplug(self) -> None:
        self._plugged.clear()
        self._server.shutdown()
        self._server.server_close()

    def part(self) -> bytes:
        width, height = self.size
        _, jpeg = cv2.imencode(".jpg", np.full((height, width, 3), 90, np.uint8))
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
        return head.encode() + jpeg.tobytes() + b"\r\n"


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[NetworkCamera]:
    monkeypatch.setenv("LASTREP_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(capture_module, "RETRY_S", 0.2)
    monkeypatch.setattr(camera_module, "_STALLED_S", 1.0)
    camera = NetworkCamera()
    yield camera
    camera.unplug()


def taken(capture: Capture, seconds: float) -> list[Captured]:
    """Return the pictures that come within some seconds."""
    end_s = time.perf_counter() + seconds
    found = []
    while (left_s := end_s - time.perf_counter()) > 0:
        if (captured := capture.take(left_s)) is not None:
            found.append(captured)
    return found


def wait_for(capture: Capture, state: str, patience_s: float = 20.0) -> None:
    end_s = time.perf_counter() + patience_s
    while capture.state != state and time.perf_counter() < end_s:
        capture.take(0.05)
    assert capture.state == state


@pytest.mark.parametrize("trouble", ["unplugged", "hanging"])
def test_a_stream_that_comes_back_goes_on_at_the_time_it_is(
    camera: NetworkCamera, trouble: str
) -> None:
    capture = Capture(lambda: open_frames(camera.url))
    capture.start()
    before = taken(capture, 1.0)
    if trouble == "unplugged":
        camera.unplug()
    else:
        camera.hanging = True
    wait_for(capture, "lost")
    if trouble == "unplugged":
        camera.plug_in()
    camera.hanging = False
    wait_for(capture, "running")
    after = taken(capture, 1.0)
    capture.stop()
    assert before
    assert after
    passed_s = after[-1].arrived_s - before[-1].arrived_s
    assert after[-1].frame.time_s - before[-1].frame.time_s == pytest.approx(passed_s, abs=0.1)


def test_a_stream_whose_picture_changes_size_goes_on(camera: NetworkCamera) -> None:
    capture = Capture(lambda: open_frames(camera.url))
    capture.start()
    assert taken(capture, 0.5)
    camera.size = (96, 48)
    later = taken(capture, 3.0)
    capture.stop()
    assert {captured.frame.image_rgb.shape for captured in later} == {(48, 64, 3)}
    assert later[-1].frame.time_s > 2.0


@pytest.mark.slow
def test_a_set_is_kept_when_its_camera_is_unplugged_between_two_repetitions(
    camera: NetworkCamera, tmp_path: Path, times_heard_s: Callable[[Path, str], list[float]]
) -> None:
    events = (Rest(seconds=2.0), Rep(times=3), Rest(seconds=6.0), Rep(times=3), Rest(seconds=2.0))
    truth = simulate(Script(exercise="barbell_curl", events=events))
    ends_s = [rep.end_time_s for rep in truth.truth.reps]
    lines: list[str] = []

    def trouble() -> None:
        time.sleep(ends_s[2] + 1.0)
        camera.unplug()
        time.sleep(2.0)
        camera.plug_in()
        time.sleep(truth.recording.time_s[-1] - ends_s[2] - 3.0)
        camera.unplug()

    threading.Thread(target=trouble, daemon=True).start()
    outcome = run_live(
        LiveOptions(
            source=camera.url,
            exercise="barbell_curl",
            model="lite",
            window=False,
            give_up_s=4.0,
            voice=VoiceOptions(to_file=tmp_path / "voice.wav", topics=("framing",)),
        ),
        lines.append,
        make_tracker=lambda _model: Replay(truth.recording),
    )
    (kept,) = outcome.session.sets
    assert kept.counts.full == 6
    gone_s = times_heard_s(tmp_path / "voice.wav", "camera lost")
    (back_s,) = times_heard_s(tmp_path / "voice.wav", "camera back")
    assert ends_s[2] < gone_s[0] < back_s
    assert kept.reps[2].end_time_s < ends_s[2] + 1.0 < kept.reps[3].start_time_s
    camera.plug_in()
