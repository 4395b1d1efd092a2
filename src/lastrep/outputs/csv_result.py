"""The result as a table: one row per repetition, units in the names of the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from lastrep.records.repetition import Repetition
from lastrep.records.session import Session
from lastrep.records.training_set import TrainingSet

Cell = str | float | int | None
DECIMALS = 4  # a tenth of a millisecond; the JSON has every digit
COLUMNS = (
    "source",
    "set",
    "exercise",
    "rep",
    "label",
    "completeness",
    "partial_region",
    "execution",
    "phases",
    "side",
    "start_time_s",
    "concentric_start_time_s",
    "concentric_end_time_s",
    "end_time_s",
    "range_of_motion_deg",
    "range_of_motion_fraction",
    "eccentric_s",
    "lengthened_hold_s",
    "concentric_s",
    "shortened_hold_s",
    "mean_concentric_velocity_dps",
    "mean_concentric_velocity_mps",
    "left_right_change_fraction",
    "velocity_loss_fraction",
    "sticking_start_time_s",
    "sticking_end_time_s",
    "confidence",
)


def to_rows(session: Session) -> list[dict[str, Cell]]:
    """Return one dictionary per repetition, ready for ``pandas.DataFrame``; unknown is None."""
    return [
        _row(session.source.path, training_set, rep)
        for training_set in session.sets
        for rep in training_set.reps
    ]


def to_csv(sessions: Iterable[Session]) -> str:
    """Return the repetitions of one or several sessions as CSV; unknown is an empty cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for session in sessions:
        writer.writerows(to_rows(session))
    return text.getvalue()


def _row(source: str, training_set: TrainingSet, rep: Repetition) -> dict[str, Cell]:
    tempo, sticking = rep.tempo_s, rep.sticking_region
    row: dict[str, Cell] = {
        "source": source,
        "set": training_set.number,
        "exercise": training_set.exercise,
        "rep": rep.number,
        "label": rep.label,
        "completeness": rep.completeness,
        "partial_region": rep.partial_region,
        "execution": rep.execution,
        "phases": rep.phases,
        "side": rep.side,
        "start_time_s": rep.start_time_s,
        "concentric_start_time_s": rep.concentric_start_time_s,
        "concentric_end_time_s": rep.concentric_end_time_s,
        "end_time_s": rep.end_time_s,
        "range_of_motion_deg": rep.range_of_motion_deg,
        "range_of_motion_fraction": rep.range_of_motion_fraction,
        "eccentric_s": tempo.eccentric,
        "lengthened_hold_s": tempo.lengthened_hold,
        "concentric_s": tempo.concentric,
        "shortened_hold_s": tempo.shortened_hold,
        "mean_concentric_velocity_dps": rep.mean_concentric_velocity_dps,
        "mean_concentric_velocity_mps": rep.mean_concentric_velocity_mps,
        "left_right_change_fraction": rep.left_right_change_fraction,
        "velocity_loss_fraction": rep.velocity_loss_fraction,
        "sticking_start_time_s": None if sticking is None else sticking.start_time_s,
        "sticking_end_time_s": None if sticking is None else sticking.end_time_s,
        "confidence": rep.confidence,
    }
    return {
        name: round(value, DECIMALS) if isinstance(value, float) else value
        for name, value in row.items()
    }
