"""The ways in which people do an exercise: other postures, seats, depths, arms."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from lastrep.simulation import MOTIONS
from lastrep.simulation.motions import Motion
from lastrep.simulation.postures import Posture

USUAL = dict(MOTIONS)


CURLS = ("barbell_curl", "dumbbell_curl", "cable_curl")
MAY_SIT = (
    *CURLS, "triceps_extension", "lateral_raise", "front_raise", "shrug", "cable_fly",
    "overhead_press", "dumbbell_shoulder_press", "rear_fly",
)  # fmt: skip
ON_A_BENCH = ("barbell_bench_press", "dumbbell_bench_press", "dumbbell_fly", "skull_crusher")
ARMS_IDLE = (
    "barbell_squat", "bodyweight_squat", "goblet_squat", "single_leg_squat", "sit_to_stand",
    "lunge", "calf_raise", "sit_up", "crunch", "glute_bridge", "hip_thrust", "leg_press",
    "leg_extension", "seated_leg_curl", "back_extension",
)  # fmt: skip
ARM_POSTURES: tuple[dict[str, float], ...] = (
    {"shoulder": 5, "abduction": 8, "across": 0, "turn": 0, "elbow": 12},  # hanging
    {"shoulder": -5, "abduction": 28, "across": 0, "turn": 40, "elbow": 80},  # on the hips
    {"shoulder": 45, "abduction": 20, "across": 30, "turn": 0, "elbow": 125},  # crossed
    {"shoulder": 85, "abduction": 6, "across": 0, "turn": 0, "elbow": 8},  # straight ahead
    {"shoulder": 60, "abduction": 15, "across": 10, "turn": 0, "elbow": 120},  # hands clasped
    {"shoulder": 30, "abduction": 80, "across": 10, "turn": 60, "elbow": 140},  # at the temples
    {"shoulder": -20, "abduction": 42, "across": 0, "turn": 90, "elbow": 138},  # bar on the back
    {"shoulder": 75, "abduction": 10, "across": 15, "turn": 0, "elbow": 140},  # bar in front
    {"shoulder": 165, "abduction": 10, "across": 0, "turn": 0, "elbow": 10},  # overhead
)


def vary(name: str, rng: np.random.Generator) -> Motion:
    """Return one of the ways in which people do an exercise."""
    motion = USUAL[name]
    low, high = _variant(name, motion, rng)
    if name in MAY_SIT and rng.random() < 0.35:
        motion, low, high = _seated(motion, low, high, rng)
    if name in ON_A_BENCH and rng.random() < 0.5:
        lean = rng.uniform(-82, -28)
        low, high = replace(low, lean=lean), replace(high, lean=lean)
        hip = max(0.0, 90 + lean)
        low, high = replace(low, hip=hip), replace(high, hip=hip)
    if name in ARMS_IDLE and rng.random() < 0.6:
        arms = ARM_POSTURES[rng.integers(len(ARM_POSTURES))]
        along = rng.random() < 0.25  # arms that swing along, for balance or for help
        other = ARM_POSTURES[rng.integers(len(ARM_POSTURES))] if along else arms
        low, high = replace(low, **arms), replace(high, **other)
    low, high = _jittered(low, high, rng)
    return replace(motion, lengthened=low, shortened=high, bar_half_width_m=_bar(motion, rng))


def _bar(motion: Motion, rng: np.random.Generator) -> float | None:
    if motion.bar_half_width_m is None:
        return None
    return motion.bar_half_width_m * float(np.exp(rng.normal(0, 0.25)))


def _seated(
    motion: Motion, low: Posture, high: Posture, rng: np.random.Generator
) -> tuple[Motion, Posture, Posture]:
    legs = {
        "hip": rng.uniform(75, 100),
        "knee": rng.uniform(60, 105),
        "hip_out": rng.uniform(5, 30),
        "lean": rng.uniform(-20, 8),
    }
    sat = replace(motion, anchor="pelvis", anchor_height_m=0.56)
    return sat, replace(low, **legs), replace(high, **legs)


def _jittered(low: Posture, high: Posture, rng: np.random.Generator) -> tuple[Posture, Posture]:
    """Return both ends of a motion, changed alike for the most part."""
    size = rng.choice([3.0, 6.0, 10.0])
    ends: list[dict[str, object]] = [{}, {}]
    for field in fields(Posture):
        calm = 0.4 if field.name in {"lean", "spine", "twist", "bend", "shrug"} else 1.0
        common = rng.normal(0, size * calm)
        lowest = 2.0 if field.name in {"elbow", "knee"} else -400.0
        for end, posture in zip(ends, (low, high), strict=True):
            shift = common + rng.normal(0, 0.5 * size * calm)
            value = getattr(posture, field.name)
            end[field.name] = (
                tuple(max(v + shift, lowest) for v in value)
                if isinstance(value, tuple)
                else max(value + shift, lowest)
            )
    return replace(low, **ends[0]), replace(high, **ends[1])  # type: ignore[arg-type]


def _variant(name: str, motion: Motion, rng: np.random.Generator) -> tuple[Posture, Posture]:
    """Return the two ends of a variant that differs in more than a few degrees."""
    low, high = motion.lengthened, motion.shortened
    dice = rng.random()

    def both(**angles: object) -> tuple[Posture, Posture]:
        return replace(low, **angles), replace(high, **angles)  # type: ignore[arg-type]

    if name in CURLS and dice < 0.25:  # on an incline bench, arms behind the trunk
        return both(lean=-rng.uniform(15, 45), hip=60, knee=80, shoulder=rng.uniform(-25, 5))
    if name == "lateral_raise":  # to below the shoulders or well above them
        high = replace(high, abduction=rng.uniform(65, 118))
        return both(elbow=rng.uniform(40, 95)) if dice < 0.35 else (low, high)
    if name == "front_raise" and dice < 0.35:
        return low, replace(high, shoulder=rng.uniform(75, 176), elbow=rng.uniform(5, 45))
    if name == "triceps_extension" and dice < 0.35:  # cable behind: bowed forward
        return both(lean=rng.uniform(10, 45), hip=40, shoulder=rng.uniform(120, 170))
    if name == "triceps_pushdown" and dice < 0.4:
        return both(lean=rng.uniform(0, 28), shoulder=rng.uniform(5, 40))
    if name == "rear_fly" and dice < 0.45:  # the machine: upright, seated, arms level
        arms = {
            "lean": rng.uniform(-5, 12),
            "hip": 88,
            "knee": 85,
            "shoulder": 0.0,
            "spine": 0.0,
            "neck": 0.0,
            "elbow": rng.uniform(5, 35),
        }
        return (
            replace(low, **arms, abduction=84, across=rng.uniform(65, 90)),
            replace(high, **arms, abduction=86, across=-rng.uniform(0, 25)),
        )
    if name == "rear_fly":
        return both(lean=rng.uniform(40, 85))
    if name == "cable_fly" and dice < 0.6:
        slope = rng.uniform(-45, 35)
        return replace(low, abduction=78 + slope / 2), replace(high, abduction=88 + slope)
    if name in {"overhead_press", "dumbbell_shoulder_press"} and dice < 0.35:
        return replace(low, across=rng.uniform(50, 80), turn=rng.uniform(20, 60)), high
    if name == "dip" and dice < 0.35:
        return both(hip=rng.uniform(40, 95), knee=rng.uniform(5, 80), lean=rng.uniform(-5, 15))
    if name == "pull_up":
        return both(hip=rng.uniform(-10, 50), knee=rng.uniform(0, 95))
    if name == "push_up" and dice < 0.4:  # hands narrow or wide
        return both(abduction=rng.uniform(10, 60))
    if name in {"bent_over_row", "dumbbell_row"}:
        return both(lean=rng.uniform(35, 88))
    if name == "lat_pulldown" and dice < 0.5:
        return both(lean=-rng.uniform(0, 38))
    if name == "seated_row":
        return both(hip=rng.uniform(70, 100), knee=rng.uniform(5, 90), lean=rng.uniform(-12, 10))
    if name == "deadlift" and dice < 0.3:  # sumo
        return both(hip_out=rng.uniform(20, 38))
    if name == "leg_press":
        lean = -rng.uniform(5, 65)
        return replace(low, lean=lean), replace(high, lean=lean)
    if name in {"leg_extension", "seated_leg_curl"}:
        return both(lean=-rng.uniform(0, 35))
    if name == "lunge":
        return _lunge(low, high, rng)
    if name == "single_leg_squat" and dice < 0.5:  # the other foot behind
        return (
            replace(low, hip=(95.0, -10.0), knee=(95.0, 85.0)),
            replace(high, hip=(8.0, -8.0), knee=(8.0, 60.0)),
        )
    if name == "v_up" and dice < 0.5:  # tucks
        return (
            replace(low, lean=-rng.uniform(70, 88), shoulder=rng.uniform(20, 170)),
            replace(
                high,
                hip=rng.uniform(95, 125),
                knee=rng.uniform(70, 125),
                lean=-rng.uniform(35, 70),
                shoulder=rng.uniform(10, 100),
            ),
        )
    if name in {"sit_up", "crunch"}:
        return both(knee=rng.uniform(30, 115))
    if name == "jumping_jack" and dice < 0.5:
        return replace(low, abduction=15), replace(high, abduction=rng.uniform(80, 170))
    return low, high


def _lunge(low: Posture, high: Posture, rng: np.random.Generator) -> tuple[Posture, Posture]:
    dice = rng.random()
    if dice < 0.15:  # from side to side, the feet staying where they are
        out = float(rng.uniform(28, 40))
        return (
            replace(
                low, lean=20, hip=(95.0, 30.0), hip_out=(30.0, out), knee=(100.0, 6.0), ankle=0.0
            ),
            replace(high, lean=3, hip=8.0, hip_out=out, knee=6.0, ankle=0.0),
        )
    if dice < 0.3:  # to the side
        return (
            replace(
                low, lean=25, hip=(95.0, 25.0), hip_out=(25.0, 38.0), knee=(95.0, 8.0), ankle=0.0
            ),
            replace(high, lean=3, hip=6.0, hip_out=rng.uniform(5, 35), knee=6.0, ankle=0.0),
        )
    if dice < 0.6:  # from standing with the feet together
        return low, replace(high, hip=(8.0, 2.0), knee=8.0, ankle=0.0)
    if dice < 0.8:
        return replace(low, hip=(98.0, 0.0)), replace(high, hip=(20.0, -10.0), knee=(10.0, 15.0))
    return low, high
