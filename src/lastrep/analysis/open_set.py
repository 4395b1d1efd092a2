"""The set under way: what has been said of it, and the final word when it closes."""

from __future__ import annotations

from lastrep.analysis.exercise_choice import ExerciseChoice
from lastrep.analysis.final_set import final_set
from lastrep.motion.track import MotionTrack
from lastrep.records.events import Event, RepSeen, RepWithdrawn, SetClosed, SetStarted
from lastrep.records.pose import FloatArray
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import EndedBy
from lastrep.reps.counting import count_reps
from lastrep.reps.measurement import measure_set
from lastrep.reps.top_watch import TopWatch

CERTAIN_S = 0.1  # a concentric that ended this long ago is over
FELLOW_S = 8.0  # a first repetition waits this long for a second one like it ...
FELLOW_CONFIDENCE = 0.6  # ... and both must be this sure
SAME_REP_S = 0.5  # a repetition seen again may have its end moved by this much


class OpenSet:
    """Looks at the stretch again and again, says what is new, and closes with the final word."""

    def __init__(self, choice: ExerciseChoice, *, profile: Profile, whole_cycles: bool) -> None:
        self._choice = choice
        self._profile = profile
        self._whole_cycles = whole_cycles
        self._number = 1
        self._said: list[Repetition] = []
        self._started = False
        self._watch: TopWatch | None = None
        self.torso_px = float("nan")

    @property
    def last_rep_end_s(self) -> float | None:
        """When the last repetition said so far ended; None without one."""
        return self._said[-1].end_time_s if self._said else None

    def seems_to_end_rep(self, time_s: FloatArray, values: FloatArray) -> bool:
        """Return whether the latest poses look as if a concentric had just ended.

        ``(T,)`` seconds and ``(T, M, 2)`` measures, as `TrackBuilder.latest` gives them.
        """
        return self._watch is not None and self._watch.push(time_s, values)

    def look(self, track: MotionTrack, now_s: float) -> list[Event]:
        """Return the provisional events that a look at the stretch so far brings."""
        chosen = self._choice.of(track)
        if chosen is None:
            return []
        counted = count_reps(track, chosen.exercise, whole_cycles=self._whole_cycles)
        self.torso_px = track.torso_px
        self._watch = None if counted.reading is None else TopWatch(counted.reading, counted)
        reps = _certain(measure_set(track, counted, chosen.exercise).reps, now_s)
        if not self._started and not _has_fellows(reps):
            return []
        events: list[Event] = []
        if not self._started:
            self._started = True
            events.append(
                SetStarted(time_s=now_s, number=self._number, exercise=chosen.exercise.id)
            )
        events += self._corrections(reps, now_s)
        return events

    def close(self, track: MotionTrack, now_s: float, *, ended_by: EndedBy) -> list[Event]:
        """Return the final word on the stretch and make ready for the next set."""
        chosen = self._choice.of(track)
        events: list[Event] = []
        if chosen is not None:
            counted = count_reps(track, chosen.exercise, whole_cycles=self._whole_cycles)
            measured = measure_set(track, counted, chosen.exercise)
            if measured.reps:
                closed = final_set(
                    self._number, chosen, measured, track, ended_by=ended_by, profile=self._profile
                )
                events.append(SetClosed(time_s=now_s, training_set=closed))
                self._number += 1
        self._said = []
        self._started = False
        self._watch = None
        return events

    def _corrections(self, reps: tuple[Repetition, ...], now_s: float) -> list[Event]:
        """Return what was said and is no more, and what is new; remember the rest."""
        events: list[Event] = []
        fresh = list(reps)
        for old in self._said:
            same = [rep for rep in fresh if abs(_end(rep) - _end(old)) <= SAME_REP_S]
            if same:
                fresh.remove(min(same, key=lambda rep: abs(_end(rep) - _end(old))))
            else:
                events.append(RepWithdrawn(time_s=now_s, concentric_end_time_s=_end(old)))
        events += [RepSeen(time_s=now_s, rep=rep) for rep in fresh]
        self._said = list(reps)
        return events


def _end(rep: Repetition) -> float:
    return rep.end_time_s if rep.concentric_end_time_s is None else rep.concentric_end_time_s


def _certain(reps: tuple[Repetition, ...], now_s: float) -> tuple[Repetition, ...]:
    return tuple(rep for rep in reps if _end(rep) <= now_s - CERTAIN_S)


def _has_fellows(reps: tuple[Repetition, ...]) -> bool:
    """Whether two repetitions near each other are both sure: only then is it a set."""
    sure = [_end(rep) for rep in reps if rep.confidence >= FELLOW_CONFIDENCE]
    return any(later - earlier <= FELLOW_S for earlier, later in zip(sure, sure[1:], strict=False))
