"""Pulling: back and biceps."""

from __future__ import annotations

from dataclasses import replace

from lastrep.simulation.motions.motion import BENT, HANG, LIE_DOWN, PLANK_UP, SEAT, Motion
from lastrep.simulation.postures import STANDING

PULLS: dict[str, Motion] = {
    "bent_over_row": Motion(
        lengthened=replace(BENT, shoulder=60.0, abduction=12.0, elbow=8.0, forearm=170.0),
        shortened=replace(BENT, shoulder=-6.0, abduction=34.0, elbow=92.0, forearm=170.0),
        bar_half_width_m=0.30,
        fresh_s=0.75,
        velocity_loss_at_failure=0.4,
        weight="barbell",
        plate_m=0.15,
    ),
    "dumbbell_row": Motion(
        lengthened=replace(BENT, shoulder=60.0, abduction=8.0, elbow=8.0),
        shortened=replace(BENT, shoulder=-8.0, abduction=14.0, elbow=88.0),
        fresh_s=0.75,
        velocity_loss_at_failure=0.4,
        weight="dumbbells",
    ),
    "seated_row": Motion(
        lengthened=replace(
            SEAT, lean=8.0, hip=80.0, knee=50.0, shoulder=74.0, abduction=8.0, elbow=8.0
        ),
        shortened=replace(
            SEAT, lean=-6.0, hip=80.0, knee=50.0, shoulder=-10.0, abduction=16.0, elbow=92.0
        ),
        anchor="pelvis",
        anchor_height_m=0.62,
        bar_half_width_m=0.10,
        velocity_loss_at_failure=0.4,
        weight="cable",
        station="seat",
        entry=LIE_DOWN,
    ),
    "bodyweight_row": Motion(
        lengthened=replace(PLANK_UP, lean=-62.0, shoulder=88.0, abduction=14.0, elbow=6.0),
        shortened=replace(PLANK_UP, lean=-46.0, shoulder=14.0, abduction=40.0, elbow=94.0),
        flat_feet=False,
        hands_fixed=True,
        velocity_loss_at_failure=0.5,
        station="rack",
    ),
    "pull_up": Motion(
        lengthened=replace(HANG, abduction=158.0, across=14.0, turn=90.0, elbow=14.0),
        shortened=replace(HANG, lean=-10.0, abduction=46.0, across=18.0, turn=90.0, elbow=134.0),
        flat_feet=False,
        anchor="hands",
        anchor_height_m=2.35,
        hands_fixed=True,
        velocity_loss_at_failure=0.55,
        station="pull_up_bar",
        entry=(STANDING, replace(STANDING, abduction=150.0, turn=90.0, elbow=20.0)),
    ),
    "lat_pulldown": Motion(
        lengthened=replace(SEAT, lean=-6.0, abduction=154.0, across=16.0, turn=90.0, elbow=16.0),
        shortened=replace(SEAT, lean=-14.0, abduction=44.0, across=20.0, turn=90.0, elbow=126.0),
        anchor="pelvis",
        anchor_height_m=0.56,
        bar_half_width_m=0.38,
        velocity_loss_at_failure=0.4,
        weight="cable",
        station="seat",
        entry=LIE_DOWN,
    ),
}
