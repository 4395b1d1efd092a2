"""The lifter's body over time: joint angles from the timeline, then what is held fast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lastrep.records.pose import FloatArray
from lastrep.simulation.body import OUTWARD, SIDES, Body
from lastrep.simulation.channels import Channel
from lastrep.simulation.motions import MOTIONS, Motion
from lastrep.simulation.postures import ANGLE_INDEX, STOOPING, Posture
from lastrep.simulation.rotations import apply, frame
from lastrep.simulation.skeleton import Figure
from lastrep.simulation.timeline import STEP_LENGTH_M, Timeline
from lastrep.simulation.wobble import wobble

SWAY_DEG = 0.35
TREMOR = 0.0035
"""Standard deviation of tremor in shares of the range of motion, at full fatigue."""
STALL_TREMOR = 0.007
UPPER_BACK_M = np.array([0.0, 0.16, 0.03])
"""Wrists of a lifter with a bar on the upper back, from the chest joint."""
BEFORE_BENCH_M = 0.5
"""Who is about to sit or lie down stands so far in front of where the pelvis will be."""
PALM_M = 0.055
"""Height of the wrist above the floor when the palm lies flat."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The channels of a timeline read at ``(T,)`` instants."""

    time_s: FloatArray
    timeline: Timeline

    def __getitem__(self, channel: str) -> FloatArray:
        line: Channel = getattr(self.timeline, channel)
        return line.at(self.time_s)


class Lifter:
    """One athlete doing what a timeline says.

    Parameters
    ----------
    timeline
        The script in time.
    body
        The athlete's skeleton.
    seed
        Of sway, tremor and breath; the same seed gives the same motion at any instants asked for.
    """

    def __init__(self, timeline: Timeline, body: Body, seed: int) -> None:
        self.timeline = timeline
        self.body = body
        self._seed = seed
        self._holds = [_Hold(MOTIONS[name], body) for name in timeline.exercises]

    def pose(self, time_s: FloatArray) -> Figure:
        """Return the body at ``(T,)`` instants."""
        now = Moment(time_s, self.timeline)
        angles, flat = self._angles(now)
        figure = Figure(self.body, angles, flat)
        self._hold_fast(figure, now)
        away = now["walk_m"][:, None] * _compass(now["walk_deg"])
        figure.turn(now["heading_deg"])
        figure.move(away)
        return figure

    def weights(self, now: Moment) -> FloatArray:
        """Return how much of each exercise of the script is being done, ``(T, E)``."""
        index = np.arange(len(self.timeline.exercises))
        return np.asarray(np.clip(1.0 - np.abs(now["exercise"][:, None] - index), 0.0, 1.0))

    def _angles(self, now: Moment) -> tuple[FloatArray, FloatArray]:
        rng = np.random.default_rng([self._seed, 1])
        fatigue, strain = now["fatigue"], now["strain"]
        tremor = TREMOR * fatigue + STALL_TREMOR * strain
        shaking = np.stack([wobble(now.time_s, rng, low_hz=5.0, high_hz=10.0) for _ in SIDES], -1)
        progress = np.stack([line.at(now.time_s) for line in self.timeline.progress], axis=-1)
        progress = progress + tremor[:, None] * shaking
        ready = now["ready"]
        weights = self.weights(now)
        angles = np.zeros((len(now.time_s), len(ANGLE_INDEX), 2))
        flat = np.zeros(len(now.time_s))
        for hold, weight in zip(self._holds, weights.T, strict=True):
            if weight.any():
                angles += weight[:, None, None] * _between_stops(hold.motion, progress, ready)
                flat += weight * (hold.motion.flat_feet * ready + (1.0 - ready))
        stoop = now["stoop"][:, None, None]
        angles = (1.0 - stoop) * angles + stoop * STOOPING.array()
        self._add_life(angles, now, rng)
        return angles, flat

    def _add_life(self, angles: FloatArray, now: Moment, rng: np.random.Generator) -> None:
        """Add sway, breath, fidgeting, walking and the swing of a cheat, in place."""
        time_s, fatigue = now.time_s, now["fatigue"]
        sway = SWAY_DEG * (1.0 + 1.5 * fatigue)
        for name in ("lean", "bend", "twist", "neck"):
            angles[:, ANGLE_INDEX[name]] += (sway * wobble(time_s, rng, low_hz=0.1, high_hz=0.8))[
                :, None
            ]
        breath = np.sin(2.0 * np.pi * time_s * rng.uniform(0.28, 0.4) + rng.uniform(0, 6.3))
        angles[:, ANGLE_INDEX["spine"]] -= (0.5 * (1.0 + fatigue) * breath)[:, None]
        angles[:, ANGLE_INDEX["shrug"]] += (0.7 * (1.0 + fatigue) * breath)[:, None]
        for name in ("shoulder", "abduction"):
            for side in range(2):
                idle = 0.5 * wobble(time_s, rng, low_hz=0.15, high_hz=0.9)
                fidget = 7.0 * now["fidget"] * wobble(time_s, rng, low_hz=0.4, high_hz=1.3)
                angles[:, ANGLE_INDEX[name], side] += idle + fidget
        fidget = 9.0 * now["fidget"] * wobble(time_s, rng, low_hz=0.4, high_hz=1.2)
        angles[:, ANGLE_INDEX["elbow"]] += np.abs(fidget)[:, None]
        swing = now["swing_deg"][:, None]
        angles[:, ANGLE_INDEX["lean"]] -= 0.45 * swing
        angles[:, ANGLE_INDEX["spine"]] -= 0.6 * swing
        angles[:, ANGLE_INDEX["neck"]] += 0.4 * swing
        angles[:, ANGLE_INDEX["shoulder"]] += now["drift_deg"][:, None]
        dip = now["dip_deg"][:, None]
        angles[:, ANGLE_INDEX["knee"]] += dip
        angles[:, ANGLE_INDEX["hip"]] += 0.5 * dip
        add_gait(angles, now["gait"], now["walk_m"])

    def _hold_fast(self, figure: Figure, now: Moment) -> None:
        weights = self.weights(now)
        ready, gait = now["ready"], now["gait"]
        floor = ground_offset(figure)
        root = np.zeros_like(floor)
        held = np.zeros(len(floor))
        for hold, weight in zip(self._holds, weights.T, strict=True):
            share = weight * ((1.0 - gait) if hold.motion.stands else ready)
            if hold.motion.anchor == "pelvis" and hold.motion.station in {"bench", "seat"}:
                floor[:, 1] -= weight * BEFORE_BENCH_M
            if share.any():
                root += share[:, None] * hold.offset(figure, floor)
                held += share
        figure.move(root + (1.0 - held)[:, None] * floor)
        for hold, weight in zip(self._holds, weights.T, strict=True):
            if weight.any():
                standing = 1.0 - gait if hold.motion.stands else ready
                hold.fix_feet(figure, weight * standing)
                hold.fix_hands(figure, weight * ready * (1.0 - now["stoop"]))


