"""Other people in the picture: a helper at the weight, a bystander walking through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.body import OUTWARD, SIDES, load_body
from lastrep.simulation.lifter import Moment, add_gait, ground_offset
from lastrep.simulation.motions import MOTIONS
from lastrep.simulation.postures import ANGLE_INDEX, STANDING
from lastrep.simulation.script import Bystander, Rep, Script, SetToFailure
from lastrep.simulation.skeleton import Figure
from lastrep.simulation.timeline import Timeline
from lastrep.simulation.wobble import wobble

WALK_LENGTH_M = 7.0
_READY = replace(STANDING, lean=8.0, spine=8.0, hip=22.0, knee=24.0, shoulder=28.0, elbow=70.0)
_BENDING = replace(_READY, lean=26.0, spine=16.0, hip=44.0, knee=30.0, neck=-10.0)


def has_helper(script: Script) -> bool:
    """Return whether a second person stands by."""
    return any(isinstance(event, Rep | SetToFailure) and event.helper for event in script.events)


def helper_figure(script: Script, timeline: Timeline, lifter: Figure, time_s: FloatArray) -> Figure:
    """Return the helper over time: standing by, hands on the weight while helping.

    Opposite the lifter for a lift done standing, behind the head of a lifter who lies, behind the
    back of one who squats or hangs.
    """
    body = load_body(script.helper_body)
    now = Moment(time_s, timeline)
    motion = MOTIONS[timeline.exercises[0]]
    lying = motion.lengthened.lean < -45.0  # noqa: PLR2004 - on the back
    posture = (_BENDING if lying else _READY).array()
    angles = np.repeat(posture[None], len(time_s), axis=0)
    rng = np.random.default_rng([script.seed, 7])
    for name in ("lean", "bend", "twist"):
        angles[:, ANGLE_INDEX[name]] += wobble(time_s, rng, low_hz=0.1, high_hz=0.6)[:, None]
    figure = Figure(body, angles, np.ones(len(time_s)))
    figure.move(ground_offset(figure))
    weight = (lifter.positions["l_hand"] + lifter.positions["r_hand"]) / 2.0
    place = np.zeros(3)
    behind = motion.station in {"rack", "pull_up_bar", "dip_bars"}
    if lying:
        place[1] = float(np.median(lifter.positions["head"][:, 1])) + 0.62
    elif behind:
        place[1] = 0.62
    else:
        place[1] = -0.82
        figure.turn(np.full(len(time_s), 180.0))
    figure.move(np.broadcast_to(place, weight.shape))
    turned = -1.0 if not lying and not behind else 1.0
    for side in SIDES:
        grip = weight + np.array([turned * OUTWARD[side] * 0.12, 0.0, -0.03])
        free = figure.positions[f"{side}_hand"]
        figure.reach(side, free + now["help"][:, None] * (grip - free))
    return figure


def bystander_figure(bystander: Bystander, time_s: FloatArray, azimuth_deg: float) -> Figure:
    """Return someone crossing the picture from left to right, behind the lifter for the camera."""
    body = load_body(bystander.body)
    share = (time_s - bystander.start_time_s) / max(bystander.seconds, 0.1)
    walked = WALK_LENGTH_M * np.clip(share, -0.2, 1.2)
    angles = np.repeat(STANDING.array()[None], len(time_s), axis=0)
    add_gait(angles, np.ones(len(time_s)), walked)
    figure = Figure(body, angles, np.ones(len(time_s)))
    figure.move(ground_offset(figure))
    azimuth = np.radians(azimuth_deg)
    right = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])  # in the camera's picture
    away = -np.array([np.sin(azimuth), -np.cos(azimuth), 0.0])
    heading = np.degrees(np.arctan2(right[0], -right[1]))
    figure.turn(np.full(len(time_s), heading))
    path = (walked - WALK_LENGTH_M / 2.0)[:, None] * right + bystander.distance_behind_m * away
    figure.move(path)
    return figure
