"""A scripted lifter with exact truth: recorded poses always, rendered video with an extra."""

from lastrep.simulation.motions import MOTIONS
from lastrep.simulation.script import (
    Athlete,
    Bystander,
    Camera,
    ChangeExercise,
    ChangeWeight,
    Noise,
    PickUp,
    PutDown,
    Rep,
    Rest,
    Script,
    SetToFailure,
    WalkIn,
    WalkOut,
    read_script,
)
from lastrep.simulation.simulate import SimulatedSet, set_the_scene, simulate
from lastrep.simulation.truth import Truth, read_truth

__all__ = [
    "MOTIONS",
    "Athlete",
    "Bystander",
    "Camera",
    "ChangeExercise",
    "ChangeWeight",
    "Noise",
    "PickUp",
    "PutDown",
    "Rep",
    "Rest",
    "Script",
    "SetToFailure",
    "SimulatedSet",
    "Truth",
    "WalkIn",
    "WalkOut",
    "read_script",
    "read_truth",
    "set_the_scene",
    "simulate",
]
