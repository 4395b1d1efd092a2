"""A running session as lines of text, for those without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from lastrep.outputs.wording import (
    dose_words,
    exercise_title,
    number_of,
    reserve_words,
    technique_title,
    tempo_text,
)
from lastrep.records.events import (
    AdviceGiven,
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    LifterLost,
    LifterRegained,
    NoticeRaised,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetCorrected,
    SetStarted,
)
from lastrep.records.repetition import LABELS

WriteLine = Callable[[str], None]


def _rep(event: RepSeen) -> str:
    rep = event.rep
    return f"  {rep.number:3d}  {rep.label:9s} tempo {tempo_text(rep)} s"


def _advice(event: AdviceGiven) -> str:
    advice = event.advice
    dose = ", ".join(dose_words(advice))
    return f"  Next: {technique_title(advice.technique)}. {advice.text}" + (
        f" ({dose})" if dose else ""
    )


def _taken_back(count: int) -> str:
    were = "one repetition was" if count == 1 else f"{count} repetitions were"
    return f"       corrected: {were} none, or of another kind"


def _closed(event: SetClosed | SetCorrected) -> str:
    counts = event.training_set.counts
    kinds = ", ".join(f"{n} {label}" for label in LABELS if (n := getattr(counts, label)))
    what = "is over" if isinstance(event, SetClosed) else "is corrected"
    return f"Set {event.training_set.number} {what}: {number_of(counts.total, 'repetitions')}" + (
        f" ({kinds})" if kinds else ""
    )


_WORDINGS: dict[type[Event], Callable[[Any], str]] = {
    SetStarted: lambda event: f"Set {event.number}: {exercise_title(event.exercise)}",
    RepSeen: _rep,
    FailureSeen: lambda event: f"       {event.failure.kind} failure",
    FailureWithdrawn: lambda _: "       corrected: no failure after all",
    AdviceGiven: _advice,
    NoticeRaised: lambda event: f"  Note: {event.notice.text}",
    LifterLost: lambda _: "  I can't see you.",
    LifterRegained: lambda _: "  I see you again.",
    SetClosed: _closed,
    SetCorrected: _closed,
}


class LiveConsole:
    """Writes a line for everything a lifter would want to look up afterwards."""

    def __init__(self, write: WriteLine) -> None:
        self._write = write
        self._forecast = ""

    def hear(self, events: Iterable[Event]) -> None:
        """Write what happened; repetitions that are taken back together are one line."""
        for kind, several in groupby(events, type):
            if kind is RepWithdrawn:
                self._write(_taken_back(len(list(several))))
                continue
            for event in several:
                if line := self._line(event):
                    self._write(line)

    def _line(self, event: Event) -> str:
        if isinstance(event, EffortSeen):
            return self._forecast_line(event)
        if isinstance(event, SetStarted):
            self._forecast = ""
        wording = _WORDINGS.get(type(event))
        return "" if wording is None else wording(event)

    def _forecast_line(self, event: EffortSeen) -> str:
        words = reserve_words(event.reps_in_reserve)
        if words == self._forecast:
            return ""
        self._forecast = words
        return f"       {words.lower()}" if words else ""
