"""The script of a simulated set: who, what, seen from where, and what happens, in gym words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from lastrep.exercises.reading import decode_toml
from lastrep.files.definition_file import read_definition
from lastrep.records.repetition import PartialRegion, Side
from lastrep.records.training_set import Structure

Kind = Literal["full", "half", "negative", "forced", "cheat", "failed", "hold"]
CameraView = Literal["front", "three_quarter", "side", "back"]
Seconds = Annotated[float, Meta(ge=0.0, le=600.0)]
Fraction = Annotated[float, Meta(ge=0.0, le=1.0)]

AZIMUTH_DEG: dict[CameraView, float] = {
    "front": 0.0,
    "three_quarter": 40.0,
    "side": 90.0,
    "back": 180.0,
}


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of a script; a misspelt key is an error."""


class Athlete(_Part, frozen=True, kw_only=True):
    """Who trains.

    ``variation`` is how much durations and end points differ from repetition to repetition (a
    fraction, one standard deviation), ``asymmetry`` how much smaller the right side's range is.
    """

    body: str = "male1"
    height_m: Annotated[float, Meta(ge=1.2, le=2.2)] | None = None
    variation: Annotated[float, Meta(ge=0.0, le=0.3)] = 0.03
    asymmetry: Annotated[float, Meta(ge=-0.3, le=0.3)] = 0.02


class Camera(_Part, frozen=True, kw_only=True):
    """Where the camera stands and what it records.

    ``azimuth_deg`` is 0 in front of the lifter, 90 at the lifter's left, 180 behind; it overrides
    ``view``. Without ``distance_m`` the whole movement just fits into the picture.
    """

    view: CameraView = "three_quarter"
    azimuth_deg: Annotated[float, Meta(ge=-360.0, le=360.0)] | None = None
    height_m: Annotated[float, Meta(ge=0.05, le=5.0)] = 1.1
    distance_m: Annotated[float, Meta(ge=0.5, le=30.0)] | None = None
    field_of_view_deg: Annotated[float, Meta(ge=10.0, le=120.0)] = 45.0
    width: Annotated[int, Meta(ge=64, le=4096)] = 640
    height: Annotated[int, Meta(ge=64, le=4096)] = 480
    fps: Annotated[float, Meta(ge=5.0, le=240.0)] = 30.0
    roll_deg: Annotated[float, Meta(ge=-90.0, le=90.0)] = 0.0


class Noise(_Part, frozen=True, kw_only=True):
    """How the pose model errs; ``level`` 1 is the middle of public recordings, 0 is exact.

    ``drop_outs_per_min`` are moments without a pose, ``swaps_per_min`` moments with left and right
    confused.
    """

    level: Annotated[float, Meta(ge=0.0, le=10.0)] = 1.0
    drop_outs_per_min: Annotated[float, Meta(ge=0.0, le=60.0)] = 0.5
    swaps_per_min: Annotated[float, Meta(ge=0.0, le=60.0)] = 0.0


class Event(_Part, frozen=True, kw_only=True, tag_field="do"):
    """Anything that happens, in order."""


class Rep(Event, frozen=True, kw_only=True, tag="rep"):
    """One or ``times`` equal repetitions.

    Attributes
    ----------
    kind
        ``full``; ``half`` (needs ``region``); ``negative``: lifted with help in a moment, lowered
        slowly; ``cheat``: with swing; ``forced``: stalls, then help resolves it; ``failed``:
        stalls and is given up; ``hold``: kept still at ``range_of_motion`` for ``hold_s``.
    range_of_motion
        Fraction of the full range; None: 1 for whole repetitions, 0.5 for halves.
    eccentric_s, lengthened_hold_s, concentric_s, shortened_hold_s
        Tempo; None: usual for the exercise and the kind.
    sticking, sticking_at
        How much of its speed the concentric loses there (0..1), and where on the way.
    fails_at, stall_s
        How far a failed or forced concentric gets, and how long it stands still.
    swing_deg, elbow_drift_deg, hip_drive_deg
        Trunk swing, elbows forward, and dip of the knees in a cheat.
    helper
        Whether a second person has hands on the weight (negative, forced, failed).
    loses_control
        The lowering cannot be controlled any more: negative failure.
    fatigue
        0 fresh .. 1 at failure: tremor, sway and breath; None: grows over the set.
    """

    kind: Kind = "full"
    times: Annotated[int, Meta(ge=1, le=200)] = 1
    side: Side = "both"
    region: PartialRegion | None = None
    range_of_motion: Annotated[float, Meta(gt=0.0, le=1.2)] | None = None
    eccentric_s: Seconds | None = None
    lengthened_hold_s: Seconds | None = None
    concentric_s: Seconds | None = None
    shortened_hold_s: Seconds | None = None
    sticking: Annotated[float, Meta(ge=0.0, le=0.97)] = 0.0
    sticking_at: Annotated[float, Meta(ge=0.1, le=0.9)] = 0.45
    fails_at: Annotated[float, Meta(ge=0.05, le=0.95)] = 0.5
    stall_s: Seconds = 1.2
    swing_deg: Annotated[float, Meta(ge=0.0, le=60.0)] | None = None
    elbow_drift_deg: Annotated[float, Meta(ge=0.0, le=90.0)] | None = None
    hip_drive_deg: Annotated[float, Meta(ge=0.0, le=60.0)] = 0.0
    hold_s: Seconds = 4.0
    helper: bool = False
    loses_control: bool = False
    fatigue: Fraction | None = None


