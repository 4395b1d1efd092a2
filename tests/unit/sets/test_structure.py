"""A set is one piece, or blocks; what lies between them says what it was."""

from __future__ import annotations

import msgspec
import pytest

from lastrep.exercises import catalogue, load_exercise
from lastrep.records.repetition import Label, Repetition, Tempo
from lastrep.records.training_set import Structure
from lastrep.sets.structure import Neighbour, blocks_of, idle_times_s, structure_of

CURL = load_exercise("dumbbell_curl")
SQUAT = load_exercise("barbell_squat")
FAILED: Label = "failed"
FRESH_DPS = 120.0


class Script:
    """Writes repetitions one after the other: ``full(0.9)`` is at 90 % of the fresh velocity."""

    def __init__(self, *, eccentric_first: bool = False) -> None:
        self.reps: list[Repetition] = []
        self.eccentric_first = eccentric_first
        self.now_s = 10.0

    def full(self, *speeds: float) -> Script:
        for speed in speeds:
            self._add(speed, "full")
        return self

    def failed(self) -> Script:
        return self._add(None, FAILED)

    def rest(self, seconds: float) -> Script:
        self.now_s += seconds
        return self

    def _add(self, speed: float | None, label: Label) -> Script:
        concentric_s, eccentric_s, start_s = 0.8 / (speed or 0.4), 1.5, self.now_s
        end_s = start_s + concentric_s + eccentric_s
        up_s = start_s + (eccentric_s if self.eccentric_first else 0.0)
        self.reps.append(
            Repetition(
                number=len(self.reps) + 1,
                label=label,
                completeness={FAILED: "failed", "half": "partial"}.get(label, "full"),  # type: ignore[arg-type] # all of them are kinds
                start_time_s=start_s,
                concentric_start_time_s=up_s,
                concentric_end_time_s=up_s + concentric_s,
                end_time_s=end_s,
                tempo_s=Tempo(
                    eccentric=eccentric_s,
                    lengthened_hold=0.1,
                    concentric=concentric_s,
                    shortened_hold=0.1,
                ),
                mean_concentric_velocity_dps=None if speed is None else FRESH_DPS * speed,
                velocity_loss_fraction=None if speed is None else 1.0 - speed,
                confidence=0.9,
            )
        )
        self.now_s = end_s + 0.2
        return self


TIRING = (1.0, 0.95, 0.9, 0.8, 0.65, 0.45)


@pytest.mark.parametrize("first", ["eccentric", "concentric"])
@pytest.mark.parametrize("gap_s", [3.0, 8.0, 11.0])
def test_faster_than_the_rest_explains_is_a_drop(gap_s: float, first: str) -> None:
    s = Script(eccentric_first=first == "eccentric")
    s.full(*TIRING).failed().rest(gap_s).full(1.02, 0.9, 0.7)
    assert structure_of(s.reps, CURL) == "drop"


@pytest.mark.parametrize("first", ["eccentric", "concentric"])
@pytest.mark.parametrize(("gap_s", "speed"), [(5.0, 0.5), (12.0, 0.73), (15.0, 0.75), (20.0, 0.8)])
def test_rest_after_failure_with_the_same_weight_is_rest_pause(
    gap_s: float, speed: float, first: str
) -> None:
    s = Script(eccentric_first=first == "eccentric")
    s.full(*TIRING).failed().rest(gap_s).full(speed, speed - 0.2)
    assert structure_of(s.reps, CURL) == "rest_pause"


@pytest.mark.parametrize("gap_s", [13.0, 16.0, 22.0])
def test_a_late_drop_is_one_only_where_it_was_expected(gap_s: float) -> None:
    s = Script().full(*TIRING).failed().rest(gap_s).full(1.1, 0.9, 0.7)
    assert structure_of(s.reps, CURL) == "rest_pause"
    assert structure_of(s.reps, CURL, drop_expected=True) == "drop"
    rested = Script().full(*TIRING).failed().rest(gap_s).full(0.74, 0.6)
    assert structure_of(rested.reps, CURL, drop_expected=True) == "rest_pause"


