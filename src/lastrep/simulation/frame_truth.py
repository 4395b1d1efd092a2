"""The truth frame by frame: joint centres, angles, angular velocity."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lastrep.files.safe_write import replacing
from lastrep.motion.measures import MEASURES, measure_body
from lastrep.records.pose import FloatArray
from lastrep.simulation.reckoning import angle_in_space
from lastrep.simulation.simulate import SimulatedSet

ANGLES = tuple(measure.name for measure in MEASURES if measure.kind == "angle")


def frame_truth(simulated: SimulatedSet) -> dict[str, FloatArray]:
    """Return the exact values of every frame.

    Returns
    -------
    ``time_s`` ``(T,)``; ``keypoints_px`` ``(T, 33, 2)``; ``landmarks_m`` ``(T, 33, 3)`` (x to the
    lifter's left, y backwards, z up); and for the joints named in ``angle_names``, left and right:
    ``angle_deg``, ``projected_angle_deg`` and ``velocity_dps`` ``(T, J, 2)``, included angles in
    space, in the picture plane, and the rate of the former.
    """
    names = [measure.name for measure in MEASURES]
    places = [names.index(name) for name in ANGLES]
    in_space = np.stack([angle_in_space(simulated.landmarks_m, name) for name in ANGLES], axis=1)
    time_s = np.asarray(simulated.recording.time_s, dtype=float)
    return {
        "time_s": time_s,
        "keypoints_px": simulated.exact_px,
        "landmarks_m": simulated.landmarks_m,
        "angle_names": np.array(ANGLES),
        "angle_deg": in_space,
        "projected_angle_deg": measure_body(simulated.exact_px)[:, places],
        "velocity_dps": np.gradient(in_space, time_s, axis=0),
    }


def write_frame_truth(path: str | Path, simulated: SimulatedSet) -> None:
    """Write `frame_truth` as a compressed ``.npz``; an earlier file survives a failure.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    arrays = {
        name: value.astype(np.float32) if name not in {"time_s", "angle_names"} else value
        for name, value in frame_truth(simulated).items()
    }
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type] # its stub takes the names for flags
