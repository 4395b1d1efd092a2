"""What the coach must never advise, written down a second time, from the definitions."""

from __future__ import annotations

from typing import get_args

from lastrep.coach import Situation, advise, blocked_now
from lastrep.coach.table import table
from lastrep.exercises.definition import Muscle
from lastrep.records.profile import Profile
from lastrep.records.repetition import Label, Repetition, Tempo

OTHERS = {"stop", "rest", "reduce_load", "add_load", "ask"}
PAST_FAILURE = {
    "forced_reps",
    "drop_set",
    "negatives",
    "negative_resistance",
    "cheat_reps",
    "rest_pause",
    "myo_reps",
    "half_reps",
    "superset_same_muscle",
    "combination",
}
WITHOUT_FAILURE = {"superset_antagonist", "cluster", "pre_exhaust"}
SIMPLE = {"rest_pause", "superset_antagonist"}
PARTNER = {"forced_reps", "negative_resistance", "combination"}
NO_CHEAT_FAMILIES = {"squat", "deadlift", "bench_press", "shoulder_press", "bent_over_row"}
PINS = {"barbell_bench_press", "barbell_squat", "skull_crusher", "good_morning"}
SELF_SPOT_FAMILIES = {
    "pull_up",
    "push_up",
    "dip",
    "bodyweight_row",
    "biceps_curl",
    "leg_extension",
    "leg_curl",
    "squat",
    "single_leg_squat",
    "sit_to_stand",
    "glute_bridge",
    "sit_up",
}


def a_rep(label: Label = "full", start_s: float = 0.0) -> Repetition:
    return Repetition(
        number=1,
        label=label,
        completeness={"failed": "failed", "half": "partial"}.get(label, "full"),  # type: ignore[arg-type] # literals
        start_time_s=start_s,
        concentric_start_time_s=start_s,
        concentric_end_time_s=start_s + 1.0,
        end_time_s=start_s + 2.5,
        tempo_s=Tempo(eccentric=1.4, lengthened_hold=0, concentric=1, shortened_hold=0.1),
        mean_concentric_velocity_dps=80.0,
        confidence=0.9,
    )


EVERYTHING = frozenset(get_args(Muscle))
HURT: dict[str, frozenset[str]] = {
    "left knee": frozenset({"quadriceps", "hamstrings", "calves"}),
    "lower back": frozenset({"lower_back", "glutes", "quadriceps", "hamstrings"}),
    "biceps": frozenset({"biceps"}),
    "triceps, left": frozenset({"triceps"}),
    "shoulder and knee": frozenset({"chest", "front_delts", "lats", "quadriceps"}),
    "everything": EVERYTHING,
    "whiplash": EVERYTHING,  # not a hip
    "chest pain": EVERYTHING,  # not a matter of the chest alone
    "knee and something odd": EVERYTHING,
    "": EVERYTHING,
}


REPS = tuple(a_rep(start_s=3.0 * i) for i in range(8))


def beginner(p: Profile) -> bool:
    return not p.experience_months >= 6 or (p.age_years or 30) < 16 or not p.weeks_off <= 4


