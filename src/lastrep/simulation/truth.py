"""What really happened in a simulated recording, exactly."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lastrep.records.repetition import (
    Completeness,
    Execution,
    Label,
    PartialRegion,
    Phases,
    Side,
    Tempo,
)
from lastrep.records.training_set import Counts, FailureKind, Structure


class TrueRep(msgspec.Struct, frozen=True, kw_only=True):
    """One repetition as scripted; the fields of `Repetition`, without doubt.

    ``range_of_motion_deg`` is the change of the exercise's joint angle over the concentric in
    space, ``projected_range_of_motion_deg`` the same in the picture plane on the side nearer to
    the camera. ``mean_concentric_velocity_dps`` is 0.8 ROM / (t90 - t10) of the true angle;
    ``end_to_end_velocity_dps`` is ROM over the whole duration. ``reps_in_reserve`` counts the
    repetitions that were still completed before failure; None in sets that were not taken there.
    """

    number: int
    label: Label
    completeness: Completeness
    partial_region: PartialRegion | None
    execution: Execution
    phases: Phases
    side: Side
    start_time_s: float
    concentric_start_time_s: float | None
    concentric_end_time_s: float | None
    end_time_s: float
    tempo_s: Tempo
    range_of_motion_fraction: float
    range_of_motion_deg: float | None = None
    projected_range_of_motion_deg: float | None = None
    mean_concentric_velocity_dps: float | None = None
    end_to_end_velocity_dps: float | None = None
    sticking: float = 0.0
    swing_deg: float = 0.0
    helper: bool = False
    load: float = 1.0
    reps_in_reserve: int | None = None


class TrueFailure(msgspec.Struct, frozen=True, kw_only=True):
    """The moment a set failed: given up, helped, or the weight lost on the way down."""

    kind: FailureKind
    time_s: float


class TrueSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set."""

    number: int
    exercise: str
    family: str
    start_time_s: float
    end_time_s: float
    reps: tuple[TrueRep, ...]
    counts: Counts
    failures: tuple[TrueFailure, ...]
    structure: Structure


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known about a simulated recording."""

    schema: str = "lastrep-truth/1"
    duration_s: float
    fps: float
    image_size_px: tuple[int, int]
    camera_azimuth_deg: float
    near_side: Side
    seed: int
    sets: tuple[TrueSet, ...]
    counts: Counts

    @property
    def reps(self) -> tuple[TrueRep, ...]:
        """Every repetition of the recording."""
        return tuple(rep for one in self.sets for rep in one.reps)


def read_truth(path: str | Path) -> Truth:
    """Return the truth in a JSON file that `lastrep simulate --truth` wrote."""
    return msgspec.json.decode(Path(path).read_bytes(), type=Truth)
