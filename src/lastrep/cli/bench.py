"""``lastrep bench``: where the time goes on this machine."""

from __future__ import annotations

import click

from lastrep.cli import options


@click.command("bench")
@click.argument("source", required=False)
@options.exercise
@options.model
@click.option(
    "--frames",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    help="Stop after this many pictures.",
)
@options.json_path
@options.debug
def command(
    *, source: str | None, exercise: str, model: str, frames: int, json_path: str | None
) -> None:
    """Measure each stage on SOURCE, and the whole against the bare pose model.

    Both sides of the ratio see the same pictures, turn by turn in one run. Without SOURCE a sample
    video is used.
    """
    from lastrep.apps.bench import default_source, run_bench
    from lastrep.apps.tables import put
    from lastrep.files.safe_write import STDOUT, check_outputs
    from lastrep.outputs.json_result import to_json

    measured = source or default_source()
    check_outputs([measured, model], [json_path])
    result = run_bench(measured, model=model, exercise=exercise, max_frames=frames)
    if json_path:
        put(json_path, to_json(result) + "\n")
    if json_path == STDOUT:
        return
    click.echo(f"{result.source}: {result.frames} pictures of {result.width}x{result.height}")
    rows = (
        ("decoding alone", result.decode_ms, "ms per picture"),
        ("bare pose model", result.bare_pose_ms, "ms per picture"),
        ("decoding and poses, as used", result.pose_stage_ms, "ms per picture"),
        ("core: counting to coaching", result.core_us_per_pose, "us per pose, mean"),
        ("", result.core_us_p95, "us per pose, 95th percentile"),
        ("whole analysis", result.whole_ms, "ms per picture"),
        ("whole / bare pose model", result.ratio_to_bare_pose, ""),
    )
    for name, value, unit in rows:
        shown = "      --" if value is None else f"{value:8.2f}"
        click.echo(f"  {name:28s}{shown} {unit}".rstrip())