class _Hold:
    """What one exercise holds fast: feet, pelvis, shoulders, hands."""

    def __init__(self, motion: Motion, body: Body) -> None:
        self.motion = motion
        figure = self._standing(motion.shortened, body)
        self._shoulder_y = float(_middle(figure, "uparm")[0, 1])
        if motion.anchor == "shoulders":
            figure.move(self.offset(figure, np.zeros((1, 3))))
        self._balls = {side: figure.positions[f"{side}_toe"][0].copy() for side in SIDES}
        self._ankles = {side: figure.positions[f"{side}_foot"][0] for side in SIDES}
        if motion.flat_feet:
            for side in SIDES:
                self._balls[side][2] = body.joints[f"{side}_toe"][2]
        # a fixed grip is where the hands are with the arms as straight as they get
        straight = min((motion.shortened, motion.lengthened), key=lambda p: np.max(p.elbow))
        figure = self._standing(straight, body)
        wrists = {side: figure.positions[f"{side}_hand"][0].copy() for side in SIDES}
        if motion.anchor == "hands":
            shift = motion.anchor_height_m - float(np.mean([w[2] for w in wrists.values()]))
            for wrist in wrists.values():
                wrist[2] += shift
        elif motion.hands_fixed and motion.station == "floor":
            for wrist in wrists.values():
                wrist[2] = PALM_M
        self._grips = wrists

    def _standing(self, posture: Posture, body: Body) -> Figure:
        figure = Figure(body, posture.array()[None], np.array([float(self.motion.flat_feet)]))
        figure.move(ground_offset(figure))
        return figure

    def offset(self, figure: Figure, floor: FloatArray) -> FloatArray:
        """Return where the pelvis has to be, ``(T, 3)``, for a figure posed at the origin."""
        match self.motion.anchor:
            case "feet":
                gaps = [
                    self._ankle(figure, side) - figure.positions[f"{side}_foot"] for side in SIDES
                ]
                return np.asarray((gaps[0] + gaps[1]) / 2.0)
            case "hands":
                middle = (self._grips["l"] + self._grips["r"]) / 2.0
                return np.asarray(middle - _middle(figure, "hand"))
            case "shoulders":
                fixed = np.array([0.0, self._shoulder_y, self.motion.anchor_height_m])
                return np.asarray(fixed - _middle(figure, "uparm"))
            case "pelvis":
                return np.broadcast_to([0.0, 0.0, self.motion.anchor_height_m], floor.shape)
            case "ground":
                return floor

    def fix_feet(self, figure: Figure, share: FloatArray) -> None:
        """Put the feet back where they stand."""
        if self.motion.anchor not in {"feet", "shoulders"}:
            return
        for side in SIDES:
            free = figure.positions[f"{side}_foot"]
            goal = self._ankle(figure, side)
            figure.step(side, free + share[:, None] * (goal - free))
            if not self.motion.flat_feet:
                figure.lay_toes(side, share)

    def fix_hands(self, figure: Figure, share: FloatArray) -> None:
        """Put the hands on the floor, the fixed bar, or side by side on a free bar."""
        if self.motion.hands_fixed:
            for side in SIDES:
                free = figure.positions[f"{side}_hand"]
                figure.reach(side, free + share[:, None] * (self._grips[side] - free))
                if self.motion.station == "floor":
                    self._lay_palm(figure, side, share)
        elif self.motion.bar_on_back and self.motion.bar_half_width_m is not None:
            chest = figure.rotations["chest"]
            for side in SIDES:
                out = OUTWARD[side] * self.motion.bar_half_width_m
                held = apply(chest, UPPER_BACK_M + np.array([out, 0.0, 0.0]))
                free = figure.positions[f"{side}_hand"]
                on_back = figure.positions["chest"] + held
                figure.reach(side, free + share[:, None] * (on_back - free))
        elif self.motion.bar_half_width_m is not None:
            middle = _middle(figure, "hand")
            for side in SIDES:
                free = figure.positions[f"{side}_hand"]
                goal = middle.copy()
                goal[:, 0] += OUTWARD[side] * self.motion.bar_half_width_m
                goal[:, 1:] += 0.25 * (free - middle)[:, 1:]  # a bar tilts a little
                figure.reach(side, free + share[:, None] * (goal - free))

    @staticmethod
    def _lay_palm(figure: Figure, side: str, share: FloatArray) -> None:
        """Lay the palm on the floor, fingers forward."""
        limbs = figure.body.limbs[side]
        flat = frame([0.1 * OUTWARD[side], -1.0, 0.0], [0.0, 0.0, -1.0])
        wanted = flat @ frame(limbs.fingers, limbs.palm).T
        free, half = figure.rotations[f"{side}_hand"], share[:, None, None] > 0.5  # noqa: PLR2004 - half
        figure.set_rotation(f"{side}_hand", np.where(half, wanted, free))

    def _ankle(self, figure: Figure, side: str) -> FloatArray:
        """Where the ankle is while the ball of the foot stays put, ``(T, 3)``."""
        if not self.motion.flat_feet:
            return np.broadcast_to(self._ankles[side], (len(figure.angles_deg), 3))
        joints = figure.body.joints
        up = joints[f"{side}_foot"] - joints[f"{side}_toe"]
        return np.asarray(self._balls[side] + apply(figure.rotations[f"{side}_foot"], up))


