"""The coach beside a set: asked after every repetition and at failure, heard when it has news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lastrep.coach import Plan, Situation, WorkLog, advise
from lastrep.coach.situation import Moment
from lastrep.exercises import Exercise
from lastrep.records.advice import Advice
from lastrep.records.events import (
    EffortSeen,
    Event,
    FailureSeen,
    FailureWithdrawn,
    RepSeen,
    SetClosed,
)
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Effort, Failure
from lastrep.sets.effort import measure_effort
from lastrep.sets.reserve import OwnHistory
from lastrep.sets.structure import Neighbour, superset_of

OVER_S = 8.0  # this long without a repetition, the set is over as far as the coach is concerned


@dataclass(frozen=True, slots=True)
class Lifter:
    """Who trains: their situation and what they did before, and the weight where it is known."""

    profile: Profile
    log: WorkLog
    load_kg: float | None = None

    def own_history(self, exercise: Exercise) -> OwnHistory | None:
        """Return what their sets to failure of an exercise say; None where there are none."""
        own = self.log.own_loss_at_failure(exercise)
        return None if own is None else OwnHistory(*own)


class Coaching:
    """Turns what is seen of one set into what is said about it.

    Live and in hindsight the same: `hear` what happened and let it `wait` in between.

    Parameters
    ----------
    exercise
        What is done.
    lifter
        Who does it; its log includes this session.
    sure
        How sure it is that this is the exercise: below a half the coach asks.
    before
        The set before, which may make this one the second of a pair.
    plan
        What was begun there and goes on here: a superset, a cluster.

    Attributes
    ----------
    log
        What was done before; pain that is reported meanwhile is added to it.
    """

    def __init__(
        self,
        exercise: Exercise,
        lifter: Lifter,
        *,
        sure: float,
        before: Neighbour | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.exercise = exercise
        self.log = lifter.log
        self._load_kg = lifter.load_kg
        self._profile = lifter.profile
        self._sure = sure
        self._before = before
        self._own = lifter.own_history(exercise)
        self._plan = plan
        if plan is not None and before is not None:
            plan.go_on_to(exercise, before)
        self._came_with = plan
        self._last_text: str | None = None
        self._stopped = False
        self._failures: list[Failure] = []
        self._reps: tuple[Repetition, ...] = ()
        self._last_s: float | None = None
        self._over = False
        self._effort_of: tuple[tuple[tuple[Repetition, ...], Failure], Effort] | None = None

    def hear(self, event: Event, reps: tuple[Repetition, ...]) -> list[Advice]:
        """Return what is to be said after an event; ``reps`` are those of the set so far."""
        self._reps = reps
        match event:
            case FailureSeen(failure=failure):
                if self._plan is not None and not self._failures and not self._plan.amounts:
                    self._plan = None  # an offer that was not taken up; now it is serious
                self._failures.append(failure)
                self._last_s = event.time_s  # whoever fails was lifting until now
            case FailureWithdrawn(failed_s=failed_s):
                self._failures = [one for one in self._failures if one.time_s != failed_s]
            case RepSeen(rep=rep):
                late = event.time_s - rep.end_time_s > OVER_S  # found in hindsight: nobody lifts
                self._last_s, self._over = event.time_s, self._over and late
        said = self._plan.push(event) if self._plan is not None else []
        self._let_go()
        lifting = isinstance(event, FailureSeen) or (isinstance(event, RepSeen) and not self._over)
        if self._plan is None and lifting:
            said += self._ask("lifting", event.time_s)
        return said

    def wait(self, time_s: float) -> list[Advice]:
        """Return what is to be said because time has passed without a repetition."""
        if self._last_s is None:
            return []
        said = self._plan.wait(time_s) if self._plan is not None else []
        self._let_go()
        if time_s - self._last_s >= OVER_S and not self._over and self._plan is None:
            self._over = True
            said += self._ask("over", time_s)
        return said

    def revise(self, profile: Profile, time_s: float) -> list[Advice]:
        """Return what is to be said because the lifter's situation changed: pain, no spotter."""
        self._profile = profile
        if self._plan is not None:
            return self._plan.revise(profile, time_s)
        return self._ask("lifting", time_s) if self._reps else []

    def close(self, event: SetClosed) -> Plan | None:
        """Return the plan that goes on in the next set, if there is one."""
        plan = self._plan
        if plan is None:
            return None
        plan.push(event)
        return plan if plan.state == "running" else None

    def effort(self, reps: tuple[Repetition, ...]) -> Effort:
        """Return how close the set is to failure, as things stand."""
        asked = reps, self._failure
        if self._effort_of is None or self._effort_of[0] != asked:
            effort = measure_effort(
                reps, self.exercise.effort, self._failure, own=self._own, closed=False
            )
            self._effort_of = asked, effort
        return self._effort_of[1]

    @property
    def counts_reps(self) -> bool:
        """Whether it is counting single repetitions against a dose, lowerings among them."""
        step = self._plan.step if self._plan is not None else None
        return step is not None and not step.is_blocks and not step.is_change

    def withdrawals(self, now_s: float) -> list[FailureWithdrawn]:
        """Return what takes every failure back that still stands, the latest last."""
        return [FailureWithdrawn(time_s=now_s, failed_s=one.time_s) for one in self._failures]

    @property
    def failed_s(self) -> float | None:
        """When the latest failure was seen that still stands."""
        return self._failure.time_s

    @property
    def _failure(self) -> Failure:
        return self._failures[-1] if self._failures else Failure()

    @property
    def _pair_done(self) -> bool:
        """Whether this set followed another exercise without a rest."""
        if self._before is None or not self._reps:
            return False
        start_s = self._reps[0].start_time_s
        return superset_of(self.exercise, self._before, start_time_s=start_s) != "straight"

    def _let_go(self) -> None:
        """Forget a plan that the lifter has left, or that ended with the change to this set."""
        plan = self._plan
        if plan is None:
            return
        if plan.state == "lapsed":
            self._plan, self._failures, self._over = None, [], True
        elif plan.state == "done" and plan is self._came_with:
            self._plan = None

    def _ask(self, moment: Moment, time_s: float) -> list[Advice]:
        confidence = min(self._sure, _confidence(self._reps))
        situation = Situation(
            exercise=self.exercise,
            profile=self._profile,
            time_s=time_s,
            moment=moment,
            reps=self._reps,
            failure=self._failure,
            effort=self.effort(self._reps),
            confidence=confidence,
            recent=self.log.recent_for(self.exercise, time_s=time_s, load_kg=self._load_kg),
            pair_done=self._pair_done,
        )
        advice = advise(situation)
        if advice is None or advice.text == self._last_text:
            return []  # what has just been said is not said again
        if advice.technique == "add_load" and self._stopped:
            return []  # the set was stopped before it could be hard
        self._last_text = advice.text
        self._stopped = self._stopped or advice.technique == "stop"
        plan = Plan(advice, situation)
        if plan.step is not None:
            self._plan = plan
        return [advice]


def _confidence(reps: Sequence[Repetition]) -> float:
    sure = sorted(rep.confidence for rep in reps)
    return sure[len(sure) // 2] if sure else 0.0


def effort_seen(coaching: Coaching, reps: tuple[Repetition, ...], time_s: float) -> EffortSeen:
    """Return the effort of the set so far as an event."""
    effort = coaching.effort(reps)
    return EffortSeen(
        time_s=time_s,
        velocity_loss_fraction=effort.velocity_loss_fraction,
        reps_in_reserve=effort.reps_in_reserve,
    )
