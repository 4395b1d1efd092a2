"""A session from the first picture to the saved result."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from lastrep.analysis import Analyzer
from lastrep.apps.analyze import Choices, settings_of
from lastrep.apps.live.capture import Capture
from lastrep.apps.live.core_process import Core, CoreProcess, MakeAnalyzer
from lastrep.apps.live.journal import Journal, sessions_folder
from lastrep.apps.live.listening import MICROPHONE, Listening
from lastrep.apps.live.model_choice import AUTO, ModelChoice
from lastrep.apps.live.options import LiveOptions
from lastrep.apps.live.pipeline import Pipeline, Timing
from lastrep.apps.live.readiness import undisturbed
from lastrep.apps.live.recorder import Recorder
from lastrep.apps.live.recovery import recover_sessions
from lastrep.apps.live.screen import Screen, open_window
from lastrep.apps.live.session import Listener, LiveSession
from lastrep.apps.live.spoken_command import SpokenCommands
from lastrep.apps.live.voice import Voice
from lastrep.apps.session_builder import SessionBuilder
from lastrep.errors import HistoryError, SourceError
from lastrep.outputs.history_keeper import HistoryKeeper
from lastrep.outputs.live_console import LiveConsole
from lastrep.outputs.window import Window, display_available
from lastrep.pose.lifter import LifterTracker
from lastrep.pose.plate import PlateFinder
from lastrep.pose.source import Tracker
from lastrep.records.session import Notice, Session
from lastrep.records.source import FrameSource
from lastrep.video.opening import open_frames

CAMERAS = 4  # how many numbers are tried to find one
REDRAW_S = 0.2  # without new pictures, so that the rest timer goes on
Say = Callable[[str], None]
OpenFrames = Callable[[str], FrameSource]
MakeTracker = Callable[[str], Tracker]
MakeCore = Callable[[MakeAnalyzer], AbstractContextManager[Core]]


@dataclass(frozen=True, slots=True)
class LiveOutcome:
    """A finished session, where it was saved (None if nothing happened), and how it ran."""

    session: Session
    saved: Path | None
    timing: Timing
    captured: int
    dropped: int


def run_live(
    options: LiveOptions,
    say: Say,
    *,
    open_source: OpenFrames = open_frames,
    make_tracker: MakeTracker | None = None,
    make_core: MakeCore = CoreProcess,
) -> LiveOutcome:
    """Watch, count and coach until the user stops or the source ends; then save.

    Parameters
    ----------
    say
        Takes lines for the console.
    open_source, make_tracker, make_core
        What opens the source, makes the pose tracker of a model, and lets the analyser run; fakes
        in tests.

    Raises
    ------
    SourceError
        No camera was found, or the source cannot be opened.
    LastrepError
        The exercise, the model or an output is not what it should be.
    """
    analyzer_of = partial(
        Analyzer, options.exercise, profile=options.profile, load_kg=options.load_kg
    )
    analyzer_of()  # an unknown exercise is said before the camera lights up
    spoken = None if options.commands is None else SpokenCommands()
    recover_sessions(options, say)
    with ExitStack() as stack:
        recorder = _recorder(options, stack)
        capture = _opened_capture(options, open_source)
        stack.callback(capture.stop)
        window = _window(options, say)
        if window is not None:
            stack.callback(window.close)
        listeners: list[Listener] = [LiveConsole(say).hear]
        keeper = _history(options, capture, stack, say)
        if keeper is not None:
            listeners.append(keeper.hear)
            analyzer_of = partial(analyzer_of, log=keeper.log)
        core = stack.enter_context(make_core(analyzer_of))
        tracker = _tracker(options, make_tracker)
        voice = Voice(options.voice, capture.clock_s)
        stack.callback(voice.close)
        if voice.state:
            say(f"Voice: {voice.state}.")
        settings = settings_of(
            Choices(options.exercise, options.lifter, options.model, options.profile)
        )
        empty = SessionBuilder(capture.facts).session(tracker.facts, settings, "unknown")
        journal = Journal(
            sessions_folder(), empty, poses=None if recorder is None else recorder.poses
        )
        stack.callback(journal.close)
        session = LiveSession(
            core,
            capture.facts,
            [voice.hear, journal.hear, *listeners],
            profile=options.profile,
        )
        stack.enter_context(undisturbed())
        pipeline = Pipeline(capture, tracker, session, recorder, _plate(options))
        screen = Screen(session, voice, capture, Timing(), window)
        if spoken is not None and options.commands is not None:
            spoken.deaf = lambda: voice.speaking or not session.resting(screen.now_s())
            _listen(options.commands, spoken, screen, stack, say)
        capture.start()
        pipeline.start()
        try:
            with _ended_by_signals():
                _watch(pipeline, screen, tracker)
        finally:
            capture.stop()
            pipeline.stop()
            session.finish()
            notices = _notices(capture, recorder, pipeline.plate)
            finished = session.result(tracker.facts, settings, notices)
            saved = journal.finish(finished)
    if pipeline.error is not None:
        raise pipeline.error
    return LiveOutcome(finished, saved, screen.timing, capture.captured, capture.dropped)


def _watch(pipeline: Pipeline, screen: Screen, tracker: Tracker) -> None:
    """Show and obey until the user quits or the source has ended."""
    while not pipeline.finished:
        seen = pipeline.take(REDRAW_S)
        screen.model = tracker.facts.name
        action = screen.show(seen)
        if action == "quit":
            return
        if action is not None:
            screen.carry_out(action)


def _opened_capture(options: LiveOptions, open_source: OpenFrames) -> Capture:
    """Return the capture of the source, or of the first camera that there is, not reading yet."""
    names = [options.source] if options.source is not None else [str(i) for i in range(CAMERAS)]
    problem: SourceError | None = None
    for name in names:
        capture = Capture(partial(open_source, name), give_up_s=options.give_up_s)
        try:
            capture.open()
        except SourceError as error:
            problem = problem or error
        else:
            return capture
    if options.source is None:
        raise SourceError(
            f"no camera was found (tried numbers 0 to {CAMERAS - 1}); plug one in, close other"
            " programs that use it, or name a source with --source."
        ) from problem
    raise problem or SourceError("there is no source.")


def _tracker(options: LiveOptions, make_tracker: MakeTracker | None) -> Tracker:
    def with_model(model: str) -> Tracker:
        return LifterTracker.with_model(model, lifter=options.lifter)

    make = make_tracker or with_model
    return ModelChoice(make) if options.model == AUTO else make(options.model)


def _recorder(options: LiveOptions, stack: ExitStack) -> Recorder | None:
    """Return what keeps pictures and poses, which are kept whatever goes wrong."""
    if options.record is None:
        return None
    recorder = Recorder(options.record)
    stack.callback(recorder.close)
    return recorder


def _plate(options: LiveOptions) -> PlateFinder | None:
    diameter_m = options.profile.plate_diameter_m
    return None if diameter_m is None else PlateFinder(diameter_m, beside=True)


def _history(
    options: LiveOptions, capture: Capture, stack: ExitStack, say: Say
) -> HistoryKeeper | None:
    """Return what keeps the sets; a history that cannot be used is said, and gone on without."""
    if not options.keep_history:
        return None
    try:
        return stack.enter_context(
            HistoryKeeper(
                options.history, capture.facts.path, load_kg=options.load_kg, on_trouble=say
            )
        )
    except HistoryError as error:
        say(f"Going on without the history: {error}")
        return None


def _listen(
    source: str, spoken: SpokenCommands, screen: Screen, stack: ExitStack, say: Say
) -> None:
    """Let the screen obey what is commanded aloud; without a microphone say so and go on."""
    try:
        listening = Listening(source, spoken)
    except SourceError as error:
        if source != MICROPHONE:
            raise
        say(f"Voice commands: {error}")
        return
    stack.callback(listening.close)
    screen.commands = listening.take


def _window(options: LiveOptions, say: Say) -> Window | None:
    if not options.window:
        return None
    if not display_available():
        say("There is no display: going on without a window.")
        return None
    return open_window()


def _notices(
    capture: Capture, recorder: Recorder | None, plate: PlateFinder | None
) -> tuple[Notice, ...]:
    notices = [] if plate is None else plate.notices
    if capture.dropped:
        share = capture.dropped / max(1, capture.captured)
        text = f"{capture.dropped} pictures ({share:.0%}) came faster than they could be looked at."
        notices.append(Notice(code="pictures_dropped", text=text))
    if recorder is not None and recorder.missed:
        text = f"{recorder.missed} pictures are missing in the recorded video; the poses are whole."
        notices.append(Notice(code="recording_incomplete", text=text))
    return tuple(notices)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End the session in order on Ctrl-C, a closed terminal, or a polite kill.

    A closed terminal that is ignored already, as ``nohup`` wants it, stays ignored.
    """

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ["SIGINT", "SIGTERM"]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        names.append("SIGHUP")
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
