"""Play a demonstration: the lifter asks, fails, is advised, does what was advised, and is watched.

Techniques of one set name the exercise. A pair names it for each stretch, as a lifter does who says
"next exercise", or leaves it to be recognised.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from lastrep.analysis import Analyzer
from lastrep.coach import deeds_of
from lastrep.evaluation.coach_demonstrations import EXPERT, Demonstration
from lastrep.exercises import load_exercise
from lastrep.records.events import AdviceGiven, Event, SetClosed
from lastrep.records.training_set import TrainingSet
from lastrep.simulation import simulate

SETTLED_S = 2.5  # so long after the first exercise of a pair the lifter says "next exercise"


@dataclass(frozen=True, slots=True)
class Played:
    """What was seen and said of a demonstration."""

    demonstration: Demonstration
    sets: tuple[TrainingSet, ...]
    said: tuple[str, ...] = ()  # live, as the set went on

    @property
    def advised(self) -> bool:
        """Whether the technique was the advice, as it is finally known."""
        wish = self.demonstration.wish
        return any(advice.technique == wish for one in self.sets for advice in one.advice)

    @property
    def recognised(self) -> bool:
        """Whether the whole of what was done was recognised."""
        return self.done == self.demonstration.done

    @property
    def done(self) -> tuple[tuple[str, int], ...]:
        """The techniques that were recognised in the last set, with how much of each."""
        if not self.sets:
            return ()
        last = self.sets[-1]
        exercise = load_exercise(last.exercise)
        deeds = deeds_of(last.reps, exercise, failure_time_s=last.failure.time_s)
        pair = ((last.structure, 1),) if self.demonstration.is_pair else ()
        return (*pair, *((deed.technique, deed.amount) for deed in deeds))

    @property
    def labelled(self) -> bool:
        """Whether the structure of the set is right, and so is the number of sets."""
        wanted = 2 if self.demonstration.is_pair else 1
        structure = self.sets[-1].structure if self.sets else None
        return len(self.sets) == wanted and structure == self.demonstration.structure

    @property
    def ended(self) -> bool:
        """Whether the coach ended it with the right words, as it is finally known."""
        words = [advice.text for one in self.sets for advice in one.advice]
        return self.demonstration.last_words in words

    @property
    def ended_live(self) -> bool:
        """Whether the lifter heard the right words while it went on."""
        return self.demonstration.last_words in self.said


def play(
    demonstration: Demonstration, *, seed: int, named: bool = True, live: bool = True
) -> Played:
    """Let the scripted lifter do it, and watch.

    Parameters
    ----------
    demonstration
        What is done.
    seed
        Varies the lifter's movements and the errors of the pose model.
    named
        Whether the analyser is told the exercise, for each stretch of a pair.
    live
        Whether somebody listens while it goes on; without, only the final word is known.
    """
    simulated = simulate(demonstration.script(seed))
    profile = msgspec.structs.replace(EXPERT, wanted=demonstration.wish)
    exercise = demonstration.exercise if named else "auto"
    analyzer = Analyzer(exercise, profile=profile, provisional=live)
    first, *others = simulated.truth.sets
    changes = [(first.end_time_s + SETTLED_S, other.exercise) for other in others if named]
    events: list[Event] = []
    for pose in simulated.recording:
        while changes and changes[0][0] <= pose.time_s:
            events += analyzer.next_set(changes.pop(0)[1])
        events += analyzer.push(pose)
    events += analyzer.finish()
    return Played(
        demonstration,
        tuple(event.training_set for event in events if isinstance(event, SetClosed)),
        tuple(event.advice.text for event in events if isinstance(event, AdviceGiven)),
    )
