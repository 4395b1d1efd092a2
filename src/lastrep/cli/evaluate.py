"""``lastrep evaluate``: how well the counts of a folder agree with its truth."""

from __future__ import annotations

from pathlib import Path

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
@options.json_path
@options.quiet
@options.debug
def command(*, folder: Path, exercise: str, json_path: str | None, quiet: bool) -> None:
    """Analyse every clip of FOLDER and score it.

    FOLDER holds truth.csv beside videos/ or poses/.
    """
    import msgspec

    from lastrep.apps.tables import put
    from lastrep.cli.terminal import progress_bar
    from lastrep.evaluation import evaluate_folder
    from lastrep.files.safe_write import check_writable

    if json_path and json_path != options.STDOUT:
        check_writable(json_path)
    with progress_bar("evaluating", wanted=not quiet) as report:
        evaluation = evaluate_folder(folder, exercise=exercise, progress=report)
    if json_path:
        text = msgspec.json.format(msgspec.json.encode(evaluation), indent=2).decode()
        put(json_path, text + "\n")
    if json_path != options.STDOUT and not quiet:
        for row in evaluation.table():
            click.echo(row)
