"""The ways people train and stop that the grid scripts, each drawn from a random generator."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lastrep.simulation.script import (
    AnyEvent,
    ChangeWeight,
    PickUp,
    PutDown,
    Rep,
    Rest,
    SetToFailure,
    WalkIn,
    WalkOut,
)

Events = tuple[AnyEvent, ...]
Maker = Callable[[np.random.Generator], Events]


def _count(rng: np.random.Generator, low: int, high: int) -> int:
    return int(rng.integers(low, high + 1))


def _to_failure(rng: np.random.Generator) -> Events:
    return (
        SetToFailure(
            reps=_count(rng, 5, 15),
            stall_s=float(rng.uniform(1.0, 2.0)),
            fails_at=float(rng.uniform(0.3, 0.7)),
        ),
    )


def _stops_early(rng: np.random.Generator) -> Events:
    reps = _count(rng, 7, 15)
    return (SetToFailure(reps=reps, stops_at_reserve=_count(rng, 1, min(6, reps - 4))),)


def _full_then_half(rng: np.random.Generator) -> Events:
    region = ("lengthened", "shortened", "middle")[_count(rng, 0, 2)]
    size = float(rng.uniform(0.45, 0.65))
    return (
        Rep(kind="full", times=8),
        Rep(kind="half", region=region, range_of_motion=size, times=6),  # type: ignore[arg-type] # one of three
    )


def _failure_then_half(rng: np.random.Generator) -> Events:
    half = Rep(kind="half", region="lengthened", range_of_motion=0.5, times=_count(rng, 3, 8))
    return (*_to_failure(rng), Rest(seconds=float(rng.uniform(2.0, 5.0))), half)


def _negatives_after_failure(rng: np.random.Generator) -> Events:
    return (*_to_failure(rng), Rest(seconds=4.0), *_negatives(rng))


def _negatives(rng: np.random.Generator) -> Events:
    return (
        Rep(kind="negative", times=3, concentric_s=0.4, eccentric_s=float(rng.uniform(3.4, 4.4))),
    )


def _negatives_lost(rng: np.random.Generator) -> Events:
    steady = Rep(kind="negative", times=_count(rng, 2, 3), concentric_s=0.45, eccentric_s=4.0)
    lost = Rep(
        kind="negative",
        concentric_s=0.45,
        eccentric_s=float(rng.uniform(0.9, 1.6)),
        loses_control=True,
    )
    return (Rep(kind="full", times=4), Rest(seconds=3.0), steady, lost)


def _drop_set(rng: np.random.Generator) -> Events:
    events: list[AnyEvent] = list(_to_failure(rng))
    for drop in range(_count(rng, 1, 2)):
        events.append(ChangeWeight(load=0.8 - 0.2 * drop, seconds=float(rng.uniform(6.0, 10.0))))
        events.append(SetToFailure(reps=_count(rng, 4, 6)))
    return tuple(events)


def _grinding_singles(rng: np.random.Generator) -> Events:
    events: list[AnyEvent] = []
    for _ in range(_count(rng, 3, 5)):
        events.append(
            Rep(
                kind="full",
                concentric_s=float(rng.uniform(2.2, 4.0)),
                sticking=float(rng.uniform(0.6, 0.85)),
                fatigue=0.8,
            )
        )
        events.append(Rest(seconds=float(rng.uniform(2.0, 9.0))))
    return tuple(events)


def _rest_pause(rng: np.random.Generator) -> Events:
    events: list[AnyEvent] = list(_to_failure(rng))
    for _ in range(2):
        events.append(Rest(seconds=float(rng.uniform(12.0, 20.0))))
        events.append(SetToFailure(reps=_count(rng, 3, 4)))
    return tuple(events)


def _cluster(rng: np.random.Generator) -> Events:
    events: list[AnyEvent] = []
    for _ in range(3):
        events += [
            Rep(kind="full", times=_count(rng, 3, 4)),
            Rest(seconds=float(rng.uniform(12, 20))),
        ]
    return tuple(events)


def _cheats(rng: np.random.Generator) -> Events:
    strict = SetToFailure(reps=_count(rng, 6, 10), ends_in="nothing")
    swing = Rep(
        kind="cheat",
        times=_count(rng, 2, 3),
        swing_deg=float(rng.uniform(14.0, 26.0)),
        elbow_drift_deg=float(rng.uniform(15.0, 30.0)),
        hip_drive_deg=float(rng.choice([0.0, 15.0])),
        eccentric_s=2.0,
    )
    return (strict, swing)


def _forced(rng: np.random.Generator) -> Events:
    fails_at, stall_s = float(rng.uniform(0.3, 0.6)), float(rng.uniform(0.8, 1.4))
    helped = Rep(kind="forced", helper=True, fails_at=fails_at, stall_s=stall_s, times=2)
    return (SetToFailure(reps=_count(rng, 6, 10), ends_in="nothing"), helped)


def _holds(rng: np.random.Generator) -> Events:
    held = Rep(
        kind="hold",
        range_of_motion=float(rng.uniform(0.5, 0.8)),
        hold_s=float(rng.uniform(3.0, 6.0)),
        times=_count(rng, 1, 3),
    )
    return (*_to_failure(rng), Rest(seconds=4.0), held)


def _slow_tempo(rng: np.random.Generator) -> Events:
    return (
        Rep(
            kind="full",
            times=_count(rng, 6, 9),
            concentric_s=float(rng.uniform(1.8, 2.6)),
            eccentric_s=float(rng.uniform(2.5, 4.0)),
            shortened_hold_s=float(rng.uniform(0.3, 2.5)),
        ),
    )


def _slow_lowering(rng: np.random.Generator) -> Events:
    return (Rep(kind="full", times=_count(rng, 5, 9), eccentric_s=float(rng.uniform(2.5, 3.5))),)


def _with_set_up(rng: np.random.Generator) -> Events:
    return (
        WalkIn(),
        PickUp(),
        Rest(seconds=3.0, fidget=True),
        SetToFailure(reps=10, stops_at_reserve=_count(rng, 1, 4)),
        Rest(seconds=2.0),
        PutDown(),
        WalkOut(),
    )


def _mixed(rng: np.random.Generator) -> Events:
    parts: list[Rep] = [
        Rep(kind="full", times=2),
        Rep(kind="half", region="lengthened", range_of_motion=0.5, times=2),
        Rep(kind="half", region="shortened", range_of_motion=0.55, times=2),
        Rep(kind="negative", concentric_s=0.4, eccentric_s=4.0),
        Rep(kind="full", times=1),
    ]
    order = rng.permutation(len(parts))
    return (Rep(kind="full", times=4), *(parts[i] for i in order))


CASES: dict[str, Maker] = {
    "to failure": _to_failure,
    "to failure, again": _to_failure,
    "to failure, once more": _to_failure,
    "stops early": _stops_early,
    "8 full + 6 half": _full_then_half,
    "failure, then halves": _failure_then_half,
    "failure, then negatives": _negatives_after_failure,
    "only negatives": _negatives,
    "negatives, control lost": _negatives_lost,
    "drop set": _drop_set,
    "grinding singles": _grinding_singles,
    "rest-pause": _rest_pause,
    "cluster": _cluster,
    "strict, then cheats": _cheats,
    "forced, helper in view": _forced,
    "failure, then holds": _holds,
    "slow tempo": _slow_tempo,
    "slow lowering": _slow_lowering,
    "walk in, fidget, stop": _with_set_up,
    "mixed": _mixed,
}
