"""What is worth saying aloud: events in, cues out; it neither plays nor waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from lastrep.errors import UsageError
from lastrep.outputs.tones import Tone
from lastrep.records.events import (
    AdviceGiven,
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    LifterLost,
    LifterRegained,
    RepSeen,
    RepWithdrawn,
    SetClosed,
    SetStarted,
)
from lastrep.records.repetition import Label, Repetition, shown_at_s

Topic = Literal["counts", "kinds", "effort", "failure", "advice", "framing"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
SLOWING_LOSS = 0.2  # the slowdown that is worth a word, once per set
ONE_LEFT, TWO_LEFT = 1.5, 2.5
SAME_REP_S = 0.6  # a repetition seen again within this much of its end is the same one
LATE_S = 1.5  # repetitions found longer after their end are shown, not called out

_KIND_WORDS: dict[Label, tuple[Tone, str]] = {
    "half": ("half", "half"),
    "negative": ("negative", "negative"),
    "forced": ("other", "forced"),
    "cheat": ("other", "cheated"),
    "failed": ("failed", "failed"),
    "hold": ("other", "hold"),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say: a tone, words, or both; ``topic`` lets the user choose."""

    topic: Topic
    words: str
    tone: Tone | None = None


class Announcer:
    """Decides what is said; nothing is said twice, and corrections are silent.

    Parameters
    ----------
    topics
        What to speak of.
    """

    def __init__(self, topics: Iterable[Topic] = TOPICS) -> None:
        self._topics = frozenset(topics)
        self._highest = 0
        self._failures_s: list[float | None] = []  # those that stand
        self._begin_set()

    def hear(self, event: Event) -> list[Cue]:
        """Return what an event makes worth saying, in order; the last is the most important."""
        cues: list[Cue] = []
        if isinstance(event, SetStarted | SetClosed):
            self._begin_set()
        elif isinstance(event, RepSeen):
            cues = self._of_rep(event.rep, event.time_s)
        elif isinstance(event, RepWithdrawn):
            self._withdraw(event.concentric_end_time_s)
        elif isinstance(event, EffortSeen):
            cues = self._of_effort(event)
        elif isinstance(event, FailureSeen):
            self._failures_s.append(event.failure.time_s)
            cues = self._of_failure(event)
        elif isinstance(event, FailureWithdrawn):
            self._failures_s = [s for s in self._failures_s if s != event.failed_s]
        elif isinstance(event, AdviceGiven):
            self._stopped |= event.advice.technique == "stop"
            cues = [Cue("advice", event.advice.text)]
        elif isinstance(event, LifterLost):
            cues = [Cue("framing", "step into the picture", "attention")]
        elif isinstance(event, LifterRegained):
            cues = [Cue("framing", "I see you")]
        return [cue for cue in cues if cue.topic in self._topics]

    def take_back(self) -> None:
        """Let the last number be spoken again: the user took the repetition back."""
        self._highest = max(0, self._highest - 1)

    def _begin_set(self) -> None:
        self._highest = 0
        self._spoken_s: list[float] = []
        self._failed_s: list[float] = []
        self._slowing_said = False
        self._least_said = 3
        self._failure_said = False
        self._stopped: bool = False
        self._failures_s = []

    def _withdraw(self, gone_s: float) -> None:
        """Forget a failed attempt that was none; more may have become known of its end."""
        self._failed_s = [s for s in self._failed_s if abs(s - gone_s) >= SAME_REP_S]

    def _of_rep(self, rep: Repetition, now_s: float) -> list[Cue]:
        """Count aloud; a repetition that was spoken of is not spoken of again in another guise."""
        end_s = shown_at_s(rep)
        if rep.label == "failed":
            self._failed_s.append(end_s)
        number = rep.number - sum(s < end_s for s in self._failed_s)  # attempts are not counted
        if any(abs(end_s - said_s) < SAME_REP_S for said_s in self._spoken_s):
            return []
        self._spoken_s.append(end_s)
        if now_s - end_s > LATE_S:
            self._highest = max(self._highest, number)
            return []
        if rep.label == "full":
            if number <= self._highest:
                return []
            self._highest = number
            return [Cue("counts", str(number))]
        tone, word = _KIND_WORDS[rep.label]
        if rep.label == "failed":
            return [Cue("kinds", word, tone)] if not self._failure_said else []
        self._highest = max(self._highest, number)
        return [Cue("kinds", word, tone)]

    def _of_effort(self, event: EffortSeen) -> list[Cue]:
        if self._stopped or self._failures_s:
            return []  # nobody is urged on who was told to stop, or who has failed
        left = event.reps_in_reserve.estimate
        if left is not None and left <= TWO_LEFT:
            fewest = 1 if left <= ONE_LEFT else 2
            if fewest < self._least_said:
                self._least_said = fewest
                return [Cue("effort", ("one more, maybe", "two more, maybe")[fewest - 1])]
            return []
        loss = event.velocity_loss_fraction
        if loss is not None and loss >= SLOWING_LOSS and not self._slowing_said:
            self._slowing_said = True
            return [Cue("effort", "slowing")]
        return []

    def _of_failure(self, event: FailureSeen) -> list[Cue]:
        if self._failure_said:
            return []
        self._failure_said = True
        negative = event.failure.kind == "negative"
        return [Cue("failure", "lowering failed" if negative else "failure", "failed")]


def topics_named(text: str) -> tuple[Topic, ...]:
    """Return the topics in a comma-separated list.

    Raises
    ------
    UsageError
        There is no such topic.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        raise UsageError(f"there is no topic '{unknown[0]}'; speak of {', '.join(TOPICS)}.")
    return tuple(topic for topic in TOPICS if topic in names)
