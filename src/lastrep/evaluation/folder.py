"""Analyse a folder of recordings whose truth is known, and score what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lastrep.analysis import Analyzer
from lastrep.errors import LastrepError, ModelError
from lastrep.evaluation.scores import MatchScore, match_spans, match_times
from lastrep.evaluation.truth import NONE, Kind, TrueClip, read_truth
from lastrep.exercises import exercise_to_count
from lastrep.records.events import EffortSeen, Event, RepRevised, RepSeen, RepWithdrawn, SetClosed
from lastrep.records.pose import Pose
from lastrep.records.repetition import Repetition, end_of

Mode = Literal["given", "auto"]
OpenPoses = Callable[[Path], AbstractContextManager[Iterable[Pose]]]


@dataclass(frozen=True, slots=True)
class ScoredClip:
    """One clip with what was found in it.

    ``provisional`` is the live count as it stood when the last pose had been seen; ``recognised``
    the family that was said, ``none`` without a set; ``error`` why the clip could not be read, in
    which case nothing was found. ``kinds`` are how many of the repetitions found are of each.
    """

    clip: TrueClip
    found: int
    provisional: int
    found_times_s: tuple[float, ...]
    confidences: tuple[float, ...]
    recognised: str
    duration_s: float
    error: str | None = None
    kinds: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def match(self) -> MatchScore | None:
        """Repetitions found at the right time; None where no times are known."""
        if self.clip.rep_times_s:
            matched = match_times(self.clip.rep_times_s, self.found_times_s)
            return MatchScore(matched, len(self.found_times_s), len(self.clip.rep_times_s))
        if self.clip.rep_spans_s:
            matched = match_spans(self.clip.rep_spans_s, self.found_times_s)
            return MatchScore(matched, len(self.found_times_s), len(self.clip.rep_spans_s))
        return None


def evaluate_folder(
    folder: Path,
    open_poses: OpenPoses,
    *,
    exercise: Mode = "given",
    pixels: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[ScoredClip, ...]:
    """Return every clip of a folder, analysed by the rule its truth was written by.

    Parameters
    ----------
    folder
        See `read_truth`.
    open_poses
        Opens a video or a recording as a context that yields its poses.
    exercise
        ``given`` tells the analyser the exercise; ``auto`` hides it. Clips without an exercise are
        always analysed with ``auto``.
    pixels
        Prefer videos to recorded poses.
    progress
        Called with the clips done and their total after each.

    Raises
    ------
    SourceError
        The truth cannot be read.
    ModelError
        The pose model cannot be used.
    """
    clips = read_truth(folder, pixels=pixels)
    scored = []
    for done, clip in enumerate(clips, start=1):
        scored.append(_score(clip, open_poses, exercise))
        if progress is not None:
            progress(done, len(clips))
    return tuple(scored)


def _score(clip: TrueClip, open_poses: OpenPoses, mode: Mode) -> ScoredClip:
    named = clip.exercise if mode == "given" and clip.is_exercise else "auto"
    tally = _Tally()
    error = None
    try:
        analyzer = Analyzer(named, whole_cycles=clip.rule == "whole_cycle")
        with open_poses(clip.source) as poses:
            for pose in poses:
                tally.hear(analyzer.push(pose))
                tally.last_s = pose.time_s
        tally.hear_the_end(analyzer.finish())
    except ModelError:
        raise  # no other clip will fare better
    except LastrepError as refusal:
        error = str(refusal)
    return ScoredClip(
        clip=clip,
        found=len(tally.times_s),
        provisional=tally.provisional,
        found_times_s=tuple(tally.times_s),
        confidences=tuple(tally.confidences),
        recognised=tally.recognised,
        duration_s=tally.last_s,
        error=error,
        kinds=tally.kinds,
    )


class _Tally:
    """What the events of one clip add up to."""

    def __init__(self) -> None:
        self.times_s: list[float] = []
        self.confidences: list[float] = []
        self.last_s = 0.0
        self._said: list[Repetition] = []
        self.kinds: Counter[Kind] = Counter()
        self._families: Counter[str] = Counter()

    @property
    def provisional(self) -> int:
        """How many repetitions have been said and not taken back."""
        return sum(rep.label != "failed" for rep in self._said)

    @property
    def recognised(self) -> str:
        """The family of the set with the most repetitions."""
        return self._families.most_common(1)[0][0] if self._families else NONE

    def hear_the_end(self, events: Sequence[Event]) -> None:
        """Take the last events; what is taken back by the final word still stood live.

        A last look at the set under way ends with the effort, and corrects before that.
        """
        looks = max((i for i, one in enumerate(events) if isinstance(one, EffortSeen)), default=-1)
        final = [one for one in events[looks + 1 :] if not isinstance(one, RepWithdrawn)]
        self.hear([*events[: looks + 1], *final])

    def hear(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, RepSeen):
                self._said.append(event.rep)
            elif isinstance(event, RepRevised):
                self._said = [event.rep if event.means(rep) else rep for rep in self._said]
            elif isinstance(event, RepWithdrawn):
                self._said = [rep for rep in self._said if not event.means(rep)]
            elif isinstance(event, SetClosed):
                done = [rep for rep in event.training_set.reps if rep.label != "failed"]
                self.times_s += [end_of(rep) for rep in done]
                self.confidences += [rep.confidence for rep in done]
                self.kinds.update(kind for rep in done for kind in _kinds_of(rep))
                self._families[exercise_to_count(event.training_set.exercise).family] += len(done)


def _kinds_of(rep: Repetition) -> Iterator[Kind]:
    """Yield what a truth would call a repetition; forced ones and negatives were assisted."""
    yield "partial" if rep.completeness == "partial" else "full"
    if rep.execution == "forced" or rep.phases == "eccentric_only":
        yield "assisted"
    if rep.execution == "cheat":
        yield "cheat"
