"""Squats, lunges and machines for the legs."""

from __future__ import annotations

from dataclasses import replace

from lastrep.simulation.motions.motion import LIE_DOWN, SEAT, UP, Motion
from lastrep.simulation.postures import SITTING, STANDING, Posture

LEGS: dict[str, Motion] = {
    "barbell_squat": Motion(
        lengthened=replace(
            STANDING,
            lean=38.0,
            spine=2.0,
            neck=-18.0,
            hip=112.0,
            hip_out=20.0,
            hip_turn=20.0,
            knee=114.0,
            shoulder=-20.0,
            abduction=42.0,
            turn=90.0,
            elbow=138.0,
        ),
        shortened=replace(
            STANDING,
            lean=4.0,
            hip=6.0,
            hip_out=12.0,
            hip_turn=20.0,
            knee=6.0,
            shoulder=-20.0,
            abduction=42.0,
            turn=90.0,
            elbow=138.0,
        ),
        peak_at=0.66,
        fresh_s=1.0,
        velocity_loss_at_failure=0.45,
        bar_half_width_m=0.36,
        bar_on_back=True,
        weight="barbell",
        station="rack",
    ),
    "bodyweight_squat": Motion(
        lengthened=replace(
            STANDING,
            lean=36.0,
            neck=-16.0,
            hip=110.0,
            hip_out=18.0,
            hip_turn=20.0,
            knee=112.0,
            shoulder=96.0,
            abduction=6.0,
            elbow=12.0,
        ),
        shortened=replace(
            STANDING,
            lean=3.0,
            hip=6.0,
            hip_out=12.0,
            hip_turn=20.0,
            knee=6.0,
            shoulder=60.0,
            abduction=6.0,
            elbow=16.0,
        ),
        peak_at=0.7,
        velocity_loss_at_failure=0.45,
    ),
    "goblet_squat": Motion(
        lengthened=replace(
            STANDING,
            lean=30.0,
            neck=-12.0,
            hip=110.0,
            hip_out=20.0,
            hip_turn=22.0,
            knee=116.0,
            shoulder=34.0,
            across=20.0,
            abduction=10.0,
            elbow=134.0,
            forearm=40.0,
        ),
        shortened=replace(
            STANDING,
            lean=2.0,
            hip=6.0,
            hip_out=12.0,
            hip_turn=22.0,
            knee=6.0,
            shoulder=24.0,
            across=20.0,
            abduction=10.0,
            elbow=134.0,
            forearm=40.0,
        ),
        peak_at=0.66,
        velocity_loss_at_failure=0.45,
        weight="dumbbells",
    ),
    "single_leg_squat": Motion(
        lengthened=replace(
            STANDING, lean=34.0, neck=-14.0, hip=(100.0, 106.0), knee=(96.0, 20.0), shoulder=70.0
        ),
        shortened=replace(STANDING, lean=4.0, hip=(5.0, 38.0), knee=(6.0, 64.0), shoulder=30.0),
        anchor="ground",
        peak_at=0.66,
        velocity_loss_at_failure=0.45,
    ),
    "sit_to_stand": Motion(
        lengthened=replace(SITTING, lean=28.0, hip=108.0, knee=90.0, shoulder=40.0),
        shortened=replace(STANDING, shoulder=8.0),
        peak_at=0.6,
        velocity_loss_at_failure=0.45,
        station="seat",
    ),
    "lunge": Motion(
        lengthened=replace(
            STANDING, lean=6.0, hip=(98.0, -2.0), hip_out=4.0, knee=(94.0, 92.0), ankle=(0.0, 52.0)
        ),
        shortened=replace(
            STANDING, lean=3.0, hip=(42.0, -22.0), hip_out=4.0, knee=(20.0, 20.0), ankle=(0.0, 40.0)
        ),
        peak_at=0.58,
        velocity_loss_at_failure=0.45,
        weight="dumbbells",
    ),
    "leg_press": Motion(
        lengthened=replace(SEAT, lean=-42.0, hip=124.0, hip_out=12.0, knee=104.0, elbow=60.0),
        shortened=replace(SEAT, lean=-42.0, hip=72.0, hip_out=10.0, knee=12.0, elbow=60.0),
        flat_feet=False,
        anchor="pelvis",
        anchor_height_m=0.42,
        velocity_loss_at_failure=0.45,
        weight="machine",
        station="seat",
        entry=LIE_DOWN,
    ),
    "leg_extension": Motion(
        lengthened=replace(
            SEAT, lean=-8.0, hip=82.0, hip_out=6.0, knee=98.0, shoulder=-4.0, elbow=24.0
        ),
        shortened=replace(
            SEAT, lean=-8.0, hip=82.0, hip_out=6.0, knee=10.0, shoulder=-4.0, elbow=24.0
        ),
        flat_feet=False,
        anchor="pelvis",
        anchor_height_m=0.62,
        weight="machine",
        station="seat",
        entry=LIE_DOWN,
    ),
    "leg_curl": Motion(
        lengthened=Posture(
            lean=90.0,
            hip=8.0,
            knee=8.0,
            ankle=20.0,
            neck=-16.0,
            shoulder=120.0,
            abduction=30.0,
            elbow=70.0,
        ),
        shortened=Posture(
            lean=90.0,
            hip=10.0,
            knee=112.0,
            ankle=10.0,
            neck=-16.0,
            shoulder=120.0,
            abduction=30.0,
            elbow=70.0,
        ),
        flat_feet=False,
        anchor="pelvis",
        anchor_height_m=0.62,
        weight="machine",
        station="bench",
    ),
    "seated_leg_curl": Motion(
        lengthened=replace(SEAT, lean=-12.0, hip=80.0, hip_out=4.0, knee=10.0, elbow=30.0),
        shortened=replace(SEAT, lean=-12.0, hip=80.0, hip_out=4.0, knee=104.0, elbow=30.0),
        flat_feet=False,
        anchor="pelvis",
        anchor_height_m=0.62,
        weight="machine",
        station="seat",
        entry=LIE_DOWN,
    ),
    "calf_raise": Motion(
        lengthened=replace(UP, ankle=-10.0, knee=4.0),
        shortened=replace(UP, ankle=36.0, knee=3.0),
        fresh_s=0.7,
        weight="machine",
    ),
}