def test_a_second_drop_is_measured_against_the_block_before_it() -> None:
    s = Script().full(*TIRING).failed().rest(7).full(1.2, 0.9, 0.5).failed()
    s.rest(10).full(0.95, 1.0, 0.6)
    assert [b.after for b in blocks_of(s.reps, CURL)] == [None, "drop", "drop"]


def test_rest_pause_needs_failure_or_nearly() -> None:
    near = Script().full(*TIRING).rest(15).full(0.75, 0.5)
    assert structure_of(near.reps, CURL) == "rest_pause"
    fresh = Script().full(1.0, 0.98, 0.97).rest(15).full(0.98, 0.95)
    assert structure_of(fresh.reps, CURL) == "straight"


def test_blocks_with_rests_before_failure_are_a_cluster() -> None:
    s = Script()
    for _ in range(4):
        s.full(1.0, 0.97).rest(25)
    assert structure_of(s.reps, SQUAT) == "cluster"
    assert [len(b.reps) for b in blocks_of(s.reps, SQUAT)] == [2, 2, 2, 2]


@pytest.mark.parametrize("gap_s", [0.0, 1.0, 2.0])
def test_an_ordinary_set_is_straight_even_with_a_failed_last(gap_s: float) -> None:
    s = Script()
    for speed in TIRING:
        s.full(speed).rest(gap_s)
    s.failed()
    assert structure_of(s.reps, CURL) == "straight"
    assert len(blocks_of(s.reps, CURL)) == 1


def test_a_lifter_who_pauses_before_every_repetition_does_one_block() -> None:
    s = Script()
    for speed in TIRING:
        s.full(speed).rest(3.5)
    assert structure_of(s.reps, CURL) == "straight"


@pytest.mark.parametrize("label", ["half", "negative", "hold", "forced"])
def test_what_follows_failure_with_help_or_in_part_is_no_rest_pause(label: Label) -> None:
    s = Script().full(*TIRING).failed().rest(6)._add(0.5, label)._add(0.5, label)
    assert structure_of(s.reps, CURL) == "straight"


def test_slow_singles_that_get_faster_are_no_drop() -> None:
    s = Script().full(0.4).rest(9).full(0.5).rest(9).full(0.6)
    assert structure_of(s.reps, SQUAT) != "drop"


def test_a_triple_drop_has_four_blocks() -> None:
    s = Script().full(*TIRING).failed()
    for _ in range(3):
        s.rest(8).full(1.0, 0.8, 0.5).failed()
    assert [b.after for b in blocks_of(s.reps, CURL)] == [None, "drop", "drop", "drop"]


def test_every_repetition_is_in_exactly_one_block() -> None:
    s = Script().full(*TIRING).failed().rest(15).full(0.7).rest(40).full(0.8, 0.8)
    blocks = blocks_of(s.reps, CURL)
    assert [rep for block in blocks for rep in block.reps] == s.reps


@pytest.mark.parametrize("label", ["half", FAILED])
def test_a_stir_within_a_rest_does_not_end_it(label: Label) -> None:
    s = Script().full(1.0, 0.98, 0.95).rest(6)._add(None, label)
    s.rest(7).full(1.0, 0.97, 0.95).rest(15).full(1.0, 0.96)
    blocks = blocks_of(s.reps, SQUAT)
    assert structure_of(s.reps, SQUAT) == "cluster"
    assert [len(block.reps) for block in blocks] == [4, 3, 2]
    assert blocks[1].break_s == pytest.approx(13.0, abs=5.0)


def test_a_failed_attempt_in_the_flow_of_a_set_is_no_stir() -> None:
    s = Script().full(1.0, 0.9, 0.85).failed().rest(15).full(0.9, 0.8)
    assert structure_of(s.reps, CURL) == "rest_pause"


def test_a_half_after_the_slowest_repetition_is_still_near_failure() -> None:
    s = Script().full(*TIRING)._add(None, "half").rest(15).full(0.75, 0.5)
    assert structure_of(s.reps, CURL) == "rest_pause"


