"""The truth about a simulated recording: instants from the script, angles from the exact body."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np

from lastrep.exercises import load_exercise
from lastrep.motion.measures import MEASURE_INDEX, MEASURES, measure_body
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import FloatArray
from lastrep.records.repetition import LABELS, Side, Tempo, label_of
from lastrep.records.training_set import Counts, Structure
from lastrep.simulation.camera import PinholeCamera
from lastrep.simulation.lifter import Lifter
from lastrep.simulation.rotations import dot, unit
from lastrep.simulation.timeline import PlacedRep, Timeline
from lastrep.simulation.truth import TrueFailure, TrueRep, TrueSet, Truth

SAMPLES = 41
REST_PAUSE_S = (5.0, 30.0)
DROP_BELOW = 0.97
LEAST_RANGE_DEG = 6.0
"""A joint that moves less in space (the shoulder in a fly) says nothing about the repetition."""


def angle_in_space(landmarks_m: FloatArray, joint: str) -> FloatArray:
    """Return the included angle of a joint, ``(T, 2)`` degrees, left and right.

    ``joint`` is an angle of `lastrep.motion.measures`.
    """
    a, b, c = (int(i) for i in MEASURES[MEASURE_INDEX[joint]].landmarks)
    out = np.empty((len(landmarks_m), 2))
    for side, (i, j, k) in enumerate(((a, b, c), (MIRRORED[a], MIRRORED[b], MIRRORED[c]))):
        u = unit(landmarks_m[:, i] - landmarks_m[:, j])
        v = unit(landmarks_m[:, k] - landmarks_m[:, j])
        out[:, side] = np.degrees(np.arccos(np.clip(dot(u, v)[:, 0], -1.0, 1.0)))
    return out


def reckon(timeline: Timeline, lifter: Lifter, camera: PinholeCamera, duration_s: float) -> Truth:
    """Return the truth of a timeline: everything exact, nothing estimated from noisy poses."""
    near: Side = "left" if np.sin(np.radians(camera.azimuth_deg)) >= 0.0 else "right"
    reps = [_true_rep(i, placed) for i, placed in enumerate(timeline.reps)]
    reps = _measure(reps, timeline, lifter, camera, near)
    reserve = _reserve(timeline)
    sets: list[TrueSet] = []
    for index, one in enumerate(timeline.sets):
        places = [i for i, placed in enumerate(timeline.reps) if placed.set_index == index]
        if not places:
            continue
        own = tuple(
            _with(reps[i], number=n + 1, reps_in_reserve=reserve[i]) for n, i in enumerate(places)
        )
        sets.append(
            TrueSet(
                number=len(sets) + 1,
                exercise=one.exercise,
                family=load_exercise(one.exercise).family,
                start_time_s=own[0].start_time_s,
                end_time_s=own[-1].end_time_s,
                reps=own,
                counts=_counts(own),
                failures=tuple(one.failures),
                structure=_structure(
                    one.structure, [timeline.reps[i] for i in places], one.failures
                ),
            )
        )
    width, height = camera.image_size_px
    return Truth(
        duration_s=duration_s,
        fps=timeline.script.camera.fps,
        image_size_px=(width, height),
        camera_azimuth_deg=camera.azimuth_deg,
        near_side=near,
        seed=timeline.script.seed,
        sets=tuple(sets),
        counts=_counts(tuple(rep for one in sets for rep in one.reps)),
    )


def _with(rep: TrueRep, **changes: object) -> TrueRep:
    return msgspec.structs.replace(rep, **changes)


def _counts(reps: tuple[TrueRep, ...]) -> Counts:
    by_label = {label: sum(rep.label == label for rep in reps) for label in LABELS}
    return Counts(total=len(reps) - by_label["failed"], **by_label)


def _true_rep(index: int, placed: PlacedRep) -> TrueRep:
    plan, event = placed.plan, placed.script
    up, down = placed.concentric, placed.eccentric
    isometric = plan.phases == "isometric"
    return TrueRep(
        number=index + 1,
        label=label_of(plan.completeness, plan.execution, plan.phases),
        completeness=plan.completeness,
        partial_region=event.region if plan.completeness == "partial" else None,
        execution=plan.execution,
        phases=plan.phases,
        side=event.side,
        start_time_s=placed.start_time_s,
        concentric_start_time_s=up[0] if up and not isometric else None,
        concentric_end_time_s=up[1] if up and not isometric else None,
        end_time_s=placed.end_time_s,
        tempo_s=Tempo(
            eccentric=down[1] - down[0] if down else None,
            lengthened_hold=placed.lengthened_hold_s or None,
            concentric=up[1] - up[0] if up and not isometric else None,
            shortened_hold=placed.shortened_hold_s or None,
        ),
        range_of_motion_fraction=plan.range_of_motion,
        sticking=event.sticking,
        swing_deg=placed.swing_deg,
        helper=event.helper,
        load=placed.load,
    )


def _measure(
    reps: list[TrueRep],
    timeline: Timeline,
    lifter: Lifter,
    camera: PinholeCamera,
    near: Side,
) -> list[TrueRep]:
    """Add what is read off the exact body: ranges of motion and velocities."""
    spans = [placed.concentric for placed in timeline.reps]
    places = [i for i, rep in enumerate(reps) if rep.concentric_start_time_s is not None]
    if not places:
        return reps
    times = np.concatenate([np.linspace(*span, SAMPLES) for i in places if (span := spans[i])])
    landmarks = lifter.pose(times).landmarks_m()
    in_picture = measure_body(camera.project(landmarks))
    out = list(reps)
    for n, i in enumerate(places):
        piece = slice(n * SAMPLES, (n + 1) * SAMPLES)
        joint = load_exercise(timeline.sets[timeline.reps[i].set_index].exercise).movement.joint
        angles = angle_in_space(landmarks[piece], joint)
        sides = _moving_sides(reps[i].side, angles)
        angle = angles[:, sides].mean(-1)
        seen_side = sides[0] if len(sides) == 1 else int(near == "right")
        seen = in_picture[piece, MEASURE_INDEX[joint], seen_side]
        instants = times[piece]
        whole = abs(float(angle[-1] - angle[0]))
        out[i] = _with(reps[i], projected_range_of_motion_deg=abs(float(seen[-1] - seen[0])))
        if whole >= LEAST_RANGE_DEG:
            out[i] = _with(
                out[i],
                range_of_motion_deg=whole,
                mean_concentric_velocity_dps=_velocity_10_90(instants, angle),
                end_to_end_velocity_dps=whole / float(instants[-1] - instants[0]),
            )
    return out


def _moving_sides(side: Side, angles_deg: FloatArray) -> list[int]:
    """Return the columns that work: in a lift on one leg only one of both moves."""
    if side != "both":
        return [0] if side == "left" else [1]
    change = np.abs(angles_deg[-1] - angles_deg[0])
    return [i for i in range(2) if change[i] >= 0.5 * change.max()]


def _velocity_10_90(time_s: FloatArray, angle_deg: FloatArray) -> float | None:
    """Return 0.8 ROM / (t90 - t10), degrees per second; None where nothing moved."""
    change = np.abs(angle_deg - angle_deg[0])
    whole = float(change[-1])
    if whole <= 0.0:
        return None
    share = np.maximum.accumulate(change) / whole
    t10, t90 = np.interp([0.1, 0.9], share, time_s)
    return float(0.8 * whole / (t90 - t10)) if t90 > t10 else None


def _reserve(timeline: Timeline) -> list[int | None]:
    """How many more strict repetitions each one left before failure; None without failure."""
    out: list[int | None] = [None] * len(timeline.reps)
    for index in range(len(timeline.sets)):
        places = [i for i, placed in enumerate(timeline.reps) if placed.set_index == index]
        stops = [
            n
            for n, i in enumerate(places)
            if timeline.reps[i].plan.completeness == "failed"
            or timeline.reps[i].plan.execution == "forced"
        ]
        if stops:
            for n, i in enumerate(places[: stops[0]]):
                out[i] = stops[0] - n - 1
    return out


def _structure(given: Structure, reps: list[PlacedRep], failures: list[TrueFailure]) -> Structure:
    """Return what a set was made of: weight changes, or short rests before or after failure."""
    if given != "straight":
        return given
    if any(b.load < DROP_BELOW * a.load for a, b in pairwise(reps)):
        return "drop"
    gaps = [(a.end_time_s, b.start_time_s) for a, b in pairwise(reps)]
    shortest, longest = REST_PAUSE_S
    pauses = [start for start, end in gaps if shortest <= end - start <= longest]
    if not pauses:
        return "straight"
    return "rest_pause" if any(f.time_s <= pauses[0] for f in failures) else "cluster"
