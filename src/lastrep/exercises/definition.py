"""What an exercise is: one TOML file each, checked against this schema."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from lastrep.records.session import View

Phase = Literal["eccentric", "concentric"]
Mechanics = Literal["isolation", "compound"]
Equipment = Literal["barbell", "dumbbell", "machine", "cable", "bodyweight", "kettlebell"]
Posture = Literal["standing", "seated", "lying", "prone", "hanging", "kneeling", "supported"]
Fraction = Annotated[float, msgspec.Meta(gt=0.0, lt=1.0)]
Degrees = Annotated[float, msgspec.Meta(gt=0.0, le=180.0)]


class Signals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Measures of `lastrep.motion.measures` by the way they go during the concentric."""

    rise: tuple[str, ...] = ()
    fall: tuple[str, ...] = ()


class Movement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the body moves in one repetition."""

    first_phase: Phase
    joint: str  # the joint angle whose range of motion and velocity are reported
    concentric: Literal["rise", "fall"]  # which way that included angle goes in the concentric
    posture: Posture
    range_of_motion_deg: Degrees  # a usual full repetition, as seen in the picture plane
    source: str
    sides: Literal["together", "either", "alternating"] = "together"


class Views(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where the camera sees this exercise well, and the sentence that says so."""

    good: tuple[View, ...]
    place: str


class Safety(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Facts that forbid a technique; see the coach's gates."""

    pin_risk: bool = False
    spine_loaded: bool = False
    self_spot: bool = False
    cheat_allowed: bool = False
    negative_resistance_allowed: bool = False
    failure_allowed: bool = True


class EffortModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Velocity loss at failure and the exponent that bends it into the share of reps done."""

    velocity_loss_at_failure: Fraction
    exponent: Annotated[float, msgspec.Meta(gt=0.0, le=2.0)]
    source: str
    velocity_at_1rm_mps: Annotated[float, msgspec.Meta(gt=0.0, lt=2.0)] | None = None


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise; `id` is the name of its file."""

    id: str
    name: str
    family: str
    muscles: tuple[str, ...]  # the prime mover first
    mechanics: Mechanics
    equipment: Equipment
    movement: Movement
    signals: Signals
    views: Views
    effort: EffortModel
    safety: Safety = Safety()
    antagonist: str | None = None  # the muscle whose exercise makes an antagonist superset
    aliases: tuple[str, ...] = ()
