"""``lastrep analyze``: sources in; table, JSON, CSV, annotated video and poses out."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.core import ParameterSource

from lastrep.cli import options


@click.command("analyze")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@options.exercise
@options.json_path
@click.option("--csv", "csv_path", metavar="PATH", help="Write one row per repetition; - works.")
@click.option("--video", "video_path", metavar="PATH", help="Write an annotated MP4.")
@click.option("--poses", "poses_path", metavar="PATH", help="Write the recorded poses (.npz).")
@options.lifter
@options.profile
@options.spotter
@options.height
@options.plate
@options.fps
@options.model
@click.option("--keep", is_flag=True, help="Keep the sets in the history.")
@options.history
@options.load
@options.quiet
@options.debug
def command(
    *,
    sources: tuple[str, ...],
    exercise: str,
    json_path: str | None,
    csv_path: str | None,
    video_path: str | None,
    poses_path: str | None,
    lifter: str,
    profile_path: Path | None,
    spotter: bool | None,
    height_m: float | None,
    plate_diameter_m: float | None,
    fps: float | None,
    model: str,
    keep: bool,
    history: str | None,
    load_kg: float | None,
    quiet: bool,
) -> int:
    """Count the repetitions in SOURCE and say what each was worth.

    SOURCE is a video file, a folder of images, a stream URL, a camera index or recorded poses
    (.npz). With several sources, --video and --poses name a folder.
    """
    from lastrep.apps.analyze import Choices
    from lastrep.apps.batch import Failed, Outputs, run_batch
    from lastrep.apps.profile import read_profile
    from lastrep.cli import terminal
    from lastrep.outputs.console import print_session

    context = click.get_current_context()
    said = context.get_parameter_source("history") is ParameterSource.COMMANDLINE
    if not keep and (said or load_kg is not None):
        raise click.UsageError("--history and --load are for sets that are kept; say --keep too")
    kept = None
    if keep:
        from lastrep.outputs.history_store import file_of

        kept = file_of(history)
    choices = Choices(
        exercise,
        lifter,
        model,
        read_profile(
            profile_path, spotter=spotter, height_m=height_m, plate_diameter_m=plate_diameter_m
        ),
        keep=keep,
        history=history,
        load_kg=load_kg,
        fps=fps,
    )
    outputs = Outputs(json=json_path, csv=csv_path, video=video_path, poses=poses_path)
    console = terminal.console(quiet=quiet or outputs.on_stdout)
    with terminal.progress_bar("", wanted=not quiet) as report:
        failures = 0
        for result in run_batch(
            sources, choices, outputs, also_read=[profile_path, kept, model], report=report
        ):
            if isinstance(result, Failed):
                failures += 1
                click.echo(f"lastrep: {result.error}", err=True)
            else:
                print_session(result, console)
                if outputs.on_stdout and not quiet:
                    for notice in result.warnings:
                        click.echo(f"lastrep: note: {notice.text}", err=True)
    sys.stdout.flush()
    return options.EXIT_SOME_FAILED if failures else 0
