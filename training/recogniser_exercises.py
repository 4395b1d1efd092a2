"""Lifters in many variants: the motions of the simulator, done as different people do them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from recogniser_variants import CURLS, USUAL, vary

from lastrep.simulation import MOTIONS, Athlete, PickUp, PutDown, Rep, Script, WalkIn
from lastrep.simulation.body import athletes, load_body
from lastrep.simulation.lifter import Lifter
from lastrep.simulation.timeline import Timeline

FloatArray = NDArray[np.float64]
RATE_HZ = 12.0

FREE_HANDS = (
    "dumbbell_curl", "cable_curl", "triceps_extension", "lateral_raise", "front_raise", "cable_fly",
    "dumbbell_row", "rear_fly", "dumbbell_shoulder_press", "dumbbell_bench_press", "lat_pulldown",
    "triceps_pushdown", "seated_row", "dumbbell_fly", "preacher_curl", "barbell_curl",
)  # fmt: skip


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
        landmarks_m = lifter.pose(time_s).landmarks_m()
    finally:
        MOTIONS[name] = USUAL[name]
    if name == "jumping_jack" and rng.random() < 0.85:
        landmarks_m = hopped(landmarks_m, height_m=rng.uniform(0.04, 0.14))
    return Clip(time_s - time_s[0], resized(landmarks_m, rng), name)


def hopped(landmarks_m: FloatArray, *, height_m: float) -> FloatArray:
    """Return a body that is in the air whenever its feet are on their way apart or together."""
    apart = np.linalg.norm(landmarks_m[:, 27] - landmarks_m[:, 28], axis=-1)
    share = (apart - apart.min()) / max(float(np.ptp(apart)), 1e-6)
    out = landmarks_m.copy()
    out[..., 2] += (height_m * 4 * share * (1 - share))[:, None]
    return out


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
    if name == "jumping_jack":  # to and fro by leaps: nobody takes long over one or rests in it
        rep |= {
            "eccentric_s": float(rng.uniform(0.3, 0.75)),
            "concentric_s": float(rng.uniform(0.3, 0.75)),
            "lengthened_hold_s": float(rng.choice([0.0, 0.1])),
            "shortened_hold_s": float(rng.choice([0.0, 0.1])),
            "times": int(rng.choice([3, 5, 8, 12])),
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
