"""The coach beside a set: asked after every repetition and at failure, heard when it has news."""

from __future__ import annotations

from lastrep.coach import Plan, Situation, WorkLog, advise
from lastrep.coach.situation import Moment
from lastrep.exercises import Exercise
from lastrep.records.advice import Advice
from lastrep.records.events import EffortSeen, Event, FailureSeen, FailureWithdrawn, RepSeen
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Effort, Failure
from lastrep.sets.effort import measure_effort
from lastrep.sets.failure import find_failure
from lastrep.sets.reserve import OwnHistory

OVER_S = 8.0  # this long without a repetition, the set is over as far as the coach is concerned
TICK_S = 1.0


class Coaching:
    """Turns what is seen of one set into what is said about it.

    Live and in hindsight the same: `hear` what happened and let it `wait` in between.

    Parameters
    ----------
    exercise
        What is done.
    profile
        The lifter's situation.
    log
        What the lifter did before, this session included.
    sure
        How sure it is that this is the exercise: below a half the coach asks.
    """

    def __init__(
        self,
        exercise: Exercise,
        profile: Profile,
        log: WorkLog,
        *,
        sure: float,
    ) -> None:
        self._exercise = exercise
        self._profile = profile
        self._log = log
        self._sure = sure
        own = log.own_loss_at_failure(exercise)
        self._own = None if own is None else OwnHistory(*own)
        self._plan: Plan | None = None
        self._last_text: str | None = None
        self._failure = Failure()
        self._reps: tuple[Repetition, ...] = ()
        self._last_s: float | None = None
        self._over = False

    def hear(self, event: Event, reps: tuple[Repetition, ...]) -> list[Advice]:
        """Return what is to be said after an event; ``reps`` are those of the set so far."""
        self._reps = reps
        match event:
            case FailureSeen(failure=failure):
                self._failure = failure
            case FailureWithdrawn():
                self._failure = Failure()
            case RepSeen():
                self._last_s, self._over = event.time_s, False
        said = self._plan.push(event) if self._plan is not None else []
        if self._plan is None and isinstance(event, RepSeen | FailureSeen):
            said += self._ask("lifting", event.time_s)
        return self._news(said)

    def wait(self, time_s: float) -> list[Advice]:
        """Return what is to be said because time has passed without a repetition."""
        said = self._plan.wait(time_s) if self._plan is not None else []
        idle = self._last_s is not None and time_s - self._last_s >= OVER_S
        if idle and not self._over and self._plan is None:
            self._over = True
            said += self._ask("over", time_s)
        return self._news(said)

    def _ask(self, moment: Moment, time_s: float) -> list[Advice]:
        confidence = min(self._sure, _confidence(self._reps))
        situation = Situation(
            exercise=self._exercise,
            profile=self._profile,
            time_s=time_s,
            moment=moment,
            reps=self._reps,
            failure=self._failure,
            effort=self.effort(self._reps),
            confidence=confidence,
            recent=self._log.recent_for(self._exercise, time_s=time_s),
        )
        advice = advise(situation)
        if advice is None:
            return []
        plan = Plan(advice, situation)
        if plan.step is not None and self._failure.kind != "none":
            self._plan = plan
        return [advice]

    def effort(self, reps: tuple[Repetition, ...]) -> Effort:
        """Return how close the set is to failure, as things stand."""
        return measure_effort(
            reps, self._exercise.effort, self._failure, own=self._own, closed=False
        )

    def _news(self, said: list[Advice]) -> list[Advice]:
        fresh = []
        for advice in said:
            if advice.text != self._last_text:
                self._last_text = advice.text
                fresh.append(advice)
        return fresh


def coach_in_hindsight(
    reps: tuple[Repetition, ...],
    exercise: Exercise,
    profile: Profile,
    log: WorkLog,
    *,
    sure: float,
    end_time_s: float,
) -> tuple[Advice, ...]:
    """Return what the coach says of a finished set, had it seen it as it is now known."""
    coaching = Coaching(exercise, profile, log, sure=sure)
    said: list[Advice] = []
    failure = find_failure(reps)
    failed_s = failure.time_s if failure.kind != "none" else None
    now_s = reps[0].start_time_s
    for number, rep in enumerate(reps, start=1):
        done_s = rep.end_time_s
        while now_s + TICK_S < rep.start_time_s:
            now_s += TICK_S
            said += coaching.wait(now_s)
        now_s = done_s
        so_far = reps[:number]
        if failed_s is not None and failed_s <= done_s:
            said += coaching.hear(FailureSeen(time_s=failed_s, failure=failure), so_far)
            failed_s = None
        said += coaching.hear(RepSeen(time_s=done_s, rep=rep), so_far)
        effort = coaching.effort(so_far)
        said += coaching.hear(
            EffortSeen(
                time_s=done_s,
                velocity_loss_fraction=effort.velocity_loss_fraction,
                reps_in_reserve=effort.reps_in_reserve,
            ),
            so_far,
        )
    while now_s + TICK_S <= end_time_s:
        now_s += TICK_S
        said += coaching.wait(now_s)
    return tuple(said)


def _confidence(reps: tuple[Repetition, ...]) -> float:
    sure = sorted(rep.confidence for rep in reps)
    return sure[len(sure) // 2] if sure else 0.0
