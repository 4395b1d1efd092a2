"""The exercises as data: two end postures, what holds the body, and what holds the weight.

Postures are ordinary good technique as trainers teach it; the figures are ours, checked against
the end angles seen in public recordings (squat knee 174 to 103 degrees included, push-up elbow 163
to 82, bench press 158 to 103, pull-up 164 to 75, pushdown 78 to 163, front raise 20 to 85).
"""

from __future__ import annotations

from lastrep.errors import DefinitionError
from lastrep.exercises import load_exercise
from lastrep.simulation.motions.arms import ARMS
from lastrep.simulation.motions.hinges import HINGES
from lastrep.simulation.motions.legs import LEGS
from lastrep.simulation.motions.motion import Motion
from lastrep.simulation.motions.presses import PRESSES
from lastrep.simulation.motions.pulls import PULLS
from lastrep.simulation.motions.trunk import TRUNK

MOTIONS: dict[str, Motion] = ARMS | PRESSES | PULLS | LEGS | HINGES | TRUNK
"""Every motion by the id of its exercise in the catalogue."""


def motion_of(exercise: str) -> tuple[str, Motion]:
    """Return the id and the motion of an exercise, by id, family or alias.

    Raises
    ------
    UnknownExerciseError
        Nothing is called that.
    DefinitionError
        The exercise is known, but nobody has described its motion.
    """
    name = exercise if exercise in MOTIONS else load_exercise(exercise).id
    if name not in MOTIONS:
        raise DefinitionError(
            f"The exercise {name!r} cannot be simulated; choose one of {', '.join(MOTIONS)}."
        )
    return name, MOTIONS[name]


__all__ = ["MOTIONS", "Motion", "motion_of"]
