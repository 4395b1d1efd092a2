"""What an exercise is: one TOML file each, checked against this schema."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from lastrep.records.session import View

UNKNOWN_MUSCLE = "unknown"
_BEGINS_WITH_VOWEL = re.compile(r"(?!one|uni)[aeiou]", re.IGNORECASE)  # by ear: a one-arm row
GENERIC = "generic"  # family of every exercise that has no definition of its own
Phase = Literal["eccentric", "concentric"]
Mechanics = Literal["isolation", "compound"]
Equipment = Literal["barbell", "dumbbell", "machine", "cable", "bodyweight", "kettlebell"]
Posture = Literal["standing", "seated", "lying", "prone", "hanging", "kneeling", "supported"]
Muscle = Literal[
    "chest",
    "front_delts",
    "side_delts",
    "rear_delts",
    "triceps",
    "biceps",
    "forearms",
    "lats",
    "upper_back",
    "traps",
    "lower_back",
    "abdominals",
    "hip_flexors",
    "glutes",
    "quadriceps",
    "hamstrings",
    "adductors",
    "calves",
]
# the names in lastrep.motion.measures, which is a room above this one: a test keeps them equal
AngleName = Literal["elbow", "shoulder", "arm", "hip", "knee", "ankle", "trunk"]
LengthName = Literal[
    "wrist_over_shoulder",
    "wrist_over_hip",
    "elbow_over_shoulder",
    "hip_over_knee",
    "hip_over_ankle",
    "nose_over_hip",
    "nose_over_wrist",
    "ear_over_shoulder",
    "shoulder_over_hip",
    "shoulder_over_ankle",
    "heel_over_toe",
    "knee_over_toe",
    "ankle_over_knee",
    "reach",
    "leg_reach",
    "shoulder_knee",
    "nose_knee",
    "wrist_knee",
    "hands",
    "elbows",
    "knees",
    "feet",
]
MeasureName = Literal[AngleName, LengthName]
Fraction = Annotated[float, msgspec.Meta(gt=0.0, lt=1.0)]
Degrees = Annotated[float, msgspec.Meta(gt=0.0, le=180.0)]


class Signals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Measures of `lastrep.motion.measures` by the way they go during the concentric."""

    rise: tuple[MeasureName, ...] = ()
    fall: tuple[MeasureName, ...] = ()


class Movement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the body moves in one repetition."""

    first_phase: Phase
    joint: AngleName  # the joint angle whose range of motion and velocity are reported
    concentric: Literal["rise", "fall"]  # which way that included angle goes in the concentric
    posture: Posture
    range_of_motion_deg: Degrees  # a usual full repetition, as seen in the picture plane
    source: str
    # whether left and right can part; where they can, each repetition is judged by who did it
    sides: Literal["together", "either", "alternating"] = "together"
    joint_tells: bool = True  # False where no joint angle carries the movement (a shrug)
    leaps: bool = False  # the feet leave the ground and come down elsewhere (a jumping jack)
    carries_body: bool = False  # the shoulders go along, by 0.2 m or more (a squat, a pull-up)


class Views(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where the camera sees this exercise well, and the sentence that says so."""

    good: tuple[View, ...]
    place: str


class Safety(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Facts that forbid a technique; see the coach's gates."""

    pin_risk: bool = False  # a failed repetition can hold the lifter under the weight
    needs_stops: bool = False  # a machine that is only safe at its deep end with the stops set
    spine_loaded: bool = False
    self_spot: bool = False  # another limb or a step can do the lifting in a negative
    cheat_allowed: bool = False
    negative_resistance_allowed: bool = False
    failure_allowed: bool = True


class EffortModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Velocity loss at failure and the exponent that bends it into the share of reps done."""

    velocity_loss_at_failure: Fraction
    exponent: Annotated[float, msgspec.Meta(gt=0.0, le=2.0)]
    source: str


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise; `id` is the name of its file."""

    id: str
    name: str
    family: str
    muscles: tuple[Muscle, ...]  # the prime mover first; none where nobody knows
    mechanics: Mechanics
    equipment: Equipment
    movement: Movement
    signals: Signals
    views: Views
    effort: EffortModel
    safety: Safety = Safety()
    usual: bool = False  # the one that is meant when only the family is named
    antagonist: Muscle | None = None  # the muscle whose exercise makes an antagonist superset
    aliases: tuple[str, ...] = ()
    keeps_capital: bool = False  # its name begins with a name: a Romanian deadlift

    @property
    def with_article(self) -> str:
        """The name as it stands within a sentence, such as "an overhead press"; "V-up" stays."""
        keeps = self.keeps_capital or self.name[:2].isupper()
        name = self.name if keeps else self.name[:1].lower() + self.name[1:]
        return f"{'an' if _BEGINS_WITH_VOWEL.match(name) else 'a'} {name}"

    @property
    def is_defined(self) -> bool:
        """Whether anything is known about it but its name."""
        return self.family != GENERIC

    @property
    def prime_mover(self) -> str:
        """The muscle that does most; ``unknown`` of an exercise that nobody has defined."""
        return self.muscles[0] if self.muscles else UNKNOWN_MUSCLE
