"""A pinhole camera: where it stands, and what lands where in its picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation import script
from lastrep.simulation.rotations import about_axis, unit

MARGIN = 0.86
"""Share of the half picture that the movement may fill when the distance is chosen for it."""
CLOSEST_M = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class PinholeCamera:
    """A camera in the world.

    Attributes
    ----------
    eye_m, target_m
        ``(3,)`` each.
    axes
        ``(3, 3)``: rows are right, down, forward.
    focal_px
        Distance of the picture plane in pixels.
    image_size_px
        Width and height.
    azimuth_deg
        0 in front of the lifter, 90 at the lifter's left.
    """

    eye_m: FloatArray
    target_m: FloatArray
    axes: FloatArray
    focal_px: float
    image_size_px: tuple[int, int]
    azimuth_deg: float

    def in_camera_m(self, points_m: FloatArray) -> FloatArray:
        """Return ``(..., 3)`` world points as right, down, forward of the eye."""
        return np.asarray((points_m - self.eye_m) @ self.axes.T)

    def project(self, points_m: FloatArray) -> FloatArray:
        """Return ``(..., 2)`` pixels; NaN behind the camera."""
        seen = self.in_camera_m(points_m)
        depth = np.where(seen[..., 2] > 0.05, seen[..., 2], np.nan)  # noqa: PLR2004 - at the lens
        centre = np.array(self.image_size_px) / 2.0
        return np.asarray(centre + self.focal_px * seen[..., :2] / depth[..., None])


def place_camera(setup: script.Camera, movement_m: FloatArray) -> PinholeCamera:
    """Return the camera of a script; it looks at the middle of the movement ``(..., 3)``."""
    azimuth = script.AZIMUTH_DEG[setup.view] if setup.azimuth_deg is None else setup.azimuth_deg
    points = movement_m.reshape(-1, 3)
    target = (np.nanmin(points, axis=0) + np.nanmax(points, axis=0)) / 2.0
    focal = setup.height / 2.0 / np.tan(np.radians(setup.field_of_view_deg) / 2.0)
    around = np.array([np.sin(np.radians(azimuth)), -np.cos(np.radians(azimuth)), 0.0])
    distance = 3.0 if setup.distance_m is None else setup.distance_m
    for _ in range(1 if setup.distance_m is not None else 6):
        eye = target + around * distance
        eye[2] = setup.height_m
        axes = _axes(eye, target, setup.roll_deg)
        if setup.distance_m is None:
            seen = (points - target) @ axes.T
            half = MARGIN * np.array([setup.width, setup.height]) / 2.0 / focal
            needed = float(np.nanmax(np.abs(seen[:, :2]) / half - seen[:, 2:]))
            flat = np.sqrt(max(needed**2 - float(eye[2] - target[2]) ** 2, 0.0))
            distance = max(flat, CLOSEST_M)
    return PinholeCamera(
        eye_m=eye,
        target_m=target,
        axes=axes,
        focal_px=float(focal),
        image_size_px=(setup.width, setup.height),
        azimuth_deg=float(azimuth),
    )


def _axes(eye: FloatArray, target: FloatArray, roll_deg: float) -> FloatArray:
    forward = unit(target - eye)
    right = unit(np.cross(forward, [0.0, 0.0, 1.0]))
    axes = np.stack([right, np.cross(forward, right), forward])
    return np.asarray(about_axis(2, -roll_deg) @ axes)
