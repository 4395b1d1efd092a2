"""What is seen and pressed: draws each understood picture and turns keys and hands into actions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lastrep.apps.live.capture import Capture
from lastrep.apps.live.framing import SENTENCES, SPOKEN, FramingHelp, brightness, find_problem
from lastrep.apps.live.hand_signal import Choice, HandSignal
from lastrep.apps.live.phase_watch import PhaseWatch
from lastrep.apps.live.pipeline import Seen, Timing
from lastrep.apps.live.session import LiveSession
from lastrep.apps.live.spoken_command import Command
from lastrep.apps.live.voice import Voice
from lastrep.outputs.live_board import HEIGHT_PX, WIDTH_PX, LiveBoard, LiveStatus
from lastrep.outputs.scoreboard import MovePhase, Scoreboard
from lastrep.outputs.window import Window

Action = Literal["quit", "pause", "undo", "reset", "next", "pain", "mirror", "full_screen", "help"]
KEY_ACTIONS: dict[str, Action] = {
    "q": "quit",
    "escape": "quit",
    " ": "pause",
    "u": "undo",
    "r": "reset",
    "n": "next",
    "p": "pain",
    "m": "mirror",
    "f": "full_screen",
    "h": "help",
}
_NAMED_ACTIONS: dict[Choice | Command, Action] = {  # by hand or aloud
    "undo": "undo",
    "pause": "pause",
    "go on": "pause",
    "next exercise": "next",
    "pain": "pain",
}


@dataclass
class Screen:
    """The eye of a session; without a window it still watches framing and hands.

    ``model`` is the name of the pose model in use; ``commands`` returns what was commanded aloud.
    """

    session: LiveSession
    voice: Voice
    capture: Capture
    timing: Timing
    window: Window | None
    model: str | None = None
    commands: Callable[[], Command | None] = lambda: None

    def __post_init__(self) -> None:
        self._framing = FramingHelp()
        self._signal = HandSignal()
        self._phases = PhaseWatch()
        self._phase: MovePhase | None = None
        self._phase_s: float | None = None
        self._board = LiveBoard()
        self._offered: str | None = None
        self._mirrored = True
        self._help_shown = False
        self._greeted = False
        self._lost = False
        self._last: Seen | None = None

    def show(self, seen: Seen | None) -> Action | None:
        """Draw the newest picture, or the last one again, and return what the user wants."""
        taken_s = time.perf_counter()
        self._watch_camera()
        action = self._watch(seen) if seen is not None else None
        action = action or self._commanded()
        if self.window is None:
            if seen is not None:
                self.timing.show(seen, taken_s, time.perf_counter())
            return action
        time_s = self.now_s()
        message = self._message()
        with self.session.lock:
            board = self.session.board.at(
                time_s, phase=self._phase, phase_s=self._phase_s, message=message
            )
        last = self._last
        self.window.show(
            self._board.draw(
                last.frame.image_rgb if last else None,
                last.pose if last and not self._lost else None,
                board,
                self._status(),
            )
        )
        key = self.window.poll()
        if seen is not None:
            self.timing.show(seen, taken_s, time.perf_counter())
        if self.window.closed:
            return "quit"
        return KEY_ACTIONS.get(key or "") or action

    def now_s(self) -> float:
        """Return the session's time; it goes on while no picture comes."""
        if self._last is None:
            return 0.0
        return self._last.frame.time_s + time.perf_counter() - self._last.arrived_s

    def carry_out(self, action: Action) -> None:
        """Do what the user wants, and say that it is done."""
        if action == "mirror":
            self._mirrored = not self._mirrored
        elif action == "help":
            self._help_shown = not self._help_shown
        elif action == "full_screen":
            if self.window is not None:
                self.window.toggle_full_screen()
        elif (answer := self._decide(action, self.now_s())) is not None:
            self.voice.answer(answer)

    def _decide(self, action: Action, now_s: float) -> str | None:
        """Change the session as the user wants and return what is to be answered."""
        session = self.session
        answer: str | None = None
        if action == "pause":
            answer = "paused" if session.toggle_pause(now_s) else "go on"
        elif action == "undo":
            answer = "nothing to undo"
            if session.undo(now_s):
                self.voice.take_back()
                answer = "undone"
        elif action == "next":
            session.next_exercise(now_s)
            answer = "next exercise"
        elif action == "pain":
            if not session.toggle_pain(now_s):  # else the coach has answered
                answer = "stop here" if session.in_pain else "no pain"
        elif action == "reset":
            session.reset(now_s)
        return answer

    def _watch_camera(self) -> None:
        """Say when the camera has gone and when it is back: nobody looks at the screen."""
        lost = self.capture.state == "lost"
        if lost != self._lost:
            self._lost = lost
            self.voice.hint("camera lost" if lost else "camera back")

    def _watch(self, seen: Seen) -> Action | None:
        """Follow phase, framing and hands; return the action a hand has chosen."""
        self._last = seen
        pose, time_s = seen.pose, seen.frame.time_s
        exercise = self.session.exercise
        self._phase, self._phase_s = self._phases.push(pose, exercise)
        resting = self.session.resting(time_s)
        taken = self._signal.push(pose, between_sets=resting)
        if self._signal.offered != self._offered:
            self._offered = self._signal.offered
            if self._offered:
                self.voice.answer(self._offered)
        if resting:
            light = brightness(seen.frame.image_rgb)
            problem = find_problem(pose, light, exercise=exercise, view=self.session.view)
            shown = self._framing.push(problem, time_s)
            if shown is not None:
                self.voice.hint(SPOKEN[shown])
            elif problem is None and not self._greeted:
                self._greeted = True
                self.voice.hint("ready")
                self.session.plan_ahead()
        else:
            self._framing.push(None, time_s)
        return _NAMED_ACTIONS[taken] if taken else None

    def _commanded(self) -> Action | None:
        """Return what was commanded aloud, if it makes sense now."""
        command = self.commands()
        if command is None:
            return None
        if command in {"pause", "go on"} and self.session.paused == (command == "pause"):
            return None
        return _NAMED_ACTIONS[command]

    def _message(self) -> str | None:
        shown = self._framing.shown
        return SENTENCES[shown] if shown is not None else None

    def _status(self) -> LiveStatus:
        return LiveStatus(
            mirrored=self._mirrored,
            paused=self.session.paused,
            in_pain=self.session.in_pain,
            help_shown=self._help_shown,
            camera_lost=self._lost,
            offered=self._offered,
            voice=self.voice.state,
            pictures_per_s=self.timing.pictures_per_s,
            dropped=self.capture.dropped,
            model=self.model,
        )


def open_window() -> Window:
    """Return a window of the size that `LiveBoard` fills, which asks for a moment's patience."""
    window = Window(WIDTH_PX, HEIGHT_PX)
    window.show(LiveBoard().draw(None, None, Scoreboard(time_s=0.0), LiveStatus()))
    window.poll()
    return window
