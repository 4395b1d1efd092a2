"""Nobody can describe a situation in which the coach gives a forbidden advice.

The rules are written down here a second time, from the definitions and not from the tables, and
compared over the whole product of the inputs that matter, and at random over the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
from coach_rules import (
    HURT,
    NO_CHEAT_FAMILIES,
    OTHERS,
    PAST_FAILURE,
    REPS,
    SIMPLE,
    a_rep,
    check,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from lastrep.coach import RecentWork, Situation, advise
from lastrep.coach.eligibility import rulings
from lastrep.coach.table import table
from lastrep.evaluation.coach_demonstrations import EXPERT
from lastrep.exercises import Exercise, catalogue
from lastrep.records.profile import Profile
from lastrep.records.repetition import LABELS
from lastrep.records.training_set import Effort, Failure, RepsInReserve


def exercise_classes() -> list[Exercise]:
    """One exercise for every difference the coach can see."""
    seen: dict[object, Exercise] = {}
    for e in catalogue().values():
        key = (
            e.equipment,
            e.mechanics,
            e.safety,
            e.antagonist is None,
            e.family in NO_CHEAT_FAMILIES,
        )
        seen.setdefault(key, e)
    return list(seen.values())


def effort(reserve: float | None, spread: float = 1.0) -> Effort:
    low, high = (None, None) if reserve is None else (max(0, reserve - spread), reserve + spread)
    return Effort(
        velocity_loss_fraction=None if reserve is None else 0.4,
        reps_in_reserve=RepsInReserve(estimate=reserve, low=low, high=high, basis="a test"),
    )


POSITIVE = Failure(kind="positive", time_s=23.0, confidence=0.9)
MOMENTS: list[tuple[str, Failure, Effort | None]] = [
    ("lifting", POSITIVE, effort(0)),
    ("over", POSITIVE, None),
    ("over", Failure(kind="negative", time_s=23.0, confidence=0.9), None),
    ("over", Failure(), effort(1)),
    ("over", Failure(), effort(3)),
    ("lifting", Failure(), effort(2)),
    ("planned", Failure(), None),
]
RECENT = [
    RecentWork(),
    RecentWork(past_failure_sets_this_week={"rest_pause": 2, "drop_set": 2}),
    RecentWork(hours_since_past_failure=47.0),
    RecentWork(hours_since_negatives=71.0, past_failure_sets_this_week={"negatives": 1}),
]


def situations() -> Iterator[Situation]:
    switches = list(itertools.product([False, True], repeat=4))
    for e, (spotter, safeties, lighter, station) in itertools.product(exercise_classes(), switches):
        for goal, months in itertools.product(("size", "strength"), (0.0, 6.0, 12.0, 24.0)):
            profile = Profile(
                spotter=spotter,
                safeties=safeties,
                lighter_weights=lighter,
                second_station=station,
                goal=goal,  # type: ignore[arg-type] # one of the two
                experience_months=months,
            )
            for i, (moment, failure, cost) in enumerate(MOMENTS):
                yield Situation(
                    exercise=e,
                    profile=profile,
                    moment=moment,  # type: ignore[arg-type] # one of the three
                    failure=failure,
                    effort=cost,
                    reps=REPS,
                    recent=RECENT[(i + int(months)) % len(RECENT)] if spotter else RECENT[0],
                )


def test_no_combination_of_the_inputs_that_matter_yields_a_forbidden_advice() -> None:
    count = 0
    for situation in situations():
        check(situation)
        count += 1
    assert count > 15_000


def test_the_classes_stand_for_the_whole_catalogue() -> None:
    for e in catalogue().values():
        for profile in (Profile(), EXPERT, msgspec.structs.replace(EXPERT, spotter=False)):
            for moment, failure, cost in MOMENTS:
                check(
                    Situation(
                        exercise=e,
                        profile=profile,
                        moment=moment,  # type: ignore[arg-type] # one of the three
                        failure=failure,
                        effort=cost,
                        reps=REPS,
                    )
                )


maybe = st.none() | st.floats(0, 200)
profiles = st.builds(
    Profile,
    goal=st.sampled_from(["size", "strength"]),
    experience_months=st.floats(0, 120) | st.sampled_from([5.99, 6.0, 12.0, 24.0]),
    age_years=st.none() | st.floats(8, 90),
    weeks_off=st.floats(0, 30),
    spotter=st.booleans(),
    safeties=st.booleans(),
    lighter_weights=st.booleans(),
    second_station=st.booleans(),
    last_set=st.booleans(),
    target_reps=st.none() | st.integers(1, 30),
    time_short=st.booleans(),
    pain=st.booleans(),
    injuries=st.lists(
        st.sampled_from(sorted(HURT)),
        max_size=2,
    ).map(tuple),
    wanted=st.none() | st.sampled_from(sorted(table().techniques)),
)
recents = st.builds(
    RecentWork,
    past_failure_sets_this_week=st.dictionaries(
        st.sampled_from(sorted(PAST_FAILURE)), st.integers(0, 5), max_size=3
    ),
    hours_since_past_failure=maybe,
    hours_since_negatives=maybe,
    days_since_negative_resistance=maybe,
    days_since_combination=maybe,
    techniques_of_last_sessions=st.lists(
        st.lists(st.sampled_from(sorted(PAST_FAILURE)), max_size=2).map(tuple), max_size=3
    ).map(tuple),
    baseline_velocity_dps=maybe,
    stopped_today=st.booleans(),
    antagonist_stopped_today=st.booleans(),
)
labels = st.sampled_from(LABELS)
anything = st.builds(
    Situation,
    exercise=st.sampled_from(sorted(catalogue())).map(catalogue().__getitem__),
    profile=profiles,
    moment=st.sampled_from(["planned", "lifting", "over"]),
    reps=st.lists(labels, max_size=12).map(
        lambda names: tuple(a_rep(label, 3.0 * i) for i, label in enumerate(names))
    ),
    failure=st.builds(
        Failure,
        kind=st.sampled_from(["none", "positive", "negative"]),
        time_s=st.none() | st.floats(0, 40),
        confidence=st.floats(0, 1),
    ),
    effort=st.none() | st.builds(effort, st.none() | st.floats(0, 15), spread=st.floats(0, 6)),
    confidence=st.floats(0, 1),
    unsafe=st.booleans(),
    recent=recents,
    pair_done=st.booleans(),
)


@settings(max_examples=500, deadline=None)
@given(anything)
def test_no_situation_at_all_yields_a_forbidden_advice(situation: Situation) -> None:
    check(situation)


def test_every_injury_keeps_off_the_lifts_that_use_it() -> None:
    for e, injury in itertools.product(catalogue().values(), HURT):
        profile = msgspec.structs.replace(EXPERT, injuries=(injury,))
        for moment, failure, cost in MOMENTS[:5]:
            check(
                Situation(
                    exercise=e,
                    profile=profile,
                    moment=moment,  # type: ignore[arg-type] # one of the three
                    failure=failure,
                    effort=cost,
                    reps=REPS,
                )
            )


@settings(max_examples=150, deadline=None)
@given(
    anything,
    st.sampled_from(["experience_months", "weeks_off"]),
    st.sampled_from([float("nan"), float("inf"), float("-inf"), None]),
)
def test_numbers_that_are_none_make_the_coach_careful(
    situation: Situation, what: str, odd: float | None
) -> None:
    profile = msgspec.structs.replace(situation.profile, **{what: odd})
    advice = advise(msgspec.structs.replace(situation, profile=profile, confidence=1.0))
    assert advice is None or advice.technique in OTHERS | SIMPLE


@settings(max_examples=150, deadline=None)
@given(anything, st.sampled_from(["hours_since_past_failure", "hours_since_negatives"]))
def test_a_rest_that_is_no_number_is_no_rest(situation: Situation, what: str) -> None:
    recent = msgspec.structs.replace(situation.recent, **{what: float("nan")})
    ruled = rulings(msgspec.structs.replace(situation, recent=recent))
    assert not [name for name in PAST_FAILURE if ruled[name].allowed]


@settings(max_examples=150, deadline=None)
@given(anything, st.booleans())
def test_a_spotter_who_is_not_known_is_none(situation: Situation, pain: bool) -> None:  # noqa: FBT001 - hypothesis' way
    nobody = msgspec.structs.replace(situation.profile, spotter=None, safeties=None, pain=pain)
    alone = msgspec.structs.replace(nobody, spotter=False, safeties=False)
    said = advise(msgspec.structs.replace(situation, profile=nobody))
    assert said == advise(msgspec.structs.replace(situation, profile=alone))


@settings(max_examples=150, deadline=None)
@given(anything, st.sampled_from(["pain", "alone", "beginner", "unsafe", "hurt", "chest", "away"]))
def test_more_danger_never_allows_more(situation: Situation, danger: str) -> None:
    changes: dict[str, dict[str, bool | float | tuple[str, ...]]] = {
        "pain": {"pain": True},
        "hurt": {"injuries": (*situation.profile.injuries, "left knee", "lower back")},
        "chest": {"injuries": (*situation.profile.injuries, "chest pain")},
        "away": {"weeks_off": 5.0},
        "alone": {"spotter": False, "safeties": False},
        "beginner": {"experience_months": 0.0},
        "unsafe": {},
    }
    worse = msgspec.structs.replace(
        situation,
        profile=msgspec.structs.replace(situation.profile, **changes[danger]),
        unsafe=situation.unsafe or danger == "unsafe",
    )
    allowed = {name for name, ruling in rulings(situation).items() if ruling.allowed}
    allowed_now = {name for name, ruling in rulings(worse).items() if ruling.allowed}
    assert allowed_now <= allowed