def forbidden(technique: str, s: Situation) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one rule a line
    """Return the rule that a technique would break, by the definitions."""
    p, e, past = s.profile, s.exercise, technique in PAST_FAILURE
    alone = not p.spotter
    if p.pain or s.unsafe or s.recent.stopped_today or s.failure.kind == "negative":
        return "pain, danger or lost control stop everything"
    if beginner(p) and technique not in SIMPLE:
        return "beginners get the simple ones"
    if technique in PARTNER and alone:
        return "needs a partner"
    if technique == "negatives" and alone and e.family not in SELF_SPOT_FAMILIES:
        return "needs a partner or a lift to self-spot"
    if past and e.id in PINS and alone and not p.safeties:
        return "bench or squat alone without safeties stops short of failure"
    if technique == "cheat_reps" and (
        e.family in NO_CHEAT_FAMILIES or any("back" in i for i in p.injuries)
    ):
        return "no cheating where it endangers the back"
    if past and (e.family in {"deadlift", "snatch", "thruster"}):
        return "never past failure in this lift"
    if technique == "negative_resistance" and (
        e.mechanics != "isolation" or p.experience_months < 12
    ):
        return "single-joint lifts, experienced lifters"
    if technique == "negatives" and p.experience_months < 12:
        return "no negatives in the first year"
    if technique == "combination" and p.experience_months < 24:
        return "no combination before two years"
    if technique in {"drop_set", "combination"} and not (
        p.lighter_weights or e.equipment in {"machine", "cable"}
    ):
        return "no lighter weight at hand"
    if "superset" in technique and not p.second_station:
        return "no second station"
    squat = e.id in {"barbell_squat", "good_morning"}
    if past and squat and not p.safeties and technique != "superset_same_muscle":
        return "one spotter cannot lift a squat"
    hurt = {h for injury in p.injuries for h in HURT[injury]}
    if technique == "superset_antagonist" and e.antagonist in hurt:
        return "the opposite muscle is hurt"
    if technique == "superset_antagonist" and s.recent.antagonist_stopped_today:
        return "the opposite muscle was stopped today"
    if past and (hurt & set(e.muscles) or ("lower_back" in hurt and e.safety.spine_loaded)):
        return "the lift uses what is hurt"
    if s.pair_done and ("superset" in technique or technique == "pre_exhaust"):
        return "a rest is due after a pair"
    if technique == "pre_exhaust" and s.moment != "planned" and alone and not p.safeties:
        return "nobody knows which main lift comes next"
    if past and p.goal == "strength" and e.mechanics == "compound":
        return "strength keeps away from failure on main lifts"
    done = s.recent.past_failure_sets_this_week
    caps = {"forced_reps": 2, "negatives": 1, "negative_resistance": 1, "cheat_reps": 2}
    if past and (sum(done.values()) >= 4 or done.get(technique, 0) >= caps.get(technique, 3)):
        return "weekly cap"
    hours = s.recent.hours_since_past_failure
    if past and hours is not None and hours < 48:
        return "too soon"
    negatives = s.recent.hours_since_negatives
    if past and negatives is not None and negatives < 72:
        return "too soon after negatives"
    if past and not (s.profile.last_set if s.last_set is None else s.last_set):
        return "past failure only on the last set"
    reserve = s.effort.reps_in_reserve.estimate if s.effort else None
    near = s.failure.kind == "positive" or (reserve is not None and reserve <= 2)
    if past and not (near and s.moment != "planned"):
        return "no technique without failure seen or nearly"
    if (
        past
        and s.failure.kind == "none"
        and technique not in {"rest_pause", "drop_set", "myo_reps"}
    ):
        return "only rest-pause, drop sets and myo-reps may begin one short of failure"
    return None


def check(s: Situation) -> None:
    """Nothing the coach offers, or would offer on request, is forbidden."""
    advice = advise(s)
    blocked = {b.technique for b in (blocked_now(s) if advice is None else advice.blocked)}
    open_to_all = set(table().techniques) - blocked
    for name in open_to_all:
        assert forbidden(name, s) is None, (forbidden(name, s), name, s.exercise.id, s.profile)
    if advice is None:
        return
    assert advice.technique in OTHERS | open_to_all
    assert advice.text
    assert advice.because
    if s.profile.pain or s.unsafe or s.recent.stopped_today or s.failure.kind == "negative":
        assert advice.technique == "stop"
    elif s.moment == "over" and s.confidence < 0.5 and s.failure.kind == "none":
        assert advice.technique == "ask"
    elif s.failure.kind == "positive" and s.confidence < 0.5:
        assert advice.technique in OTHERS, "nothing is offered on a guess of the lift"
    if advice.technique == "add_load":
        reserve = s.effort.reps_in_reserve.estimate if s.effort else None
        assert s.failure.kind == "none"
        assert reserve is not None, "nobody is told to add weight where nobody can tell"
        assert reserve > 3, "nobody is told to add weight near failure"
    last = s.profile.last_set if s.last_set is None else s.last_set
    if s.failure.kind == "positive" and not last:
        assert advice.technique in OTHERS
