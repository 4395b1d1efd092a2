"""Sit-ups and the whole body."""

from __future__ import annotations

from dataclasses import replace

from lastrep.simulation.motions.motion import FLOOR_M, SIT_DOWN, SUPINE, UP, Motion
from lastrep.simulation.postures import Posture

TRUNK: dict[str, Motion] = {
    "sit_up": Motion(
        lengthened=replace(
            SUPINE,
            lean=-88.0,
            hip=46.0,
            hip_out=8.0,
            knee=98.0,
            neck=10.0,
            shoulder=30.0,
            across=30.0,
            abduction=60.0,
            elbow=135.0,
        ),
        shortened=replace(
            SUPINE,
            lean=-14.0,
            spine=34.0,
            hip=118.0,
            hip_out=8.0,
            knee=98.0,
            neck=10.0,
            shoulder=30.0,
            across=30.0,
            abduction=60.0,
            elbow=135.0,
        ),
        anchor="pelvis",
        anchor_height_m=FLOOR_M,
        fresh_s=1.0,
        entry=SIT_DOWN,
    ),
    "crunch": Motion(
        lengthened=replace(
            SUPINE,
            lean=-88.0,
            hip=46.0,
            hip_out=8.0,
            knee=98.0,
            neck=8.0,
            shoulder=30.0,
            across=30.0,
            abduction=60.0,
            elbow=135.0,
        ),
        shortened=replace(
            SUPINE,
            lean=-82.0,
            spine=34.0,
            hip=50.0,
            hip_out=8.0,
            knee=98.0,
            neck=20.0,
            shoulder=30.0,
            across=30.0,
            abduction=60.0,
            elbow=135.0,
        ),
        anchor="pelvis",
        anchor_height_m=FLOOR_M,
        fresh_s=0.7,
        entry=SIT_DOWN,
    ),
    "v_up": Motion(
        lengthened=Posture(
            lean=-90.0, hip=6.0, hip_out=3.0, knee=4.0, ankle=30.0, shoulder=168.0, elbow=10.0
        ),
        shortened=Posture(
            lean=-44.0,
            spine=22.0,
            hip=96.0,
            hip_out=3.0,
            knee=8.0,
            ankle=30.0,
            shoulder=96.0,
            elbow=6.0,
        ),
        anchor="pelvis",
        anchor_height_m=FLOOR_M,
        flat_feet=False,
        entry=SIT_DOWN,
    ),
    "jumping_jack": Motion(
        lengthened=replace(UP, hip_out=2.0, abduction=10.0, elbow=10.0, turn=40.0),
        shortened=replace(UP, hip_out=24.0, abduction=158.0, elbow=16.0, turn=70.0),
        anchor="ground",
        fresh_s=0.45,
    ),
}
