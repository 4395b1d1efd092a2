"""Facts of a usual curl, or of another lift, for what the rules of kind make of them."""

from __future__ import annotations

from typing import Any

from rep_facts import rep_facts

from lastrep.exercises import load_exercise
from lastrep.reps.kinds.body import BodyMotion
from lastrep.reps.kinds.excess import Excess
from lastrep.reps.kinds.facts import RepFacts, SetFacts
from lastrep.reps.measuring.stall import Stall

STILL = BodyMotion(
    lean_deg=1.5,
    swing=Excess(times_usual=1.1, travel_torso=0.03),
    elbows=Excess(times_usual=1.0, travel_torso=0.03),
    helped_share=None,
    helper_in_view=False,
)
SWUNG = Excess(times_usual=5.0, travel_torso=0.2)
HALF_SWUNG = Excess(times_usual=2.8, travel_torso=0.1)


def body(**changes: Any) -> BodyMotion:
    values = {name: getattr(STILL, name) for name in BodyMotion.__dataclass_fields__}
    return BodyMotion(**{**values, **changes})


def facts(exercise: str = "barbell_curl", **changes: Any) -> RepFacts:
    shared = SetFacts(
        exercise=load_exercise(exercise),
        reference_reps=3,
        fresh_speed=changes.pop("fresh_speed", 1.6),
        eccentric_s=changes.pop("usual_eccentric_s", 1.5),
        noise=0.0,
        span=1.0,
    )
    usual: dict[str, Any] = {
        "concentric_s": 0.9,
        "speed": 1.5,
        "eccentric_s": 1.5,
        "body": STILL,
    }
    return rep_facts(**{"others": shared, **usual, **changes})


def stall(seconds: float, *, speed_after: float = 0.0) -> Stall:
    return Stall(start_time_s=10.0, duration_s=seconds, value=0.5, speed_after=speed_after)
