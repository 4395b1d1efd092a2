"""A technique as a plan that the coach walks through while watching what really happens."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from lastrep.coach.deeds import TECHNIQUE, Unit
from lastrep.coach.eligibility import rulings
from lastrep.coach.plan_cues import Cues
from lastrep.coach.plan_steps import (
    CHANGES,
    PlanStep,
    is_safe,
    most_of,
    step_of,
    steps_of,
)
from lastrep.coach.situation import Situation
from lastrep.coach.stop_signs import form_is_gone, lowering_is_lost
from lastrep.coach.table import table
from lastrep.coach.watched import Watched
from lastrep.exercises import Exercise, catalogue
from lastrep.records import events
from lastrep.records.advice import Advice
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.sets.structure import Neighbour

State = Literal["running", "done", "stopped", "lapsed"]


class Plan:
    """Walks a lifter through an advice; pure: events in, sentences out.

    Feed it every event with `push`, and the time with `wait` while nothing happens. It counts what
    is done against the dose, goes on to the next step, follows when the lifter does something else
    that is safe, and stops when control, form or the dose is gone, or when it is not safe.

    Attributes
    ----------
    steps
        What is planned, in order; a technique the lifter chose instead replaces its step.
    state
        ``running``, ``done``, ``stopped`` (it must not go on) or ``lapsed`` (the lifter left it).
    amounts
        What was really done since the advice, by technique.
    """

    def __init__(self, advice: Advice, situation: Situation) -> None:
        technique = table().techniques.get(advice.technique)
        self.steps = () if technique is None else steps_of(technique, advice.dose)
        self.state: State = "running" if self.steps else "done"  # a rest needs no walking through
        self.amounts: Counter[str] = Counter()
        plain = tuple(rep for rep in situation.reps if rep.label in {"full", "failed"})
        self._situation = msgspec.structs.replace(situation, reps=plain)
        self._rulings = rulings(self._situation)
        self._cues = Cues(situation.profile.language)
        self._watched = Watched(situation, self.steps)
        self._last_time_s = self._watched.begin_time_s
        self._failed_again = False  # a failure was seen after the one the plan began with
        self._step = 0
        self._amount = 0  # of the current step
        self._resting = True  # between two blocks
        self._called = False  # the lifter was told to go again
        self._first_lowering_s: float | None = None

    @property
    def step(self) -> PlanStep | None:
        """What the lifter should be doing now; None when the plan is over."""
        return self.steps[self._step] if self.state == "running" else None

    def push(self, event: events.Event) -> list[Advice]:
        """Return what is to be said after an event of the analyser, in order of time."""
        if self.state == "stopped" or not self.steps:
            return []
        match event:
            case events.RepSeen(rep=rep):
                return self._rep(rep, event.time_s)
            case events.RepWithdrawn(concentric_end_time_s=end_s):
                self._withdraw(end_s)
            case events.FailureSeen():
                return self._failure(event)
            case events.FailureWithdrawn():
                self._failure_withdrawn()
            case events.EffortSeen(reps_in_reserve=reserve) if self.step is not None:
                if self.step.stops_at(reserve.estimate, self._watched.reps_in_block):
                    return self._end_block(event.time_s)
            case events.SetStarted(exercise=exercise) if exercise in catalogue():
                self.go_on_to(catalogue()[exercise])
            case events.SetClosed(training_set=closed):
                self._close(list(closed.reps))
        return []

    def wait(self, time_s: float) -> list[Advice]:
        """Return what is to be said because time has passed: go again, or it took too long."""
        step = self.step
        if step is None or not self._watched.reps:
            return []
        idle_s = time_s - self._last_time_s
        rest_s = step.number("rest_s")
        if self._resting and not self._called and step.is_blocks and rest_s and idle_s >= rest_s:
            self._called = True
            last = self._amount + 1 == step.wanted
            return [self._say("last_one" if last else "again", step, time_s)]
        if idle_s > step.longest_wait_s:
            self.state = "lapsed"
            return [] if step.is_change else [self._say("too_long", step, time_s)]
        return []

    def go_on_to(self, exercise: Exercise, before: Neighbour | None = None) -> None:
        """Take note that another exercise has begun; ``before`` is the set before it."""
        self._watched.go_on_to(exercise, before)

    def revise(self, profile: Profile, time_s: float) -> list[Advice]:
        """Return what is to be said because the lifter's situation has changed under way.

        Pain ends the plan, and is said even where it was stopped before. So does a step that is no
        longer safe, for example because the spotter has left; later steps that are no longer safe
        are left out.
        """
        hurt_before = self._situation.profile.pain
        self._situation = msgspec.structs.replace(self._situation, profile=profile)
        self._rulings = rulings(self._situation)
        step = self.step
        if profile.pain and not hurt_before and self.steps:
            return self._stop("pain", time_s)
        if step is None:
            return []
        if not self._safe(step.technique):
            return self._stop("not_this", time_s, technique=step.technique)
        begun, later = self.steps[: self._step + 1], self.steps[self._step + 1 :]
        self.steps = (*begun, *(step for step in later if self._safe(step.technique)))
        return []

    def _rep(self, rep: Repetition, time_s: float) -> list[Advice]:
        self._watched.reps.append(rep)
        self._last_time_s = max(self._last_time_s, rep.end_time_s)
        step = self.step
        safe = self._safe("cheat_reps")
        if step is not None and form_is_gone(rep, step, cheating_is_safe=safe):
            return self._stop("form_gone", time_s)
        fresh = self._watched.new_units(step.counts if step is not None else None)
        said = [advice for unit in fresh for advice in self._count(unit, time_s)]
        step = self.step
        if step is not None and step.is_change and self._watched.before is not None:
            self.state = "lapsed"  # it came too late, or it is no pair
            return said
        in_block = step.number("reps_per_cluster") if step is not None else None
        full_block = in_block is not None and self._watched.reps_in_block >= in_block
        if rep.label == "failed" or full_block:
            return said + self._end_block(time_s)
        return said

    def _withdraw(self, concentric_end_time_s: float) -> None:
        for name in self._watched.withdraw(concentric_end_time_s):
            self.amounts[name] -= 1
            if self.step is not None and self.step.technique == name and self._amount:
                self._amount -= 1

    def _failure(self, event: events.FailureSeen) -> list[Advice]:
        self._last_time_s = max(self._last_time_s, event.time_s)
        self._failed_again = True
        if event.failure.kind == "negative":
            return self._stop("control_lost", event.time_s)
        if self._watched.failure_time_s is None:
            self._watched.failure_time_s = event.failure.time_s or event.time_s
        step = self.step
        if step is not None and step.counts == "cluster":
            return self._finish(step, event.time_s)  # a cluster ends before failure
        return self._end_block(event.time_s)

    def _failure_withdrawn(self) -> None:
        if self._failed_again:
            self._failed_again = False  # a helper got a later one through; the first one stands
        elif not self._watched.has_counted:
            self.state = "lapsed"  # what the plan was for did not happen
        self._resting = False

    def _close(self, reps: list[Repetition]) -> None:
        """Count again from the final repetitions; nothing is said of it."""
        self._watched.reps = reps
        expected = self.steps[self._step].counts
        self.amounts = Counter(self._technique_of(unit) for unit in self._watched.units(expected))
        step = self.step
        if step is None or step.is_change:
            return
        if step.counts == "cluster" and not self.amounts:
            self._watched.reps = []  # it is for the set to come
            return
        last = step is self.steps[-1] and self.amounts[step.technique] >= step.wanted
        self.state = "done" if last else "lapsed"

    def _technique_of(self, unit: Unit) -> str:
        """Return what a unit is called here: blocks may be rest-pause or myo-reps."""
        planned = (step.technique for step in self.steps if step.counts == unit.counts)
        return next(planned, TECHNIQUE[unit.counts])

    def _count(self, unit: Unit, time_s: float) -> list[Advice]:
        name = self._technique_of(unit)
        self._watched.count(unit, name)
        self.amounts[name] += 1
        if self.state == "stopped":  # by another unit of this repetition: it is said once
            return []
        if self._lowering_lost(unit.rep):  # whatever was advised, and though the dose is done
            return self._stop("control_lost", time_s)
        most = most_of(table().techniques[name])
        if most is not None and self.amounts[name] > most:
            return self._stop("enough", time_s)
        if self.state != "running":
            return []
        self._turn_to(unit)
        step = self.steps[self._step]
        if step.counts != unit.counts:
            return self._something_else(unit, time_s)
        self._amount += 1
        self._resting = False
        return self._progress(step, time_s)

    def _progress(self, step: PlanStep, time_s: float) -> list[Advice]:
        """Say how far the current step has come, now that one more of it is done."""
        left = step.wanted - self._amount
        if step.is_blocks and (step.counts != "cluster" or left > 0):
            return []  # the block has only begun; it ends at failure
        if left <= 0:
            return self._finish(step, time_s)
        return [self._say("one_more", step, time_s)] if left == 1 else []

    def _turn_to(self, unit: Unit) -> None:
        """Go on to a later step when the lifter has begun it, skipping what was left out."""
        ahead = [i for i, step in enumerate(self.steps) if step.counts == unit.counts]
        later = [i for i in ahead if i >= self._step]
        if later and later[0] != self._step:
            self._step, self._amount = later[0], 0

    def _something_else(self, unit: Unit, time_s: float) -> list[Advice]:
        """Follow what the lifter does instead, where it is safe; stop where it is not."""
        technique = table().techniques[self._technique_of(unit)]
        if unit.counts in CHANGES:
            self.state = "lapsed"  # the lifter has gone on to something else
            return []
        begun_before = unit.rep.start_time_s < self._situation.time_s  # not against the advice
        if unit.counts != "hold" and not begun_before and not self._safe(technique.id):
            return self._stop("not_this", time_s, technique=technique.id)
        instead = step_of(technique, {})
        if instead is not None and instead.is_blocks and self.steps[self._step].is_blocks:
            self.steps = (*self.steps[: self._step], instead, *self.steps[self._step + 1 :])
            self._amount, self._resting = 1, False
        return []

    def _end_block(self, time_s: float) -> list[Advice]:
        """Go on when a block has reached its end: the next one, the next step, or done."""
        step = self.step
        if step is None or not step.is_blocks or self._resting:
            return []
        self._resting, self._called = True, False
        if self._amount >= step.wanted or step.is_short(self._watched.reps_in_block):
            return self._finish(step, time_s)
        return [self._say(step.technique, step, time_s)]

    def _finish(self, step: PlanStep, time_s: float) -> list[Advice]:
        """Go on to the next step, or say that it is done."""
        if self._step + 1 == len(self.steps):
            self.state = "done"
            return [self._say("done", step, time_s)]
        self._step, self._amount = self._step + 1, 0
        self._resting, self._called = True, False
        step = self.steps[self._step]
        return [self._say(step.technique, step, time_s)]

    def _lowering_lost(self, rep: Repetition) -> bool:
        if rep.label != "negative" or rep.tempo_s.eccentric is None:
            return False
        lost = lowering_is_lost(rep.tempo_s.eccentric, first_s=self._first_lowering_s)
        self._first_lowering_s = self._first_lowering_s or rep.tempo_s.eccentric
        return lost

    def _safe(self, technique: str) -> bool:
        return is_safe(self._rulings[technique])

    def _stop(self, cue: str, time_s: float, *, technique: str | None = None) -> list[Advice]:
        self.state = "stopped"
        ruling = None if technique is None else self._rulings[technique]
        return [self._with_amounts(self._cues.stop(cue, time_s, ruling=ruling))]

    def _say(self, cue: str, step: PlanStep, time_s: float) -> Advice:
        left = step.wanted - self._amount
        said = self._cues.say(cue, step, time_s, left=left, exercise=self._watched.exercise)
        return self._with_amounts(said)

    def _with_amounts(self, said: Advice) -> Advice:
        so_far = self._cues.amounts(self.amounts)
        return msgspec.structs.replace(said, because=(*said.because, *so_far))
