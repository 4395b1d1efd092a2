"""The lifter as things stand: what was done so far, and what has changed since the set began."""

from __future__ import annotations

from dataclasses import replace

from lastrep.analysis.coaching import Lifter
from lastrep.analysis.hindsight import Revision
from lastrep.exercises import Exercise
from lastrep.records.profile import Profile
from lastrep.records.training_set import TrainingSet


class LifterToday:
    """Keeps the lifter's situation and history up to date from set to set.

    Attributes
    ----------
    lifter
        As at the beginning of the set under way, but for pain, which counts from when it was said.
    revisions
        Changes of the situation since then, in order of time.
    """

    def __init__(self, lifter: Lifter) -> None:
        self.lifter = lifter
        self.revisions: list[Revision] = []

    @property
    def profile(self) -> Profile:
        """The situation now."""
        return self.revisions[-1][1] if self.revisions else self.lifter.profile

    def revise(self, profile: Profile, now_s: float, exercise: Exercise | None) -> bool:
        """Take a change of the situation; return whether something has begun to hurt.

        What hurts is the prime mover of ``exercise``, the one under way or done last.
        """
        hurts = profile.pain and not self.profile.pain
        self.revisions.append((now_s, profile))
        if hurts and exercise is not None:
            log = self.lifter.log.with_pain(exercise, now_s)
            self.lifter = replace(self.lifter, log=log)
        return hurts

    def learn(self, closed: TrainingSet, exercise: Exercise) -> None:
        """Remember a set and the situation it ended in for the sets to come."""
        who = self.lifter
        log = who.log.with_set(closed, exercise, load_kg=who.load_kg)
        self.lifter = replace(who, log=log, profile=self.profile)
        self.revisions = []

    def learn_again(self, closed: TrainingSet, exercise: Exercise) -> None:
        """Remember the last set as it is known after a correction; without repetitions, nothing."""
        who = self.lifter
        log = who.log.without_last_set()
        if closed.reps:
            log = log.with_set(closed, exercise, load_kg=who.load_kg)
        self.lifter = replace(who, log=log)
