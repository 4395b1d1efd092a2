"""Pressing: chest, shoulders, triceps."""

from __future__ import annotations

from dataclasses import replace

from lastrep.simulation.motions.motion import (
    BENCH_M,
    HANG,
    LIE_DOWN,
    PLANK,
    SEAT,
    SUPINE,
    UP,
    Motion,
)
from lastrep.simulation.postures import STANDING

PRESSES: dict[str, Motion] = {
    "barbell_bench_press": Motion(
        lengthened=replace(SUPINE, abduction=68.0, across=-24.0, turn=-14.0, elbow=106.0),
        shortened=replace(SUPINE, abduction=76.0, across=62.0, turn=-4.0, elbow=16.0),
        anchor="pelvis",
        anchor_height_m=BENCH_M,
        bar_half_width_m=0.36,
        fresh_s=0.9,
        velocity_loss_at_failure=0.65,
        weight="barbell",
        station="bench",
        entry=LIE_DOWN,
    ),
    "dumbbell_bench_press": Motion(
        lengthened=replace(SUPINE, abduction=64.0, across=-26.0, turn=-10.0, elbow=108.0),
        shortened=replace(SUPINE, abduction=80.0, across=72.0, turn=0.0, elbow=14.0),
        anchor="pelvis",
        anchor_height_m=BENCH_M,
        velocity_loss_at_failure=0.65,
        weight="dumbbells",
        station="bench",
        entry=LIE_DOWN,
    ),
    "chest_press_machine": Motion(
        lengthened=replace(SEAT, lean=-10.0, abduction=64.0, across=-22.0, turn=-10.0, elbow=106.0),
        shortened=replace(SEAT, lean=-10.0, abduction=78.0, across=66.0, elbow=16.0),
        anchor="pelvis",
        anchor_height_m=0.56,
        velocity_loss_at_failure=0.65,
        weight="machine",
        station="seat",
        entry=LIE_DOWN,
    ),
    "dumbbell_fly": Motion(
        lengthened=replace(SUPINE, abduction=82.0, across=-8.0, elbow=28.0, forearm=60.0),
        shortened=replace(SUPINE, abduction=86.0, across=80.0, elbow=20.0, forearm=80.0),
        anchor="pelvis",
        anchor_height_m=BENCH_M,
        fresh_s=1.1,
        weight="dumbbells",
        station="bench",
        entry=LIE_DOWN,
    ),
    "cable_fly": Motion(
        lengthened=replace(UP, lean=8.0, abduction=72.0, across=-14.0, elbow=26.0),
        shortened=replace(UP, lean=10.0, abduction=88.0, across=84.0, elbow=18.0),
        weight="cable",
        station="pulley",
    ),
    "push_up": Motion(
        lengthened=replace(PLANK, lean=82.0, abduction=34.0, shoulder=4.0, elbow=98.0),
        shortened=replace(PLANK, lean=66.0, abduction=18.0, shoulder=66.0, elbow=10.0),
        flat_feet=False,
        anchor="feet",
        hands_fixed=True,
        fresh_s=0.75,
        velocity_loss_at_failure=0.65,
        entry=(STANDING, replace(STANDING, lean=50.0, hip=95.0, knee=95.0, shoulder=80.0)),
    ),
    "dip": Motion(
        lengthened=replace(HANG, lean=24.0, shoulder=-62.0, abduction=16.0, elbow=96.0),
        shortened=replace(HANG, lean=8.0, shoulder=6.0, abduction=12.0, elbow=8.0),
        flat_feet=False,
        anchor="hands",
        anchor_height_m=1.25,
        hands_fixed=True,
        velocity_loss_at_failure=0.65,
        station="dip_bars",
    ),
    "overhead_press": Motion(
        lengthened=replace(UP, spine=-4.0, abduction=42.0, across=38.0, turn=90.0, elbow=132.0),
        shortened=replace(UP, spine=-5.0, abduction=164.0, across=20.0, turn=90.0, elbow=16.0),
        bar_half_width_m=0.28,
        velocity_loss_at_failure=0.65,
        weight="barbell",
        plate_m=0.15,
        station="rack",
    ),
    "dumbbell_shoulder_press": Motion(
        lengthened=replace(UP, spine=-4.0, abduction=50.0, across=24.0, turn=90.0, elbow=126.0),
        shortened=replace(UP, spine=-5.0, abduction=166.0, across=16.0, turn=90.0, elbow=14.0),
        velocity_loss_at_failure=0.65,
        weight="dumbbells",
    ),
}
