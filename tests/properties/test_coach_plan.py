"""Whatever a lifter does after an advice, the plan neither breaks nor lets the dose be exceeded."""

from __future__ import annotations

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lastrep.coach import Plan, Situation, advise
from lastrep.coach.spoken import spoken_sentences
from lastrep.coach.table import table
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import catalogue
from lastrep.records.events import (
    Event,
    FailureSeen,
    FailureWithdrawn,
    RepSeen,
    RepWithdrawn,
    SetStarted,
)
from lastrep.records.repetition import (
    LABELS,
    Completeness,
    Execution,
    Label,
    Phases,
    Repetition,
    Tempo,
)
from lastrep.records.training_set import Failure, FailureKind

SENTENCES = frozenset(spoken_sentences())
COMPLETENESS: dict[Label, Completeness] = {"failed": "failed", "half": "partial"}
EXECUTION: dict[Label, Execution] = {"forced": "forced", "cheat": "cheat"}
PHASES: dict[Label, Phases] = {"negative": "eccentric_only", "hold": "isometric"}


def a_rep(label: Label, start_s: float, speed: float, lowering_s: float) -> Repetition:
    return Repetition(
        number=1,
        label=label,
        completeness=COMPLETENESS.get(label, "full"),
        execution=EXECUTION.get(label, "strict"),
        phases=PHASES.get(label, "both"),
        start_time_s=start_s,
        concentric_start_time_s=start_s,
        concentric_end_time_s=start_s + 1.0,
        end_time_s=start_s + 1.0 + lowering_s,
        tempo_s=Tempo(
            eccentric=lowering_s, lengthened_hold=0.0, concentric=1.0, shortened_hold=0.0
        ),
        mean_concentric_velocity_dps=100 * speed if label == "full" else None,
        velocity_loss_fraction=1 - speed if label == "full" else None,
        confidence=0.9,
    )


happenings = st.lists(
    st.tuples(
        st.sampled_from([*LABELS, "rest", "fails", "control", "withdrawn", "recovered", "change"]),
        st.floats(0.2, 1.2),
        st.floats(0.3, 6.0),
        st.floats(0.0, 40.0),
    ),
    max_size=25,
)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(catalogue())),
    st.none() | st.sampled_from(sorted(table().techniques)),
    happenings,
)
@example("back_extension", None, [("change", 1.0, 1.0, 0.0), ("negative", 1.0, 1.0, 0.0)])
def test_a_plan_holds_whatever_happens(
    exercise: str, wanted: str | None, happens: list[tuple[str, float, float, float]]
) -> None:
    first = [a_rep("full", 3.0 * i, 1.0 - 0.08 * i, 1.5) for i in range(8)]
    now_s = 24.0
    failure = Failure(kind="positive", time_s=now_s, confidence=0.9)
    situation = Situation(
        exercise=catalogue()[exercise],
        profile=msgspec.structs.replace(EXPERT, wanted=wanted),
        time_s=now_s,
        reps=tuple(first),
        failure=failure,
    )
    advice = advise(situation)
    assert advice is not None
    plan = Plan(advice, situation)
    stopped = False
    for what, speed, lowering_s, seconds in happens:
        said = plan.push(event_of(what, now_s, speed, lowering_s))
        if what in LABELS:
            now_s += 1.0 + lowering_s
        elif what == "rest":
            now_s += seconds
            said += plan.wait(now_s)
        assert all(one.text in SENTENCES for one in said)
        assert not (stopped and said), "nothing is said after a stop"
        assert sum(one.technique == "stop" for one in said) <= 1
        stopped = stopped or plan.state == "stopped"
        if what == "control" and plan.steps:
            assert plan.state == "stopped"
        for name, amount in plan.amounts.items():
            follow = table().techniques[name].follow
            most = (
                table().techniques[name].dose[follow.dose].high if follow and follow.dose else None
            )
            assert most is None or amount <= most or plan.state == "stopped"
            assert amount >= 0
        assert (plan.step is not None) == (plan.state == "running")


def event_of(what: str, now_s: float, speed: float, lowering_s: float) -> Event:
    if what in LABELS:
        rep = a_rep(what, now_s, speed, lowering_s)
        return RepSeen(time_s=rep.end_time_s, rep=rep)
    if what in {"fails", "control"}:
        kind: FailureKind = "positive" if what == "fails" else "negative"
        failure = Failure(kind=kind, time_s=now_s, confidence=0.9)
        return FailureSeen(time_s=now_s, failure=failure)
    if what == "withdrawn":
        return RepWithdrawn(time_s=now_s, concentric_end_time_s=now_s - lowering_s)
    if what == "change":
        return SetStarted(
            time_s=now_s,
            number=2,
            exercise="leg_curl",
            exercise_confidence=0.9,
            exercise_given=False,
        )
    return FailureWithdrawn(time_s=now_s, failed_s=None)
