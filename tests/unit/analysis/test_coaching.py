"""The coach beside a set: what it remembers, what it takes along, what it never says twice."""

from __future__ import annotations

import msgspec
import pytest

from lastrep.analysis import Analyzer
from lastrep.analysis.coaching import Coaching, Lifter
from lastrep.analysis.hindsight import coach_in_hindsight
from lastrep.coach import PastSet, WorkLog, advise_ahead
from lastrep.errors import UnknownExerciseError, UsageError
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import load_exercise
from lastrep.records.advice import Advice
from lastrep.records.events import AdviceGiven, FailureSeen, FailureWithdrawn, RepSeen, SetClosed
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Failure, TrainingSet
from lastrep.sets.structure import Neighbour
from lastrep.simulation import Camera, Noise, Rep, Rest, Script, simulate

CURL, PUSHDOWN = load_exercise("barbell_curl"), load_exercise("triceps_pushdown")
BENCH = load_exercise("barbell_bench_press")


def wishing(wish: str) -> Profile:
    return msgspec.structs.replace(EXPERT, wanted=wish)


def plain(training_set: TrainingSet) -> tuple[Repetition, ...]:
    """The full repetitions and the failed attempt, without what was done after it."""
    return tuple(rep for rep in training_set.reps if rep.label in {"full", "failed"})


def in_hindsight(
    training_set: TrainingSet, lifter: Lifter, *, reps: tuple[Repetition, ...] | None = None
) -> tuple[Advice, ...]:
    reps = plain(training_set) if reps is None else reps
    coaching = Coaching(CURL, lifter, sure=1.0)
    return coach_in_hindsight(coaching, reps, end_time_s=reps[-1].end_time_s + 12.0)


def past(hours_ago: float, **changes: object) -> PastSet:
    one = PastSet(
        exercise=CURL.id,
        muscle=CURL.muscles[0],
        hours_ago=hours_ago,
        session=f"{hours_ago:.0f}",
        first_velocity_dps=200.0,
        load_kg=30.0,
    )
    return msgspec.structs.replace(one, **changes)


def test_a_first_repetition_slower_than_usual_at_this_load_blocks(failed_set: TrainingSet) -> None:
    log = WorkLog(sets=(past(200), past(100)))
    (known, *_) = in_hindsight(failed_set, Lifter(EXPERT, log, load_kg=30.0))
    reasons = {blocked.technique: blocked.because for blocked in known.blocked}
    assert "10 % slower" in reasons["drop_set"]
    (unknown, *_) = in_hindsight(failed_set, Lifter(EXPERT, log))
    assert unknown.technique == "drop_set"


def test_control_lost_earlier_today_stops_the_muscle_and_not_the_day_after(
    failed_set: TrainingSet,
) -> None:
    lost = past(3.0, control_lost=True, techniques=("negatives",))
    (said, *_) = in_hindsight(failed_set, Lifter(EXPERT, WorkLog(sets=(lost,))))
    assert (said.technique, said.text) == ("stop", "Stop here for today.")
    older = msgspec.structs.replace(lost, hours_ago=80.0)
    (said, *_) = in_hindsight(failed_set, Lifter(EXPERT, WorkLog(sets=(older,))))
    assert said.technique == "drop_set"


def test_no_superset_goes_on_to_a_muscle_that_was_stopped_today(failed_set: TrainingSet) -> None:
    lost = past(3.0, control_lost=True, exercise=PUSHDOWN.id, muscle="triceps")
    lifter = Lifter(wishing("superset_antagonist"), WorkLog(sets=(lost,)))
    said = in_hindsight(failed_set, lifter)
    assert "superset_antagonist" not in {advice.technique for advice in said}