def test_one_slow_repetition_is_not_near_failure() -> None:
    s = Script().full(1.0, 0.99, 0.48).rest(15).full(0.98, 0.95)
    assert structure_of(s.reps, CURL) == "straight"


def test_unknown_velocities_do_not_make_a_drop() -> None:
    s = Script().full(*TIRING).failed().rest(10).full(1.0)
    blind = [
        msgspec.structs.replace(r, mean_concentric_velocity_dps=None, velocity_loss_fraction=None)
        for r in s.reps
    ]
    assert structure_of(blind, CURL) == "rest_pause"


def test_a_rest_hidden_in_the_start_of_a_repetition_is_still_a_rest() -> None:
    s = Script(eccentric_first=True).full(*TIRING).failed().rest(15).full(0.75, 0.5)
    i = next(i for i, idle in enumerate(idle_times_s(s.reps)) if idle > 10) + 1
    early = msgspec.structs.replace(s.reps[i], start_time_s=s.reps[i - 1].end_time_s)
    reps = [*s.reps[:i], early, *s.reps[i + 1 :]]
    assert structure_of(reps, SQUAT) == "rest_pause"


@pytest.mark.parametrize(
    ("first", "second", "gap_s", "expected"),
    [
        ("dumbbell_fly", "barbell_bench_press", 15, "pre_exhaust"),
        ("leg_extension", "barbell_squat", 20, "pre_exhaust"),
        ("barbell_bench_press", "dumbbell_fly", 15, "superset_same_muscle"),
        ("barbell_bench_press", "seated_row", 15, "superset_antagonist"),
        ("barbell_curl", "triceps_pushdown", 10, "superset_antagonist"),
        ("leg_extension", "leg_curl", 10, "superset_antagonist"),
        ("barbell_bench_press", "pull_up", 15, "superset_antagonist"),
        ("barbell_bench_press", "calf_raise", 15, "straight"),
        ("dumbbell_fly", "barbell_bench_press", 45, "straight"),
        ("barbell_curl", "dumbbell_curl", 10, "straight"),
    ],
)
def test_a_set_hangs_together_with_the_one_before(
    first: str, second: str, gap_s: float, expected: Structure
) -> None:
    s = Script().full(1.0, 0.9, 0.8)
    before = Neighbour(load_exercise(first), s.reps[0].start_time_s - gap_s)
    assert structure_of(s.reps, load_exercise(second), before=before) == expected


def test_every_pair_of_opposite_muscles_is_known_as_one() -> None:
    s = Script().full(1.0, 0.9, 0.8)
    lifts = list(catalogue().values())
    pairs = [(a, b) for a in lifts for b in lifts if a.antagonist == b.muscles[0]]
    assert len(pairs) > 100
    for first, second in pairs:
        before = Neighbour(first, s.reps[0].start_time_s - 10.0)
        found = structure_of(s.reps, second, before=before)
        assert found == "superset_antagonist", (first.id, second.id)


def test_the_inner_structure_is_named_before_the_outer_one() -> None:
    s = Script().full(*TIRING).failed().rest(8).full(1.0, 0.8)
    before = Neighbour(load_exercise("triceps_pushdown"), s.reps[0].start_time_s - 5)
    assert structure_of(s.reps, CURL, before=before) == "drop"


def test_nothing_is_straight() -> None:
    assert structure_of([], CURL) == "straight"
    assert blocks_of([], CURL) == ()


def test_a_drop_is_seen_where_the_joint_has_no_angle_to_tell() -> None:
    s = Script().full(*TIRING).failed().rest(8).full(1.02, 0.9, 0.7)
    without_degrees = [
        msgspec.structs.replace(
            r,
            mean_concentric_velocity_dps=None,
            range_of_motion_fraction=None if r.completeness == "failed" else 1.0,
        )
        for r in s.reps
    ]
    assert structure_of(without_degrees, CURL) == "drop"