class SetToFailure(Event, frozen=True, kw_only=True, tag="set_to_failure"):
    """Repetitions that slow down as the reserve shrinks; see `lastrep.simulation.effort`.

    ``reps`` are completed; with ``ends_in`` = "failed" an attempt follows that does not succeed.
    ``stops_at_reserve`` ends the set that many repetitions earlier.
    """

    reps: Annotated[int, Meta(ge=1, le=100)]
    ends_in: Literal["failed", "nothing"] = "failed"
    stops_at_reserve: Annotated[int, Meta(ge=0, le=50)] = 0
    velocity_loss: Annotated[float, Meta(gt=0.0, lt=0.95)] | None = None
    exponent: Annotated[float, Meta(gt=0.2, le=2.0)] = 0.8
    fresh_concentric_s: Seconds | None = None
    eccentric_s: Seconds | None = None
    stall_s: Seconds = 1.4
    fails_at: Annotated[float, Meta(ge=0.05, le=0.95)] = 0.45
    helper: bool = False


class Rest(Event, frozen=True, kw_only=True, tag="rest"):
    """Nothing for a while; ``fidget`` shakes out arms, ``new_set`` begins another set."""

    seconds: Seconds
    fidget: bool = False
    new_set: bool = False


class WalkIn(Event, frozen=True, kw_only=True, tag="walk_in"):
    """Walk into the picture and stand where the set will be done."""

    seconds: Seconds = 2.5
    distance_m: Annotated[float, Meta(ge=0.0, le=20.0)] = 2.2
    from_deg: Annotated[float, Meta(ge=-360.0, le=360.0)] = 90.0


class WalkOut(Event, frozen=True, kw_only=True, tag="walk_out"):
    """Walk away."""

    seconds: Seconds = 2.5
    distance_m: Annotated[float, Meta(ge=0.0, le=20.0)] = 2.2
    to_deg: Annotated[float, Meta(ge=-360.0, le=360.0)] = 90.0


class PickUp(Event, frozen=True, kw_only=True, tag="pick_up"):
    """Take the weight and get into position: from the floor, from the rack, onto the bench."""

    seconds: Seconds = 2.5


class PutDown(Event, frozen=True, kw_only=True, tag="put_down"):
    """Put the weight back and stand up."""

    seconds: Seconds = 2.5


class ChangeWeight(Event, frozen=True, kw_only=True, tag="change_weight"):
    """Swap the weight within a set; ``load`` is a fraction of the first one."""

    load: Annotated[float, Meta(gt=0.0, le=3.0)]
    seconds: Seconds = 6.0


class ChangeExercise(Event, frozen=True, kw_only=True, tag="change_exercise"):
    """Go on with another exercise after ``seconds``; begins another set."""

    exercise: str
    seconds: Seconds = 6.0
    structure: Structure = "straight"


AnyEvent = (
    Rep | SetToFailure | Rest | WalkIn | WalkOut | PickUp | PutDown | ChangeWeight | ChangeExercise
)


class Bystander(_Part, frozen=True, kw_only=True):
    """Someone who walks through behind the lifter."""

    start_time_s: Seconds
    seconds: Seconds = 5.0
    distance_behind_m: Annotated[float, Meta(ge=-3.0, le=10.0)] = 1.3
    body: str = "male2"


class Neighbour(_Part, frozen=True, kw_only=True):
    """Somebody who trains as well, without a weight, so far to the lifter's left and behind."""

    exercise: str = "bodyweight_squat"
    body: str = "female2"
    left_m: Annotated[float, Meta(ge=-5.0, le=5.0)] = 1.1
    behind_m: Annotated[float, Meta(ge=-3.0, le=5.0)] = 1.4


class Room(_Part, frozen=True, kw_only=True):
    """How a rendered room looks; with a mirror so far behind the lifter, or without."""

    look: Literal["garage", "studio"] = "studio"
    mirror_behind_m: Annotated[float, Meta(ge=0.5, le=3.0)] | None = None


class Script(_Part, frozen=True, kw_only=True):
    """A whole recording. Everything that varies comes from ``seed``.

    A helper walks in when needed, or, with ``helper_waits``, stands by from the start.
    """

    exercise: str
    events: tuple[AnyEvent, ...]
    athlete: Athlete = Athlete()
    camera: Camera = Camera()
    noise: Noise = Noise()
    bystander: Bystander | None = None
    neighbour: Neighbour | None = None
    helper_body: str = "male2"
    helper_waits: bool = False
    room: Room = Room()
    seed: Annotated[int, Meta(ge=0)] = 0


def read_script(path: str | Path) -> Script:
    """Return the script in a TOML file.

    Raises
    ------
    DefinitionError
        The file cannot be read, is not TOML, or does not fit the schema; the place is named.
    """
    return decode_toml(read_definition(Path(path)), Script, origin=str(path))
