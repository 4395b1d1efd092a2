"""Lifters in many variants: the motions of the simulator, done as different people do them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from lastrep.simulation import MOTIONS, Athlete, PickUp, PutDown, Rep, Script, WalkIn
from lastrep.simulation.body import athletes, load_body
from lastrep.simulation.lifter import Lifter
from lastrep.simulation.motions import Motion
from lastrep.simulation.postures import Posture
from lastrep.simulation.timeline import Timeline

FloatArray = NDArray[np.float64]
USUAL = dict(MOTIONS)
RATE_HZ = 12.0

CURLS = ("barbell_curl", "dumbbell_curl", "cable_curl")
MAY_SIT = (
    *CURLS, "triceps_extension", "lateral_raise", "front_raise", "shrug", "cable_fly",
    "overhead_press", "dumbbell_shoulder_press", "rear_fly",
)  # fmt: skip
ON_A_BENCH = ("barbell_bench_press", "dumbbell_bench_press", "dumbbell_fly", "skull_crusher")
FREE_HANDS = (
    "dumbbell_curl", "cable_curl", "triceps_extension", "lateral_raise", "front_raise", "cable_fly",
    "dumbbell_row", "rear_fly", "dumbbell_shoulder_press", "dumbbell_bench_press", "lat_pulldown",
    "triceps_pushdown", "seated_row", "dumbbell_fly", "preacher_curl", "barbell_curl",
)  # fmt: skip
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


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Somebody moving: ``landmarks_m`` (T, 33, 3); ``label`` is a motion's name or ``none``."""

    time_s: FloatArray
    landmarks_m: FloatArray
    label: str


def imagine_exercise(name: str, rng: np.random.Generator) -> Clip:
    """Return a window of a set of one exercise with at least one whole repetition in it."""
    motion = vary(name, rng)
    script = _script(name, rng)
    MOTIONS[name] = motion  # the simulator looks its motions up by name
    try:
        timeline = Timeline(script, np.random.default_rng(int(rng.integers(1 << 31))))
        body = load_body(script.athlete.body, script.athlete.height_m)
        lifter = Lifter(timeline, body, int(rng.integers(1 << 31)))
        first, last = _window(timeline, rng)
        time_s = np.arange(first, last, 1.0 / RATE_HZ)
        figure = lifter.pose(time_s)
    finally:
        MOTIONS[name] = USUAL[name]
    return Clip(time_s - time_s[0], resized(figure.landmarks_m(), rng), name)


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
        low, high = replace(low, **arms), replace(high, **arms)
    low, high = _jittered(low, high, rng)
    return replace(motion, lengthened=low, shortened=high, bar_half_width_m=_bar(motion, rng))


def resized(landmarks_m: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return a body whose limbs have other proportions."""
    out = landmarks_m.copy()
    for chain in (
        ((11, 13), (15, 17, 19, 21)), ((12, 14), (16, 18, 20, 22)),
    ):  # fmt: skip
        (root, middle), ends = chain
        upper, fore = 1 + 0.06 * rng.standard_normal(2)
        shift = (upper - 1) * (landmarks_m[:, middle] - landmarks_m[:, root])
        bend = (fore - 1) * (landmarks_m[:, ends[0]] - landmarks_m[:, middle])
        out[:, middle] += shift
        out[:, list(ends)] += (shift + bend)[:, None]
    thigh, shin = 1 + 0.05 * rng.standard_normal(2)
    for hip, knee, ends in ((23, 25, (27, 29, 31)), (24, 26, (28, 30, 32))):
        shift = (thigh - 1) * (landmarks_m[:, knee] - landmarks_m[:, hip])
        bend = (shin - 1) * (landmarks_m[:, ends[0]] - landmarks_m[:, knee])
        out[:, knee] += shift
        out[:, list(ends)] += (shift + bend)[:, None]
    return out


def _script(name: str, rng: np.random.Generator) -> Script:
    pace = float(np.exp(rng.normal(0.0, 0.45)))
    rep = {
        "times": int(rng.choice([1, 2, 3, 5, 8])),
        "range_of_motion": float(np.clip(rng.normal(0.97, 0.14), 0.5, 1.12)),
        "eccentric_s": 1.1 * pace * float(np.exp(rng.normal(0.1, 0.35))),
        "concentric_s": 0.85 * pace * float(np.exp(rng.normal(0.0, 0.25))),
        "lengthened_hold_s": float(rng.choice([0.0, 0.1, 0.3, 1.0])),
        "shortened_hold_s": float(rng.choice([0.0, 0.1, 0.3, 1.0])),
        "fatigue": float(rng.random()),
    }
    if name in CURLS and rng.random() < 0.2:
        rep |= {"kind": "cheat", "swing_deg": float(rng.uniform(5, 25))}
    if name in FREE_HANDS and rng.random() < (0.7 if name == "dumbbell_row" else 0.3):
        sides = [["left"], ["right"], ["left", "right"]][rng.integers(3)]
        events = [Rep(**rep | {"side": side, "times": 1}) for side in sides]
        events = events * max(1, rep["times"] // len(sides))
    else:
        events = [Rep(**rep)]
    if rng.random() < 0.25:
        lead = [WalkIn()] if rng.random() < 0.4 else []
        events = [*lead, PickUp(seconds=float(rng.uniform(1.5, 3))), *events, PutDown()]
    bodies = athletes()
    return Script(
        exercise=name,
        events=tuple(events),
        athlete=Athlete(
            body=bodies[rng.integers(len(bodies))],
            height_m=float(rng.uniform(1.5, 2.0)),
            variation=float(rng.uniform(0.01, 0.12)),
            asymmetry=float(rng.normal(0, 0.06)),
        ),
        seed=int(rng.integers(1 << 31)),
    )


def _window(timeline: Timeline, rng: np.random.Generator) -> tuple[float, float]:
    """Return a stretch with at least one whole repetition, and not much else."""
    reps = timeline.reps
    one = reps[rng.integers(len(reps))]
    earliest = max(0.0, one.start_time_s - rng.exponential(3.0))
    latest = min(timeline.duration_s, one.end_time_s + rng.exponential(4.0))
    first = max(earliest, reps[0].start_time_s - 2.0)
    last = min(latest, reps[-1].end_time_s + 2.0, first + 12.0)
    last = max(last, one.end_time_s, first + 1.0)
    return first, last


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
    if name == "lateral_raise" and dice < 0.35:
        return both(elbow=rng.uniform(40, 95))
    if name == "front_raise" and dice < 0.35:
        return low, replace(high, shoulder=rng.uniform(75, 150), elbow=rng.uniform(5, 30))
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
