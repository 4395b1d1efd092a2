"""The result against its contract: every promised key, each with a value of the promised kind."""

from __future__ import annotations

from typing import Any

import pytest

import lastrep
from lastrep.outputs.json_result import to_dict
from lastrep.records.session import Session
from lastrep.simulation.script import Rep, Script
from lastrep.simulation.simulate import simulate

Shape = dict[str, Any]

NUMBER, TEXT, WHOLE, YES_NO = (int, float), (str,), (int,), (bool,)
NULL = type(None)
LABELS = ("full", "half", "negative", "forced", "cheat", "failed", "hold")

COUNTS: Shape = dict.fromkeys(("total", *LABELS), WHOLE)
EVIDENCE: Shape = {
    "rule": TEXT,
    "measured": (*NUMBER, NULL),
    "limit": (*NUMBER, NULL),
    "unit": TEXT,
    "source": TEXT,
}
REP: Shape = {
    "number": WHOLE,
    "label": LABELS,
    "completeness": ("full", "partial", "failed"),
    "partial_region": ("lengthened", "middle", "shortened", None),
    "execution": ("strict", "cheat", "forced"),
    "phases": ("both", "eccentric_only", "concentric_only", "isometric"),
    "side": ("left", "right", "both"),
    "start_time_s": NUMBER,
    "concentric_start_time_s": (*NUMBER, NULL),
    "concentric_end_time_s": (*NUMBER, NULL),
    "end_time_s": NUMBER,
    "range_of_motion_deg": (*NUMBER, NULL),
    "range_of_motion_fraction": (*NUMBER, NULL),
    "tempo_s": dict.fromkeys(
        ("eccentric", "lengthened_hold", "concentric", "shortened_hold"), (*NUMBER, NULL)
    ),
    "mean_concentric_velocity_dps": (*NUMBER, NULL),
    "mean_concentric_velocity_mps": (*NUMBER, NULL),
    "velocity_loss_fraction": (*NUMBER, NULL),
    "sticking_region": (dict, NULL),
    "confidence": NUMBER,
    "evidence": [EVIDENCE],
}
ADVICE: Shape = {
    "time_s": NUMBER,
    "technique": TEXT,
    "dose": (dict,),
    "text": TEXT,
    "because": (list,),
    "blocked": [{"technique": TEXT, "because": TEXT}],
    "pain": YES_NO,
}
SET: Shape = {
    "number": WHOLE,
    "exercise": TEXT,
    "exercise_confidence": NUMBER,
    "exercise_given": YES_NO,
    "start_time_s": NUMBER,
    "end_time_s": NUMBER,
    "ended_by": ("failure", "stopped", "rest", "end_of_source"),
    "reps": [REP],
    "counts": COUNTS,
    "failure": {
        "kind": ("none", "positive", "negative"),
        "time_s": (*NUMBER, NULL),
        "confidence": NUMBER,
        "evidence": [EVIDENCE],
    },
    "effort": {
        "velocity_loss_fraction": (*NUMBER, NULL),
        "reps_in_reserve": {
            "estimate": (*NUMBER, NULL),
            "low": (*NUMBER, NULL),
            "high": (*NUMBER, NULL),
            "basis": TEXT,
        },
    },
    "structure": (
        "straight",
        "drop",
        "rest_pause",
        "cluster",
        "superset_antagonist",
        "superset_same_muscle",
        "pre_exhaust",
    ),
    "advice": [ADVICE],
}
RESULT: Shape = {
    "schema": ("lastrep/1",),
    "software_version": TEXT,
    "model": {"name": (str, NULL), "sha256": (str, NULL)},
    "settings": (dict,),
    "source": {
        "path": TEXT,
        "duration_s": NUMBER,
        "frames": WHOLE,
        "frames_with_lifter": WHOLE,
        "width": WHOLE,
        "height": WHOLE,
        "view": ("front", "three_quarter", "side", "back", "unknown"),
    },
    "sets": [SET],
    "counts": COUNTS,
    "warnings": [
        {
            "code": TEXT,
            "text": TEXT,
            "start_time_s": (*NUMBER, NULL),
            "end_time_s": (*NUMBER, NULL),
        }
    ],
}


def faults(value: Any, shape: Any, place: str = "result") -> list[str]:
    """List where a value differs from its promised shape."""
    if isinstance(shape, dict):
        missing = [f"{place}.{key} is missing" for key in shape if key not in value]
        return missing + [
            fault
            for key in shape.keys() & value.keys()
            for fault in faults(value[key], shape[key], f"{place}.{key}")
        ]
    if isinstance(shape, list):
        return [
            fault
            for i, item in enumerate(value)
            for fault in faults(item, shape[0], f"{place}[{i}]")
        ]
    if all(isinstance(option, type) for option in shape):
        right = type(value) in shape
    else:
        right = value in shape
    return [] if right else [f"{place} is {value!r}, expected {shape}"]


def test_a_hand_made_session_keeps_the_contract(failed_session: Session) -> None:
    assert faults(to_dict(failed_session), RESULT) == []


@pytest.mark.parametrize("exercise", ["barbell_curl", "barbell_squat"])
def test_an_analysed_session_keeps_the_contract(exercise: str) -> None:
    script = Script(exercise=exercise, events=(Rep(times=3), Rep(kind="failed")))
    session = lastrep.analyze(simulate(script).recording, exercise)
    result = to_dict(session)
    assert result["counts"]["total"] == 3
    assert faults(result, RESULT) == []


def test_the_check_itself_sees_what_is_wrong(failed_session: Session) -> None:
    result = to_dict(failed_session)
    del result["sets"][0]["reps"][0]["label"]
    result["sets"][0]["ended_by"] = "boredom"
    result["source"]["frames"] = None
    assert len(faults(result, RESULT)) == 3
