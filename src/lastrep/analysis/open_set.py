"""The set under way: what has been said of it, and the final word when it closes."""

from __future__ import annotations

from lastrep.analysis.coaching import Coaching
from lastrep.analysis.exercise_choice import ChosenExercise, ExerciseChoice
from lastrep.analysis.failure_beside import FailureBeside
from lastrep.analysis.final_set import final_set
from lastrep.analysis.provisional import SAME_REP_S, end_of, measure_so_far, recent_part
from lastrep.analysis.set_limits import has_fellows
from lastrep.coach import WorkLog
from lastrep.motion.track import MotionTrack
from lastrep.records import events as says
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.reps.counting import count_reps
from lastrep.reps.limits import CountedReps
from lastrep.reps.measurement import measure_set
from lastrep.reps.scale import metres_per_px
from lastrep.reps.top_watch import TopWatch
from lastrep.sets.structure import Neighbour

CERTAIN_S = 0.1  # a concentric that ended this long ago is over
MEASURE_S = 5.0  # without a new concentric, what was said is made sure of this often


class OpenSet:
    """Looks at the stretch again and again, says what is new, and closes with the final word."""

    def __init__(
        self,
        choice: ExerciseChoice,
        *,
        profile: Profile,
        log: WorkLog,
        whole_cycles: bool,
    ) -> None:
        self._choice = choice
        self._profile = profile
        self._log = log
        self._whole_cycles = whole_cycles
        self._number = 1
        self._before: Neighbour | None = None
        self._begin()

    def _begin(self) -> None:
        self._said: tuple[Repetition, ...] = ()
        self._measured_s = 0.0
        self._watch: TopWatch | None = None
        self._failure = FailureBeside()
        self._coaching: Coaching | None = None
        self.torso_px = float("nan")

    def beat(self, latest: MotionTrack) -> tuple[list[says.Event], bool]:
        """Take the latest poses; return what they show, and whether it is time to look again."""
        now_s = float(latest.time_s[-1])
        found: list[says.Event] = self._failure.push(latest)
        found += self._coached(found, now_s)
        return found, self._watch is not None and self._watch.push(latest.time_s, latest.values)

    def look(self, track: MotionTrack, now_s: float) -> list[says.Event]:
        """Return the provisional events that a look at the stretch so far brings."""
        chosen = self._choice.of(track, reps=len(self._said))
        if chosen is None:
            return []
        recent = recent_part(track)
        counted = count_reps(recent, chosen.exercise, whole_cycles=self._whole_cycles)
        self.torso_px = recent.torso_px
        self._watch = None if counted.reading is None else TopWatch(counted.reading, counted)
        if not self._worth_measuring(counted, now_s):
            return []
        self._measured_s = now_s
        so_far = measure_so_far(track, recent, counted, chosen.exercise, self._said)
        if so_far is None:
            counted = count_reps(track, chosen.exercise, whole_cycles=self._whole_cycles)
            whole = measure_set(track, counted, chosen.exercise)
            so_far = whole.reps, whole
        all_reps, measured = so_far
        reps = tuple(rep for rep in all_reps if end_of(rep) <= now_s - CERTAIN_S)
        if self._coaching is None and not has_fellows(reps):
            return []
        self._failure.follow(measured, reps, chosen.exercise)
        found: list[says.Event] = []
        if self._coaching is None:
            self._coaching = Coaching(
                chosen.exercise, self._profile, self._log, sure=chosen.confidence
            )
            found.append(
                says.SetStarted(time_s=now_s, number=self._number, exercise=chosen.exercise.id)
            )
        changes = self._corrections(reps, now_s)
        if changes:
            changes.append(self._effort(now_s))
        return found + changes + self._coached(changes, now_s)

    def _worth_measuring(self, counted: CountedReps, now_s: float) -> bool:
        """Whether a concentric has ended since the last one said, or it is time to make sure."""
        last_s = end_of(self._said[-1]) if self._said else float("-inf")
        fresh = any(
            last_s + SAME_REP_S < one.concentric_end_time_s <= now_s - CERTAIN_S
            for one in counted.limits
        )
        return fresh or (bool(counted.limits) and now_s - self._measured_s >= MEASURE_S)

    def close(self, track: MotionTrack, now_s: float, *, by_rest: bool) -> list[says.Event]:
        """Return the final word on the stretch and make ready for the next set."""
        chosen = self._choice.final(track)
        found: list[says.Event] = []
        if chosen is not None:
            counted = count_reps(track, chosen.exercise, whole_cycles=self._whole_cycles)
            scale = metres_per_px(track, self._profile.height_m)
            reps = measure_set(track, counted, chosen.exercise, scale_m_per_px=scale).reps
            if reps:
                found.append(self._closed(chosen, reps, now_s, by_rest=by_rest))
        self._begin()
        return found

    def _closed(
        self,
        chosen: ChosenExercise,
        reps: tuple[Repetition, ...],
        now_s: float,
        *,
        by_rest: bool,
    ) -> says.SetClosed:
        closed = final_set(
            self._number,
            chosen,
            reps,
            now_s,
            by_rest=by_rest,
            before=self._before,
            profile=self._profile,
            log=self._log,
        )
        self._number += 1
        self._before = Neighbour(chosen.exercise, closed.end_time_s)
        self._log = self._log.with_set(closed, chosen.exercise)
        return says.SetClosed(time_s=now_s, training_set=closed)

    def _corrections(self, reps: tuple[Repetition, ...], now_s: float) -> list[says.Event]:
        """Return what was said and is no more, and what is new; remember the rest."""
        found: list[says.Event] = []
        fresh = list(reps)
        for old in self._said:
            same = [rep for rep in fresh if abs(end_of(rep) - end_of(old)) <= SAME_REP_S]
            if same:
                again = min(same, key=lambda rep: abs(end_of(rep) - end_of(old)))
                fresh.remove(again)
                if again.label == old.label:
                    continue
                fresh.append(again)  # another kind after all
            found.append(says.RepWithdrawn(time_s=now_s, concentric_end_time_s=end_of(old)))
        found += [says.RepSeen(time_s=now_s, rep=rep) for rep in sorted(fresh, key=end_of)]
        self._said = reps
        return found

    def _effort(self, now_s: float) -> says.EffortSeen:
        effort = self._coaching.effort(self._said) if self._coaching is not None else None
        assert effort is not None  # noqa: S101 - repetitions are said only once a set has begun
        return says.EffortSeen(
            time_s=now_s,
            velocity_loss_fraction=effort.velocity_loss_fraction,
            reps_in_reserve=effort.reps_in_reserve,
        )

    def _coached(self, found: list[says.Event], now_s: float) -> list[says.Event]:
        if self._coaching is None:
            return []
        advice = self._coaching.wait(now_s)
        for event in found:
            advice += self._coaching.hear(event, self._said)
        return [says.AdviceGiven(time_s=now_s, advice=one) for one in advice]
