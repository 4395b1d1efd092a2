"""Whether a movement repeats itself as exercises do: evidence for or against "no exercise"."""

from __future__ import annotations

import numpy as np

from lastrep.exercises import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.reps.counting.count_reps import count_reps

# How much more often each is met among imagined exercises than among imagined walking, running,
# boxing, dancing, gestures and the like, as they were imagined when the networks were trained
# (training/repetition_evidence.py; docs/recogniser.md says what it prints today).
LARGE_AND_REGULAR = 5.3
REPEATED = 2.3
SMALL = 0.25
UNTELLING = 1.0  # a single repetition, or some that are unlike: both do that alike

FEWEST, REGULAR_FEWEST = 2, 4
ALIKE, REGULAR = 0.4, 0.7  # likeness of the repetitions
SMALL_TRAVEL, LARGE_TRAVEL = 5.0, 8.0  # in swings that would still be jitter
UNHURRIED_S = 0.9  # between repetitions; strides and blows follow faster


def repetition_odds(track: MotionTrack, exercise: Exercise) -> float:
    """Return how many times likelier the stretch is if this exercise is done in it than if none is.

    Small regular swings are what walking, running and gestures are made of; large, regular and
    unhurried ones hardly ever are.
    """
    counted = count_reps(track, exercise)
    if len(counted.limits) < FEWEST or counted.likeness < ALIKE:
        return UNTELLING
    if counted.travel < SMALL_TRAVEL:
        return SMALL
    tops = [one.concentric_end_time_s for one in counted.limits]
    regular = (
        len(tops) >= REGULAR_FEWEST
        and counted.likeness >= REGULAR
        and counted.travel >= LARGE_TRAVEL
        and float(np.median(np.diff(tops))) >= UNHURRIED_S
    )
    return LARGE_AND_REGULAR if regular else REPEATED
