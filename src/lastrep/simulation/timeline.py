"""A script laid out in time: every channel of the movement, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lastrep.exercises import load_exercise
from lastrep.records.pose import FloatArray
from lastrep.records.training_set import Structure
from lastrep.simulation import effort, profiles
from lastrep.simulation.channels import Channel
from lastrep.simulation.motions import MOTIONS, Motion, motion_of
from lastrep.simulation.rep_plan import Leg, RepPlan, plan_rep
from lastrep.simulation.script import (
    AnyEvent,
    ChangeExercise,
    ChangeWeight,
    PickUp,
    PutDown,
    Rep,
    Rest,
    Script,
    SetToFailure,
    WalkIn,
    WalkOut,
)
from lastrep.simulation.truth import TrueFailure

APPROACH_S = 0.8
"""Moving to where a repetition begins, when the last one ended elsewhere."""
NEW_SET_AFTER_S = 45.0
STEP_LENGTH_M = 0.65
TAKING_S = 0.1
"""Hands close around a weight, or open, for so long before and after it is taken."""
TURNING_S = 0.4
HELP_LEAD_S = 0.35
"""A helper's hands are on the weight a moment before it moves."""


@dataclass(slots=True)
class PlacedRep:
    """A repetition with its instants; None where the kind has no such phase."""

    plan: RepPlan
    script: Rep
    set_index: int
    load: float
    start_time_s: float
    end_time_s: float
    concentric: tuple[float, float] | None = None
    eccentric: tuple[float, float] | None = None
    lengthened_hold_s: float = 0.0
    shortened_hold_s: float = 0.0
    stall_time_s: float | None = None
    swing_deg: float = 0.0


@dataclass(slots=True)
class PlacedSet:
    """One set's exercise and what it was part of."""

    exercise: str
    structure: Structure = "straight"
    failures: list[TrueFailure] = field(default_factory=list)


