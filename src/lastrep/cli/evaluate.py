"""``lastrep evaluate``: how well the counts of a folder agree with its truth."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from lastrep.cli import options


@click.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--exercise",
    type=click.Choice(["given", "auto"]),
    default="given",
    show_default=True,
    help="Tell the analyser the exercise, or hide it and score the recognition too.",
)
@click.option("--pixels", is_flag=True, help="Track the videos even where there are poses.")
@options.model
@options.json_path
@options.quiet
@options.debug
def command(
    *,
    folder: Path,
    exercise: Literal["given", "auto"],
    pixels: bool,
    model: str,
    json_path: str | None,
    quiet: bool,
) -> int:
    """Analyse every clip of FOLDER and score it.

    FOLDER holds truth.csv beside videos/ or poses/.
    """
    from lastrep.apps.evaluate import evaluate, report_lines
    from lastrep.apps.tables import put
    from lastrep.cli.terminal import progress_bar
    from lastrep.errors import SourceError
    from lastrep.files.safe_write import STDOUT, check_outputs
    from lastrep.outputs.json_result import to_json

    read = (folder / "truth.csv", folder / "videos", folder / "poses", model)
    check_outputs(read, [json_path])
    with progress_bar("evaluating", wanted=not quiet) as report_progress:
        report = evaluate(
            folder, exercise=exercise, model=model, pixels=pixels, progress=report_progress
        )
    if json_path:
        put(json_path, to_json(report) + "\n")
    if json_path != STDOUT and not quiet:
        for line in report_lines(report):
            click.echo(line)
    else:
        for name, error in report.errors.items():
            click.echo(f"lastrep: {name}: {error}", err=True)
    if len(report.errors) == len(report.clips):
        return SourceError.exit_status
    return options.EXIT_SOME_FAILED if report.errors else 0