def _between_stops(motion: Motion, progress: FloatArray, ready: FloatArray) -> FloatArray:
    """Return the angles ``(T, N, 2)`` on the way from standing about to the exercise."""
    low, high = motion.lengthened.array(), motion.shortened.array()
    along = progress[:, None, :]
    doing = low + (high - low) * along
    if motion.bow is not None:
        bow = motion.bow.array()
        bow[ANGLE_INDEX["forearm"]] = 0.0  # its default is neutral, not zero
        doing = doing + bow * 4.0 * along * (1.0 - along)
    stops = len(motion.entry)
    out = np.zeros_like(doing)
    for i, posture in enumerate((*motion.entry, None)):
        share = np.clip(1.0 - np.abs(ready * stops - i), 0.0, 1.0)[:, None, None]
        out += share * (doing if posture is None else posture.array())
    return np.asarray(out)


def add_gait(angles: FloatArray, gait: FloatArray, distance_m: FloatArray) -> None:
    """Add walking to joint angles, in place; ``distance_m`` ``(T,)`` drives the steps."""
    stride = np.pi * distance_m / STEP_LENGTH_M
    for side, sign in ((0, 1.0), (1, -1.0)):
        swing = sign * np.sin(stride)
        lift = np.maximum(sign * np.cos(stride), 0.0)
        angles[:, ANGLE_INDEX["hip"], side] += gait * (24.0 * swing + 6.0 * lift)
        angles[:, ANGLE_INDEX["knee"], side] += gait * 38.0 * lift
        angles[:, ANGLE_INDEX["shoulder"], side] -= gait * 18.0 * swing


def ground_offset(figure: Figure) -> FloatArray:
    """Return the shift that puts the lowest foot on the floor, ``(T, 3)``."""
    body = figure.body
    low = [
        figure.positions[f"{side}_{joint}"][:, 2] - body.joints[f"{side}_{joint}"][2]
        for side in SIDES
        for joint in ("foot", "toe")
    ]
    out = np.zeros((len(figure.angles_deg), 3))
    out[:, 2] = -np.min(low, axis=0)
    return out


def _middle(figure: Figure, joint: str) -> FloatArray:
    return np.asarray((figure.positions[f"l_{joint}"] + figure.positions[f"r_{joint}"]) / 2.0)


def _compass(angle_deg: FloatArray) -> FloatArray:
    """Horizontal directions, ``(T, 3)``; 0 in front of the lifter, 90 at the lifter's left."""
    angle = np.radians(angle_deg)
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)
