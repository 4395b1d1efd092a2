"""Every technique past failure, as the scripted lifter does it from start to finish."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.records.profile import Profile, Wish
from lastrep.records.training_set import Structure
from lastrep.simulation.script import (
    AnyEvent,
    Camera,
    CameraView,
    ChangeExercise,
    ChangeWeight,
    Noise,
    PutDown,
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
"""A lifter to whom everything is open."""
DONE = "Done. Well done."
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
    Demonstration(
        "combination on the bench",
        "combination",
        "barbell_bench_press",
        (
            _FAILURE,
            BREATH,
            *_FORCED,
            *_drops(5, 4, 4),
            BREATH,
            # the bar lies where it was given up: pushing it off is the first of the ten
            Rep(kind="half", region="lengthened", times=9),
            PutDown(),
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