class Timeline:
    """The script as lines over time.

    Channels: ``progress`` left and right (0 lengthened .. 1 shortened end), ``ready`` (0 standing
    about .. 1 in position), ``holding`` (the weight is in the hands), ``exercise`` (index into
    ``exercises``), ``swing_deg``, ``drift_deg``, ``dip_deg``, ``help`` (0..1), ``fatigue``,
    ``strain`` (tremor of a stall), ``stoop``, ``fidget``, ``walk_m`` (distance from the place of
    the set), ``walk_deg`` (in which direction), ``heading_deg`` (where a walker faces), ``gait``
    (0..1), ``load``. ``taken_at_s`` are the instants when the hands take or leave the weight,
    ``help_from_s`` those when a helper's hands move towards it. ``loads`` are all that are lifted.
    """

    def __init__(self, script: Script, rng: np.random.Generator) -> None:
        self.script = script
        self.exercises: list[str] = []
        self.sets: list[PlacedSet] = []
        self.reps: list[PlacedRep] = []
        self.loads: tuple[float, ...] = (1.0,)
        self.taken_at_s: list[float] = []
        self.help_from_s: list[float] = []
        self.time_s = 0.0
        self._rng = rng
        begins_ready = not any(isinstance(e, PickUp | WalkIn) for e in script.events[:3])
        self._rest_at = self._start_of(script.exercise)
        self.progress = (Channel(self._rest_at), Channel(self._rest_at))
        self.ready = Channel(1.0 if begins_ready else 0.0)
        self.holding = Channel(1.0 if begins_ready else 0.0)
        opening = script.events[0] if script.events else None
        self.walk_m = Channel(opening.distance_m if isinstance(opening, WalkIn) else 0.0)
        self.exercise, self.load = Channel(0.0), Channel(1.0)
        self.swing_deg, self.drift_deg, self.dip_deg = Channel(0.0), Channel(0.0), Channel(0.0)
        self.help, self.fatigue, self.strain = Channel(0.0), Channel(0.0), Channel(0.0)
        self.stoop, self.fidget = Channel(0.0), Channel(0.0)
        self.walk_deg, self.heading_deg, self.gait = Channel(90.0), Channel(0.0), Channel(0.0)
        self._begin_set(script.exercise, "straight")
        for event in script.events:
            self._lay_out(event)
        self.duration_s = self.time_s

    @property
    def motion(self) -> Motion:
        """The exercise of the current set."""
        return MOTIONS[self.sets[-1].exercise]

    def _lay_out(self, event: AnyEvent) -> None:
        match event:
            case Rep():
                for _ in range(event.times):
                    self._rep(event)
            case SetToFailure():
                for rep in effort.expand(event, self.motion, self._rng):
                    self._rep(rep)
            case Rest():
                self._rest(event)
            case WalkIn() | WalkOut():
                self._walk(event)
            case PickUp() | PutDown():
                self._take(event.seconds, ready=float(isinstance(event, PickUp)))
            case ChangeWeight():
                half = event.seconds / 2.0
                self._take(half, ready=0.0)
                self.load.step(self.time_s, event.load)
                self.loads = (*self.loads, event.load)
                self._take(half, ready=1.0)
            case ChangeExercise():
                self._change_exercise(event)

    def _begin_set(self, exercise: str, structure: Structure) -> None:
        name, _ = motion_of(exercise)
        self.sets.append(PlacedSet(name, structure))
        self.exercises.append(name)
        self._rest_at = self._start_of(name)

    @staticmethod
    def _start_of(exercise: str) -> float:
        movement = load_exercise(exercise).movement
        return 0.0 if movement.first_phase == "concentric" else 1.0

    def _change_exercise(self, event: ChangeExercise) -> None:
        end = self.time_s + event.seconds
        self.fatigue.move(self.time_s, end, 0.2)
        self._begin_set(event.exercise, event.structure)
        self.exercise.move(self.time_s, end, float(len(self.exercises) - 1))
        for channel in self.progress:
            channel.move(self.time_s, end, self._rest_at)
        self.time_s = end

    def _rest(self, event: Rest) -> None:
        end = self.time_s + event.seconds
        if event.fidget:
            self.fidget.bump(self.time_s, end, 1.0)
        recovery = 1.0 - 0.5 ** (event.seconds / 20.0)
        self.fatigue.move(self.time_s, end, self.fatigue.value * (1.0 - recovery))
        if event.new_set or (event.seconds >= NEW_SET_AFTER_S and self.reps):
            self._begin_set(self.sets[-1].exercise, "straight")
            self.exercise.step(end, float(len(self.exercises) - 1))
        self.time_s = end

    def _walk(self, event: WalkIn | WalkOut) -> None:
        end = self.time_s + event.seconds
        coming = isinstance(event, WalkIn)
        place = event.from_deg if isinstance(event, WalkIn) else event.to_deg
        heading = (place + (180.0 if coming else 0.0) + 180.0) % 360.0 - 180.0
        self.walk_deg.step(self.time_s, place)
        if coming:
            self.heading_deg.step(self.time_s, heading)
            self.heading_deg.move(end - TURNING_S, end, 0.0)
        else:
            self.heading_deg.move(self.time_s, self.time_s + TURNING_S, heading)
        self.walk_m.step(self.time_s, event.distance_m if coming else 0.0)
        self.walk_m.move(self.time_s, end, 0.0 if coming else event.distance_m)
        self.gait.move(self.time_s, self.time_s + 0.3, 1.0)
        self.gait.move(end - 0.4, end, 0.0)
        self.time_s = end

    def _take(self, seconds: float, *, ready: float) -> None:
        """Get into position (with a stoop for a weight on the floor), or out of it."""
        end = self.time_s + seconds
        start, change_end = self.time_s, end
        if self.motion.station == "floor" and self.motion.weight in {"dumbbells", "barbell"}:
            self.stoop.bump(self.time_s, end, 1.0)
            middle = self.time_s + seconds / 2.0
            start, change_end = (middle, end) if ready else (self.time_s, middle)
        self.ready.move(start, change_end, ready)
        taken = self.time_s + seconds / 2.0
        if self.motion.on_hooks:  # the hands are on it in the first position, before it moves
            taken = end - TAKING_S if ready else self.time_s + TAKING_S
        self.taken_at_s.append(taken)
        self.holding.move(taken - TAKING_S, taken + TAKING_S, ready)
        for channel in self.progress:
            channel.move(start, end, self._rest_at)
        self.time_s = end

    def _rep(self, event: Rep) -> None:
        plan = plan_rep(
            event,
            self.motion,
            eccentric_first=self._rest_at > 0.0,
            variation=self.script.athlete.variation,
            rng=self._rng,
        )
        fatigue = event.fatigue if event.fatigue is not None else min(self.fatigue.value + 0.1, 1.0)
        sides = {"left": (0,), "right": (1,), "both": (0, 1)}[event.side]
        here = self.progress[sides[0]].value
        if abs(here - plan.legs[0].start) > 0.04:  # noqa: PLR2004 - less is not worth a move
            self._go(sides, plan.legs[0].start, APPROACH_S, profiles.smooth())
        start = self.time_s
        placed = PlacedRep(
            plan=plan,
            script=event,
            set_index=len(self.sets) - 1,
            load=self.load.value,
            start_time_s=start,
            end_time_s=start,
        )
        self.fatigue.move(start, start + sum(leg.seconds for leg in plan.legs), fatigue)
        for leg in plan.legs:
            self._leg(placed, leg, sides)
        placed.end_time_s = start + plan.counted_s
        self._cheat(event, placed)
        self.reps.append(placed)

    def _go(self, sides: tuple[int, ...], to: float, seconds: float, shape: FloatArray) -> None:
        end = self.time_s + seconds
        for side in sides:
            smaller = self.script.athlete.asymmetry if side == 1 else 0.0
            self.progress[side].move(self.time_s, end, to * (1.0 - smaller), shape)
        self.time_s = end

    def _leg(self, placed: PlacedRep, leg: Leg, sides: tuple[int, ...]) -> None:
        start = self.time_s
        self._go(sides, leg.end, leg.seconds, leg.shape)
        end = self.time_s
        if leg.helped:
            self.help_from_s.append(start - HELP_LEAD_S)
            self.help.move(max(start - HELP_LEAD_S, 0.0), start, 1.0)
            self.help.move(end, end + HELP_LEAD_S, 0.0)
        failures = self.sets[-1].failures
        match leg.role:
            case "concentric":
                first = placed.concentric[0] if placed.concentric else start
                placed.concentric = (first, end)
            case "eccentric":
                placed.eccentric = (start, end)
                if placed.script.loses_control:
                    failures.append(TrueFailure(kind="negative", time_s=start + 0.6 * leg.seconds))
            case "lengthened_hold":
                placed.lengthened_hold_s = leg.seconds
            case "shortened_hold":
                placed.shortened_hold_s = leg.seconds
            case "stall":
                placed.stall_time_s = start
                self.strain.move(start - 0.1, start + 0.1, 1.0)
                self.strain.move(end - 0.1, end + 0.2, 0.0)
                if placed.concentric:
                    placed.concentric = (placed.concentric[0], end)
                failures.append(TrueFailure(kind="positive", time_s=end))
            case "hold" | "return":
                pass

    def _cheat(self, event: Rep, placed: PlacedRep) -> None:
        if event.kind != "cheat" or placed.concentric is None:
            return
        start, end = placed.concentric
        swing = 18.0 if event.swing_deg is None else event.swing_deg
        placed.swing_deg = swing
        drift = 22.0 if event.elbow_drift_deg is None else event.elbow_drift_deg
        wind_up = start - min(0.45, max(start - placed.start_time_s, 0.3))
        self.swing_deg.move(wind_up, start, -0.35 * swing)
        self.swing_deg.move(start, start + 0.55 * (end - start), swing)
        self.swing_deg.move(start + 0.55 * (end - start), end + 0.35, 0.0)
        self.drift_deg.bump(start, end + 0.4, drift)
        if event.hip_drive_deg:
            self.dip_deg.bump(wind_up, start + 0.5 * (end - start), event.hip_drive_deg)
