"""From a script to recorded poses and exact truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lastrep.motion.measures import MEASURE_INDEX, measure_body
from lastrep.records.landmarks import Landmark
from lastrep.records.pose import FloatArray, PoseRecording
from lastrep.simulation import noise
from lastrep.simulation.body import load_body
from lastrep.simulation.camera import PinholeCamera, place_camera
from lastrep.simulation.lifter import Lifter
from lastrep.simulation.people import bystander_figure, has_helper, helper_figure, neighbour_figure
from lastrep.simulation.reckoning import angle_in_space, reckon
from lastrep.simulation.script import Script
from lastrep.simulation.skeleton import Figure
from lastrep.simulation.timeline import Timeline
from lastrep.simulation.truth import Truth

MOVEMENT_SAMPLES = 60
WALK_IN_VIEW_M = 0.3
PLACE_RADIUS_M = 1.5
"""Who is further away is on the way in; the camera need not see that."""
CROWN_M = 0.15
"""The crown of the head above the nose."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A script with everything in place: who moves how, seen from where."""

    script: Script
    timeline: Timeline
    lifter: Lifter
    camera: PinholeCamera
    time_s: FloatArray

    def figures(self, time_s: FloatArray, *, passers_by: bool = True) -> list[Figure]:
        """Return everybody at ``(T,)`` instants, the lifter first."""
        people = [self.lifter.pose(time_s)]
        if has_helper(self.script):
            people.append(
                helper_figure(
                    self.script, self.timeline, people[0], time_s, self.camera.azimuth_deg
                )
            )
        if passers_by and self.script.neighbour is not None:
            people.append(neighbour_figure(self.script.neighbour, time_s, self.script.seed))
        if passers_by and self.script.bystander is not None:
            people.append(bystander_figure(self.script.bystander, time_s, self.camera.azimuth_deg))
        return people


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedSet:
    """A simulated recording with its truth.

    Attributes
    ----------
    recording
        What a pose model would have reported, with its errors.
    truth
        What really happened.
    landmarks_m
        ``(T, 33, 3)`` exact, world axes (x to the lifter's left, y backwards, z up).
    exact_px
        ``(T, 33, 2)`` exact, in the picture.
    scene
        Everything it was made from, for rendering.
    """

    recording: PoseRecording
    truth: Truth
    landmarks_m: FloatArray
    exact_px: FloatArray
    scene: Scene

    def angle_deg(self, joint: str, *, projected: bool = False) -> FloatArray:
        """Return a true joint angle per frame, ``(T, 2)`` left and right, included degrees.

        ``joint`` is an angle of `lastrep.motion.measures`; in space, or in the picture plane.
        """
        if projected:
            return measure_body(self.exact_px)[:, MEASURE_INDEX[joint]]
        return angle_in_space(self.landmarks_m, joint)


def set_the_scene(script: Script) -> Scene:
    """Return a script with everything in place.

    Raises
    ------
    DefinitionError
        The script names an exercise or athlete that does not exist, or contradicts itself.
    """
    timeline = Timeline(script, np.random.default_rng([script.seed, 0]))
    body = load_body(script.athlete.body, script.athlete.height_m)
    lifter = Lifter(timeline, body, script.seed)
    count = max(int(np.floor(timeline.duration_s * script.camera.fps)), 2)
    time_s = np.arange(count) / script.camera.fps
    scene = Scene(
        script=script,
        timeline=timeline,
        lifter=lifter,
        camera=place_camera(script.camera, np.array([[0.0, 0.0, 0.9], [0.0, 0.0, 1.0]])),
        time_s=time_s,
    )
    samples = np.linspace(0.0, timeline.duration_s, MOVEMENT_SAMPLES)
    samples = samples[timeline.walk_m.at(samples) <= WALK_IN_VIEW_M]
    people = scene.figures(samples if len(samples) else time_s[:1], passers_by=False)
    movement = np.concatenate([figure.landmarks_m() for figure in people], axis=1)
    crown = movement[:, Landmark.NOSE :: len(Landmark)] + np.array([0.0, 0.0, CROWN_M])
    movement = np.concatenate([movement, crown, _bar_ends(timeline, movement)], axis=1)
    near = np.linalg.norm(movement[..., :2], axis=-1) < PLACE_RADIUS_M
    camera = place_camera(script.camera, movement[near])
    return replace(scene, camera=camera)


def _bar_ends(timeline: Timeline, movement_m: FloatArray) -> FloatArray:
    """Return both ends of the bar in the lifter's hands, ``(T, 2, 3)``: they belong to the view."""
    motion = timeline.motion
    hands = movement_m[:, [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]]
    if motion.weight != "barbell" or motion.bar_half_width_m is None:
        return hands
    stretch = motion.bar_length_m / 2.0 / motion.bar_half_width_m
    return np.asarray(hands + (stretch - 1.0) * (hands - hands.mean(axis=1, keepdims=True)))


def simulate(script: Script) -> SimulatedSet:
    """Return the recorded poses of a script and the truth about them.

    Deterministic: the same script gives the same arrays.

    Raises
    ------
    DefinitionError
        The script names an exercise or athlete that does not exist, or contradicts itself.
    """
    scene = set_the_scene(script)
    camera, time_s = scene.camera, scene.time_s
    people = [figure.landmarks_m() for figure in scene.figures(time_s)]
    landmarks = people[0]
    exact = camera.project(landmarks)
    in_camera = camera.in_camera_m(landmarks)
    rng = np.random.default_rng([script.seed, 2])
    hidden = noise.hidden_share(in_camera)
    code = np.stack([line.at(time_s) for line in scene.timeline.progress], -1).mean(-1) - 0.5
    seen, visibility = noise.disturb(exact, hidden, code[:, None], time_s, script.noise, rng)
    hips = in_camera[:, 23:25].mean(1, keepdims=True)
    relative = in_camera - hips
    lost = np.isnan(seen)
    depth = np.where(lost[..., 0], np.nan, relative[..., 2] * camera.focal_px / hips[..., 2])
    recording = PoseRecording(
        time_s=time_s,
        keypoints_px=seen,
        visibility=visibility,
        image_size_px=camera.image_size_px,
        depth_px=depth,
        keypoints_world_m=np.where(lost[..., :1], np.nan, relative),
        others_px=_others(people[1:], camera, script, time_s),
    )
    truth = reckon(scene.timeline, scene.lifter, camera, float(scene.timeline.duration_s))
    return SimulatedSet(
        recording=recording, truth=truth, landmarks_m=landmarks, exact_px=exact, scene=scene
    )


def _others(
    people: list[FloatArray], camera: PinholeCamera, script: Script, time_s: FloatArray
) -> FloatArray | None:
    """Everybody else with their own jitter, NaN where they are out of the picture."""
    if not people:
        return None
    width, height = camera.image_size_px
    out = []
    for i, landmarks in enumerate(people):
        exact = camera.project(landmarks)
        rng = np.random.default_rng([script.seed, 3, i])
        moved, _ = noise.disturb(
            exact, np.zeros(exact.shape[:2]), np.zeros((len(time_s), 1)), time_s, script.noise, rng
        )
        inside = ((exact >= 0.0) & (exact < [width, height])).all(-1).mean(-1) > 0.5  # noqa: PLR2004 - half of the body
        out.append(np.where(inside[:, None, None], moved, np.nan))
    return np.stack(out, axis=1)
