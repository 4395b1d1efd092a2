"""Scoring a folder of clips against its truth, with the sources that analyses use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lastrep.apps.pose_log import as_recorded
from lastrep.evaluation.folder import Mode, evaluate_folder
from lastrep.evaluation.report import Report, Row, report_on
from lastrep.pose.source import open_poses
from lastrep.records.pose import Pose
from lastrep.video.opening import open_frames


def evaluate(
    folder: Path,
    *,
    exercise: Mode = "given",
    model: str = "full",
    pixels: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Return how well the clips of a folder are counted.

    Parameters
    ----------
    exercise
        ``given`` tells the analyser what is done, ``auto`` hides it and scores the recognition.
    pixels
        Track the videos even where recorded poses are at hand.

    Raises
    ------
    SourceError
        The truth cannot be read, or names a clip that is not there; one that is there and cannot be
        read is left out of the scores, and the report says why.
    ModelError
        The pose model cannot be used.
    """

    @contextmanager
    def poses_of(path: Path) -> Iterator[Iterator[Pose]]:
        with open_poses(str(path), open_frames, model=model) as source:
            yield (as_recorded(pose) for _, pose in source)

    scored = evaluate_folder(folder, poses_of, exercise=exercise, pixels=pixels, progress=progress)
    return report_on(scored, recognising=exercise == "auto")


def report_lines(report: Report) -> list[str]:
    """Return the report as people read it; provisional is the count as it stood live."""
    lines = [
        f"{'':34s} clips  reps    MAE    OBO  (95 %)         exact   bias   OBO live",
        *(_row_line(row) for row in report.rows),
        f"A clip counts by this rule: {report.rule}.",
    ]
    if report.recognised is not None:
        lines.append(f"Exercise recognised in {report.recognised:.1%} of the clips.")
    if report.quiet is not None and report.false_reps_per_minute is not None:
        lines.append(
            f"Without an exercise: nothing counted in {report.quiet:.1%} of the clips,"
            f" {report.false_reps_per_minute:.2f} false repetitions a minute."
        )
    if report.undefined:
        names = ", ".join(report.undefined)
        lines.append(f"Without a definition, counted by what moves most where named: {names}.")
    lines += [
        f"{row.kind.capitalize()}: {row.true} in {row.clips} clips, {row.found} found, "
        f"{row.agreed} of them in the clips that have them."
        for row in report.kinds
    ]
    lines += [f"Not read, not scored: {name}: {error}" for name, error in report.errors.items()]
    return lines


def _row_line(row: Row) -> str:
    final = row.final
    low, high = final.off_by_one_interval
    error = final.mean_absolute_error
    shown = "    --" if error is None else f"{error:6.3f}"
    return (
        f"{row.group:34s} {final.clips:5d} {final.reps:5d} {shown}"
        f" {final.off_by_one:6.3f}  ({low:.2f} to {high:.2f})  {final.exact:6.3f}"
        f" {final.bias:6.2f}   {row.provisional.off_by_one:8.3f}"
    )
