"""People who move and do not exercise: gaits, sports, gestures, and the business around a set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from recogniser_exercises import RATE_HZ, Clip, resized
from recogniser_idle import cycle, hold_arms, in_place, jerks, joint_of, posed, travelled, wander
from recogniser_variants import USUAL, vary

from lastrep.simulation.body import athletes, load_body
from lastrep.simulation.lifter import add_gait, ground_offset
from lastrep.simulation.postures import SITTING, STANDING, Posture
from lastrep.simulation.skeleton import Figure

FloatArray = NDArray[np.float64]
NONE = "none"


def imagine_nothing(rng: np.random.Generator) -> Clip:
    """Return a stretch of movement that no repetition should be counted in."""
    time_s = np.arange(0.0, rng.uniform(1.5, 12.0), 1.0 / RATE_HZ)
    scene = SCENES[rng.integers(len(SCENES))]
    angles, travel_m = scene(time_s, rng)
    bodies = athletes()
    body = load_body(bodies[rng.integers(len(bodies))], float(rng.uniform(1.5, 2.0)))
    for name in ("lean", "spine", "twist", "bend", "neck"):
        joint_of(angles, name)[:] += rng.uniform(0.5, 2.5) * wander(time_s, rng, 0.5)[:, None]
    figure = Figure(body, angles, np.full(len(time_s), float(rng.random() < 0.7)))
    figure.move(ground_offset(figure) + travel_m)
    if rng.random() < 0.2:  # turning round
        figure.turn(rng.uniform(20, 200) * wander(time_s, rng, 0.2))
    return Clip(time_s, resized(figure.landmarks_m(), rng), NONE)


def _walk(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    angles = posed(time_s, STANDING, rng)
    if rng.random() < 0.3:
        hold_arms(angles, rng)
    pace = rng.uniform(0.4, 1.8)
    distance = np.cumsum(pace * (1 + 0.1 * wander(time_s, rng, 0.3))) / RATE_HZ
    size = rng.uniform(0.5, 1.5)
    add_gait(angles, np.full(len(time_s), size), distance * rng.uniform(0.8, 1.2))
    return angles, travelled(distance, rng)


def _run(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    angles = posed(time_s, replace(STANDING, lean=8.0, elbow=85.0, knee=20.0, hip=14.0), rng)
    phase = cycle(time_s, rng, 1.0, 1.7)
    high, kick = rng.uniform(15, 50), rng.uniform(25, 90)
    for side, shift in ((0, 0.0), (1, np.pi)):
        turn = phase + shift
        joint_of(angles, "hip")[:, side] += high * np.sin(turn) + 6
        joint_of(angles, "knee")[:, side] += kick * np.maximum(np.sin(turn + rng.uniform(0.5, 1.2)), 0)
        joint_of(angles, "shoulder")[:, side] -= rng.uniform(10, 40) * np.sin(turn)
        joint_of(angles, "elbow")[:, side] += 10 * np.sin(turn)
    travel = travelled(np.cumsum(np.full(len(time_s), rng.uniform(1.5, 4.0))) / RATE_HZ, rng)
    travel[:, 2] += rng.uniform(0, 0.06) * np.abs(np.sin(phase))
    return angles, travel


def _hop(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Hop on the spot, on one leg or two, arms any way they like."""
    angles = posed(time_s, STANDING, rng)
    hold_arms(angles, rng)
    phase = cycle(time_s, rng, 0.9, 2.6)
    dip = np.maximum(-np.sin(phase), 0) * rng.uniform(10, 55)
    sides = [[0, 1], [0], [1]][rng.integers(3)]
    for side in sides:
        joint_of(angles, "knee")[:, side] += dip
        joint_of(angles, "hip")[:, side] += 0.6 * dip
    if len(sides) == 1:
        joint_of(angles, "knee")[:, 1 - sides[0]] += rng.uniform(40, 100)
    for name in ("shoulder", "abduction", "elbow"):
        joint_of(angles, name)[:] += rng.uniform(0, 18) * np.sin(phase + rng.uniform(0, 6))[:, None]
    travel = in_place(time_s)
    travel[:, 2] = rng.uniform(0.03, 0.25) * np.maximum(np.sin(phase), 0)
    travel[:, 0] = rng.uniform(0, 0.3) * wander(time_s, rng, 0.5)
    return angles, travel


