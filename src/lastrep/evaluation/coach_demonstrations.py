"""Every technique past failure, done once from start to finish by the scripted lifter.

The lifter asks for the technique in the profile, fails, is given the advice, does what was advised,
and is watched. Techniques of one set name the exercise. A pair names it for each stretch, as a
lifter does who says "next exercise", or leaves it to be recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from lastrep.analysis import Analyzer
from lastrep.coach import deeds_of
from lastrep.exercises import load_exercise
from lastrep.records.events import AdviceGiven, Event, SetClosed
from lastrep.records.profile import Profile, Wish
from lastrep.records.training_set import Structure, TrainingSet
from lastrep.simulation import simulate
from lastrep.simulation.script import (
    AnyEvent,
    Camera,
    CameraView,
    ChangeExercise,
    ChangeWeight,
    Noise,
    Rep,
    Rest,
    Script,
    SetToFailure,
)

EXPERT = Profile(
    experience_months=36.0,
    spotter=True,
    safeties=True,
    lighter_weights=True,
    second_station=True,
)
DONE = "Done. Well done."
SETTLED_S = 2.5  # so long after the first exercise of a pair the lifter says "next exercise"
BREATH = Rest(seconds=3.0)  # from giving up to the next attempt


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A technique as it is done, and what must be seen of it.

    Attributes
    ----------
    wish
        The technique, as the lifter asks for it.
    exercise, events
        What is done; the last set of it is the technique's.
    done
        The techniques and amounts that must be recognised, in order.
    last_words
        How the coach ends it.
    """

    name: str
    wish: Wish
    exercise: str
    events: tuple[AnyEvent, ...]
    done: tuple[tuple[str, int], ...]
    structure: Structure = "straight"
    last_words: str = DONE
    view: CameraView = "three_quarter"

    @property
    def is_pair(self) -> bool:
        """Whether two exercises follow each other."""
        return any(isinstance(event, ChangeExercise) for event in self.events)

    def script(self, seed: int, *, noise: float = 0.5) -> Script:
        """Return the set as a script."""
        return Script(
            exercise=self.exercise,
            events=(Rest(seconds=2.0), *self.events, Rest(seconds=9.0)),
            camera=Camera(view=self.view, fps=20.0),
            noise=Noise(level=noise),
            seed=seed,
        )


@dataclass(frozen=True, slots=True)
class Played:
    """What was seen and said of a demonstration."""

    demonstration: Demonstration
    sets: tuple[TrainingSet, ...]
    said: tuple[str, ...] = field(default=())  # live, as the set went on

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


def play(demonstration: Demonstration, *, seed: int, named: bool = True) -> Played:
    """Let the scripted lifter do it, and watch.

    Parameters
    ----------
    demonstration
        What is done.
    seed
        Varies the lifter's movements and the errors of the pose model.
    named
        Whether the analyser is told the exercise, for each stretch of a pair.
    """
    simulated = simulate(demonstration.script(seed))
    profile = msgspec.structs.replace(EXPERT, wanted=demonstration.wish)
    analyzer = Analyzer(demonstration.exercise if named else "auto", profile=profile)
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


def _drops(*reps: int) -> tuple[AnyEvent, ...]:
    """Return drop after drop, a fifth of the weight each, to failure every time."""
    return tuple(
        event
        for number, count in enumerate(reps, start=1)
        for event in (
            ChangeWeight(load=round(0.8**number, 2), seconds=7.0),
            SetToFailure(reps=count),
        )
    )


def _pair(second: str, structure: Structure) -> tuple[AnyEvent, ...]:
    return (
        SetToFailure(reps=8),
        ChangeExercise(exercise=second, seconds=8.0, structure=structure),
        SetToFailure(reps=7),
    )


_FAILURE = SetToFailure(reps=8)
_FORCED = (Rep(kind="forced", helper=True), Rep(kind="forced", helper=True))
_HALVES = Rep(kind="half", region="lengthened", times=6)
_PAUSES = (Rest(seconds=16.0), SetToFailure(reps=4), Rest(seconds=16.0), SetToFailure(reps=3))
_NEGATIVE = Rep(kind="negative", helper=True, eccentric_s=4.5)
_LOST = Rep(kind="negative", helper=True, eccentric_s=1.2, loses_control=True)
_HOLDS = Rep(kind="hold", hold_s=4.0, range_of_motion=0.7, helper=True, times=2)