def test_a_superset_is_taken_along_to_the_next_exercise(failed_set: TrainingSet) -> None:
    reps = plain(failed_set)
    lifter = Lifter(wishing("superset_antagonist"), WorkLog())
    first = Coaching(CURL, lifter, sure=1.0)
    coach_in_hindsight(first, reps, end_time_s=reps[-1].end_time_s + 1.0)
    closed = msgspec.structs.replace(failed_set, reps=reps)
    plan = first.close(SetClosed(time_s=closed.end_time_s, training_set=closed))
    assert plan is not None
    second = Coaching(
        PUSHDOWN, lifter, sure=1.0, before=Neighbour(CURL, reps[-1].end_time_s), plan=plan
    )
    later_s = reps[-1].end_time_s + 10.0 - reps[0].start_time_s
    rep = moved(reps[0], later_s)
    said = second.hear(RepSeen(time_s=rep.end_time_s, rep=rep), (rep,))
    assert [advice.text for advice in said] == ["Done. Well done."]
    failure = Failure(kind="positive", time_s=rep.end_time_s + 1, confidence=0.9)
    said = second.hear(FailureSeen(time_s=rep.end_time_s + 1, failure=failure), (rep,))
    assert said[0].technique != "superset_antagonist"  # a pair is two


def moved(rep: Repetition, by_s: float) -> Repetition:
    times = {
        name: None if getattr(rep, name) is None else getattr(rep, name) + by_s
        for name in (
            "start_time_s",
            "concentric_start_time_s",
            "concentric_end_time_s",
            "end_time_s",
        )
    }
    return msgspec.structs.replace(rep, **times)


def test_a_helper_who_gets_a_repetition_through_does_not_end_forced_reps(
    failed_set: TrainingSet,
) -> None:
    reps = plain(failed_set)
    coaching = Coaching(CURL, Lifter(wishing("forced_reps"), WorkLog()), sure=1.0)
    failed_s = reps[-1].end_time_s
    failure = Failure(kind="positive", time_s=failed_s, confidence=0.9)
    said = coaching.hear(FailureSeen(time_s=failed_s, failure=failure), reps)
    assert said[0].technique == "forced_reps"
    forced = msgspec.structs.replace(
        moved(reps[0], failed_s + 4.0 - reps[0].start_time_s), label="forced", execution="forced"
    )
    stuck_s = forced.start_time_s + 0.5
    again = msgspec.structs.replace(failure, time_s=stuck_s)
    assert coaching.hear(FailureSeen(time_s=stuck_s, failure=again), reps) == []
    withdrawn = FailureWithdrawn(time_s=stuck_s + 0.5, failed_s=stuck_s)
    assert coaching.hear(withdrawn, reps) == []
    assert [one.failed_s for one in coaching.withdrawals(stuck_s)] == [failed_s]
    said = coaching.hear(RepSeen(time_s=forced.end_time_s, rep=forced), (*reps, forced))
    assert [advice.text for advice in said] == ["One more."]


def test_who_was_stopped_is_not_told_that_it_was_easy(failed_set: TrainingSet) -> None:
    alone = Profile(experience_months=36)
    fast = tuple(
        msgspec.structs.replace(rep, velocity_loss_fraction=0.0, mean_concentric_velocity_dps=140.0)
        for rep in plain(failed_set)
        if rep.label == "full"
    )
    bench = Coaching(BENCH, Lifter(alone, WorkLog()), sure=1.0)
    said = coach_in_hindsight(bench, fast, end_time_s=fast[-1].end_time_s + 12.0)
    assert "add_load" not in {advice.technique for advice in said}


def test_pain_is_answered_at_once_with_and_without_a_plan(failed_set: TrainingSet) -> None:
    reps = plain(failed_set)
    hurt = msgspec.structs.replace(EXPERT, pain=True)
    coaching = Coaching(CURL, Lifter(EXPERT, WorkLog()), sure=1.0)
    coaching.hear(RepSeen(time_s=reps[0].end_time_s, rep=reps[0]), reps[:1])
    (said,) = coaching.revise(hurt, reps[0].end_time_s)
    assert (said.technique, said.text) == ("stop", "Stop here. Pain ends the exercise.")
    assert coaching.hear(RepSeen(time_s=reps[1].end_time_s, rep=reps[1]), reps[:2]) == []


def test_what_is_planned_is_known_before_the_set() -> None:
    analyzer = Analyzer("barbell_bench_press", profile=wishing("pre_exhaust"))
    ahead = analyzer.ahead()
    assert ahead is not None
    assert ahead.text == "First one isolation set, then this, 15 percent lighter."
    fly = analyzer.ahead("dumbbell_fly")
    assert fly is None, "an isolation lift is not prepared by another"
    assert Analyzer("auto", profile=wishing("pre_exhaust")).ahead() is None, "which lift?"
    analyzer.revise(msgspec.structs.replace(EXPERT, pain=True))
    stop = analyzer.ahead()
    assert stop is not None
    assert stop.technique == "stop"