def _box(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Punches from a guard, straight, hooked or backhanded."""
    guard = replace(
        STANDING,
        lean=6.0,
        hip=(20.0, -6.0),
        knee=18.0,
        shoulder=42.0,
        abduction=18.0,
        elbow=125.0,
        twist=rng.uniform(-35, 35),
    )
    angles = posed(time_s, guard, rng, 8.0)
    per_s = rng.uniform(0.3, 1.6)
    width = rng.uniform(0.08, 0.25)
    for side in range(2):
        if rng.random() < 0.2:
            continue
        out = jerks(time_s, rng, per_s, width)
        across = rng.random() < 0.35
        joint_of(angles, "elbow")[:, side] -= out * rng.uniform(70, 115)
        joint_of(angles, "shoulder")[:, side] += out * rng.uniform(20, 50)
        if across:
            joint_of(angles, "abduction")[:, side] += out * rng.uniform(30, 60)
            joint_of(angles, "across")[:, side] += out * rng.uniform(-20, 50)
        joint_of(angles, "twist")[:] += (-1) ** side * out[:, None] * rng.uniform(5, 35)
    bounce = rng.uniform(0, 8) * wander(time_s, rng, 1.5)
    joint_of(angles, "knee")[:] += np.abs(bounce)[:, None]
    travel = in_place(time_s)
    travel[:, :2] = rng.uniform(0, 0.25) * np.stack(
        [wander(time_s, rng, 0.5), wander(time_s, rng, 0.5)], -1
    )
    return angles, travel


def _dance(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Several joints each to the beat in its own way, steps, turns."""
    angles = posed(time_s, STANDING, rng)
    hold_arms(angles, rng)
    beat = cycle(time_s, rng, 0.5, 2.2)
    for name, most in (
        ("shoulder", 45),
        ("abduction", 50),
        ("elbow", 50),
        ("hip", 25),
        ("knee", 30),
        ("across", 30),
        ("turn", 40),
        ("hip_out", 10),
    ):
        if rng.random() < 0.55:
            for side in range(2):
                way = rng.choice([0.5, 1.0, 1.0, 2.0])
                wave = np.sin(way * beat + rng.uniform(0, 2 * np.pi))
                mixed = wave + rng.uniform(0, 0.8) * wander(time_s, rng, 1.0)
                joint_of(angles, name)[:, side] += rng.uniform(5, most) * mixed
    for name, most in (("twist", 25), ("bend", 15), ("lean", 10)):
        wave = np.sin(rng.choice([0.5, 1.0]) * beat + rng.uniform(0, 6))
        joint_of(angles, name)[:] += (rng.uniform(0, most) * wave)[:, None]
    for name in ("knee", "elbow"):
        joint_of(angles, name)[:] = np.abs(joint_of(angles, name))
    travel = in_place(time_s)
    travel[:, 0] = rng.uniform(0, 0.4) * np.sin(0.5 * beat + 1)
    travel[:, 1] = rng.uniform(0, 0.3) * wander(time_s, rng, 0.6)
    return angles, travel


def _gesture(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Stand or sit, talk with the hands, scratch, drink, look about."""
    sitting = rng.random() < 0.35
    angles = posed(time_s, SITTING if sitting else STANDING, rng)
    hold_arms(angles, rng)
    gate = jerks(time_s, rng, rng.uniform(0.15, 0.8), rng.uniform(0.3, 1.0))
    for side in range(2):
        size = rng.choice([0.0, 0.3, 1.0])
        for name, most in (("shoulder", 40), ("abduction", 25), ("elbow", 60), ("across", 25)):
            wave = wander(time_s, rng, rng.uniform(0.4, 1.8)) + rng.normal()
            joint_of(angles, name)[:, side] += size * rng.uniform(0, most) * wave * gate
    joint_of(angles, "elbow")[:] = np.abs(joint_of(angles, "elbow"))
    joint_of(angles, "twist")[:] += (rng.uniform(0, 15) * wander(time_s, rng, 0.4))[:, None]
    travel = in_place(time_s)
    travel[:, 0] = rng.uniform(0, 0.15) * wander(time_s, rng, 0.3)
    return angles, travel


def _play(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Hold something still and work on it with one hand: an instrument, a bow, a racket."""
    angles = posed(time_s, SITTING if rng.random() < 0.3 else STANDING, rng)
    side = int(rng.integers(2))
    kind = rng.integers(3)
    if kind == 0:  # guitar: both elbows bent, one hand strums
        joint_of(angles, "elbow")[:] = rng.uniform(70, 115)
        joint_of(angles, "shoulder")[:] = rng.uniform(10, 45, 2)
        joint_of(angles, "abduction")[:] = rng.uniform(15, 45, 2)
        strum = np.sin(cycle(time_s, rng, 0.8, 3.5))
        joint_of(angles, "elbow")[:, side] += rng.uniform(4, 22) * strum
        joint_of(angles, "turn")[:, side] += rng.uniform(0, 20) * strum
        slide = rng.uniform(0, 15) * wander(time_s, rng, 0.6)
        joint_of(angles, "elbow")[:, 1 - side] += slide
    elif kind == 1:  # archery: one arm out, the other draws, holds, lets go
        draw = np.clip(
            jerks(time_s, rng, rng.uniform(0.1, 0.35), rng.uniform(0.4, 1.0)) * 1.6, 0, 1
        )
        out = rng.uniform(0.0, 1.0) + draw if rng.random() < 0.5 else np.ones(len(time_s))
        out = np.clip(out, 0, 1)
        joint_of(angles, "abduction")[:, side] = 15 + 72 * out
        joint_of(angles, "elbow")[:, side] = 8
        joint_of(angles, "abduction")[:, 1 - side] = 15 + 70 * out
        joint_of(angles, "across")[:, 1 - side] = 70 - 80 * draw
        joint_of(angles, "elbow")[:, 1 - side] = 60 + 75 * draw
        joint_of(angles, "twist")[:] += rng.uniform(-30, 30)
    else:  # racket, bat, throw: whole-body swings
        swing = jerks(time_s, rng, rng.uniform(0.2, 0.7), rng.uniform(0.15, 0.4))
        back = jerks(time_s, rng, rng.uniform(0.2, 0.7), rng.uniform(0.2, 0.5))
        joint_of(angles, "shoulder")[:, side] += swing * rng.uniform(30, 130) - back * 40
        joint_of(angles, "abduction")[:, side] += back * rng.uniform(20, 90)
        joint_of(angles, "elbow")[:, side] += 60 * (1 - swing)
        joint_of(angles, "twist")[:] += (rng.uniform(10, 45) * (back - swing))[:, None]
        add_gait(angles, np.full(len(time_s), rng.uniform(0, 1)), wander(time_s, rng, 0.5))
        joint_of(angles, "knee")[:] += np.abs(20 * wander(time_s, rng, 0.6))[:, None]
    travel = in_place(time_s)
    travel[:, 0] = rng.uniform(0, 0.5) * wander(time_s, rng, 0.3) * float(kind == 2)
    return angles, travel


def _kick(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Lift one leg after the other: juggling a ball, marching, climbing, cycling."""
    base = STANDING if rng.random() < 0.8 else replace(SITTING, lean=rng.uniform(0, 40))
    angles = posed(time_s, base, rng)
    hold_arms(angles, rng)
    regular = rng.random() < 0.5
    phase = cycle(time_s, rng, 0.5, 1.6)
    height = rng.uniform(20, 75)
    for side in range(2):
        up = (
            np.maximum(np.sin(phase + np.pi * side), 0)
            if regular
            else jerks(time_s, rng, rng.uniform(0.3, 1.2), rng.uniform(0.12, 0.3))
        )
        joint_of(angles, "hip")[:, side] += height * up
        joint_of(angles, "knee")[:, side] += rng.uniform(0, 80) * up
        joint_of(angles, "hip_out")[:, side] += rng.uniform(0, 20) * up
        joint_of(angles, "abduction")[:] += (rng.uniform(0, 20) * up)[:, None]
    travel = in_place(time_s)
    travel[:, :2] = rng.uniform(0, 0.3) * np.stack(
        [wander(time_s, rng, 0.4), wander(time_s, rng, 0.4)], -1
    )
    return angles, travel


def _ride(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Stand or balance while the picture moves: a scooter, a board, a beam, a panning camera."""
    angles = posed(time_s, STANDING, rng)
    hold_arms(angles, rng)
    if rng.random() < 0.5:
        add_gait(angles, np.full(len(time_s), rng.uniform(0.2, 0.8)), 0.4 * time_s)
        joint_of(angles, "abduction")[:] += 50 + (15 * wander(time_s, rng, 0.8))[:, None]
    sway = rng.uniform(0, 8) * wander(time_s, rng, 0.6)
    joint_of(angles, "lean")[:] += sway[:, None]
    joint_of(angles, "knee")[:] += np.abs(rng.uniform(0, 12) * wander(time_s, rng, 0.6))[:, None]
    return angles, travelled(rng.uniform(0.2, 2.5) * time_s, rng)


def _hold(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Stay somewhere in an exercise without a repetition: ready, resting, a plank."""
    names = list(USUAL)
    name = "push_up" if rng.random() < 0.3 else names[rng.integers(len(names))]
    motion = vary(name, rng)
    share = rng.random()
    low, high = motion.lengthened.array(), motion.shortened.array()
    angles = np.repeat((low + share * (high - low))[None], len(time_s), axis=0)
    if name == "push_up" and rng.random() < 0.5:  # on the forearms
        joint_of(angles, "elbow")[:] = 90.0
        joint_of(angles, "shoulder")[:] = 88.0
        joint_of(angles, "abduction")[:] = 5.0
    for row in range(angles.shape[1]):
        angles[:, row] += (rng.uniform(0, 2.5) * wander(time_s, rng, 0.5))[:, None]
    return angles, in_place(time_s)


def _change(time_s: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Go from one posture to another once: sit down, lie down, bend, pick up, put away."""
    names = list(USUAL)
    kinds: list[Callable[[], Posture]] = [
        lambda: STANDING,
        lambda: SITTING,
        lambda: USUAL[names[rng.integers(len(names))]].lengthened,
        lambda: USUAL[names[rng.integers(len(names))]].shortened,
        lambda: replace(
            STANDING,
            lean=rng.uniform(20, 70),
            hip=rng.uniform(40, 110),
            knee=rng.uniform(5, 80),
            shoulder=rng.uniform(20, 90),
        ),
    ]
    stops = [kinds[rng.integers(len(kinds))]().array() for _ in range(rng.integers(2, 4))]
    angles = np.repeat(stops[0][None], len(time_s), axis=0)
    at = 0.0
    for before, after in pairwise(stops):
        at += rng.uniform(0, time_s[-1] / len(stops))
        share = 1 / (1 + np.exp(-(time_s - at) / rng.uniform(0.15, 0.5)))
        angles += share[:, None, None] * (after - before)
    for name in ("shoulder", "abduction", "elbow"):
        for side in range(2):
            joint_of(angles, name)[:, side] += rng.uniform(0, 18) * wander(time_s, rng, 1.0)
    return angles, in_place(time_s)


SCENES = (_walk, _walk, _run, _run, _hop, _box, _box, _dance, _dance, _gesture, _gesture, _play,
          _play, _kick, _ride, _hold, _hold, _change)  # fmt: skip
