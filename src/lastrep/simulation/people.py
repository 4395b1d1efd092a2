"""Other people in the picture: a helper at the weight, a bystander walking through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.body import OUTWARD, SIDES, load_body
from lastrep.simulation.lifter import Lifter, Moment, add_gait, ground_offset
from lastrep.simulation.motions import MOTIONS
from lastrep.simulation.postures import ANGLE_INDEX, STANDING
from lastrep.simulation.rotations import unit
from lastrep.simulation.script import Bystander, Neighbour, Rep, Script, SetToFailure
from lastrep.simulation.skeleton import Figure
from lastrep.simulation.timeline import Timeline
from lastrep.simulation.wobble import wobble

WALK_LENGTH_M = 7.0
MOST_REPS = 100
HELPING_BEND_DEG = 6.0
ARRIVES_EARLIER_S = 0.8
"""A helper who does not wait beside the lifter arrives this long before the first help."""
ARRIVAL_M = 4.6
WALK_SPEED_MPS = 1.4
BEHIND_M = 0.62
BEHIND_HEAD_M = 0.42
PALM_M = 0.08
"""From a helper's wrist to what the palm holds."""
BEFORE_M, BEFORE_FACING_DEG = (0.32, -0.86), 172.0
"""Where a helper stands for a lift done standing: in front, far side, clear of the plates."""
HIGH_M, LOW_M = 1.25, 0.8
"""A helper stands upright for a weight so high, and bends all the way for one so low."""
_READY = replace(STANDING, lean=5.0, spine=5.0, hip=14.0, knee=14.0, shoulder=2.0, elbow=24.0)
_BENDING = replace(_READY, lean=26.0, spine=16.0, hip=44.0, hip_out=14.0, knee=30.0, neck=-10.0)
"""Astride the end of the bench."""
_LOW = replace(_READY, lean=34.0, spine=24.0, hip=62.0, knee=46.0, neck=-16.0)
"""Hands at the height of the thighs of who stands in front."""


def has_helper(script: Script) -> bool:
    """Return whether a second person stands by."""
    return any(isinstance(event, Rep | SetToFailure) and event.helper for event in script.events)


def helper_figure(
    script: Script, timeline: Timeline, lifter: Figure, time_s: FloatArray, azimuth_deg: float
) -> Figure:
    """Return the helper over time: standing by, hands on the weight while helping.

    In front and away from the camera for a lift done standing, behind the head of a lifter who
    lies, behind the back of one who squats or hangs. Unless the script says that the helper waits
    there from the start, the helper walks in when needed.
    """
    body = load_body(script.helper_body)
    now = Moment(time_s, timeline)
    motion = MOTIONS[timeline.exercises[0]]
    lying = motion.lengthened.lean < -45.0  # noqa: PLR2004 - on the back
    behind = motion.station in {"rack", "pull_up_bar", "dip_bars"}
    away = -1.0 if np.sin(np.radians(azimuth_deg)) >= 0.0 else 1.0
    place = np.array([away * BEFORE_M[0], BEFORE_M[1], 0.0])
    facing_deg = -away * BEFORE_FACING_DEG
    if lying or behind:
        head_y = float(np.median(lifter.positions["head"][:, 1]))
        back_y = head_y + BEHIND_HEAD_M if lying else BEHIND_M
        place, facing_deg = np.array([0.0, back_y, 0.0]), 0.0
    still_to_go = np.zeros(len(time_s))
    if not script.helper_waits:
        first = min(timeline.help_from_s, default=np.inf) - ARRIVES_EARLIER_S
        still_to_go = WALK_SPEED_MPS * np.clip(first - time_s, 0.0, ARRIVAL_M / WALK_SPEED_MPS)
    walking = np.clip(still_to_go / 0.4, 0.0, 1.0)
    weight = (lifter.positions["l_hand"] + lifter.positions["r_hand"]) / 2.0
    angles = np.repeat((_BENDING if lying else _READY).array()[None], len(time_s), axis=0)
    if not lying:
        low = now["help"] * np.clip((HIGH_M - weight[:, 2]) / (HIGH_M - LOW_M), 0.0, 1.0)
        angles += low[:, None, None] * (_LOW.array() - angles)
    angles += walking[:, None, None] * (STANDING.array() - angles)
    rng = np.random.default_rng([script.seed, 7])
    for name in ("lean", "bend", "twist"):
        angles[:, ANGLE_INDEX[name]] += wobble(time_s, rng, low_hz=0.1, high_hz=0.6)[:, None]
    angles[:, ANGLE_INDEX["spine"]] += (HELPING_BEND_DEG * now["help"])[:, None]
    add_gait(angles, walking, still_to_go)
    figure = Figure(body, angles, np.ones(len(time_s)))
    figure.move(ground_offset(figure))
    azimuth = np.radians(azimuth_deg)
    come_from = away * np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    if np.sin(azimuth) < 0.0:
        come_from = -come_from
    heading = np.degrees(np.arctan2(-come_from[0], come_from[1]))
    turn = (heading - facing_deg + 180.0) % 360.0 - 180.0
    figure.turn(facing_deg + walking * turn)
    figure.move(place + still_to_go[:, None] * come_from)
    for side in SIDES:
        if lying and motion.weight == "dumbbells":  # around the lifter's wrists
            wrist = lifter.positions[f"{side}_hand"]
            held = wrist + PALM_M * unit(figure.positions[f"{side}_uparm"] - wrist)
        elif motion.station in {"pull_up_bar", "dip_bars"}:  # nobody reaches the bar: the waist
            held = lifter.positions[f"{side}_thigh"] + np.array([OUTWARD[side] * 0.08, 0.1, 0.1])
        elif lying or behind:
            held = weight + np.array([OUTWARD[side] * 0.12, 0.0, -0.03])
        else:  # on the near half of the bar, on both sides of the lifter's hand
            held = weight + np.array([away * 0.2 - OUTWARD[side] * 0.13, 0.0, -0.04])
        free = figure.positions[f"{side}_hand"]
        figure.reach(side, free + now["help"][:, None] * (held - free))
    return figure


def neighbour_figure(neighbour: Neighbour, time_s: FloatArray, seed: int) -> Figure:
    """Return somebody who does repetitions all the time, facing where the lifter faces."""
    times = Rep(times=MOST_REPS)
    timeline = Timeline(
        Script(exercise=neighbour.exercise, events=(times,)), np.random.default_rng([seed, 13])
    )
    figure = Lifter(timeline, load_body(neighbour.body), seed + 1).pose(time_s)
    figure.move(np.array([neighbour.left_m, neighbour.behind_m, 0.0]))
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
