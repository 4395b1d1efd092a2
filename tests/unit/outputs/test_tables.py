"""The JSON, the CSV and the console show the same session."""

from __future__ import annotations

import csv
import io
import json
import math

import msgspec
import pytest
from rich.console import Console

from lastrep.exercises import catalogue, load_exercise
from lastrep.outputs.console import print_session
from lastrep.outputs.csv_result import COLUMNS, to_csv, to_rows
from lastrep.outputs.exercise_table import exercise_page, exercise_table
from lastrep.outputs.json_result import to_dict, to_json
from lastrep.records.session import Session
from lastrep.records.training_set import Effort, Failure, RepsInReserve


def printed(session: Session, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    print_session(session, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(0.04, "0:00.0"), (59.96, "1:00.0"), (119.97, "2:00.0"), (83.26, "1:23.3"), (-0.5, "-0:00.5")],
)
def test_the_clock_never_shows_sixty_seconds(
    failed_session: Session, seconds: float, clock: str
) -> None:
    (a_set,) = failed_session.sets
    a_set = msgspec.structs.replace(a_set, start_time_s=seconds)
    assert f"  {clock} to " in printed(msgspec.structs.replace(failed_session, sets=(a_set,)))


def test_json_is_one_object_or_an_array(failed_session: Session) -> None:
    assert json.loads(to_json(failed_session))["counts"]["total"] == 10
    both = json.loads(to_json([failed_session, failed_session]))
    assert [item["schema"] for item in both] == ["lastrep/1", "lastrep/1"]


def test_what_is_not_a_number_is_null_in_json(failed_session: Session) -> None:
    a_set = failed_session.sets[0]
    rep = msgspec.structs.replace(a_set.reps[0], range_of_motion_deg=math.nan)
    a_set = msgspec.structs.replace(a_set, reps=(rep,))
    session = msgspec.structs.replace(failed_session, sets=(a_set,))
    assert to_dict(session)["sets"][0]["reps"][0]["range_of_motion_deg"] is None


def test_csv_has_one_row_per_repetition(failed_session: Session) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv([failed_session, failed_session]))))
    assert len(rows) == 22
    assert tuple(rows[0]) == COLUMNS
    assert rows[9]["label"] == "failed"
    assert rows[9]["mean_concentric_velocity_dps"] == ""


def test_rows_carry_numbers_and_none(failed_session: Session) -> None:
    rows = to_rows(failed_session)
    assert rows[0]["mean_concentric_velocity_dps"] == pytest.approx(140.0)
    assert rows[9]["mean_concentric_velocity_dps"] is None
    assert rows[8]["sticking_end_time_s"] is not None


def test_the_console_counts_arms_that_take_turns_each_and_together(failed_session: Session) -> None:
    assert "left" not in printed(failed_session)
    a_set = failed_session.sets[0]
    taking_turns = tuple(
        msgspec.structs.replace(rep, side="left" if rep.number % 2 else "right")
        for rep in a_set.reps
    )
    a_set = msgspec.structs.replace(a_set, reps=taking_turns)
    text = printed(msgspec.structs.replace(failed_session, sets=(a_set,)))
    assert "(6 left, 4 right)" in text  # the failed one was none
    assert "2R" in text


@pytest.mark.parametrize("width", [40, 50, 60, 70, 80])
def test_a_narrow_terminal_sees_number_and_kind(failed_session: Session, width: int) -> None:
    reps = failed_session.sets[0].reps
    rows = [line.split() for line in printed(failed_session, width).splitlines()]
    of_reps = [row for row in rows if len(row) > 2 and row[0].isdigit() and ":" in row[1]]
    assert [row[0] for row in of_reps] == [str(rep.number) for rep in reps]
    assert [rep.label in row[-2:] for row, rep in zip(of_reps, reps, strict=True)] == [True] * 11


def test_the_console_says_everything_a_lifter_wants(failed_session: Session) -> None:
    text = printed(failed_session)
    for words in (
        "Set 1: Barbell curl (93% sure)",
        "10 repetitions  7 full, 2 half, 1 negative, 1 failed",
        "ended at failure",
        "Positive failure at",
        "slowed down by 46%",
        "You went to failure.",
        ": Negatives (3 reps, 4 s down)",
        "because positive failure was seen; a spotter is at hand",
        "not cheat reps: less than 6 months of training",
        "Note: Step back a little",
    ):
        assert words.lower() in text.lower(), words


def test_what_was_said_while_the_set_went_on_says_when(failed_session: Session) -> None:
    done = failed_session.sets[0]
    said = done.advice[0]
    last = msgspec.structs.replace(said, time_s=done.end_time_s)
    done = msgspec.structs.replace(done, advice=(said, last))
    text = printed(msgspec.structs.replace(failed_session, sets=(done,)))
    assert 0 < text.index(f"At 0:{said.time_s:04.1f}: Negatives") < text.index("Next: Negatives")


def test_the_console_says_in_plain_words_what_was_left(failed_session: Session) -> None:
    done = failed_session.sets[0]
    reserve = RepsInReserve(estimate=4.2, low=3.0, high=6.4, basis="velocity loss in this set")
    stopped = msgspec.structs.replace(
        done,
        failure=Failure(),
        effort=Effort(
            velocity_loss_fraction=0.2,
            reps_in_reserve=reserve,
            text="You stopped with about 4 left.",
        ),
    )
    text = printed(msgspec.structs.replace(failed_session, sets=(stopped,)))
    said = " ".join(text.split())
    assert (
        "You stopped with about 4 left. 3 to 6 repetitions in reserve (two chances in three), by"
        " velocity loss in this set. Slowed down by 20%." in said
    )


def test_unsure_repetitions_are_marked(failed_session: Session) -> None:
    assert printed(failed_session).count("full ?") == 1


def test_a_session_without_sets_says_so(failed_session: Session) -> None:
    empty = msgspec.structs.replace(
        failed_session, sets=(), counts=type(failed_session.counts)(), warnings=()
    )
    assert "0 repetitions" in printed(empty)


def test_every_exercise_has_a_line_and_a_page() -> None:
    console = Console(file=io.StringIO(), width=200)
    console.print(exercise_table(catalogue().values()))
    console.print(exercise_page(load_exercise("barbell_curl")))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert all(exercise in text for exercise in catalogue())
    assert "begins with the concentric" in text
