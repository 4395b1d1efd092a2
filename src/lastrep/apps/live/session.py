"""The session under way: the analyser with everybody who listens to it, and the user's say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock, RLock

import msgspec

from lastrep.analysis.exercise_choice import AUTO
from lastrep.apps.live.core_process import Core
from lastrep.apps.session_builder import SessionBuilder
from lastrep.errors import UnknownExerciseError
from lastrep.exercises import Exercise, exercise_to_count
from lastrep.outputs.live_scoreboard import LiveScoreboard
from lastrep.records.events import (
    Event,
    RepWithdrawn,
    SetClosed,
    SetStarted,
)
from lastrep.records.pose import Pose
from lastrep.records.profile import Profile
from lastrep.records.repetition import end_of
from lastrep.records.session import ModelFacts, Notice, Session, View
from lastrep.records.source import FrameFacts

VIEW_EVERY_S = 1.0

Listener = Callable[[list[Event]], None]
Settings = dict[str, str | float | int | bool | None]


class LiveSession:
    """Poses in; events to the scoreboard, the journal and whoever else listens.

    Safe to use from the thread that pushes poses and the one that draws.

    Parameters
    ----------
    analyzer
        Fresh; it stays the same to the end, so that the coach knows all that was done.
    facts
        Of the source, for the result.
    listeners
        Called with the events of each pose that had any, the user's corrections included.
    profile
        The lifter's situation as it is when the session begins.
    """

    def __init__(
        self,
        analyzer: Core,
        facts: FrameFacts,
        listeners: Iterable[Listener] = (),
        *,
        profile: Profile | None = None,
    ) -> None:
        self.lock = RLock()  # of the board; the analyser's own is held for longer
        self._core = RLock()
        self._telling = Lock()
        self._analyzer = analyzer
        self._listeners = tuple(listeners)
        self._profile = profile or Profile()
        self.builder = SessionBuilder(facts)
        self.board = LiveScoreboard()
        self.paused = False
        self.notices: list[Notice] = []
        self._exercise: Exercise | None = None
        self._view: View = analyzer.view_now
        self._view_due_s = 0.0

    @property
    def view(self) -> View:
        """From where the camera sees the lifter, a second ago at most."""
        return self._view

    @property
    def exercise(self) -> Exercise | None:
        """What is being done, as far as it is known."""
        return self._exercise

    def push(self, pose: Pose) -> bool:
        """Take the next pose and return whether it counts; while paused it does not."""
        with self._core:
            found = [] if (paused := self.paused) else self._analyzer.push(pose)
            if pose.time_s >= self._view_due_s:
                self._view_due_s = pose.time_s + VIEW_EVERY_S
                self._view = self._analyzer.view_now
            if any(isinstance(event, SetClosed) for event in found):
                found += self._analyzer.plan_ahead()
            with self.lock:
                self.builder.add(pose, found)
                self._show(found)
        self._tell(found)
        return not paused

    @property
    def in_pain(self) -> bool:
        """Whether the lifter said that something hurts."""
        return self._profile.pain

    def toggle_pain(self, time_s: float) -> list[Event]:
        """Stop all advice because something hurts, or take that back.

        Returns what the coach says of it.
        """
        with self._core:
            hurts = not self.in_pain
            self._profile = msgspec.structs.replace(self._profile, pain=hurts)
            events = self._analyzer.revise(self._profile)
            with self.lock:
                self.board.drop_advice()  # it was for another situation
                self._show(events)
                said = "You said that something hurts." if hurts else "You took the pain back."
                self._note("pain" if hurts else "pain_taken_back", said, time_s)
        self._tell(events)
        return events

    def plan_ahead(self) -> None:
        """Have the coach say what it wants of the set to come, if anything."""
        with self._core:
            events = self._analyzer.plan_ahead()
            with self.lock:
                self._show(events)
        self._tell(events)

    def undo(self, time_s: float) -> bool:
        """Take the latest repetition back, of the running set or the last; False without one."""
        with self._core:
            with self.lock:
                reps = self.board.reps
            if not reps:
                return False
            events = self._analyzer.take_back(reps[-1])
            with self.lock:
                self.builder.hear(events)
                self._show(events)
                self._note("taken_back", f"You took back repetition {reps[-1].number}.", time_s)
        self._tell(events)
        return True

    def toggle_pause(self, time_s: float) -> bool:
        """Stop or resume counting; return whether it is paused now."""
        with self.lock:
            self.paused = not self.paused
            if self.paused:
                self._note("paused", "You paused the counting.", time_s)
            return self.paused

    def next_exercise(self, time_s: float) -> None:
        """Close the running set now and wait for the next, the exercise open again."""
        with self._core, self.lock:
            events = self._heard(self._analyzer.next_set(AUTO))
            self._exercise = None
            self._note("next_exercise", "You went on to the next exercise.", time_s)
        self._tell(events)

    def reset(self, time_s: float) -> None:
        """Forget the running set."""
        with self._core, self.lock:
            running = () if self.board.between_sets else self.board.reps
            events: list[Event] = [
                RepWithdrawn(time_s=time_s, concentric_end_time_s=end_of(rep)) for rep in running
            ]
            if running:
                events += self.board.withdrawals(time_s)
            self._show(events)
            self._analyzer.drop_set()
            self._exercise = None
            self._note("reset", "You dropped the running set.", time_s)
        self._tell(events)

    def finish(self) -> None:
        """Close what is open; nothing may be pushed afterwards."""
        with self._core, self.lock:
            events = self._heard(self._analyzer.finish())
        self._tell(events)

    def _heard(self, closing: list[Event]) -> list[Event]:
        """Return the events of a set that was closed by hand, after the result has taken them."""
        self.builder.hear(closing)
        self._show(closing)
        return closing

    def resting(self, time_s: float) -> bool:
        """Return whether no repetition is under way: before, between and after sets."""
        with self.lock:
            return self.board.between_sets or self.board.rest_s(time_s) is not None

    def result(self, model: ModelFacts, settings: Settings, notices: tuple[Notice, ...]) -> Session:
        """Return the session as it stands; ``notices`` go with those of the user's actions."""
        with self._core, self.lock:
            return self.builder.session(
                model, settings, self._analyzer.view, (*notices, *self.notices)
            )

    def _note(self, code: str, text: str, time_s: float) -> None:
        self.notices.append(Notice(code=code, text=text, start_time_s=time_s, end_time_s=time_s))

    def _show(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, SetStarted):
                self._exercise = _known(event.exercise)
            self.board.hear(event)

    def _tell(self, events: list[Event]) -> None:
        """Call the listeners, without holding up the picture: some of them write to disk."""
        if events:
            with self._telling:
                for listener in self._listeners:
                    listener(events)


def _known(exercise: str) -> Exercise | None:
    try:
        return exercise_to_count(exercise)
    except UnknownExerciseError:
        return None
