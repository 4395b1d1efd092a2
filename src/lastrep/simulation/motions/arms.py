"""Curls, extensions, raises: one joint of the arm moves."""

from __future__ import annotations

from dataclasses import replace

from lastrep.simulation.motions.motion import (
    BENCH_M,
    BENT,
    CURL,
    CURLED,
    LIE_DOWN,
    SEAT,
    SUPINE,
    UP,
    Motion,
)

ARMS: dict[str, Motion] = {
    "barbell_curl": Motion(
        lengthened=replace(UP, **CURL),
        shortened=replace(UP, **CURLED, shrug=3.0),
        bar_half_width_m=0.25,
        weight="barbell",
        bar_length_m=1.7,
        plate_m=0.11,
    ),
    "dumbbell_curl": Motion(
        lengthened=replace(UP, **CURL),
        shortened=replace(UP, **CURLED, shrug=3.0),
        weight="dumbbells",
    ),
    "cable_curl": Motion(
        lengthened=replace(UP, **CURL),
        shortened=replace(UP, **CURLED, shrug=3.0),
        bar_half_width_m=0.20,
        weight="cable",
        station="pulley",
    ),
    "preacher_curl": Motion(
        lengthened=replace(SEAT, lean=14.0, shoulder=52.0, abduction=4.0, elbow=18.0, forearm=10.0),
        shortened=replace(SEAT, lean=12.0, shoulder=54.0, abduction=4.0, elbow=124.0, forearm=10.0),
        anchor="pelvis",
        anchor_height_m=0.64,
        bar_half_width_m=0.18,
        weight="barbell",
        bar_length_m=1.35,
        plate_m=0.13,
        station="seat",
        entry=LIE_DOWN,
    ),
    "triceps_pushdown": Motion(
        lengthened=replace(UP, lean=6.0, shoulder=16.0, abduction=6.0, elbow=102.0, forearm=150.0),
        shortened=replace(UP, lean=8.0, shoulder=8.0, abduction=6.0, elbow=10.0, forearm=140.0),
        bar_half_width_m=0.16,
        weight="cable",
        station="pulley",
    ),
    "triceps_extension": Motion(
        lengthened=replace(UP, shoulder=166.0, abduction=8.0, elbow=122.0, shrug=6.0),
        shortened=replace(UP, shoulder=170.0, abduction=6.0, elbow=14.0, shrug=6.0),
        weight="dumbbells",
    ),
    "skull_crusher": Motion(
        lengthened=replace(SUPINE, shoulder=100.0, abduction=6.0, elbow=112.0),
        shortened=replace(SUPINE, shoulder=88.0, abduction=6.0, elbow=12.0),
        anchor="pelvis",
        anchor_height_m=BENCH_M,
        bar_half_width_m=0.16,
        weight="barbell",
        bar_length_m=1.35,
        plate_m=0.13,
        station="bench",
        entry=LIE_DOWN,
    ),
    "lateral_raise": Motion(
        lengthened=replace(UP, lean=4.0, abduction=10.0, across=6.0, elbow=18.0, forearm=92.0),
        shortened=replace(UP, lean=2.0, abduction=88.0, across=14.0, elbow=20.0, forearm=125.0),
        weight="dumbbells",
    ),
    "front_raise": Motion(
        lengthened=replace(UP, shoulder=8.0, abduction=6.0, elbow=12.0, forearm=150.0),
        shortened=replace(UP, lean=-2.0, shoulder=90.0, abduction=3.0, elbow=10.0, forearm=160.0),
        weight="dumbbells",
    ),
    "rear_fly": Motion(
        lengthened=replace(BENT, lean=66.0, shoulder=68.0, abduction=6.0, elbow=22.0, forearm=80.0),
        shortened=replace(BENT, lean=64.0, abduction=84.0, across=10.0, elbow=22.0, forearm=120.0),
        weight="dumbbells",
    ),
    "shrug": Motion(
        lengthened=replace(UP, shoulder=4.0, abduction=8.0, elbow=4.0, shrug=-4.0),
        shortened=replace(UP, shoulder=4.0, abduction=8.0, elbow=8.0, shrug=24.0),
        fresh_s=0.6,
        weight="dumbbells",
    ),
    "chest_expansion": Motion(
        lengthened=replace(UP, abduction=80.0, across=70.0, elbow=10.0),
        shortened=replace(UP, abduction=84.0, across=-16.0, elbow=70.0),
        fresh_s=0.8,
    ),
}