SINGLE: tuple[Demonstration, ...] = (
    Demonstration(
        "forced reps",
        "forced_reps",
        "barbell_curl",
        (_FAILURE, BREATH, *_FORCED),
        (("forced_reps", 2),),
    ),
    Demonstration(
        "forced reps on the bench",
        "forced_reps",
        "barbell_bench_press",
        (_FAILURE, BREATH, *_FORCED),
        (("forced_reps", 2),),
    ),
    Demonstration(
        "triple drop",
        "drop_set",
        "dumbbell_curl",
        (_FAILURE, *_drops(5, 4, 4)),
        (("drop_set", 3),),
        "drop",
    ),
    Demonstration(
        "negatives",
        "negatives",
        "barbell_curl",
        (_FAILURE, BREATH, _NEGATIVE, _NEGATIVE, _NEGATIVE),
        (("negatives", 3),),
    ),
    Demonstration(
        "negatives to negative failure",
        "negatives",
        "barbell_curl",
        (_FAILURE, BREATH, _NEGATIVE, _NEGATIVE, _LOST),
        (("negatives", 3),),
        last_words="Stop the negatives.",
    ),
    Demonstration(
        "negative resistance",
        "negative_resistance",
        "barbell_curl",
        (_FAILURE, BREATH, _HOLDS),
        (("negative_resistance", 2),),
    ),
    Demonstration(
        "cheat reps",
        "cheat_reps",
        "barbell_curl",
        (_FAILURE, BREATH, Rep(kind="cheat", swing_deg=15.0, times=2)),
        (("cheat_reps", 2),),
    ),
    Demonstration(
        "rest-pause",
        "rest_pause",
        "barbell_curl",
        (_FAILURE, *_PAUSES),
        (("rest_pause", 2),),
        "rest_pause",
    ),
    Demonstration(
        "half reps",
        "half_reps",
        "dumbbell_curl",
        (_FAILURE, BREATH, _HALVES),
        (("half_reps", 6),),
    ),
    Demonstration(
        "combination",
        "combination",
        "barbell_curl",
        (
            _FAILURE,
            BREATH,
            *_FORCED,
            *_drops(5, 4, 4),
            BREATH,
            Rep(kind="half", region="lengthened", times=10),
        ),
        (("forced_reps", 2), ("drop_set", 3), ("half_reps", 10)),
        "drop",
    ),
)


def _pair_demonstration(
    first: str, second: str, structure: Structure, wish: Wish, view: CameraView = "three_quarter"
) -> Demonstration:
    return Demonstration(
        f"{wish.replace('_', ' ')}: {first}, {second}",
        wish,
        first,
        _pair(second, structure),
        ((structure, 1),),
        structure,
        view=view,
    )


PAIRS: tuple[Demonstration, ...] = (
    *(
        _pair_demonstration(one, two, "superset_antagonist", "superset_antagonist")
        for one, two in (
            ("barbell_curl", "triceps_pushdown"),
            ("leg_extension", "leg_curl"),
            ("dumbbell_bench_press", "seated_row"),
            ("triceps_extension", "dumbbell_curl"),
            ("lat_pulldown", "dumbbell_shoulder_press"),
        )
    ),
    *(
        _pair_demonstration(one, two, "superset_same_muscle", "superset_same_muscle")
        for one, two in (
            ("dumbbell_bench_press", "dumbbell_fly"),
            ("dumbbell_shoulder_press", "front_raise"),
            ("leg_press", "leg_extension"),
        )
    ),
    *(
        _pair_demonstration(one, two, "pre_exhaust", "pre_exhaust")
        for one, two in (
            ("dumbbell_fly", "dumbbell_bench_press"),
            ("leg_extension", "leg_press"),
            ("front_raise", "overhead_press"),
        )
    ),
)