def test_caps_hold_for_what_is_planned() -> None:
    bench = past(30.0, muscle="biceps", control_lost=False)
    today = past(1.0, muscle="triceps", control_lost=True)
    log = WorkLog(sets=(bench, today))
    superset = wishing("superset_antagonist")
    assert advise_ahead(CURL, superset, WorkLog()) is not None
    assert advise_ahead(CURL, superset, log) is None, "the triceps were stopped today"


def test_words_that_are_not_there_are_refused_at_once() -> None:
    with pytest.raises(UsageError, match="choose one of en"):
        Analyzer("barbell_curl", profile=msgspec.structs.replace(EXPERT, language="xx"))


def test_the_history_narrows_the_forecast(failed_set: TrainingSet) -> None:
    reps = tuple(rep for rep in plain(failed_set) if rep.label == "full")
    own = WorkLog(sets=tuple(past(100.0 + i, loss_at_failure=0.40) for i in range(4)))
    usual = Coaching(CURL, Lifter(EXPERT, WorkLog()), sure=1.0).effort(reps).reps_in_reserve
    known = Coaching(CURL, Lifter(EXPERT, own), sure=1.0).effort(reps).reps_in_reserve
    assert usual.estimate is not None
    assert known.estimate is not None
    assert known.estimate < usual.estimate  # this lifter fails at 40 %, others at 60
    assert "your own" in known.basis


def a_recording(reps: int) -> Script:
    return Script(
        exercise="barbell_curl",
        events=(Rest(seconds=1.0), Rep(times=reps), Rest(seconds=4.0), Rep(times=reps)),
        camera=Camera(fps=20.0),
        noise=Noise(level=0.3),
        seed=2,
    )


def test_a_set_can_be_ended_and_the_next_named() -> None:
    simulated = simulate(a_recording(4))
    analyzer = Analyzer("barbell_curl", profile=EXPERT)
    assert analyzer.next_set("barbell_curl") == []  # before anything was seen
    between_s = simulated.truth.reps[3].end_time_s + 2.0
    found = []
    said = False
    for pose in simulated.recording:
        if not said and pose.time_s >= between_s:
            said = True
            found += analyzer.next_set("dumbbell_curl")
        found += analyzer.push(pose)
    found += analyzer.finish()
    sets = [event.training_set for event in found if isinstance(event, SetClosed)]
    assert [(one.number, one.exercise, one.counts.total) for one in sets] == [
        (1, "barbell_curl", 4),
        (2, "dumbbell_curl", 4),
    ]
    with pytest.raises(UnknownExerciseError):
        analyzer.next_set("dumbel curl")


def test_pain_that_is_taken_back_still_rests_the_muscle_today() -> None:
    hurt = msgspec.structs.replace(EXPERT, pain=True)
    simulated = simulate(
        Script(exercise="barbell_curl", events=(Rest(seconds=1.0), Rep(times=6), Rest(seconds=3.0)))
    )
    poses = list(simulated.recording)
    analyzer = Analyzer("barbell_curl", profile=EXPERT)
    for pose in poses:
        analyzer.push(pose)
    first = analyzer.next_set()
    assert any(isinstance(event, SetClosed) for event in first)
    said = analyzer.revise(hurt)  # between two sets
    assert [event.advice.technique for event in said if isinstance(event, AdviceGiven)] == ["stop"]
    assert analyzer.revise(EXPERT) == []
    ahead = analyzer.ahead()
    assert ahead is not None
    assert ahead.text == "Stop here for today."
    assert Analyzer("barbell_curl", profile=EXPERT).ahead() is None


def test_pain_counts_from_when_it_was_said() -> None:
    log = WorkLog().with_pain(CURL, 20.0)
    assert not log.recent_for(CURL, time_s=19.0).stopped_today
    assert log.recent_for(CURL, time_s=21.0).stopped_today
    assert log.recent_for(PUSHDOWN, time_s=21.0).antagonist_stopped_today
    assert not log.recent_for(PUSHDOWN, time_s=21.0).stopped_today
