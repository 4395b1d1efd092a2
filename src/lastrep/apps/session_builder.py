"""The session record, put together from what the analyser says."""

from __future__ import annotations

from collections.abc import Iterable

from lastrep import __version__
from lastrep.records.events import Event, NoticeRaised, SetClosed, SetCorrected
from lastrep.records.pose import Pose
from lastrep.records.session import ModelFacts, Notice, Session, SourceFacts, View
from lastrep.records.source import FrameFacts
from lastrep.records.training_set import TrainingSet, counts_of


class SessionBuilder:
    """Counts pictures and keeps the closed sets and notices of one source."""

    def __init__(self, facts: FrameFacts) -> None:
        self.frames = 0
        self.sets: list[TrainingSet] = []
        self._facts = facts
        self._with_lifter = 0
        self._start_time_s: float | None = None
        self._last_time_s = 0.0
        self._notices: list[Notice] = []

    def add(self, pose: Pose, events: Iterable[Event]) -> None:
        """Take note of one picture and of what it led to."""
        if self._start_time_s is None:
            self._start_time_s = pose.time_s
        self._last_time_s = pose.time_s
        self.frames += 1
        self._with_lifter += pose.seen
        self.hear(events)

    def hear(self, events: Iterable[Event]) -> None:
        """Take note of events; only final ones and notices are kept."""
        for event in events:
            if isinstance(event, SetClosed):
                self.sets.append(event.training_set)
            elif isinstance(event, SetCorrected):
                self.sets[-1] = event.training_set
            elif isinstance(event, NoticeRaised):
                self._notices.append(event.notice)

    def session(
        self,
        model: ModelFacts,
        settings: dict[str, str | float | int | bool | None],
        view: View,
        notices: tuple[Notice, ...] = (),
    ) -> Session:
        """Return the session as it stands; ``notices`` are those of the source itself."""
        sets = tuple(self.sets)
        said = [*notices, *self._notices]
        if self.frames and not self._with_lifter:
            said.append(_NOBODY)
        return Session(
            software_version=__version__,
            model=model,
            settings=settings,
            source=SourceFacts(
                path=self._facts.path,
                duration_s=self._duration_s(),
                frames=self.frames,
                frames_with_lifter=self._with_lifter,
                width=self._facts.width,
                height=self._facts.height,
                view=view,
            ),
            sets=sets,
            counts=counts_of(rep for training_set in sets for rep in training_set.reps),
            warnings=tuple(said),
        )

    def _duration_s(self) -> float:
        """Return the length of what was read; the last picture lasts as long as the others."""
        span_s = self._last_time_s - (self._start_time_s or 0.0)
        return span_s * self.frames / (self.frames - 1) if self.frames > 1 else 0.0


_NOBODY = Notice(
    code="nobody_seen",
    text="Nobody was seen. The whole body should be in the picture, well lit, 2 to 4 m away.",
)
